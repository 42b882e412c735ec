//! `/calculer`: a week of uses as intervals, for a person, a class, a year; what moves it; what if. The address holds all of
//! it, nothing is kept, and it works without a script.

mod assumptions;
mod csv;
mod inputs;
mod view;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use impact::bisou::{Draws, Outcome, Sensitivity};
use impact::input::Requests;
use impact::{Catalogue, Estimate, Fault};

pub use self::assumptions::page as assumptions;
use self::inputs::{Fields, Inputs, Wrong};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Query};

/// How many times the patience of a program a person has who waits for a page.
const PATIENT: u32 = 10;

/// What is shown of a form that can be answered.
pub struct Sums {
    /// The week of all people.
    week: Outcome,
    /// The year of all people.
    year: Outcome,
    /// The same done otherwise.
    otherwise: Option<Otherwise>,
    /// What moves it.
    sensitivity: Sensitivity,
    /// The questions alone, by the reference.
    reference: Option<Estimate>,
}

/// The week and the year of all people, done otherwise.
pub struct Otherwise {
    week: Outcome,
    year: Outcome,
}

impl Sums {
    fn of(inputs: &Inputs) -> Result<Self, Vec<Wrong>> {
        let catalogue = Catalogue::embedded();
        let fault = |fault: Fault| vec![Wrong::Engine(fault)];
        let week = inputs.week(catalogue)?;
        let times = |number: f64| Requests::new(number).map_err(fault);
        let (people, weeks) = (times(inputs.people.round())?, times(inputs.weeks.round())?);
        let one = week.outcome(Draws::DEFAULT).map_err(fault)?;
        let what_if = if inputs.has_what_if() { Some(inputs.what_if(catalogue)?) } else { None };
        let drawn = what_if.map(|week| week.outcome(Draws::DEFAULT)).transpose().map_err(fault)?;
        let otherwise = drawn.map(|outcome| {
            let week = outcome.repeated(people);
            Otherwise { year: week.repeated(weeks), week }
        });
        let all = one.repeated(people);
        Ok(Self {
            year: all.repeated(weeks),
            week: all,
            otherwise,
            sensitivity: week.moves(),
            reference: week
                .by_the_reference("question")
                .transpose()
                .map_err(fault)?
                .map(|one| one.repeated(people)),
        })
    }
}

/// The form, and what is shown of it or wrong with it. Weeks are worked out one at a time, behind the session: a page that
/// somebody reloads without end holds part of one core, never the room.
async fn worked_out(asker: &Asker, fields: Fields) -> Answer<(Inputs, Result<Sums, Vec<Wrong>>)> {
    let (inputs, wrong) = Inputs::read(&fields);
    if !wrong.is_empty() {
        return Ok((inputs, Err(wrong)));
    }
    let busy = || asker.fail(Problem::busy());
    let app = &asker.app;
    let turn = app.weeks.turn(app.shared.patience.turn * PATIENT).await.ok_or_else(busy)?;
    let asked = inputs.clone();
    let sums = turn.work(move || Sums::of(&asked)).await.ok_or_else(busy)?;
    Ok((inputs, sums))
}

/// `GET /calculer`
pub async fn page(asker: Asker, Query(fields): Query<Fields>) -> Answer {
    let (inputs, sums) = worked_out(&asker, fields).await?;
    let status = if sums.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = view::document(asker.texts, asker.app.shared.figures, &inputs, &sums);
    *page.status_mut() = status;
    Ok(page)
}

/// `GET /calculer.csv`: the same as a table.
pub async fn table(asker: Asker, Query(fields): Query<Fields>) -> Answer {
    let (inputs, sums) = worked_out(&asker, fields).await?;
    let Ok(sums) = sums else {
        return Err(asker.fail(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not-computable")));
    };
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"bisou-calcul.csv\"");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    let response: Response = (headers, csv::table(asker.texts, &inputs, &sums)).into_response();
    Ok(response)
}
