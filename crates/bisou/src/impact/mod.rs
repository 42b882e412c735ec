//! `bisou impact`: what a request to an AI, a video, a training costs, and the lists of models and zones.

mod ask;
mod fields;
mod lists;
mod more;
mod request;
mod scopes;
mod stdin;
mod table;
mod training;
mod video;
mod week;

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

#[derive(Subcommand)]
pub enum Impact {
    /// L’impact d’une requête, en intervalles ; ou de toutes celles de l’entrée standard, une ligne de JSON chacune.
    Request(Box<request::Ask>),
    /// L’impact d’une vidéo faite à partir d’un texte, en intervalles.
    Video(Box<video::Ask>),
    /// L’impact d’une semaine d’usages, d’une personne ou d’une classe, pour une semaine ou une année.
    Week(Box<week::Ask>),
    /// L’impact d’un entraînement, périmètre par périmètre ; ce qui n’est pas connu est dit manquant.
    Training(Box<training::Ask>),
    /// Les modèles connus.
    Models(lists::Models),
    /// Les zones connues.
    Zones(lists::Zones),
}

pub fn run(impact: &Impact) -> Result<ExitCode> {
    match impact {
        Impact::Request(ask) => request::run(ask),
        Impact::Video(ask) => video::run(ask),
        Impact::Week(ask) => week::run(ask),
        Impact::Training(ask) => training::run(ask),
        Impact::Models(models) => lists::models(models),
        Impact::Zones(zones) => lists::zones(zones),
    }
}
