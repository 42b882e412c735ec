//! What the server costs, counted: bytes on its sockets, time of the processor, energy where the kernel lets it be read.
//!
//! A connection's bytes belong to the session that its requests name: by their path, or by the page that asked for them (a
//! stylesheet says which in `Referer`); the seat's cookie tells which phone it is. What a connection says before it names a
//! session goes to the first that it names. A connection that never names one is counted in the server's sum alone.
//!
//! Counting is two additions to plain atomics a write. Nothing here waits, and nobody is told which phone said how much.

mod account;
mod gauge;
mod session;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, RwLock, Weak};

use axum::http::{HeaderMap, Uri, header};
use store::SessionId;
use workshop::Measurement;

use crate::auth;
use account::Bytes;
pub use account::{Account, Counted, Line};
pub use gauge::{Gauge, Machine, Package, Rapl, Reading, Spent};
pub use session::SessionMeter;

/// The meter of the house.
pub struct Meter {
    all: Arc<Bytes>,
    sessions: RwLock<Sessions>,
    power: Mutex<Power>,
    gauge: Gauge,
}

/// Who is measured.
#[derive(Default)]
struct Sessions {
    by_id: HashMap<SessionId, Weak<SessionMeter>>,
    by_code: HashMap<String, SessionId>,
}

/// What the process has cost until the gauge was last read.
struct Power {
    last: Reading,
    sum: Spent,
}

impl Meter {
    /// Nothing is counted yet.
    pub fn new(gauge: Gauge) -> Arc<Self> {
        let power = Mutex::new(Power { last: gauge.read(), sum: Spent::default() });
        Arc::new(Self { all: Arc::default(), sessions: RwLock::default(), power, gauge })
    }

    /// Reads the gauge. To be done now and then: counters of energy come round again after an hour of hard work.
    pub fn spent(&self) -> Spent {
        let mut power = self.power.lock().expect("nobody panics while reading a gauge");
        let now = self.gauge.read();
        let new = Spent::between(&power.last, &now);
        power.sum = power.sum.plus(new);
        power.last = now;
        power.sum
    }

    /// Bytes sent and received, by everybody.
    pub fn bytes(&self) -> (u64, u64) {
        self.all.read()
    }

    fn total(&self) -> u64 {
        let (sent, received) = self.bytes();
        sent + received
    }

    /// An account in which nobody's bytes are counted, but for the sum.
    pub fn nobody(&self) -> Arc<Account> {
        Account::new(Arc::clone(&self.all), false)
    }

    /// An account for those of whom it is not known yet who they are.
    fn door(&self) -> Arc<Account> {
        Account::new(Arc::clone(&self.all), true)
    }

    /// Begins to measure a session, which has cost `known` before.
    pub fn open(self: &Arc<Self>, id: SessionId, code: &str, known: Measurement) -> Arc<SessionMeter> {
        let meter = Arc::new(SessionMeter::new(Arc::clone(self), id, known));
        let mut sessions = self.sessions.write().expect("nobody panics while opening an account");
        let gone = |session: &Weak<SessionMeter>| session.strong_count() == 0;
        sessions.by_id.retain(|_, session| !gone(session));
        sessions.by_id.insert(id, Arc::downgrade(&meter));
        sessions.by_code.insert(code.to_owned(), id);
        let Sessions { by_id, by_code } = &mut *sessions;
        by_code.retain(|_, id| by_id.contains_key(id));
        meter
    }

    /// The account that a request belongs to.
    pub fn account(&self, uri: &Uri, headers: &HeaderMap) -> Option<Arc<Account>> {
        let page = headers.get(header::REFERER).and_then(|page| page.to_str().ok()?.parse::<Uri>().ok());
        let session = [Some(uri), page.as_ref()].into_iter().flatten().find_map(|uri| self.named(uri))?;
        let screen = is_screen(uri) || page.as_ref().is_some_and(is_screen);
        let seat = auth::own_seat(headers, session.id);
        match seat.filter(|_| !screen).and_then(|seat| session.phone(seat)) {
            Some(phone) => Some(phone),
            None if screen || is_host(headers) => Some(session.screens()),
            None => Some(session.door()),
        }
    }

    /// The session whose id or code stands in an address.
    fn named(&self, uri: &Uri) -> Option<Arc<SessionMeter>> {
        let sessions = self.sessions.read().expect("nobody panics while opening an account");
        let known = |id: SessionId| sessions.by_id.get(&id)?.upgrade();
        let words = uri.path().split('/').chain(uri.query().unwrap_or_default().split(['&', '=']));
        let by_id = words.filter(|word| word.len() >= 32).find_map(|word| known(word.parse().ok()?));
        by_id.or_else(|| {
            let code = auth::read_code(uri.path().strip_prefix("/j/")?).ok()?;
            known(*sessions.by_code.get(&code)?)
        })
    }
}

/// Whether an address is a facilitator's.
fn is_screen(uri: &Uri) -> bool {
    let pages = ["/stage/", "/remote/", "/desk"];
    let views = ["view=stage", "view=remote"];
    pages.iter().any(|page| uri.path().starts_with(page))
        || uri.query().is_some_and(|query| query.split('&').any(|part| views.contains(&part)))
}

fn is_host(headers: &HeaderMap) -> bool {
    auth::bearer(headers).is_some() || auth::cookie(headers, auth::HOST).is_some()
}

#[cfg(test)]
mod accounts {
    use std::time::Duration;

    use axum::http::HeaderValue;
    use workshop::SeatId;

    use super::*;

    const SESSION: SessionId = SessionId([7; 16]);
    const SECRET: &str = "00112233445566778899aabbccddeeff";

    fn meter() -> (Arc<Meter>, Arc<Mutex<Reading>>) {
        let reading = Arc::new(Mutex::new(Reading::default()));
        (Meter::new(Gauge::Manual(Arc::clone(&reading))), reading)
    }

    fn headers(list: &[(header::HeaderName, &str)]) -> HeaderMap {
        list.iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).expect("a header")))
            .collect()
    }

    /// Two bytes for the account that a request names, one for whom it is not known.
    fn ask(meter: &Meter, address: &str, list: &[(header::HeaderName, &str)]) {
        if let Some(account) = meter.account(&address.parse().expect("an address"), &headers(list)) {
            account.sent(2);
        }
    }

    #[test]
    fn a_request_belongs_to_the_session_it_names_and_to_the_phone_its_cookie_says() {
        let (meter, _) = meter();
        let session = meter.open(SESSION, "KARLMT", Measurement::default());
        session.came(auth::seat_of(SECRET, SESSION), 0);
        let seat = format!("seat={SECRET}");
        let page = format!("http://192.168.1.20:8080/s/{SESSION}?x=1");
        let stage = format!("http://192.168.1.20:8080/stage/{SESSION}");
        let phone: &[(_, &str)] = &[(header::COOKIE, &seat)];
        let counted = |address: &str, list: &[(header::HeaderName, &str)]| {
            let before = session.measure(0, Measurement::default());
            ask(&meter, address, list);
            let new = session.measure(0, Measurement::default()).since(before);
            (new.to_phones, new.busiest_phone, new.to_screens)
        };
        assert_eq!(counted(&format!("/s/{SESSION}"), phone), (2, 2, 0));
        assert_eq!(counted("/a/phone.css", &[phone[0].clone(), (header::REFERER, &page)]), (2, 2, 0));
        assert_eq!(counted(&format!("/donnees?s={SESSION}"), phone), (2, 2, 0));
        assert_eq!(counted("/j/KARLMT", &[]), (2, 0, 0), "a phone at the door");
        assert_eq!(counted("/j/kar-lmt", &[]), (2, 0, 0));
        assert_eq!(counted(&format!("/s/{SESSION}"), &[(header::COOKIE, "seat=0")]), (2, 0, 0));
        assert_eq!(
            counted(&format!("/stage/{SESSION}"), phone),
            (0, 0, 2),
            "a trainer who tries a phone too"
        );
        assert_eq!(counted("/a/stage.css", &[(header::REFERER, &stage)]), (0, 0, 2));
        assert_eq!(counted(&format!("/live/{SESSION}?view=stage&seen=3"), phone), (0, 0, 2));
        let bearer = (header::AUTHORIZATION, "Bearer x");
        assert_eq!(counted(&format!("/api/v1/sessions/{SESSION}/state"), &[bearer]), (0, 0, 2));
        for elsewhere in ["/", "/j/BBBBBB", "/a/phone.css", "/s/08080808-0808-0808-0808-080808080808"] {
            assert_eq!(counted(elsewhere, phone), (0, 0, 0), "{elsewhere}");
        }
    }

    #[test]
    fn what_a_connection_says_first_goes_to_the_session_it_names_later() {
        let (meter, _) = meter();
        let session = meter.open(SESSION, "KARLMT", Measurement::default());
        let line = Line::new(Arc::clone(&meter));
        line.sent(700);
        line.received(300);
        assert_eq!(session.measure(0, Measurement::default()), Measurement::default());
        line.belongs_to(session.door());
        line.sent(40);
        let measured = session.measure(0, Measurement::default());
        assert_eq!((measured.to_phones, measured.from_phones), (740, 300));
        assert_eq!(meter.bytes(), (740, 300), "all is counted once");
    }

    #[test]
    fn what_was_said_at_the_door_goes_along_with_whoever_comes_in() {
        let (meter, _) = meter();
        let session = meter.open(SESSION, "KARLMT", Measurement::default());
        let seat = SeatId([1; 16]);
        session.came(seat, 0);
        let [coming, looking] = [(); 2].map(|()| Line::new(Arc::clone(&meter)));
        looking.belongs_to(session.door());
        looking.sent(9);
        coming.sent(700);
        for account in [session.door(), session.door(), session.phone(seat).expect("it came in")] {
            coming.belongs_to(account);
            coming.sent(40);
        }
        let measured = session.measure(0, Measurement::default());
        assert_eq!((measured.busiest_phone, measured.to_phones), (820, 829));
        assert_eq!(meter.bytes(), (829, 0), "all is counted once");
    }

    #[test]
    fn a_measurement_tells_what_the_log_does_not_know() {
        let (meter, reading) = meter();
        let before = Measurement { seconds: 100, phones: 1, to_phones: 5000, ..Measurement::default() };
        let session = meter.open(SESSION, "KARLMT", before);
        let phone = SeatId([1; 16]);
        session.came(phone, 100_000);
        session.came(SeatId([2; 16]), 100_000);
        session.phone(phone).expect("it came in").sent(250);
        reading.lock().expect("a reading").cpu = Duration::from_millis(40);
        let told = session.measure(160_000, before);
        let new = Measurement {
            seconds: 60,
            phones: 1,
            phone_seconds: 60,
            to_phones: 250,
            busiest_phone: 250,
            cpu_ms: 40,
            ..Measurement::default()
        };
        assert_eq!(told, new, "the second phone was never heard");
        assert_eq!(session.measure(160_000, before), new, "what was not kept is told again");
        let nothing = Measurement { phones: 1, ..Measurement::default() };
        assert_eq!(session.measure(160_000, before.plus(told)), nothing);
    }

    #[test]
    fn two_sessions_share_the_processor_as_they_share_the_bytes() {
        let (meter, reading) = meter();
        let [one, other] = [1, 2].map(|id| meter.open(SessionId([id; 16]), "X", Measurement::default()));
        one.screens().sent(300);
        other.screens().sent(100);
        meter.nobody().sent(100);
        reading.lock().expect("a reading").cpu = Duration::from_secs(1);
        let cpu = |session: &SessionMeter| session.measure(0, Measurement::default()).cpu_ms;
        assert_eq!((cpu(&one), cpu(&other)), (600, 200));
    }

    #[test]
    fn a_session_that_is_gone_is_measured_no_more() {
        let (meter, _) = meter();
        drop(meter.open(SESSION, "KARLMT", Measurement::default()));
        let address = format!("/s/{SESSION}").parse().expect("an address");
        assert!(meter.account(&address, &HeaderMap::new()).is_none());
    }
}
