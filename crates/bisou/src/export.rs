//! `bisou export`: a session's report without a browser.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use store::{Options, SessionId, SessionRow, Store};
use web::api::reports::{Format, write};
use web::clock::Clock;
use web::session::{Live, Meta};
use workshop::Timestamp;

use crate::Data;

#[derive(Args)]
pub struct Export {
    /// Le code ou l’identifiant de la séance.
    session: String,
    /// json, csv, xlsx ou html.
    #[arg(long)]
    format: String,
    /// Le fichier à écrire ; « - » pour la sortie standard.
    #[arg(long, value_name = "FICHIER")]
    out: PathBuf,
    #[command(flatten)]
    data: Data,
}

pub fn run(export: &Export) -> Result<ExitCode> {
    let format = Format::parse(&export.format).ok_or_else(|| {
        anyhow!("le format «\u{202f}{}\u{202f}» n’existe pas\u{202f}: json, csv, xlsx ou html", export.format)
    })?;
    let store = look_in(&export.data)?;
    let live = load(&store, &export.session)?;
    let bytes = write(&live, Clock::System.now(), format, true).map_err(|reason| anyhow!(reason))?;
    if export.out.as_os_str() == "-" {
        std::io::Write::write_all(&mut std::io::stdout(), &bytes)?;
    } else {
        std::fs::write(&export.out, bytes)
            .with_context(|| format!("{} ne peut pas être écrit", export.out.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The store of a folder, beside a server that may be using it.
pub fn look_in(data: &Data) -> Result<Store> {
    let folder = data.folder();
    if !folder.join(store::FILE).is_file() {
        bail!("aucune séance dans {}\u{202f}: indiquez le dossier avec --data", folder.display());
    }
    Ok(Store::open(&folder, &Options { exclusive: false, ..Options::default() })?)
}

/// A session by its id or its code, the newest first.
pub fn find(store: &Store, name: &str) -> Result<SessionRow> {
    let by_id = name.parse::<SessionId>().ok();
    let rows = store.sessions()?;
    let found = rows.into_iter().find(|row| Some(row.id) == by_id || row.code.eq_ignore_ascii_case(name));
    found.ok_or_else(|| {
        anyhow!("aucune séance «\u{202f}{name}\u{202f}»\u{202f}: donnez son code ou son identifiant")
    })
}

fn load(store: &Store, name: &str) -> Result<Live> {
    let row = find(store, name)?;
    let (workshop, state) = web::replay(store, &row.id)?;
    let meta = Meta {
        id: row.id,
        id_text: row.id.to_string(),
        code: row.code,
        title: row.title,
        lang: row.lang,
        rehearsal: row.rehearsal.as_deref().and_then(|json| serde_json::from_str(json).ok()),
        expires_at: Timestamp(row.expires_at),
    };
    Ok(Live { meta: Arc::new(meta), workshop: Arc::new(workshop), state })
}
