//! What every handler wants to know of a request.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body as Incoming;
use axum::extract::{self, FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use store::SessionId;
use texts::Texts;
use workshop::Control;

use crate::app::App;
use crate::auth::{self, Role};
use crate::doors::Caller;
use crate::pages;
use crate::problem::{Problem, Shape};
use crate::session::Handle;

/// The most bytes of a body.
pub const BODY_MAX: usize = 64 * 1024;
/// The most bytes beyond its bound that are read of a body that is refused.
const BODY_HEARD: usize = 1 << 20;
/// The deepest JSON.
const NESTING_MAX: usize = 16;

/// Who speaks, from where, in which language, wanting what.
pub struct Asker {
    /// The application.
    pub app: Arc<App>,
    /// The request's headers.
    pub headers: HeaderMap,
    /// The connection they ask on.
    caller: Option<Caller>,
    /// The words.
    pub texts: &'static Texts,
    /// Whether a program asks.
    pub wants_json: bool,
    /// The page of this house from which it was asked.
    pub from: Option<String>,
}

impl FromRequestParts<Arc<App>> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let caller = parts.extensions.get::<Caller>().cloned();
        let accept =
            parts.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        let path = parts.extensions.get::<OriginalUri>().map_or(parts.uri.path(), |uri| uri.path());
        let wants_json = path.starts_with("/api/") || accept.starts_with("application/json");
        let texts = language(&parts.headers, &app.shared.lang);
        let from = origin(&parts.headers).filter(|from| parts.method == Method::POST || from != path);
        Ok(Self { app: Arc::clone(app), headers: parts.headers.clone(), caller, texts, wants_json, from })
    }
}

/// The path of the page that led here, where that page is of this house.
fn origin(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (_, address) = text(header::REFERER)?.split_once("://")?;
    let path = address.strip_prefix(text(header::HOST)?)?;
    (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}

/// The first language asked for that has a catalogue; else the server's.
fn language(headers: &HeaderMap, own: &str) -> &'static Texts {
    let asked =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tags = asked.split(',').filter_map(|tag| tag.split([';', '-']).next()).map(str::trim);
    let known = tags.find_map(|tag| texts::languages().find(|lang| *lang == tag));
    texts::texts(known.unwrap_or(own))
}

/// Either what was asked for, or why not.
pub type Answer<T = Response> = Result<T, Failed>;

/// A problem on its way to the person or the program that asked.
pub struct Failed {
    pub(crate) problem: Problem,
    texts: &'static Texts,
    json: bool,
    from: Option<String>,
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        if self.json {
            return self.problem.json(self.texts);
        }
        pages::error::page(self.texts, &self.problem, self.from.as_deref())
    }
}

impl Asker {
    /// Sends a problem the way the asker wants it.
    pub fn fail(&self, problem: impl Into<Problem>) -> Failed {
        Failed { problem: problem.into(), texts: self.texts, json: self.wants_json, from: self.from.clone() }
    }

    /// Wraps a failing result.
    pub fn check<T, E: Into<Problem>>(&self, result: Result<T, E>) -> Answer<T> {
        result.map_err(|error| self.fail(error))
    }

    /// What this browser or program may do.
    pub fn role(&self) -> Answer<Option<Role>> {
        let role = self.check(self.app.auth.role(&self.app.shared.store, &self.headers, self.app.now()))?;
        if role.is_some() {
            self.recognise();
        }
        Ok(role)
    }

    /// Notes that somebody of the house asks: with a role, or with a seat.
    pub fn recognise(&self) {
        if let Some(caller) = &self.caller {
            caller.inside.recognise();
        }
    }

    /// The address on the other side.
    pub fn address(&self) -> IpAddr {
        self.caller.as_ref().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |caller| caller.address.ip())
    }

    /// The facilitator, or 401 (403 for somebody with a lesser role).
    pub fn host(&self) -> Answer<()> {
        match self.role()? {
            Some(Role::Host) => Ok(()),
            Some(role) => Err(self.fail(Problem::beyond(role, self.texts))),
            None => Err(self.fail(self.nobody())),
        }
    }

    /// Somebody who may command this session.
    pub fn commands(&self, session: SessionId) -> Answer<Role> {
        match self.role()? {
            Some(role) if role.commands(session) => Ok(role),
            Some(role) => Err(self.fail(Problem::beyond(role, self.texts))),
            None => Err(self.fail(self.nobody())),
        }
    }

    /// This role may do this, or 403.
    pub fn may(&self, role: Role, control: &Control) -> Answer<()> {
        if role.may(control.name()) { Ok(()) } else { Err(self.fail(Problem::beyond(role, self.texts))) }
    }

    /// A participant is somebody, but not the one who is asked for.
    fn nobody(&self) -> Problem {
        if auth::device(&self.headers).is_some() { Problem::forbidden() } else { Problem::unauthorized() }
    }

    /// The session of an address, or 404.
    pub async fn session(&self, id: &str) -> Answer<Handle> {
        let id: SessionId = id.parse().map_err(|_| self.fail(Problem::unknown_session()))?;
        let found = self.check(self.app.session(id).await)?;
        found.ok_or_else(|| self.fail(Problem::unknown_session()))
    }

    /// Whether answers go over https, so that cookies can be kept to it.
    pub fn secure(&self) -> bool {
        self.app.shared.base().starts_with("https://")
    }
}

/// What stands in the address. One that is no text leads nowhere.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<App>> for Path<T> {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failed> {
        if let Ok(extract::Path(path)) = extract::Path::from_request_parts(parts, app).await {
            return Ok(Self(path));
        }
        let Ok(asker) = Asker::from_request_parts(parts, app).await;
        Err(asker.fail(Problem::not_found()))
    }
}

/// What stands behind the question mark.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Query<T> {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failed> {
        let Ok(asker) = Asker::from_request_parts(parts, app).await;
        let query = serde_urlencoded::from_str(parts.uri.query().unwrap_or_default());
        asker.check(query.map(Self).map_err(|error| Problem::malformed("", &error.to_string())))
    }
}

/// A JSON body: at most 64 KiB, at most 16 deep; what is wrong with it is told with its place.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let Ok(asker) = Asker::from_request_parts(&mut parts, app).await;
        let bytes = asker.check(collect(body, app.shared.patience.body, BODY_MAX).await)?;
        asker.check(parse(&bytes)).map(Self)
    }
}

/// A body as it came, at most 64 KiB, for whoever reads it with care.
pub struct Raw(pub Vec<u8>);

impl FromRequest<Arc<App>> for Raw {
    type Rejection = Failed;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let Ok(asker) = Asker::from_request_parts(&mut parts, app).await;
        asker.check(collect(body, app.shared.patience.body, BODY_MAX).await).map(Self)
    }
}

/// A form's fields, in order.
pub struct Fields(pub Vec<(String, String)>);

impl FromRequest<Arc<App>> for Fields {
    type Rejection = Failed;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let Ok(asker) = Asker::from_request_parts(&mut parts, app).await;
        let bytes = asker.check(collect(body, app.shared.patience.body, BODY_MAX).await)?;
        let fields = serde_urlencoded::from_bytes(&bytes);
        asker.check(fields.map(Self).map_err(|error| Problem::malformed("", &error.to_string())))
    }
}

impl Fields {
    /// The last field of this name, trimmed.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.trim())
    }
}

/// A body, all of it, unless it has more than `max` bytes or takes too long.
pub async fn collect(body: Incoming, patience: Duration, max: usize) -> Result<Vec<u8>, Problem> {
    let too_slow = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow");
    tokio::time::timeout(patience, read(body, max)).await.map_err(too_slow)?
}

/// What is too long is read on for a while and thrown away: some clients listen only when they have said all.
async fn read(mut body: Incoming, max: usize) -> Result<Vec<u8>, Problem> {
    let (mut kept, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Problem::malformed("", &error.to_string()))?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length <= max {
            kept.extend_from_slice(&data);
        } else if length > max + BODY_HEARD {
            break;
        }
    }
    if length > max {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large").with("max", max / 1024));
    }
    Ok(kept)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if depth(bytes) > NESTING_MAX {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "too-deep").with("max", NESTING_MAX).at(""));
    }
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| Problem::malformed("", &error.to_string()))?;
    if !value.is_object() {
        // A list of a struct's fields would do too, if it were asked.
        return Err(wrong_shape("", "an object is expected"));
    }
    serde_path_to_error::deserialize(value).map_err(|error| misshapen(&error))
}

/// JSON of the wrong shape, with the place of the first fault as a JSON pointer (RFC 6901).
pub fn misshapen(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let within = error.path().iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.clone()),
        // The word that chose a variant is no place in the body.
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    let reason = error.inner().to_string();
    // A field that is not there has no path: its name is in the message only.
    let shape = Shape::of(&reason);
    let missing = (shape.fault == "missing").then(|| shape.found.to_owned());
    let pointer: String = within.chain(missing).map(|key| format!("/{}", escaped(&key))).collect();
    wrong_shape(pointer, &reason)
}

/// JSON of the wrong shape at this place.
pub fn wrong_shape(pointer: impl Into<String>, reason: &str) -> Problem {
    Problem { status: StatusCode::UNPROCESSABLE_ENTITY, ..Problem::malformed(pointer, reason) }
}

/// A key as a part of a JSON pointer.
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// How deep brackets nest, strings left out.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// A JSON answer.
pub fn json<T: serde::Serialize>(value: T) -> Response {
    Json(value).into_response()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

    use super::*;

    #[test]
    fn only_a_page_of_this_house_is_gone_back_to() {
        let from = |referer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "192.168.1.20:8080".parse().unwrap());
            headers.insert(header::REFERER, referer.parse().unwrap());
            origin(&headers)
        };
        assert_eq!(from("http://192.168.1.20:8080/donnees?s=1").as_deref(), Some("/donnees?s=1"));
        for elsewhere in [
            "http://evil.example/s/1",
            "http://192.168.1.20:8080.evil.example/s/1",
            "http://192.168.1.20:8080//evil.example/",
            "192.168.1.20:8080/",
            "",
        ] {
            assert_eq!(from(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn nesting_is_counted_outside_of_strings() {
        assert_eq!(depth(br#"{"a":[1,{"b":"[[[["}]}"#), 3);
        assert_eq!(depth(br#""\"[[""#), 0);
        assert_eq!(depth(&[b'['; 100]), 100);
    }
}
