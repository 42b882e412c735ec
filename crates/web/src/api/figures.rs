//! `GET /figures`, `GET /figures.csv`, `GET /figures/{id}`: the registry of sourced figures, for everybody.

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use figures::{Figure, Registry, wire};
use report::csv;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use texts::Texts;

use crate::problem::Problem;
use crate::request::{Answer, Asker, Path, Query};

/// Seconds for which an answer may be used again without asking: the registry changes with the program alone.
const FRESH: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Which figures.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct Wanted {
    /// Only those of a topic: `ai-use`, `water`.
    topic: Option<String>,
    /// Only those that answer a claim: `co2-par-requete`.
    claim: Option<String>,
    /// Only those that have these words: `4 g`, `bouteille`.
    q: Option<String>,
}

/// Sourced figures, and the claims on which they contradict each other. Without parameters: all.
#[utoipa::path(get, path = "/figures", params(Wanted), responses((status = 200, body = crate::openapi::Figures), (status = 304, description = "as the ETag says"), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn list(asker: Asker, Query(wanted): Query<Wanted>) -> Answer {
    let registry = asker.app.shared.figures;
    let figures = asker.check(chosen(registry, asker.texts, &wanted))?;
    Ok(as_json(&asker.headers, &wire::List::new(registry, &figures)))
}

/// The same figures for a spreadsheet, in the language asked for: semicolons, UTF-8 with a byte order mark.
#[utoipa::path(get, path = "/figures.csv", params(Wanted), responses((status = 200, content_type = "text/csv", body = String), (status = 304, description = "as the ETag says"), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn sheet(asker: Asker, Query(wanted): Query<Wanted>) -> Answer {
    let (registry, texts) = (asker.app.shared.figures, asker.texts);
    let figures = asker.check(chosen(registry, texts, &wanted))?;
    let headings = COLUMNS.iter().map(|column| texts.get(column.heading).into_owned()).collect();
    let line =
        |figure: &&Figure| COLUMNS.iter().map(|column| (column.cell)(texts, registry, figure)).collect();
    let bytes = csv::table(headings, figures.iter().map(line));
    let mut response = kept(&asker.headers, "text/csv; charset=utf-8", bytes);
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    let name = HeaderValue::from_static("attachment; filename=\"bisou-chiffres.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// One figure, and in what each figure that contradicts it differs from it.
#[utoipa::path(get, path = "/figures/{id}", params(("id" = String, Path)), responses((status = 200, body = crate::openapi::WholeFigure), (status = 304, description = "as the ETag says"), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn one(asker: Asker, Path(id): Path<String>) -> Answer {
    let registry = asker.app.shared.figures;
    let near = || registry.nearest(&id);
    let unknown = || asker.fail(Problem::no_such("unknown-figure", asker.texts, &id, &near()));
    let figure = registry.figure(&id).ok_or_else(unknown)?;
    Ok(as_json(&asker.headers, &wire::Whole::new(registry, figure)))
}

fn chosen<'a>(registry: &'a Registry, texts: &Texts, wanted: &Wanted) -> Result<Vec<&'a Figure>, Problem> {
    if let Some(topic) = wanted.topic.as_deref().filter(|topic| !registry.topics().contains(topic)) {
        return Err(Problem::no_such("unknown-topic", texts, topic, &registry.nearest_topics(topic)));
    }
    let answers = match &wanted.claim {
        Some(id) => {
            let unknown = || Problem::no_such("unknown-claim", texts, id, &registry.nearest_claims(id));
            Some(registry.figures_of(registry.claim(id).ok_or_else(unknown)?))
        }
        None => None,
    };
    let found = match (&wanted.q, &answers) {
        (Some(query), _) => registry.search(query),
        (None, Some(answers)) => answers.clone(),
        (None, None) => registry.figures().iter().collect(),
    };
    let of_topic = |figure: &Figure| wanted.topic.as_ref().is_none_or(|topic| figure.topic == *topic);
    let of_claim = |figure: &Figure| {
        answers.as_ref().is_none_or(|answers| answers.iter().any(|one| one.id == figure.id))
    };
    Ok(found.into_iter().filter(|figure| of_topic(figure) && of_claim(figure)).collect())
}

fn as_json(headers: &HeaderMap, value: &impl serde::Serialize) -> Response {
    let bytes = serde_json::to_vec(value).expect("figures are made of what JSON can hold");
    kept(headers, "application/json", bytes)
}

/// An answer that can be kept; nothing but its tag for who has it already.
fn kept(headers: &HeaderMap, kind: &'static str, bytes: Vec<u8>) -> Response {
    let hash = Sha256::digest(&bytes);
    let tag: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak: the same bytes may come compressed.
    let tag = HeaderValue::from_str(&format!("W/\"{tag}\"")).expect("a tag is made of digits and letters");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    let has = known.split(',').any(|one| one.trim() == "*" || one.trim().as_bytes() == tag.as_bytes());
    let about = [(header::ETAG, tag), (header::CACHE_CONTROL, FRESH)];
    if has {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response()
}

/// A column of the spreadsheet.
struct Column {
    /// The key of its heading.
    heading: &'static str,
    cell: fn(&Texts, &Registry, &Figure) -> String,
}

const COLUMNS: [Column; 24] = [
    Column { heading: "fig-col-id", cell: |_, _, figure| figure.id.to_string() },
    Column {
        heading: "fig-col-claim",
        cell: |texts, registry, figure| {
            words(registry.claims_of(figure).first().map_or("", |claim| claim.question(texts.lang())))
        },
    },
    Column { heading: "fig-col-topic", cell: |texts, _, figure| words(texts.word("topic", &figure.topic)) },
    Column { heading: "fig-col-label", cell: |_, _, figure| words(&*figure.label) },
    Column { heading: "fig-col-value", cell: |_, _, figure| figure.value.to_string() },
    Column { heading: "fig-col-low", cell: |_, _, figure| number(figure.low) },
    Column { heading: "fig-col-high", cell: |_, _, figure| number(figure.high) },
    Column { heading: "fig-col-unit", cell: |_, _, figure| words(figure.unit.as_str()) },
    Column { heading: "fig-col-text", cell: |_, _, figure| words(figure.text()) },
    Column { heading: "fig-col-per", cell: |_, _, figure| words(figure.per().unwrap_or_default()) },
    Column { heading: "fact-year", cell: |_, _, figure| figure.year.to_string() },
    Column {
        heading: "fig-aspect-geography",
        cell: |_, _, figure| words(figure.geography.as_deref().unwrap_or_default()),
    },
    Column { heading: "fact-scope", cell: |_, _, figure| words(&*figure.scope) },
    Column { heading: "fig-aspect-includes", cell: |texts, _, figure| stages(texts, &figure.includes) },
    Column { heading: "fig-aspect-excludes", cell: |texts, _, figure| stages(texts, &figure.excludes) },
    Column {
        heading: "fig-aspect-accounting",
        cell: |texts, _, figure| words(texts.word("accounting", &figure.accounting)),
    },
    Column {
        heading: "fig-aspect-allocation",
        cell: |texts, _, figure| words(texts.word("allocation", &figure.allocation)),
    },
    Column {
        heading: "fig-aspect-method",
        cell: |texts, _, figure| words(texts.word("method", &figure.method)),
    },
    Column {
        heading: "fig-traced",
        cell: |texts, _, figure| words(texts.word("evidence", figure.evidence.as_str())),
    },
    Column {
        heading: "fig-aspect-status",
        cell: |texts, _, figure| words(texts.word("status", &figure.status)),
    },
    Column {
        heading: "fact-verdict",
        cell: |texts, _, figure| {
            words(figure.seed_verdict.map_or_else(String::new, |verdict| {
                texts.get(&format!("verdict-of-{}", verdict.as_str())).into_owned()
            }))
        },
    },
    Column {
        heading: "fig-not-alone",
        cell: |_, _, figure| figure.contradicts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    },
    Column { heading: "fact-source", cell: |_, registry, figure| source(registry, figure) },
    Column {
        heading: "fig-col-note",
        cell: |_, registry, figure| words(figures::expand_text(&figure.note, registry)),
    },
];

/// A text that a spreadsheet takes for nothing else.
fn words<'a>(text: impl Into<Cow<'a, str>>) -> String {
    csv::plain_text(text.into().into_owned())
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn stages(texts: &Texts, stages: &[String]) -> String {
    if stages.is_empty() { String::new() } else { words(texts.words(Some("stage"), stages)) }
}

fn source(registry: &Registry, figure: &Figure) -> String {
    let Some(source) = registry.source(&figure.source) else { return String::new() };
    let mut parts = vec![source.author.clone(), source.title.clone(), source.year.to_string()];
    parts.extend(source.doi.as_ref().map(|doi| format!("doi:{doi}")));
    parts.extend(source.url.clone());
    words(parts.join(", "))
}
