//! `bisou impact`: what a request to an AI costs, and the lists of models and zones.

mod fields;
mod lists;
mod more;
mod request;
mod stdin;
mod table;

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

#[derive(Subcommand)]
pub enum Impact {
    /// L’impact d’une requête, en intervalles ; ou de toutes celles de l’entrée standard, une ligne de JSON chacune.
    Request(Box<request::Ask>),
    /// Les modèles connus.
    Models(lists::Models),
    /// Les zones connues.
    Zones(lists::Zones),
}

pub fn run(impact: &Impact) -> Result<ExitCode> {
    match impact {
        Impact::Request(ask) => request::run(ask),
        Impact::Models(models) => lists::models(models),
        Impact::Zones(zones) => lists::zones(zones),
    }
}
