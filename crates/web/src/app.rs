//! What all requests share: the store, the packs, the words, the sessions that are live.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use activities::{Registry, Room};
use content::Library;
use store::{NewSession, Record, SessionId, SessionRow, Store, StoreError};
use texts::Texts;
use workshop::record::LogError;
use workshop::{Command, Plan, State, Timestamp, Workshop, decide, record};

use crate::aside::Aside;
use crate::clock::Clock;
use crate::doors::Doors;
use crate::limits::{Guesses, Patience};
use crate::meter::{Gauge, Meter};
use crate::net::Reach;
use crate::session::{self, Handle, Meta, Rehearsal};
use crate::{auth, qr};

/// How long a session is kept when nobody says otherwise: twelve months.
pub const KEEP_MS: i64 = 365 * 24 * 3600 * 1000;

/// What the server is started with.
pub struct Options {
    /// The facilitator's token.
    pub token: String,
    /// Language of the interface.
    pub lang: String,
    /// The checked packs.
    pub library: Library,
    /// How phones reach this machine.
    pub reach: Reach,
    /// The most connections, in all.
    pub connections: usize,
    /// The clock.
    pub clock: Clock,
    /// What slow clients may cost.
    pub patience: Patience,
    /// The processor's time and energy.
    pub gauge: Gauge,
}

/// What sessions and requests share.
pub struct Shared {
    /// The log.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// The packs.
    pub library: Library,
    /// The sourced figures.
    pub figures: &'static figures::Registry,
    /// Language of the interface where no session says otherwise.
    pub lang: String,
    /// How phones reach this machine.
    pub reach: RwLock<Reach>,
    /// Whether the disk can be written.
    pub health: Health,
    /// The most seats of a session.
    pub capacity: u32,
    /// What slow clients may cost.
    pub patience: Patience,
    /// What it all costs.
    pub meter: Arc<Meter>,
}

/// Whether answers can be kept.
#[derive(Default)]
pub struct Health {
    full: AtomicBool,
}

impl Health {
    /// Notes that something could not be written.
    pub fn report(&self, error: &StoreError) {
        if matches!(error, StoreError::DiskFull) {
            self.full.store(true, Ordering::Relaxed);
        }
    }

    /// Notes how much room is left.
    pub fn room(&self, bytes: u64) {
        self.full.store(bytes < Self::LITTLE, Ordering::Relaxed);
    }

    /// Whether the facilitator is to be warned.
    pub fn is_low(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    /// Below this many bytes the facilitator is warned, well before answers are refused.
    const LITTLE: u64 = 64 << 20;
}

impl Shared {
    /// The words in the language of a session.
    pub fn texts(&self, lang: &str) -> &'static Texts {
        texts::texts(lang)
    }

    /// How the people of a session come in.
    pub fn room(&self, code: &str) -> Room {
        let reach = self.reach.read().expect("nobody panics while holding the address");
        let join = format!("{}/j/{code}", reach.base());
        let wifi = reach.wifi.as_ref();
        Room {
            address: reach.shown(),
            code: code.to_owned(),
            qr: qr::svg(&join),
            wifi: wifi.map(|wifi| wifi.name.clone()),
            wifi_qr: wifi.map(|wifi| qr::svg(&wifi.to_code())),
        }
    }

    /// Where a debate goes on after its session, and the square that leads there.
    pub fn afterwards(&self, session: &str) -> (String, String) {
        let link = format!("{}/d/{session}", self.base());
        let square = qr::svg(&link);
        (link, square)
    }

    /// The address that phones use, without a path.
    pub fn base(&self) -> String {
        self.reach.read().expect("nobody panics while holding the address").base()
    }
}

/// The application.
pub struct App {
    /// What sessions share with requests.
    pub shared: Arc<Shared>,
    /// Who may do what.
    pub auth: auth::Auth,
    /// Wrong codes.
    pub guesses: Guesses,
    /// Who is connected.
    pub doors: Arc<Doors>,
    /// Where many questions on impact are answered at once.
    pub batches: Aside,
    /// Where single ones are whose method draws.
    pub draws: Aside,
    /// Where the calculator's weeks are worked out.
    pub weeks: Aside,
    live: tokio::sync::Mutex<HashMap<SessionId, Handle>>,
}

/// Why a session cannot be had. The words are for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store failed.
    #[error("la base ne répond pas\u{202f}: {0}")]
    Store(#[from] StoreError),
    /// A newer program has written to its log.
    #[error(
        "la ligne {line} du journal vient d’une version plus récente de Bisou\u{202f}: mettez Bisou à jour"
    )]
    Newer {
        /// Which.
        line: u64,
    },
    /// Its plan or a line of its log says something else than what this program writes.
    #[error(
        "le journal de la séance est abîmé ({0})\u{202f}: copiez le dossier des données avant toute autre chose"
    )]
    Damaged(String),
}

impl From<LogError> for OpenError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Newer { seq: line, .. } => Self::Newer { line },
            LogError::Unknown { seq, reason } => Self::Damaged(format!("ligne {seq}\u{202f}: {reason}")),
            LogError::Gap { expected, .. } => Self::Damaged(format!("la ligne {expected} manque")),
        }
    }
}

/// What a new session is made of.
pub struct Wish {
    /// The workshop's id in the packs.
    pub workshop: String,
    /// What the facilitator calls it; else the workshop's title.
    pub title: Option<String>,
    /// Simulated participants.
    pub rehearsal: Option<Rehearsal>,
}

impl App {
    /// Puts everything together. Open sessions are loaded when somebody asks for them.
    pub fn new(store: Store, options: Options) -> Self {
        let capacity = u32::try_from(options.connections).unwrap_or(u32::MAX).max(1);
        let shared = Shared {
            store,
            clock: options.clock,
            library: options.library,
            figures: figures::Registry::embedded(),
            lang: options.lang,
            reach: RwLock::new(options.reach),
            health: Health::default(),
            capacity,
            patience: options.patience,
            meter: Meter::new(options.gauge),
        };
        Self {
            shared: Arc::new(shared),
            auth: auth::Auth::new(&options.token),
            guesses: Guesses::default(),
            doors: Arc::new(Doors::new(options.connections)),
            batches: Aside::default(),
            draws: Aside::default(),
            weeks: Aside::default(),
            live: tokio::sync::Mutex::default(),
        }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Creates a session in the lobby. `None`: no pack has this workshop.
    pub async fn create(&self, wish: Wish) -> Result<Option<Handle>, OpenError> {
        let packs =
            || self.shared.library.langs().into_iter().filter_map(|lang| self.shared.library.pack(lang));
        let own = self.shared.library.pack(&self.shared.lang).into_iter();
        let found = own
            .chain(packs())
            .find_map(|pack| pack.workshop(&wish.workshop).map(|workshop| (workshop, pack)));
        let Some((document, pack)) = found else { return Ok(None) };
        let plan = activities::freeze(document, pack);
        let now = self.now();
        let id = SessionId(*uuid::Uuid::now_v7().as_bytes());
        let title = wish.title.unwrap_or_else(|| plan.title.clone());
        let lang = plan.lang.clone();
        let body = serde_json::to_vec(&plan).expect("a plan is made of what JSON can hold");
        let workshop = load(plan)?;

        let mut state = State::new(&workshop);
        let decision = decide(&state, &workshop, Command::Create { capacity: self.shared.capacity }, now);
        let mut first = Vec::with_capacity(1);
        for event in decision.expect("a session can be created once").events {
            state.apply(&workshop, &event, now);
            first.push(Record { seq: state.seq, at: now.0, owner: None, body: record::encode(&event) });
        }
        let expires_at = now.plus(KEEP_MS);
        let rehearsal =
            wish.rehearsal.map(|rehearsal| serde_json::to_string(&rehearsal).expect("plain numbers"));
        let code = self.store_new(|code| NewSession {
            id,
            code,
            workshop: wish.workshop.clone(),
            title: title.clone(),
            lang: lang.clone(),
            created_at: now.0,
            expires_at: expires_at.0,
            rehearsal: rehearsal.clone(),
            plan: body.clone(),
            first: first.clone(),
        });
        let code = code.await?;
        let meta =
            Meta { id, id_text: id.to_string(), code, title, lang, rehearsal: wish.rehearsal, expires_at };
        let handle = session::spawn(Arc::clone(&self.shared), meta, Arc::new(workshop), state);
        self.live.lock().await.insert(id, handle.clone());
        if let Some(rehearsal) = wish.rehearsal {
            tokio::spawn(session::play(handle.downgrade(), rehearsal));
        }
        Ok(Some(handle))
    }

    /// Stores the session under a code that no open session has.
    async fn store_new(&self, session: impl Fn(String) -> NewSession) -> Result<String, StoreError> {
        loop {
            let code = auth::new_code();
            match self.shared.store.create_session(session(code.clone())).await {
                Err(StoreError::CodeTaken) => {}
                done => return done.map(|()| code),
            }
        }
    }

    /// A session by its id, loaded from the log when it is not live yet.
    pub async fn session(&self, id: SessionId) -> Result<Option<Handle>, OpenError> {
        let mut live = self.live.lock().await;
        if let Some(handle) = live.get(&id).filter(|handle| !handle.is_closed()) {
            return Ok(Some(handle.clone()));
        }
        live.remove(&id);
        let Some(row) = self.shared.store.session(&id)? else { return Ok(None) };
        let handle = self.revive(row)?;
        live.insert(id, handle.clone());
        Ok(Some(handle))
    }

    /// An open session by its code.
    pub async fn by_code(&self, code: &str) -> Result<Option<Handle>, OpenError> {
        match self.shared.store.session_by_code(code)? {
            Some(row) => self.session(row.id).await,
            None => Ok(None),
        }
    }

    /// Erases a session with its answers. False: there was none.
    pub async fn delete(&self, id: SessionId) -> Result<bool, StoreError> {
        // In this order: who asks for it meanwhile finds no log to load it from again.
        let gone = self.shared.store.delete_session(&id).await;
        self.live.lock().await.remove(&id);
        gone
    }

    /// Looks at the room on the disk, and erases the sessions whose time has come.
    pub async fn tidy(&self) {
        if let Ok(bytes) = self.shared.store.free_bytes() {
            self.shared.health.room(bytes);
        }
        match self.shared.store.purge_expired(self.now().0).await {
            Ok(gone) => self.live.lock().await.retain(|id, _| !gone.contains(id)),
            Err(error) => tracing::warn!(%error, "old sessions could not be erased"),
        }
    }

    /// Draws the views of all live sessions again.
    pub async fn redraw(&self) {
        self.live.lock().await.values().for_each(Handle::redraw);
    }

    /// Lets the logs of all live sessions know what these have cost.
    pub async fn keep_costs(&self) {
        self.live.lock().await.values().for_each(Handle::keep_cost);
    }

    /// How many sessions are live.
    pub async fn live_sessions(&self) -> usize {
        self.live.lock().await.len()
    }

    fn revive(&self, row: SessionRow) -> Result<Handle, OpenError> {
        let (workshop, state) = replay(&self.shared.store, &row.id)?;
        let rehearsal = row.rehearsal.as_deref().and_then(|json| serde_json::from_str(json).ok());
        let ended = state.ended_at.is_some();
        let meta = Meta {
            id: row.id,
            id_text: row.id.to_string(),
            code: row.code,
            title: row.title,
            lang: row.lang,
            rehearsal,
            expires_at: Timestamp(row.expires_at),
        };
        let handle = session::spawn(Arc::clone(&self.shared), meta, Arc::new(workshop), state);
        if let Some(rehearsal) = rehearsal.filter(|_| !ended) {
            tokio::spawn(session::play(handle.downgrade(), rehearsal));
        }
        Ok(handle)
    }
}

/// Builds a session again from its plan and its log.
pub fn replay(store: &Store, id: &SessionId) -> Result<(Workshop, State), OpenError> {
    let plan: Plan =
        serde_json::from_slice(&store.plan(id)?).map_err(|error| OpenError::Damaged(error.to_string()))?;
    let workshop = load(plan)?;
    let state = read_log(store, id, &workshop)?;
    Ok((workshop, state))
}

/// Builds a session's state again from its log, which has at least the session's creation.
pub fn read_log(store: &Store, id: &SessionId, workshop: &Workshop) -> Result<State, OpenError> {
    let events = store.events(id)?;
    if events.is_empty() {
        return Err(OpenError::Damaged("il est vide".into()));
    }
    let lines = events.iter().map(|record| (record.seq, record.at, record.body.as_slice()));
    Ok(record::replay(workshop, lines)?)
}

fn load(plan: Plan) -> Result<Workshop, OpenError> {
    Workshop::new(plan, &Registry).map_err(|reason| OpenError::Damaged(reason.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

    use std::sync::atomic::{AtomicBool, Ordering};

    use workshop::{Control, SeatId};

    use super::*;
    use crate::session::Failure;

    fn app(folder: &std::path::Path) -> App {
        let store = Store::open(folder, &store::Options::default()).unwrap();
        let options = Options {
            token: "t".into(),
            lang: "fr".into(),
            library: Library::embedded(&Registry).unwrap(),
            reach: Reach::new("127.0.0.1:1".parse().unwrap(), None),
            connections: 10,
            clock: Clock::default(),
            patience: Patience::default(),
            gauge: Gauge::default(),
        };
        App::new(store, options)
    }

    fn wish() -> Wish {
        Wish { workshop: "atelier-45".into(), title: None, rehearsal: None }
    }

    #[tokio::test]
    async fn a_session_whose_log_is_gone_from_under_it_is_served_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let session = app.create(wish()).await.unwrap().unwrap();
        let id = session.meta.id;
        app.shared.store.delete_session(&id).await.unwrap();
        let started = session.command(Command::Control(Control::Start)).await;
        assert!(matches!(started, Err(Failure::Store(_))), "{started:?}");
        let looked = Arc::new(AtomicBool::new(false));
        let look = Arc::clone(&looked);
        let read = session.read(move |_, _| look.store(true, Ordering::Relaxed)).await;
        assert!(matches!(read, Err(Failure::Gone)), "{read:?}");
        assert!(!looked.load(Ordering::Relaxed), "nobody sees a state that is not on disk");
        assert!(session.is_closed());
        assert!(app.session(id).await.unwrap().is_none());
        assert_eq!(app.live_sessions().await, 0);
    }

    #[tokio::test]
    async fn what_could_not_be_written_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let session = app.create(wish()).await.unwrap().unwrap();
        let id = session.meta.id;
        let seat = SeatId([1; 16]);
        let seq = session.command(Command::Join { seat, name: "Ana".into() }).await.unwrap().seq + 1;
        // Another hand writes to the log: this actor's next line has a number that is taken.
        let event = workshop::Event::Tombstone;
        let line = Record { seq, at: app.now().0, owner: None, body: record::encode(&event) };
        let batch = store::Batch { session: id, records: vec![line], summary: None, scrubs: vec![] };
        app.shared.store.append(batch).await.unwrap();
        session.command(Command::Control(Control::Start)).await.unwrap_err();
        // It has read what is on disk, and goes on from there.
        let again = app.session(id).await.unwrap().unwrap();
        let read =
            again.read(move |live, _| (live.state.seq, live.state.seat(seat).is_some())).await.unwrap();
        assert_eq!(read, (seq, true));
        again.command(Command::Control(Control::Start)).await.unwrap();
    }
}
