//! Who is speaking: the holder of the printed link, a paired remote, a seat, or anybody.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use store::{Grant, SessionId, Store, StoreError};
use workshop::{CommandName, SeatId, Timestamp};

/// The facilitator's cookie: an opaque session, never the token.
pub const HOST: &str = "host";
/// The participant's cookie: a device secret.
pub const SEAT: &str = "seat";
/// How long a facilitator's browser is remembered.
const HOST_MS: i64 = 30 * 24 * 3600 * 1000;
/// How long a pairing link can be used.
pub const PAIRING_MS: i64 = 5 * 60 * 1000;
/// The letters of codes: none that looks like another, and no digit.
pub const CODE_LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
/// How many letters a code has.
pub const CODE_LENGTH: usize = 6;

/// What a facilitator's browser may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    Host,
    /// Command one session.
    Remote(SessionId),
    /// Show one session, and turn its pages.
    Stage(SessionId),
}

impl Role {
    /// Whether this role may command a session.
    pub fn commands(self, session: SessionId) -> bool {
        match self {
            Self::Host => true,
            Self::Remote(own) | Self::Stage(own) => own == session,
        }
    }

    /// What a role that commands a session may do in it. A projector turns pages, as far as its keys go.
    pub fn may(self, command: CommandName) -> bool {
        const KEYS: [CommandName; 6] = [
            CommandName::Start,
            CommandName::Next,
            CommandName::Previous,
            CommandName::Reveal,
            CommandName::Extend,
            CommandName::Stage,
        ];
        !matches!(self, Self::Stage(_)) || KEYS.contains(&command)
    }

    fn parse(name: &str, session: Option<SessionId>) -> Option<Self> {
        match (name, session) {
            ("host", _) => Some(Self::Host),
            ("remote", Some(session)) => Some(Self::Remote(session)),
            ("stage", Some(session)) => Some(Self::Stage(session)),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Remote(_) => "remote",
            Self::Stage(_) => "stage",
        }
    }

    fn session(self) -> Option<SessionId> {
        match self {
            Self::Host => None,
            Self::Remote(session) | Self::Stage(session) => Some(session),
        }
    }
}

/// The token of the printed link, and pairings that wait.
pub struct Auth {
    token: [u8; 32],
    pairings: Mutex<HashMap<[u8; 32], (Role, Timestamp)>>,
}

impl Auth {
    /// Keeps the token as its hash: comparing hashes tells nothing about the token by its time.
    pub fn new(token: &str) -> Self {
        Self { token: hash(token), pairings: Mutex::default() }
    }

    /// Whether this is the facilitator's token.
    pub fn is_token(&self, token: &str) -> bool {
        hash(token) == self.token
    }

    /// Who the request's headers say is speaking.
    pub fn role(
        &self,
        store: &Store,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Option<Role>, StoreError> {
        if let Some(token) = bearer(headers) {
            return Ok(self.is_token(token).then_some(Role::Host));
        }
        let Some(secret) = cookie(headers, HOST) else { return Ok(None) };
        let grant = store.grant(&hash(secret), now.0)?;
        Ok(grant.and_then(|grant| Role::parse(&grant.role, grant.session)))
    }

    /// Remembers a browser in this role; the result is the secret for its cookie.
    pub async fn remember(&self, store: &Store, role: Role, now: Timestamp) -> Result<String, StoreError> {
        let secret = secret();
        let grant = Grant {
            key: hash(&secret),
            role: role.name().to_owned(),
            session: role.session(),
            expires_at: now.plus(HOST_MS).0,
        };
        store.put_grant(grant).await?;
        Ok(secret)
    }

    /// A link's secret that works once, within five minutes.
    pub fn pair(&self, role: Role, now: Timestamp) -> (String, Timestamp) {
        let (secret, expires) = (secret(), now.plus(PAIRING_MS));
        let mut pairings = self.pairings.lock().expect("nobody panics while pairing");
        pairings.retain(|_, (_, until)| *until > now);
        pairings.insert(hash(&secret), (role, expires));
        (secret, expires)
    }

    /// Uses a pairing up.
    pub fn redeem(&self, secret: &str, now: Timestamp) -> Option<Role> {
        let mut pairings = self.pairings.lock().expect("nobody panics while pairing");
        pairings.remove(&hash(secret)).filter(|(_, until)| *until > now).map(|(role, _)| role)
    }
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// A cookie of a request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value).next()
}

/// A `Set-Cookie` that only our own pages send back; it lasts a year for seats, a month for hosts.
pub fn set_cookie(name: &str, value: &str, secure: bool) -> HeaderValue {
    let days = if name == SEAT { 365 } else { 30 };
    let secure = if secure { "; Secure" } else { "" };
    let line = format!("{name}={value}; HttpOnly; SameSite=Lax; Path=/; Max-Age={}{secure}", days * 86_400);
    HeaderValue::from_str(&line).expect("a cookie is made of hexadecimal digits")
}

/// A device secret that could be one: what else is in the cookie is as if there were none.
pub fn device(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SEAT).filter(|secret| is_secret(secret))
}

/// Whether it has the shape of the secrets that are made here.
pub fn is_secret(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The seat of whoever asks, in a session; it may not have been taken.
pub fn own_seat(headers: &HeaderMap, session: SessionId) -> Option<SeatId> {
    device(headers).map(|secret| seat_of(secret, session))
}

/// The seat of a device in a session: sessions cannot be linked by it.
pub fn seat_of(secret: &str, session: SessionId) -> SeatId {
    let mut hasher = Sha256::new();
    hasher.update(secret.as_bytes());
    hasher.update(session.0);
    let mut id = [0; 16];
    id.copy_from_slice(&hasher.finalize()[..16]);
    SeatId(id)
}

/// 128 random bits in hexadecimal.
pub fn secret() -> String {
    random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Six letters at random.
pub fn new_code() -> String {
    // 24 letters: bytes from 240 on are thrown away, so that each letter is equally likely.
    let letters = std::iter::repeat_with(random::<16>).flatten().filter(|&byte| byte < 240);
    letters.take(CODE_LENGTH).map(|byte| char::from(CODE_LETTERS[usize::from(byte % 24)])).collect()
}

/// What a person typed, as a code; the letters in it that no code has.
pub fn read_code(typed: &str) -> Result<String, Vec<char>> {
    let code: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_uppercase).collect();
    let strange: Vec<char> =
        code.chars().filter(|&c| !u8::try_from(c).is_ok_and(|byte| CODE_LETTERS.contains(&byte))).collect();
    if strange.is_empty() { Ok(code) } else { Err(strange) }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has a source of randomness");
    bytes
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_letters_that_look_like_no_other() {
        for _ in 0..200 {
            let code = new_code();
            assert_eq!(code.len(), CODE_LENGTH);
            assert_eq!(read_code(&format!(" {} ", code.to_lowercase())), Ok(code));
        }
        assert_eq!(read_code("KAR-LMT"), Ok("KARLMT".into()));
        assert_eq!(read_code("KA0ILM"), Err(vec!['0', 'I']));
    }

    #[test]
    fn a_pairing_works_once_and_for_five_minutes() {
        let auth = Auth::new("t");
        let role = Role::Remote(SessionId([1; 16]));
        let (secret, expires) = auth.pair(role, Timestamp(0));
        assert_eq!(expires, Timestamp(PAIRING_MS));
        assert_eq!(auth.redeem(&secret, Timestamp(1)), Some(role));
        assert_eq!(auth.redeem(&secret, Timestamp(2)), None);
        let (late, _) = auth.pair(role, Timestamp(0));
        assert_eq!(auth.redeem(&late, Timestamp(PAIRING_MS)), None);
    }

    #[test]
    fn a_seat_tells_nothing_of_another_session() {
        let secret = secret();
        assert_ne!(seat_of(&secret, SessionId([1; 16])), seat_of(&secret, SessionId([2; 16])));
        assert_eq!(seat_of(&secret, SessionId([1; 16])), seat_of(&secret, SessionId([1; 16])));
    }

    #[test]
    fn cookies_are_read_one_by_one() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("a=1; seat=00112233445566778899aabbccddeeff; host=x"),
        );
        assert_eq!(device(&headers), Some("00112233445566778899aabbccddeeff"));
        assert_eq!(cookie(&headers, "host"), Some("x"));
        assert_eq!(cookie(&headers, "none"), None);
    }
}
