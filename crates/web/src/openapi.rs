//! The API described as OpenAPI 3.1: each route carries its own description, so that the two cannot drift apart.

pub mod impact;

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

/// What is said of the API as a whole.
#[derive(OpenApi)]
#[openapi(
    info(title = "Bisou", description = "Live workshops on AI's environmental impact. Errors are `application/problem+json` (RFC 9457) with a stable `code`.", license(name = "MIT OR Apache-2.0")),
    components(schemas(Problem)),
    modifiers(&Speakers),
    servers((url = "/api/v1"))
)]
pub struct Described;

/// Who may speak.
struct Speakers;

impl Modify for Speakers {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let cookie = |name: &str| SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(name)));
        components.add_security_scheme("facilitator", bearer);
        components.add_security_scheme("host", cookie("host"));
        components.add_security_scheme("seat", cookie("seat"));
    }
}

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Problem {
    /// `urn:bisou:problem:CODE`
    r#type: String,
    /// A short sentence.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened and what to do.
    detail: String,
    /// A stable word.
    code: String,
    /// The field that is wrong, as a JSON pointer.
    pointer: Option<String>,
    /// Of a question on impact: what was received.
    received: Option<String>,
    /// `[low, high]`, what is accepted; no high where any number will do.
    bounds: Option<Vec<Option<f64>>>,
    /// What was probably meant.
    hint: Option<String>,
    /// The nearest names, best first: of models, zones, fields, figures, claims, topics.
    suggestions: Option<Vec<String>>,
    /// All that is wrong with it: `{code, pointer, field, message, …}`.
    errors: Option<Vec<serde_json::Value>>,
}

/// Sourced figures, and the claims that they answer.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Figures {
    /// Questions on which they contradict each other.
    claims: Vec<Claim>,
    /// The figures; those of one claim from the least to the most.
    figures: Vec<Figure>,
}

/// A question that several figures answer.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Claim {
    id: String,
    /// In French.
    question: String,
    question_en: String,
    /// The unit in which all its figures can be compared: `g`, `Wh`, `mL`; empty for what is counted.
    unit: String,
    /// Ids of its figures, from the least to the most.
    figures: Vec<String>,
    /// Ids of figures about something else, to understand by.
    beside: Vec<String>,
    /// What makes them differ: `unit`, `perimeter`, `stage:STAGE`, `water`, `accounting`, `statistic`, `date`, `speaker`, `mistakes`.
    settings: Vec<String>,
    /// Why they differ, three sentences in French.
    why: Vec<String>,
    /// Which of them are plain mistakes.
    mistakes: Vec<Mistake>,
}

/// A figure that went wrong.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Mistake {
    /// Its id.
    figure: String,
    /// What went wrong, in French.
    what: String,
}

/// A published value. Texts are French.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Figure {
    id: String,
    topic: String,
    /// Figures of one quantity answer the same kind of question.
    quantity: String,
    /// Ids of the claims in which it is shown.
    claims: Vec<String>,
    label: String,
    /// What was measured.
    subject: String,
    /// In `unit`.
    value: f64,
    /// The published range; null where none was.
    low: Option<f64>,
    high: Option<f64>,
    /// UCUM with annotations: `g{CO2e}/{request}`.
    unit: String,
    /// The value as it is written.
    text: String,
    /// « par requête »
    per: Option<String>,
    /// The year that the value is about.
    year: i32,
    year_published: Option<i32>,
    geography: Option<String>,
    /// What is counted, where, for what.
    scope: String,
    /// Stages of the life cycle that are counted; empty: the source does not say.
    includes: Vec<String>,
    excludes: Vec<String>,
    allocation: String,
    accounting: String,
    method: String,
    /// `primary`, `secondary`, `computed` or `none`.
    evidence: String,
    /// False: cited from memory, not to be printed as it is.
    verified: bool,
    /// Where the value was seen.
    seen: String,
    status: String,
    /// Never to be shown alone.
    contested: bool,
    /// Ids of figures to be read together with it.
    contradicts: Vec<String>,
    superseded_by: Option<String>,
    derived_from: Vec<String>,
    formula: Option<String>,
    /// Where it is a figure of the deck.
    deck: Option<Deck>,
    note: String,
    caution: Option<String>,
    source: Source,
    also_sources: Vec<Source>,
}

/// What the deck says.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Deck {
    /// `holds`, `holds-with-scope`, `weak-chain` or `not-traceable`.
    verdict: String,
    text: Option<String>,
}

/// Who says it.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Source {
    id: String,
    kind: String,
    /// As it is cited.
    short: String,
    author: String,
    title: String,
    year: i32,
    doi: Option<String>,
    url: Option<String>,
    /// False: the address is cited from memory.
    address_verified: bool,
}

/// A figure with each that contradicts it.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct WholeFigure {
    figure: Figure,
    contradictions: Vec<Contradiction>,
}

/// Another figure, side by side.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Contradiction {
    figure: Figure,
    /// How many times the first figure's value this one's is; null where they measure different things.
    times: Option<f64>,
    differences: Vec<Difference>,
}

/// What two figures say of one aspect.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Difference {
    /// `unit`, `subject`, `scope`, `includes`, `excludes`, `accounting`, `allocation`, `geography`, `year`, `method`, `source`, `evidence` or
    /// `status`.
    aspect: String,
    /// What the first one says; empty: it does not say.
    here: Vec<String>,
    there: Vec<String>,
}

/// What is true of a session now.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct State {
    /// How many events the session's log has.
    seq: u64,
    /// The server's clock, in milliseconds since the Unix epoch.
    now: i64,
    /// `lobby`, `running`, `paused` or `ended`.
    status: String,
    /// The step that is on; null in the lobby.
    step: Option<Step>,
    /// What the projector shows: `step`, `blank` or `join`.
    stage: String,
    /// How many have come in.
    joined: u32,
    /// How many have answered the step that is on.
    answered: u32,
    /// `{by, locked, list:[{name, paper, seats}]}` when the room is in groups.
    groups: Option<serde_json::Value>,
    /// The seat's group: its place in the list, from 0.
    group: Option<u16>,
    /// The seat's last recorded value; of a step with several parts, an object by part.
    mine: Option<serde_json::Value>,
    /// `[{item, text, votes, own, voted, mark?, highlighted?, column?, group?, key?}]`: what people wrote for this step and may
    /// be read; for the facilitator all of it, with `visibility`.
    texts: Option<serde_json::Value>,
    /// The same of the questions asked beside the steps.
    questions: Option<serde_json::Value>,
    /// `{index, of}` of a step that goes through phases of its own.
    stretch: Option<serde_json::Value>,
    /// `at-once` or `after-approval`; for the facilitator.
    moderation: Option<String>,
    /// Once revealed; the facilitator always.
    tally: Option<serde_json::Value>,
}

/// What a command has led to.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Commanded {
    /// How many events the session's log has after it.
    seq: u64,
    /// As the facilitator sees it.
    state: State,
}

/// The step that is on.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct Step {
    id: String,
    kind: String,
    /// Its place in the path, from 0.
    index: u32,
    /// The length of the path.
    of: u32,
    /// The vote, from 0.
    round: u32,
    /// `open`, `closed` or `revealed`.
    phase: String,
    /// `{index, of, point?}`, from 0.
    screen: serde_json::Value,
    /// When its clock is over, in milliseconds since the Unix epoch.
    ends_at: Option<i64>,
}

/// A facilitator's command.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes the wire, is never made")]
pub struct CommandBody {
    /// `start`, `next`, `previous`, `goto`, `skip`, `close`, `reveal`, `reopen`, `extend`, `round`, `pause`, `resume`,
    /// `stage`, `phase`, `group`, `hide`, `show`, `approve`, `highlight`, `mark`, `merge`, `move`, `moderation`, `hint`, `answer`,
    /// `linger`, `share`, `rename` or `end`.
    command: String,
    /// Of `goto`, `skip`, `linger` and `answer`.
    step: Option<String>,
    /// Of `phase`: from 0.
    index: Option<u16>,
    /// Of `hide`, `show`, `approve`, `highlight`, `mark` and `move`: a text's name.
    item: Option<String>,
    /// Of `merge`: texts' names; the first one stays.
    items: Option<Vec<String>>,
    /// Of `mark`: `open`, `answered` or `later`.
    r#as: Option<String>,
    /// Of `move`: a column, from 0.
    to: Option<u16>,
    /// Of `moderation`: `at-once` or `after-approval`.
    mode: Option<String>,
    /// Of `hint`.
    puzzle: Option<String>,
    /// Of `answer`, for a group: which part of the step.
    key: Option<String>,
    /// Of `answer`: as a phone would send it.
    value: Option<serde_json::Value>,
    /// Of `linger`: whether the step stays open after the session. Of `share`: whether participants may read the report then.
    open: Option<bool>,
    /// Of `extend`: 1 to 3600.
    seconds: Option<u32>,
    /// Of `stage`: `step`, `blank` or `join`.
    show: Option<String>,
    /// Of `group`: `make`, `rename`, `move`, `lock`, `unlock` or `dissolve`.
    r#do: Option<String>,
    /// Of `group` `make`: groups with phones.
    count: Option<u16>,
    /// Of `group` `make`: groups on paper, after the others.
    paper: Option<u16>,
    /// Of `group` `make`: `count` (in the order of arrival), `lot` or `choice`.
    by: Option<String>,
    /// Of `group` `rename` and `move`: the place in the list, from 0; null: in none.
    group: Option<u16>,
    /// Of `rename` and of `group` `move`.
    seat: Option<String>,
    /// Of `rename` and of `group` `rename`.
    name: Option<String>,
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    crate::api::description().to_json().expect("a description is made of what JSON can hold")
});

/// `GET /openapi.json`
pub async fn document() -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], DOCUMENT.as_str())
        .into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// The calls that the public interface promises; the document is made from the routes themselves.
    #[test]
    fn every_promised_call_is_described_and_routed() {
        let document: serde_json::Value = serde_json::from_str(&super::DOCUMENT).unwrap();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        let paths = document["paths"].as_object().unwrap();
        let calls: BTreeSet<String> = paths
            .iter()
            .flat_map(|(path, methods)| {
                methods.as_object().unwrap().keys().map(move |method| format!("{method} {path}"))
            })
            .collect();
        let promised = [
            "delete /sessions/{id}",
            "delete /sessions/{id}/answers",
            "get /figures",
            "get /figures.csv",
            "get /figures/{id}",
            "get /impact/models",
            "get /impact/request",
            "get /impact/training",
            "get /impact/zones",
            "get /sessions",
            "get /sessions/{id}",
            "get /sessions/{id}/events",
            "get /sessions/{id}/state",
            "get /sessions/{id}/{report}",
            "get /workshops",
            "post /impact/batch",
            "post /impact/request",
            "post /impact/training",
            "post /join",
            "post /pairings",
            "post /sessions",
            "post /sessions/{id}/commands",
            "put /sessions/{id}/answers/{step}",
            "post /sessions/{id}/questions",
            "put /sessions/{id}/group",
            "put /sessions/{id}/votes/{item}",
        ];
        assert_eq!(calls, promised.map(str::to_owned).into());
    }
}
