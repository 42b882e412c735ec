//! `bisou serve`: the server on the trainer's laptop.

use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use activities::Registry;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use content::Library;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use store::{Options, Store};
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;
use web::clock::Clock;
use web::doors::Doors;
use web::limits::Patience;
use web::meter::Gauge;
use web::net::Reach;
use web::{App, auth};

use crate::Data;

#[derive(Args)]
pub struct Serve {
    /// Où écouter ; port 0 : un port libre.
    #[arg(long, default_value = "0.0.0.0:8080", value_name = "ADRESSE:PORT")]
    listen: SocketAddr,
    #[command(flatten)]
    data: Data,
    /// Un dossier de pack à poser sur celui de Bisou ; peut être répété.
    #[arg(long, value_name = "DOSSIER")]
    pack: Vec<PathBuf>,
    /// L’adresse publique, si un autre serveur est devant.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Le jeton de la personne qui anime ; sinon celui du dossier des séances, créé au premier démarrage.
    #[arg(long, env = "BISOU_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// N’ouvre pas le navigateur.
    #[arg(long)]
    no_open: bool,
    /// La langue de l’interface.
    #[arg(long, default_value = texts::DEFAULT)]
    lang: String,
}

/// Files that are not connections: the database, its log, standard streams, libraries.
const OWN_FILES: u64 = 256;

pub fn run(serve: &Serve) -> Result<ExitCode> {
    let filter = EnvFilter::try_from_env("BISOU_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
    if !texts::languages().any(|lang| lang == serve.lang) {
        bail!(
            "la langue «\u{202f}{}\u{202f}» n’est pas là\u{202f}: {}",
            serve.lang,
            texts::languages().collect::<Vec<_>>().join(", ")
        );
    }
    let connections = raise_open_files();
    let library = Library::load(&serve.pack, &Registry)
        .map_err(|report| anyhow!("un pack a {} erreurs\n{report}", report.errors()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(listen(serve, library, connections))
}

async fn listen(serve: &Serve, library: Library, connections: usize) -> Result<ExitCode> {
    let listener = bind(serve.listen).map_err(|error| cannot_listen(serve.listen, &error))?;
    let local = listener.local_addr()?;
    let folder = serve.data.folder();
    let store = Store::open(&folder, &Options::default())?;
    let token = token(serve, &folder)?;
    let mut reach = Reach::new(local, serve.public_url.clone());
    reach.wifi = store.setting("wifi")?.and_then(|kept| serde_json::from_str(&kept).ok());
    let link = format!("{}/h/{token}", own_address(serve, local));
    let options = web::Options {
        token,
        lang: serve.lang.clone(),
        library,
        reach,
        connections,
        clock: Clock::System,
        patience: Patience::default(),
        gauge: Gauge::default(),
    };
    let app = Arc::new(App::new(store.clone(), options));
    let router = web::router(Arc::clone(&app));
    announce(&link, Doors::phones(connections));
    if !serve.no_open {
        open_browser(&link);
    }
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_the_end().await;
        let _ = stop.send(true);
    });
    web::serve::serve(listener, app, router, stopped).await;
    store.close();
    Ok(ExitCode::SUCCESS)
}

/// A whole room may come at once: a long queue of connections that wait to be taken.
const BACKLOG: u32 = 4096;

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> anyhow::Error {
    let port = address.port();
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            let next = port.checked_add(1).unwrap_or(0);
            anyhow!(
                "le port {port} est déjà pris, peut-être par un autre Bisou\u{202f}: arrêtez-le, ou essayez --listen {}:{next}",
                address.ip()
            )
        }
        io::ErrorKind::PermissionDenied => {
            anyhow!("le port {port} est réservé au système\u{202f}: essayez --listen {}:8080", address.ip())
        }
        io::ErrorKind::AddrNotAvailable => anyhow!(
            "cet ordinateur n’a pas l’adresse {}\u{202f}: essayez --listen 0.0.0.0:{port}",
            address.ip()
        ),
        _ => anyhow!("impossible d’écouter sur {address}\u{202f}: {error}"),
    }
}

/// The address for this machine's own browser.
fn own_address(serve: &Serve, local: SocketAddr) -> String {
    if let Some(url) = &serve.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = if local.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { local.ip() };
    format!("http://{}", SocketAddr::new(host, local.port()))
}

fn announce(link: &str, phones: usize) {
    let mut out = io::stdout().lock();
    // Whoever reads only the first line that starts with http gets the link.
    let _ = writeln!(out, "{link}");
    let _ = writeln!(out, "Ce lien est celui de la personne qui anime\u{202f}: ne le projetez pas.");
    let _ = writeln!(out, "{phones} téléphones au plus peuvent être là en même temps. Ctrl-C arrête Bisou.");
    let _ = out.flush();
}

/// As told; else the one that is kept in the folder, made at the first start.
fn token(serve: &Serve, folder: &Path) -> Result<String> {
    if let Some(token) = &serve.token {
        if token.len() < 8
            || !token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        {
            bail!("le jeton doit avoir 8 signes au moins, lettres, chiffres, - _ . ~ seulement");
        }
        return Ok(token.clone());
    }
    let path = folder.join("facilitator-token");
    match fs::read_to_string(&path) {
        Ok(kept) if !kept.trim().is_empty() => return Ok(kept.trim().to_owned()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("{} ne peut pas être lu", path.display())),
    }
    let token = auth::secret();
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(&path)
        .and_then(|mut file| file.write_all(token.as_bytes()).and_then(|()| file.sync_all()));
    written.with_context(|| format!("{} ne peut pas être écrit", path.display()))?;
    Ok(token)
}

/// Raises the soft limit of open files to the hard one; how many connections that allows.
fn raise_open_files() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    let files = getrlimit(Resource::Nofile).current.unwrap_or(65_536).min(1 << 20);
    usize::try_from(files.saturating_sub(OWN_FILES)).unwrap_or(64).max(64)
}

/// A wish, not a need: where there is no desktop, nothing happens.
fn open_browser(link: &str) {
    if std::env::var_os("DISPLAY").is_none()
        && std::env::var_os("WAYLAND_DISPLAY").is_none()
        && !cfg!(target_os = "macos")
    {
        return;
    }
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = std::process::Stdio::null;
    let _ =
        std::process::Command::new(program).arg(link).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}

async fn wait_for_the_end() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
