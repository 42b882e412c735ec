//! A week of uses: questions, long texts, images, code; of one person, a class, a school; for a year.
//!
//! What a use is (so many tokens written and read, so many images) is a convention, kept in `data/uses.toml`.
//!
//! ```
//! use impact::bisou::Draws;
//! use impact::check::{Received, Value};
//! use impact::input::Requests;
//! use impact::{Catalogue, Field, week};
//!
//! let mut host = Received::default();
//! host.put(Field::Model, Value::Text("gpt-4o".into()));
//! let uses = [("question", 20.0), ("image", 2.0)];
//! let week = week::Week::check(Catalogue::embedded(), &host, uses).unwrap();
//! let one = week.outcome(Draws::DEFAULT)?;
//! let year_of_a_class = one.repeated(Requests::new(25.0 * 36.0)?);
//! assert!(year_of_a_class.total.gwp.central() > one.total.gwp.central());
//! # Ok::<(), impact::Fault>(())
//! ```

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::bisou::{Basket, Draws, Outcome, Sensitivity};
use crate::check::{Kind, Question, Received, Request, Value};
use crate::data::Catalogue;
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::impacts::Estimate;
use crate::unit::Factor;

/// A kind of use.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// Its id.
    pub id: String,
    /// What it is called, in French.
    pub label_fr: String,
    /// What it is called, in English.
    pub label_en: String,
    /// What one of it is, in French.
    pub unit_fr: String,
    /// What one of it is, in English.
    pub unit_en: String,
    /// Tokens that are written.
    pub output_tokens: f64,
    /// Tokens that are read.
    pub input_tokens: f64,
    /// Images that are made.
    pub images: f64,
    /// Why so, in French.
    pub note_fr: String,
    /// Ids of figures of the registry that count the same.
    pub figures: Vec<String>,
}

/// Ids of figures of the registry to put beside a week: each of a request, an answer, a page of text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// In greenhouse gases.
    pub carbon: Vec<String>,
    /// In energy.
    pub energy: Vec<String>,
    /// In water.
    pub water: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: u32,
    models: Vec<String>,
    published: Published,
    #[serde(rename = "use")]
    uses: Vec<Use>,
}

static EMBEDDED: LazyLock<File> = LazyLock::new(|| {
    let text = include_str!("../data/uses.toml");
    toml::from_str(text).unwrap_or_else(|fault| panic!("data/uses.toml: {fault}"))
});

/// All kinds of use.
pub fn uses() -> &'static [Use] {
    &EMBEDDED.uses
}

/// Models that are proposed first.
pub fn proposed_models() -> &'static [String] {
    &EMBEDDED.models
}

/// Figures to put beside.
pub fn published() -> &'static Published {
    &EMBEDDED.published
}

/// A use, and how many of it.
#[derive(Clone, Debug)]
struct Asked<'c> {
    of: &'static Use,
    request: Request<'c>,
    count: Factor,
}

/// The requests of a week, checked.
#[derive(Clone, Debug)]
pub struct Week<'c> {
    asked: Vec<Asked<'c>>,
}

impl<'c> Week<'c> {
    /// So many of each use to one host (its model, zone, data centre: all that is not about a use). A use of which there is
    /// none is left out; one that is not known is a fault.
    pub fn check<'u>(
        catalogue: &'c Catalogue,
        host: &Received<'_>,
        counts: impl IntoIterator<Item = (&'u str, f64)>,
    ) -> Result<Self, Vec<Fault>> {
        let (mut asked, mut faults) = (Vec::new(), Vec::new());
        for (id, count) in counts {
            let Some(found) = uses().iter().find(|one| one.id == id) else {
                let known = uses().iter().map(|one| one.id.as_str());
                faults.push(Fault::new(Code::UnknownUse, Field::Use).received_text(id).suggest(known));
                continue;
            };
            if Field::Use.bounds().is_some_and(|bounds| !bounds.accept(count)) {
                faults.push(Fault::out_of_range(Field::Use, count));
                continue;
            }
            if count == 0.0 {
                continue;
            }
            match found.request(catalogue, host) {
                Ok(request) => asked.push(Asked { of: found, request, count: Factor::from_times(count) }),
                Err(found) => faults
                    .extend(found.into_iter().filter(|fault| !faults.contains(fault)).collect::<Vec<_>>()),
            }
        }
        if faults.is_empty() { Ok(Self { asked }) } else { Err(faults) }
    }

    /// The requests, one for each use.
    pub fn requests(&self) -> impl Iterator<Item = &Request<'c>> {
        self.asked.iter().map(|one| &one.request)
    }

    fn basket(&self) -> Basket<'_> {
        Basket::of_all(self.asked.iter().map(|one| (&one.request, one.count)))
    }

    /// The same with answers so many times as long.
    #[must_use]
    pub fn with_length(mut self, times: Factor) -> Self {
        for Asked { request, .. } in &mut self.asked {
            request.tokens = request.tokens.times(times.times());
        }
        self
    }

    /// The reference's estimate of a use, which knows neither what is read nor images; none of a use that is not there.
    pub fn by_the_reference(&self, id: &str) -> Option<Result<Estimate, Fault>> {
        let Asked { request, count, .. } = self.asked.iter().find(|one| one.of.id == id)?;
        let text = Request { reads: None, images: None, ..request.clone() };
        Some(text.estimate().map(|one| one.times(*count)))
    }

    /// What draws say of all of them together.
    pub fn outcome(&self, draws: Draws) -> Result<Outcome, Fault> {
        self.basket().outcome(draws)
    }

    /// What moves the sum, one thing at a time.
    pub fn moves(&self) -> Sensitivity {
        self.basket().moves()
    }
}

impl Use {
    /// One such request.
    fn request<'c>(&self, catalogue: &'c Catalogue, host: &Received<'_>) -> Result<Request<'c>, Vec<Fault>> {
        let mut received = host.clone();
        received.put(Field::OutputTokens, Value::Number(self.output_tokens));
        received.put(Field::InputTokens, Value::Number(self.input_tokens));
        if self.images > 0.0 {
            received.put(Field::Images, Value::Number(self.images));
        }
        match Question::check(catalogue, Kind::Known, received)? {
            Question::Request(request) => Ok(request),
            Question::Video(_) | Question::Training(_) => unreachable!("what is checked as a request is one"),
        }
    }
}
