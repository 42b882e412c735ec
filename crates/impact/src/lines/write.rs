//! Answers and refusals as JSON.

use serde::Serialize;
use serde_json::value::RawValue;

use super::training;
use crate::bisou::{Assumptions, Centre, MadeSpread, Outcome, Outcomes, Spreads};
use crate::check::{Kind, Question, Request};
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::impacts::Estimate;
use crate::method::Method;
use crate::note::Note;
use crate::reference::Steps;
use crate::warning::Warnings;

/// An answer, as it is written.
#[derive(Serialize)]
struct Answer<'a, E: Serialize> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    method: Method,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias_of: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requests: Option<u64>,
    #[serde(flatten)]
    estimate: &'a E,
    warnings: Warnings,
    #[serde(skip_serializing_if = "<[Note]>::is_empty")]
    notes: &'a [Note],
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Steps>,
}

/// What method `bisou` says, as it is written.
#[derive(Serialize)]
pub struct Drawn<'a> {
    edition: &'static str,
    draws: u32,
    seed: u64,
    #[serde(flatten)]
    total: &'a Spreads,
    usage: &'a Spreads,
    embodied: &'a MadeSpread,
    central: Centre,
    hull: &'a Estimate,
}

impl<'a> From<&'a Outcome> for Drawn<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        Self {
            edition: Assumptions::embedded().edition(),
            draws: outcome.draws.number(),
            seed: outcome.draws.seed(),
            total: &outcome.total,
            usage: &outcome.usage,
            embodied: &outcome.embodied,
            central: outcome.centre(),
            hull: &outcome.hull,
        }
    }
}

/// Writes the answer to a question as a line of JSON; nothing when it cannot be told. Method `bisou` looks among the
/// `outcomes`, or draws one more.
pub fn write_answer(
    id: Option<&RawValue>,
    question: &Question<'_>,
    method: Method,
    outcomes: &mut Outcomes,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    match (question, method) {
        (Question::Request(request), Method::Reference) => {
            line(&of_request(id, request, method, &request.estimate()?, Some(request.steps())), out);
        }
        (Question::Request(request), Method::Bisou) => {
            let outcome = outcomes.of(request)?;
            line(&of_request(id, request, method, &Drawn::from(&outcome), None), out);
        }
        (Question::Video(video), Method::Reference) => {
            let answer = Answer {
                id,
                method,
                provider: Some(video.model.provider),
                model: Some(video.model.name),
                alias_of: None,
                zone: video.zone.map(|zone| zone.code),
                requests: video.requests.map(|requests| requests.get() as u64),
                estimate: &video.estimate()?,
                warnings: video.warnings,
                notes: &video.notes,
                steps: None,
            };
            line(&answer, out);
        }
        (Question::Training(training), _) => return training::write(id, training, out),
        (Question::Video(_), Method::Bisou) => {
            let fault = Fault::new(Code::NotInMethod, Field::Kind).received_text(Kind::Video.as_str());
            return Err(fault.hint(Method::Reference.as_str()));
        }
    }
    Ok(())
}

fn of_request<'a, E: Serialize>(
    id: Option<&'a RawValue>,
    request: &'a Request<'_>,
    method: Method,
    estimate: &'a E,
    steps: Option<Steps>,
) -> Answer<'a, E> {
    Answer {
        id,
        method,
        provider: request.provider.map(|provider| provider.name),
        model: request.model.map(|model| model.name),
        alias_of: request.model.and_then(|model| model.alias_of),
        zone: request.zone.map(|zone| zone.code),
        requests: request.requests.map(|requests| requests.get() as u64),
        estimate,
        warnings: request.warnings,
        notes: &request.notes,
        steps,
    }
}

/// A fault, as it is written.
#[derive(Serialize)]
pub struct Refusal<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<[Option<f64>; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    suggestions: &'a [String],
}

impl<'a> Refusal<'a> {
    /// A fault, its field called as the reader calls it.
    pub fn new(fault: &'a Fault, name: fn(Field) -> &'static str) -> Self {
        let nameless = matches!(fault.code, Code::UnknownField | Code::DuplicateField);
        let unnamed = fault.received.as_deref().filter(|_| nameless);
        Self {
            code: fault.code.as_str(),
            field: fault.field.map(name).or(unnamed),
            message: fault.french(name),
            received: fault.received.as_deref(),
            bounds: fault
                .bounds
                .map(|bounds| [Some(bounds.low), Some(bounds.high).filter(|high| *high != f64::MAX)]),
            hint: fault.hint_by(name),
            suggestions: &fault.suggestions,
        }
    }
}

#[derive(Serialize)]
struct Refused<'a> {
    id: Option<&'a RawValue>,
    line: u64,
    error: &'a Refusal<'a>,
    #[serde(skip_serializing_if = "is_single")]
    errors: &'a [Refusal<'a>],
}

fn is_single(all: &[Refusal<'_>]) -> bool {
    all.len() < 2
}

/// Writes all that is wrong with a line, of which there is something.
pub(super) fn refuse(id: Option<&RawValue>, number: u64, faults: &[Fault], out: &mut Vec<u8>) {
    let errors: Vec<_> = faults.iter().map(|fault| Refusal::new(fault, Field::json)).collect();
    if let Some(error) = errors.first() {
        line(&Refused { id, line: number, error, errors: &errors }, out);
    }
}

/// Numbers are written in the shortest form that reads back to the same bits.
pub(super) fn line(value: &impl Serialize, out: &mut Vec<u8>) {
    // Neither can fail: all keys are texts, all numbers finite, and memory does not refuse to be written.
    let _ = serde_json::to_writer(&mut *out, value);
    out.push(b'\n');
}
