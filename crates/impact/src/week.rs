//! A week of uses: questions, long texts, images, code; of one person, a class, a school; for a year.
//!
//! What a use is (so many tokens written and read, so many images) is a convention, kept in `content/data/uses.toml`.
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

static EMBEDDED: LazyLock<Vec<Use>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(rename = "schema")]
        _schema: u32,
        #[serde(rename = "use")]
        uses: Vec<Use>,
    }
    let text = include_str!("../../../content/data/uses.toml");
    toml::from_str::<File>(text).unwrap_or_else(|fault| panic!("content/data/uses.toml: {fault}")).uses
});

/// All kinds of use.
pub fn uses() -> &'static [Use] {
    &EMBEDDED
}

/// The requests of a week, checked; each says how many such there are.
#[derive(Clone, Debug)]
pub struct Week<'c> {
    requests: Vec<Request<'c>>,
}

impl<'c> Week<'c> {
    /// So many of each use to one host (its model, zone, data centre: all that is not about a use). A use of which there is
    /// none is left out; one that is not known is a fault.
    pub fn check<'u>(
        catalogue: &'c Catalogue,
        host: &Received<'_>,
        counts: impl IntoIterator<Item = (&'u str, f64)>,
    ) -> Result<Self, Vec<Fault>> {
        let (mut requests, mut faults) = (Vec::new(), Vec::new());
        for (id, count) in counts {
            let Some(found) = uses().iter().find(|one| one.id == id) else {
                let known = uses().iter().map(|one| one.id.as_str());
                faults.push(Fault::new(Code::UnknownUse, Field::Use).received_text(id).suggest(known));
                continue;
            };
            if count == 0.0 {
                continue;
            }
            match found.request(catalogue, host, count) {
                Ok(request) => requests.push(request),
                Err(found) => faults
                    .extend(found.into_iter().filter(|fault| !faults.contains(fault)).collect::<Vec<_>>()),
            }
        }
        if faults.is_empty() { Ok(Self { requests }) } else { Err(faults) }
    }

    /// The requests, one for each use.
    pub fn requests(&self) -> &[Request<'c>] {
        &self.requests
    }

    /// What draws say of all of them together.
    pub fn outcome(&self, draws: Draws) -> Result<Outcome, Fault> {
        Basket::of_all(&self.requests).outcome(draws)
    }

    /// What moves the sum.
    pub fn sensitivity(&self, draws: Draws) -> Sensitivity {
        Basket::of_all(&self.requests).sensitivity(draws)
    }
}

impl Use {
    /// So many such requests.
    fn request<'c>(
        &self,
        catalogue: &'c Catalogue,
        host: &Received<'_>,
        count: f64,
    ) -> Result<Request<'c>, Vec<Fault>> {
        let mut received = host.clone();
        received.put(Field::OutputTokens, Value::Number(self.output_tokens));
        received.put(Field::InputTokens, Value::Number(self.input_tokens));
        if self.images > 0.0 {
            received.put(Field::Images, Value::Number(self.images));
        }
        received.put(Field::Requests, Value::Number(count));
        match Question::check(catalogue, Kind::Known, received)? {
            Question::Request(request) => Ok(request),
            Question::Video(_) => Err(vec![crate::check::missing(Field::Model)]),
        }
    }
}
