//! A server of one's own: the whole house over a folder that goes with it, its clock in the test's hand.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use activities::Registry;
use content::Library;
use serde_json::{Value, json};
use store::Store;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use web::clock::Clock;
use web::limits::Patience;
use web::net::Reach;
use web::{App, Options};

use crate::client::{Call, Reply};

/// The facilitator's token.
pub const TOKEN: &str = "token-of-the-tests";
/// The workshop that is played.
pub const WORKSHOP: &str = "atelier-45";
/// Its steps, one a kind of behaviour.
pub const WELCOME: &str = "a45-accueil";
pub const POLL: &str = "a45-sondage";
pub const DUEL: &str = "a45-duel.duel-image-texte";
/// Noon of the first day of all these sessions.
pub const NOON: i64 = 1_800_000_000_000;

/// The packs, read once.
pub static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}")));

/// A running server.
pub struct House {
    pub address: SocketAddr,
    app: Arc<App>,
    clock: Arc<AtomicI64>,
    folder: TempDir,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

/// What a server is started with.
pub struct Plan {
    /// The most connections.
    pub connections: usize,
    /// What slow clients may cost.
    pub patience: Patience,
    /// What the clock says first.
    pub now: i64,
    /// As `--public-url` tells it.
    pub public_url: Option<String>,
    /// Where it keeps all; erased with the house.
    pub folder: TempDir,
}

impl Default for Plan {
    fn default() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { connections: 4096, patience: Patience::default(), now: NOON, public_url: None, folder }
    }
}

impl Plan {
    /// Wrong codes are answered at once.
    pub fn without_delays() -> Self {
        let patience = Patience { wrong_code: Duration::ZERO, ..Patience::default() };
        Self { patience, ..Self::default() }
    }
}

impl House {
    /// Opens on any free port.
    pub async fn open() -> Self {
        Self::of(Plan::default()).await
    }

    /// Opens as planned.
    pub async fn of(plan: Plan) -> Self {
        let listener = listener();
        let address = listener.local_addr().unwrap();
        let store = open(plan.folder.path()).await;
        let clock = Arc::new(AtomicI64::new(plan.now));
        let options = Options {
            gauge: web::meter::Gauge::default(),
            token: TOKEN.into(),
            lang: "fr".into(),
            library: LIBRARY.clone(),
            reach: Reach::new(address, plan.public_url),
            connections: plan.connections,
            clock: Clock::Manual(Arc::clone(&clock)),
            patience: plan.patience,
        };
        let app = Arc::new(App::new(store.clone(), options));
        let router = web::router(Arc::clone(&app));
        let (stop, stopped) = watch::channel(false);
        let served = Arc::clone(&app);
        let serving = tokio::spawn(async move {
            web::serve::serve(listener, served, router, stopped).await;
            store.close();
        });
        Self { address, app, clock, folder: plan.folder, stop, serving }
    }

    /// Ends, as SIGTERM does. The plan that is left opens another one over the same folder, at the same hour.
    pub async fn close(self) -> Plan {
        self.stop.send_replace(true);
        self.serving.await.unwrap();
        Plan { now: self.clock.load(Ordering::Relaxed), folder: self.folder, ..Plan::default() }
    }

    /// Lets time pass.
    pub fn pass(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::Relaxed);
    }

    /// Does what it does by itself when it opens, and now and then.
    pub async fn tidies(&self) {
        self.app.tidy().await;
    }

    /// Every byte that is kept, file by file.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        read_all(self.folder.path())
    }

    /// A call by anybody.
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::new(self.address, method, path)
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str) -> Call {
        self.call("POST", path)
    }

    /// A session of the workshop, in the lobby.
    pub async fn session(&self) -> Session<'_> {
        self.session_with(&json!({ "workshop": WORKSHOP })).await
    }

    pub async fn session_with(&self, wish: &Value) -> Session<'_> {
        let made = self.post("/api/v1/sessions").bearer(TOKEN).json(wish).await;
        assert_eq!(made.status, 201, "{made:?}");
        let made = made.value();
        Session { house: self, id: text(&made["id"]), code: text(&made["code"]) }
    }

    /// The cookie of a browser that has followed the printed link.
    pub async fn host_cookie(&self) -> String {
        let opened = self.get(&format!("/h/{TOKEN}")).await;
        assert_eq!((opened.status, opened.header("location")), (303, Some("/desk")));
        opened.cookie()
    }
}

/// The store of a folder, as soon as the house before has left it: its last task may still be going home.
async fn open(folder: &Path) -> Store {
    // What a power cut would take is tested where the store is.
    let options = store::Options { synchronous: "OFF", pace: Duration::ZERO, ..store::Options::default() };
    loop {
        match Store::open(folder, &options) {
            Err(store::OpenError::InUse { .. }) => tokio::time::sleep(Duration::from_millis(5)).await,
            opened => return opened.unwrap(),
        }
    }
}

/// On any free port, with room for a crowd that comes at once.
fn listener() -> TcpListener {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    socket.listen(4096).unwrap()
}

/// The bytes of every file of a folder.
fn read_all(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// A session, as its facilitator holds it.
pub struct Session<'a> {
    pub house: &'a House,
    pub id: String,
    pub code: String,
}

impl Session<'_> {
    /// A path of the API below the session.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/sessions/{}{rest}", self.id)
    }

    /// A command of the facilitator.
    pub async fn command(&self, command: Value) -> Reply {
        self.house.post(&self.path("/commands")).bearer(TOKEN).json(&command).await
    }

    /// A command that is done; the state after it.
    pub async fn does(&self, command: Value) -> Value {
        let told = command.to_string();
        let done = self.command(command).await;
        assert_eq!(done.status, 200, "{told}: {done:?}");
        done.value()["state"].clone()
    }

    /// To this step.
    pub async fn goes_to(&self, step: &str) -> Value {
        self.does(json!({ "command": "goto", "step": step })).await
    }

    /// As the facilitator sees it.
    pub async fn state(&self) -> Value {
        let state = self.house.get(&self.path("/state")).bearer(TOKEN).await;
        assert_eq!(state.status, 200, "{state:?}");
        state.value()
    }

    /// A report in this format.
    pub async fn report(&self, format: &str) -> Reply {
        let report = self.house.get(&self.path(&format!("/report.{format}"))).bearer(TOKEN).await;
        assert_eq!(report.status, 200, "{report:?}");
        report
    }

    /// Somebody comes in.
    pub async fn joins(&self, name: &str) -> Phone {
        self.joining(name).await
    }

    /// The same, for somebody who does not wait for the others.
    pub fn joining(&self, name: &str) -> impl Future<Output = Phone> + use<> {
        let call = self.house.post("/api/v1/join").json(&json!({ "code": self.code, "name": name }));
        let (server, session) = (self.house.address, self.id.clone());
        async move {
            let joined = call.await;
            assert_eq!(joined.status, 201, "{joined:?}");
            Phone { server, session, seat: text(&joined.value()["seat"]), cookie: joined.cookie() }
        }
    }

    /// The cookie of a phone or projector that has been paired.
    pub async fn paired(&self, role: &str) -> String {
        let wish = json!({ "session": self.id, "role": role });
        let pairing = self.house.post("/api/v1/pairings").bearer(TOKEN).json(&wish).await;
        assert_eq!(pairing.status, 201, "{pairing:?}");
        let url = text(&pairing.value()["url"]);
        let path = url.strip_prefix(&format!("http://{}", self.house.address)).unwrap();
        let opened = self.house.get(path).await;
        assert_eq!(opened.header("location"), Some(format!("/{role}/{}", self.id).as_str()));
        opened.cookie()
    }
}

/// A participant.
pub struct Phone {
    server: SocketAddr,
    session: String,
    pub seat: String,
    pub cookie: String,
}

impl Phone {
    /// A call below the session, with the seat's cookie.
    pub fn call(&self, method: &str, rest: &str) -> Call {
        let path = format!("/api/v1/sessions/{}{rest}", self.session);
        Call::new(self.server, method, &path).cookie(&self.cookie)
    }

    /// The participant's own page, and what is below it.
    pub fn page(&self, method: &str, rest: &str) -> Call {
        Call::new(self.server, method, &format!("/s/{}{rest}", self.session)).cookie(&self.cookie)
    }

    pub async fn answers(&self, step: &str, value: Value) -> Reply {
        self.call("PUT", &format!("/answers/{step}")).json(&json!({ "value": value })).await
    }

    /// An answer that is kept: the word that says how.
    pub async fn is_told(&self, step: &str, value: Value) -> String {
        let reply = self.answers(step, value).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        text(&reply.value()["status"])
    }

    pub async fn state(&self) -> Value {
        let state = self.call("GET", "/state").await;
        assert_eq!(state.status, 200, "{state:?}");
        state.value()
    }
}

/// The text that a value is.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
