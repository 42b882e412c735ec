//! `/impact/…`: what requests, videos and trainings cost, by the engine that the command line uses. Open to anybody: it
//! tells nothing of a session.

pub mod batch;
pub mod lists;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use impact::check::Kind;
use impact::lines::{
    REQUESTS, Refusal, Refused, TRAININGS, answer_object, answer_pairs, method_of_object, method_of_pairs,
};
use impact::{Catalogue, Code, Fault, Field, Method};
use serde_json::{Value, json};
use texts::t;

use crate::openapi::impact::{RequestFields, TrainingFields};
use crate::problem::{Problem, Words};
use crate::request::{Answer, Asker, Query, Raw, escaped};

/// The same question has the same answer as long as the program is the same.
const FOR_AN_HOUR: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
const JSON: (HeaderName, HeaderValue) = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));

/// What stands behind the question mark, in order.
type Pairs = Query<Vec<(String, String)>>;

/// `GET /impact/request`
#[utoipa::path(get, path = "/impact/request", operation_id = "impact_request", params(RequestFields), responses((status = 200, description = "the impacts as intervals, in kWh, kg CO2e, kg Sb eq, MJ and L", body = crate::openapi::impact::RequestAnswer), (status = 503, description = "by a method that draws: others are before; again after `Retry-After` seconds", body = crate::openapi::Problem, content_type = "application/problem+json"), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn request(asker: Asker, Query(pairs): Pairs) -> Answer {
    by_pairs(&asker, pairs, REQUESTS).await
}

/// `POST /impact/request`
#[utoipa::path(post, path = "/impact/request", operation_id = "impact_request_of", request_body = RequestFields, responses((status = 200, description = "the same as to GET", body = crate::openapi::impact::RequestAnswer), (status = 503, description = "by a method that draws: others are before; again after `Retry-After` seconds", body = crate::openapi::Problem, content_type = "application/problem+json"), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn request_of(asker: Asker, Raw(object): Raw) -> Answer {
    by_object(&asker, object, REQUESTS).await
}

/// `GET /impact/training`
#[utoipa::path(get, path = "/impact/training", operation_id = "impact_training", params(TrainingFields), responses((status = 200, description = "what a training has cost, scope by scope; what is not known is null, and missing", body = crate::openapi::impact::TrainingAnswer), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn training(asker: Asker, Query(pairs): Pairs) -> Answer {
    by_pairs(&asker, pairs, TRAININGS).await
}

/// `POST /impact/training`
#[utoipa::path(post, path = "/impact/training", operation_id = "impact_training_of", request_body = TrainingFields, responses((status = 200, description = "the same as to GET", body = crate::openapi::impact::TrainingAnswer), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn training_of(asker: Asker, Raw(object): Raw) -> Answer {
    by_object(&asker, object, TRAININGS).await
}

async fn by_pairs(asker: &Asker, pairs: Vec<(String, String)>, kinds: &'static [Kind]) -> Answer {
    fn read(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
        pairs.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
    let method = method_of_pairs(read(&pairs), kinds);
    let answer = move || answer_pairs(Catalogue::embedded(), read(&pairs), kinds);
    Ok(([JSON, FOR_AN_HOUR], answered(asker, method, answer).await?).into_response())
}

async fn by_object(asker: &Asker, object: Vec<u8>, kinds: &'static [Kind]) -> Answer {
    let method = method_of_object(&object, kinds);
    let answer = move || answer_object(Catalogue::embedded(), &object, kinds);
    Ok(([JSON], answered(asker, method, answer).await?).into_response())
}

/// The answer to a question: at once where it is arithmetic, in its turn where its method draws.
async fn answered(
    asker: &Asker,
    method: Method,
    answer: impl FnOnce() -> Result<Vec<u8>, Refused> + Send + 'static,
) -> Answer<Vec<u8>> {
    let told = match method {
        Method::Reference => answer(),
        Method::Bisou => {
            let turn = asker.app.draws.turn(asker.app.shared.patience.turn).await;
            let turn = turn.ok_or_else(|| asker.fail(Problem::busy()))?;
            turn.work(answer).await.ok_or_else(|| asker.fail(Problem::busy()))?
        }
    };
    asker.check(told.map_err(|refused| problem(asker, &refused)))
}

/// All that is wrong with a question: the first fault is the problem, all of them are its `errors`.
fn problem(asker: &Asker, refused: &Refused) -> Problem {
    let all: Vec<Value> = refused.faults.iter().map(|fault| told(asker, fault, refused.in_input)).collect();
    let first = refused.faults.first().expect("a question is refused for something");
    let mut problem = Problem::new(status(first.code), first.code.as_str());
    problem.pointer = Some(pointer(first, refused.in_input));
    let sentences: Vec<&str> = all.iter().filter_map(|one| one["message"].as_str()).collect();
    problem.words =
        Some(Words { title: t!(asker.texts, "impact-refused").into_owned(), detail: sentences.join(" ") });
    let beside = ["received", "bounds", "hint", "suggestions"];
    problem.extra = beside
        .into_iter()
        .filter_map(|name| Some((name, all.first()?.get(name)?.clone())))
        .chain([("errors", Value::Array(all.clone()))])
        .collect();
    problem
}

/// A body that is no question at all is the request's fault; a question that means nothing is the question's.
fn status(code: Code) -> StatusCode {
    match code {
        Code::InvalidJson => StatusCode::BAD_REQUEST,
        Code::TooDeep | Code::LineTooLong => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A fault as JSON lines tell it, with its place, in the language of the asker.
fn told(asker: &Asker, fault: &Fault, in_input: bool) -> Value {
    let mut told = json!(Refusal::new(fault, Field::json));
    if asker.texts.lang() != texts::DEFAULT {
        told["message"] = json!(fault.to_string());
    }
    told["pointer"] = json!(pointer(fault, in_input));
    told
}

/// Where a fault is, as a JSON pointer into the question.
fn pointer(fault: &Fault, in_input: bool) -> String {
    let unnamed = || matches!(fault.code, Code::UnknownField | Code::DuplicateField);
    let name = match fault.field {
        Some(field) => field.json(),
        None => fault.received.as_deref().filter(|_| unnamed()).unwrap_or_default(),
    };
    if name.is_empty() {
        return String::new();
    }
    // A dot leads into the mix; a strange name with a dot leads nowhere either way.
    let place = escaped(name).replace('.', "/");
    if in_input { format!("/input/{place}") } else { format!("/{place}") }
}
