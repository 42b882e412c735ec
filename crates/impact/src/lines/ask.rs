//! One question at a time, as an object or as names and texts: what the HTTP API is asked.

use super::read::{self, Line};
use super::{MAX_DEPTH, write_answer};
use crate::bisou::{Draws, Outcomes};
use crate::check::{Kind, Question, Received, named};
use crate::data::Catalogue;
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::method::Method;

/// What can be asked of a model in use, the usual kind first.
pub const REQUESTS: &[Kind] = &[Kind::Known, Kind::Custom, Kind::Video];
/// What can be asked of a training.
pub const TRAININGS: &[Kind] = &[Kind::Training];

/// All that is wrong with a question, and where its fields stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// At least one, in the order of their fields.
    pub faults: Vec<Fault>,
    /// Whether the fields stand in the member `input`.
    pub in_input: bool,
}

/// Answers an object that holds the fields of a question, by the names they have in JSON lines, beside `kind`, `method` and
/// `id` where they matter; or that is such a line itself, with its `input`. The answer is a line of JSON.
///
/// ```
/// use impact::{Catalogue, lines};
///
/// let asked = br#"{"model":"gpt-4o","output_tokens":400,"zone":"BEL"}"#;
/// let answer = lines::answer_object(Catalogue::embedded(), asked, lines::REQUESTS).unwrap();
/// let answer: serde_json::Value = serde_json::from_slice(&answer)?;
/// assert_eq!(answer["zone"], "BEL");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn answer_object(catalogue: &Catalogue, object: &[u8], kinds: &[Kind]) -> Result<Vec<u8>, Refused> {
    if read::depth(object) > MAX_DEPTH {
        return Err(Refused { faults: vec![Fault::whole(Code::TooDeep)], in_input: false });
    }
    let Line { id, method, question, in_input } = read::line_or_fields(object, kinds);
    let (kind, received) = question.map_err(|faults| Refused { faults, in_input: false })?;
    let mut out = Vec::new();
    told(catalogue, kind, received, |question| write_answer(id, question, method, &mut alone(), &mut out))
        .map_err(|faults| Refused { faults, in_input })?;
    Ok(out)
}

/// By which method an object asks to be answered; a wrong one is refused with the answer.
pub fn method_of_object(object: &[u8], kinds: &[Kind]) -> Method {
    if read::depth(object) > MAX_DEPTH {
        Method::default()
    } else {
        read::line_or_fields(object, kinds).method
    }
}

/// By which method names and texts ask to be answered; a wrong one is refused with the answer.
pub fn method_of_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, kinds: &[Kind]) -> Method {
    let pairs: Vec<_> = pairs.into_iter().collect();
    let first = texts(&pairs, Field::Method, kinds).next();
    first.and_then(|name| Method::parse(name).ok()).unwrap_or_default()
}

/// Answers names and texts, by the names that fields have in JSON lines (`output_tokens`, `mix.gwp`) and in their units; a
/// range is `low..high`. The answer is a line of JSON.
///
/// ```
/// use impact::{Catalogue, lines};
///
/// let asked = [("model", "gpt-4o"), ("output_tokens", "400"), ("pue", "1.1..1.3")];
/// assert!(lines::answer_pairs(Catalogue::embedded(), asked, lines::REQUESTS).is_ok());
/// let refused = lines::answer_pairs(Catalogue::embedded(), [("ouput_tokens", "400")], lines::REQUESTS);
/// assert_eq!(refused.unwrap_err().faults[0].suggestions, ["output_tokens"]);
/// ```
pub fn answer_pairs<'a>(
    catalogue: &Catalogue,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    kinds: &[Kind],
) -> Result<Vec<u8>, Refused> {
    let refused = |faults| Refused { faults, in_input: false };
    let pairs: Vec<_> = pairs.into_iter().collect();
    let mut received = Received::default();
    let said = |field: Field| texts(&pairs, field, kinds);
    let kind = match said(Field::Kind).next() {
        None => Kind::of(pairs.iter().map(|(name, _)| *name), kinds),
        Some(name) => Kind::parse(name)
            .filter(|kind| kinds.contains(kind))
            .ok_or_else(|| refused(vec![read::unknown_kind(name, kinds)]))?,
    };
    let method = said(Field::Method).next().map_or(Ok(Method::default()), Method::parse);
    for field in [Field::Kind, Field::Method].into_iter().filter(|field| said(*field).nth(1).is_some()) {
        received.fault(Fault::new(Code::DuplicateField, field));
    }
    let method = method.unwrap_or_else(|fault| {
        received.fault(fault);
        Method::default()
    });
    for (name, text) in pairs.into_iter().filter(|(name, _)| !is_about(name, kinds)) {
        match Field::from_json(name) {
            Some(field) if Kind::any_has(field) && field != Field::Mix => named(&mut received, field, text),
            _ => received.unknown(|| {
                let known = Field::ALL.into_iter().filter(|field| has(kind, *field)).map(Field::json);
                read::unknown(name, known)
            }),
        }
    }
    let mut out = Vec::new();
    told(catalogue, kind, received, |question| write_answer(None, question, method, &mut alone(), &mut out))
        .map_err(refused)?;
    Ok(out)
}

/// One question is drawn as often as it can be.
fn alone() -> Outcomes {
    Outcomes::new(Draws::DEFAULT)
}

/// What is given for a field that says how to read the others.
fn texts<'p, 'a>(
    pairs: &'p [(&'a str, &'a str)],
    field: Field,
    kinds: &'p [Kind],
) -> impl Iterator<Item = &'a str> + use<'p, 'a> {
    let given = pairs.iter().filter(move |(name, _)| *name == field.json() && is_about(name, kinds));
    given.map(|(_, text)| *text)
}

/// The parts of a mix come one by one.
fn has(kind: Kind, field: Field) -> bool {
    kind.has(field) && field != Field::Mix
}

/// Whether a name says how to read the others.
fn is_about(name: &str, kinds: &[Kind]) -> bool {
    kinds.len() > 1 && [Field::Kind, Field::Method].iter().any(|field| field.json() == name)
}

/// Checks a question and tells its answer.
pub(super) fn told(
    catalogue: &Catalogue,
    kind: Kind,
    received: Received<'_>,
    tell: impl FnOnce(&Question<'_>) -> Result<(), Fault>,
) -> Result<(), Vec<Fault>> {
    let question = Question::check(catalogue, kind, received)?;
    tell(&question).map_err(|fault| vec![fault])
}
