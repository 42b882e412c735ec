//! What went wrong, in a sentence: as a page for people, as `application/problem+json` (RFC 9457) for programs.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use texts::{Args, Texts, t, value};
use workshop::{CommandName, Refusal};

use crate::app::OpenError;
use crate::auth::Role;
use crate::session::Failure;

/// Something that went wrong, with the stable word that names it.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// The stable word: `unknown-code`. Its texts are `problem-CODE` and `problem-CODE-detail`.
    pub code: &'static str,
    /// The field that is wrong, as a JSON pointer.
    pub pointer: Option<String>,
    /// What its sentence is filled with.
    pub args: Vec<(&'static str, String)>,
    /// Its own title and sentence, where they are not those of its word.
    pub words: Option<Words>,
    /// What else programs may want to know.
    pub extra: Vec<(&'static str, serde_json::Value)>,
    /// Seconds after which to try again.
    pub retry_after: Option<u32>,
}

/// How a problem is told.
#[derive(Clone, Debug)]
pub struct Words {
    /// A short title.
    pub title: String,
    /// What happened and what to do.
    pub detail: String,
}

impl Problem {
    /// A problem of this status and word.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, pointer: None, args: vec![], words: None, extra: vec![], retry_after: None }
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// 404: nothing has this name; those that are near.
    pub fn no_such(code: &'static str, texts: &Texts, name: &str, near: &[&str]) -> Self {
        let told = if near.is_empty() {
            texts.get("near-none").into_owned()
        } else {
            t!(texts, "near-ids", ids = near.join(", "))
        };
        let mut problem = Self::new(StatusCode::NOT_FOUND, code).with("id", name).with("near", told);
        problem.extra = vec![("suggestions", json!(near))];
        problem
    }

    /// No open session has this code.
    pub fn unknown_code() -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown-code")
    }

    /// No such session.
    pub fn unknown_session() -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown-session")
    }

    /// So much at once that it has to wait.
    pub fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy").in_a_second()
    }

    /// Not now, but soon.
    fn in_a_second(self) -> Self {
        Self { retry_after: Some(1), ..self }
    }

    /// Nobody, where somebody is asked for.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized")
    }

    /// Somebody who may not.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden")
    }

    /// Somebody who leads a session, but not this one, or not so far.
    pub fn beyond(role: Role, texts: &Texts) -> Self {
        let (title, detail) = match role {
            Role::Host => return Self::forbidden(),
            Role::Remote(_) => (t!(texts, "remote-may-not"), t!(texts, "remote-may-not-detail")),
            Role::Stage(_) => (t!(texts, "stage-may-not"), t!(texts, "stage-may-not-detail")),
        };
        let words = Words { title: title.into_owned(), detail: detail.into_owned() };
        Self { words: Some(words), ..Self::forbidden() }
    }

    /// JSON that is none, or has the wrong shape.
    pub fn malformed(pointer: impl Into<String>, reason: &str) -> Self {
        let mut problem = Self::new(StatusCode::BAD_REQUEST, "malformed");
        problem.pointer = Some(pointer.into());
        let Shape { fault, found, expected } = Shape::of(reason);
        problem.with("fault", fault).with("found", found).with("expected", expected).with("reason", reason)
    }

    /// Fills something into the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Names the field.
    #[must_use]
    pub fn at(mut self, pointer: &str) -> Self {
        self.pointer = Some(pointer.to_owned());
        self
    }

    /// A short title.
    pub fn title(&self, texts: &Texts) -> String {
        match &self.words {
            Some(words) => words.title.clone(),
            None => self.text(texts, &format!("problem-{}", self.code)),
        }
    }

    /// What happened and what to do.
    pub fn detail(&self, texts: &Texts) -> String {
        match &self.words {
            Some(words) => words.detail.clone(),
            None => self.text(texts, &format!("problem-{}-detail", self.code)),
        }
    }

    fn text(&self, texts: &Texts, key: &str) -> String {
        let mut args = Args::new();
        for (name, text) in &self.args {
            let number = text.parse::<u32>().map(|number| figures::french::number(f64::from(number)));
            args.set(*name, value(number.unwrap_or_else(|_| text.clone())));
        }
        texts.format(key, Some(&args)).into_owned()
    }

    /// For programs.
    pub fn json(&self, texts: &Texts) -> Response {
        let mut body = json!({
            "type": format!("urn:bisou:problem:{}", self.code),
            "title": self.title(texts),
            "status": self.status.as_u16(),
            "detail": self.detail(texts),
            "code": self.code,
        });
        if let Some(pointer) = &self.pointer {
            body["pointer"] = json!(pointer);
        }
        for (name, extra) in &self.extra {
            body[*name] = extra.clone();
        }
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (self.status, [(header::CONTENT_TYPE, kind)], body.to_string()).into_response();
        self.headers(response.headers_mut());
        response
    }

    /// Headers that go with the status.
    pub fn headers(&self, headers: &mut HeaderMap) {
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
    }
}

/// What serde says of a wrong shape, taken apart to be said in another language.
#[derive(Debug, PartialEq)]
pub struct Shape<'r> {
    /// `missing`, `unknown`, `variant`, `type`, or `other` when the reason is none of these.
    pub fault: &'static str,
    /// The name or the value that is wrong.
    pub found: &'r str,
    /// What is accepted: a kind of value (`whole`, `text`…), or names.
    expected: String,
}

impl<'r> Shape<'r> {
    /// Taken apart.
    pub fn of(reason: &'r str) -> Self {
        const BEGINNINGS: [(&str, &str); 5] = [
            ("missing field ", "missing"),
            ("unknown field ", "unknown"),
            ("unknown variant ", "variant"),
            ("invalid type: ", "type"),
            ("invalid value: ", "type"),
        ];
        // Behind the message may stand where it is, which the pointer tells.
        let said = reason.split(" at line ").next().unwrap_or_default();
        let known = BEGINNINGS.iter().find_map(|(begins, fault)| Some((*fault, said.strip_prefix(begins)?)));
        let Some((fault, rest)) = known else {
            return Self { fault: "other", found: reason, expected: String::new() };
        };
        let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let expected = match expected {
            "u8" | "u16" | "u32" | "u64" | "usize" => "whole",
            "f64" => "number",
            "a string" => "text",
            "a boolean" => "flag",
            "a map" => "object",
            "a sequence" => "list",
            other => other,
        };
        let expected = if names.is_empty() { expected.to_owned() } else { names.join(", ") };
        Self { fault, found: found.trim_matches('`'), expected }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::UnknownStep(_) | Refusal::UnknownSeat(_) | Refusal::UnknownGroup => {
                StatusCode::NOT_FOUND
            }
            Refusal::SessionEnded => StatusCode::GONE,
            Refusal::TakesNoAnswer
            | Refusal::NameRefused { .. }
            | Refusal::Value(_)
            | Refusal::UnknownItem
            | Refusal::NoGroup
            | Refusal::OtherGroup
            | Refusal::TooMany { .. }
            | Refusal::NoHint => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        };
        let mut problem = Self::new(status, refusal.code());
        match refusal {
            Refusal::NotNow { allowed } => {
                let names: Vec<&str> = allowed.iter().copied().map(CommandName::as_str).collect();
                problem.extra = vec![("allowed", json!(names))];
                problem
            }
            Refusal::UnknownStep(step) => problem.with("step", step),
            Refusal::SessionFull { capacity } => problem.with("capacity", capacity),
            Refusal::TooMany { max } => problem.with("max", max),
            Refusal::NameRefused { max } => problem.with("max", max).at("/name"),
            Refusal::Value(error) => {
                problem.pointer = Some(error.pointer);
                problem.args = error.args;
                problem
            }
            _ => problem,
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Busy => Self::busy(),
            Failure::Held => Self::new(StatusCode::SERVICE_UNAVAILABLE, "database-held").in_a_second(),
            Failure::DiskFull => Self::new(StatusCode::INSUFFICIENT_STORAGE, "disk-full"),
            Failure::Store(error) => {
                tracing::error!(%error, "a request could not be served");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "store-failed")
            }
            Failure::Gone => Self::unknown_session(),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => error.into(),
            OpenError::Newer { .. } | OpenError::Damaged(_) => {
                tracing::error!(%error, "a session could not be opened");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "unreadable-session")
            }
        }
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        Failure::from(error).into()
    }
}
