//! What the form of the calculator asks, as the address holds it: read, checked, and written back as a link.

use std::collections::BTreeMap;

use impact::check::{self, Received, Value};
use impact::unit::Factor;
use impact::week::{Use, Week, uses};
use impact::{Catalogue, Fault, Field, bisou};

use super::view::Beside;

/// The most of a use in a week, and the most people: more is a typing error.
const MOST: f64 = 100_000.0;
/// Weeks of a year, and those of a school year.
const WEEKS: (f64, f64) = (52.0, 36.0);
/// How many questions a week are shown to somebody who has not said anything yet.
const QUESTIONS: f64 = 20.0;
/// The shortest answer that "what if" goes to, of 100.
const SHORTEST: f64 = 25.0;

/// The fields that are not about a use.
pub const MODEL: &str = "modele";
pub const ZONE: &str = "zone";
pub const PEOPLE: &str = "personnes";
pub const SCHOOL_WEEKS: &str = "semaines";
pub const KEEP: &str = "garde";
pub const LENGTH: &str = "longueur";
pub const SMALL: &str = "petit";
const BESIDE: &str = "publie";

/// A number of the form: its field, what it may be, what it is where nothing is said.
struct Number {
    field: &'static str,
    low: f64,
    high: f64,
    usual: f64,
}

const PEOPLE_NUMBER: Number = Number { field: PEOPLE, low: 1.0, high: MOST, usual: 1.0 };
const WEEKS_NUMBER: Number = Number { field: SCHOOL_WEEKS, low: 1.0, high: WEEKS.0, usual: WEEKS.1 };
const KEEP_NUMBER: Number = Number { field: KEEP, low: 0.0, high: 100.0, usual: 100.0 };
const LENGTH_NUMBER: Number = Number { field: LENGTH, low: SHORTEST, high: 100.0, usual: 100.0 };

/// A number that is none, lies outside, or could be read in two ways.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongNumber {
    /// Its field.
    pub field: &'static str,
    /// As it was written, unless it was no number at all but a whole text.
    pub written: String,
    /// The least and the most that it may be.
    pub bounds: (f64, f64),
    /// Both ways to read it, where there are two: `1.000` is one, or a thousand.
    pub readings: Option<[f64; 2]>,
}

/// What is wrong with the form.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// A number.
    Number(WrongNumber),
    /// What the engine does not know or accept.
    Engine(Fault),
}

/// The form, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// So many of each use in a week, in the order of [`uses`].
    pub counts: Vec<(&'static Use, f64)>,
    /// The model's name.
    pub model: String,
    /// Whose electricity; empty for the host's own.
    pub zone: String,
    /// For how many people.
    pub people: f64,
    /// For how many weeks of a year.
    pub weeks: f64,
    /// What if: so many of 100 requests are kept.
    pub keep: f64,
    /// What if: answers so long, of 100.
    pub length: f64,
    /// What if: the smallest model of the same host.
    pub small: bool,
    /// Which published figures stand beside.
    pub beside: Beside,
}

/// The fields as they came.
pub type Fields = BTreeMap<String, String>;

impl Inputs {
    /// Reads the fields; what is not there is as usual, and so is what is wrong, beside its fault.
    pub fn read(fields: &Fields) -> (Self, Vec<Wrong>) {
        let mut wrong = Vec::new();
        let mut number = |number: &Number| {
            let written = fields.get(number.field).map_or("", |text| text.trim());
            read(written, number).unwrap_or_else(|fault| {
                wrong.push(Wrong::Number(fault));
                number.usual
            })
        };
        let said = uses().iter().any(|one| fields.contains_key(&one.id));
        let counts = uses()
            .iter()
            .map(|one| {
                let usual = if !said && one.id == "question" { QUESTIONS } else { 0.0 };
                (one, number(&Number { field: &one.id, low: 0.0, high: MOST, usual }))
            })
            .collect();
        let (people, weeks) = (number(&PEOPLE_NUMBER), number(&WEEKS_NUMBER));
        let (keep, length) = (number(&KEEP_NUMBER), number(&LENGTH_NUMBER));
        let text = |field: &str| fields.get(field).map(|text| text.trim().to_owned()).unwrap_or_default();
        let model = Some(text(MODEL)).filter(|model| !model.is_empty());
        let inputs = Self {
            counts,
            model: model.unwrap_or_else(|| impact::week::proposed_models()[0].clone()),
            zone: text(ZONE),
            people,
            weeks,
            keep,
            length,
            small: fields.contains_key(SMALL),
            beside: Beside::named(&text(BESIDE)),
        };
        (inputs, wrong)
    }

    /// The same as a query: what is as usual is left out.
    pub fn query(&self) -> String {
        let mut said: Vec<(&str, String)> =
            self.counts.iter().map(|(one, count)| (one.id.as_str(), count.to_string())).collect();
        said.push((MODEL, self.model.clone()));
        if !self.zone.is_empty() {
            said.push((ZONE, self.zone.clone()));
        }
        let numbers = [
            (&PEOPLE_NUMBER, self.people),
            (&WEEKS_NUMBER, self.weeks),
            (&KEEP_NUMBER, self.keep),
            (&LENGTH_NUMBER, self.length),
        ];
        let changed = numbers.into_iter().filter(|(number, value)| number.usual != *value);
        said.extend(changed.map(|(number, value)| (number.field, value.to_string())));
        if self.small {
            said.push((SMALL, "1".into()));
        }
        if self.beside != Beside::default() {
            said.push((BESIDE, self.beside.name().into()));
        }
        serde_urlencoded::to_string(said).expect("texts make a query")
    }

    /// How many requests a week there are, of all uses.
    pub fn requests(&self) -> f64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// How many answers in text.
    pub fn answers(&self) -> f64 {
        self.counts.iter().filter(|(one, _)| one.output_tokens > 0.0).map(|(_, count)| count).sum()
    }

    /// Whether anything is to be otherwise.
    pub fn has_what_if(&self) -> bool {
        self.keep < 100.0 || self.length < 100.0 || self.small
    }

    /// The week of one person, checked by the engine.
    pub fn week<'c>(&self, catalogue: &'c Catalogue) -> Result<Week<'c>, Vec<Wrong>> {
        self.week_with(catalogue, &self.model, 1.0)
    }

    /// The same done otherwise.
    pub fn what_if<'c>(&self, catalogue: &'c Catalogue) -> Result<Week<'c>, Vec<Wrong>> {
        let own = catalogue.models_named(&self.model).next();
        let smaller = own.filter(|_| self.small).and_then(|own| bisou::smaller(catalogue, own));
        let model = smaller.map_or(self.model.as_str(), |model| model.name);
        let week = self.week_with(catalogue, model, self.keep / 100.0)?;
        Ok(week.with_length(Factor::from_times(self.length / 100.0)))
    }

    fn week_with<'c>(
        &self,
        catalogue: &'c Catalogue,
        model: &str,
        keep: f64,
    ) -> Result<Week<'c>, Vec<Wrong>> {
        let mut host = Received::default();
        host.put(Field::Model, Value::Text(model.into()));
        if !self.zone.is_empty() {
            host.put(Field::Zone, Value::Text(self.zone.as_str().into()));
        }
        let counts = self.counts.iter().map(|(one, count)| (one.id.as_str(), count * keep));
        let week = Week::check(catalogue, &host, counts);
        week.map_err(|faults| faults.into_iter().map(Wrong::Engine).collect())
    }
}

/// A number as people write it: a comma or a point before the decimals, nothing between thousands. What could be read in two
/// ways is refused, as the engine does.
fn read(written: &str, number: &Number) -> Result<f64, WrongNumber> {
    if written.is_empty() {
        return Ok(number.usual);
    }
    let (low, high) = (number.low, number.high);
    let plain = written.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, ',' | '.' | '-'));
    let pointed = written.replace(',', ".");
    let accepted = |value: &f64| plain && (low..=high).contains(value);
    let value = pointed.parse::<f64>().ok().filter(accepted);
    let other = check::thousands(&pointed).filter(accepted);
    let wrong = |readings| WrongNumber {
        field: number.field,
        written: written.chars().take(200).collect(),
        bounds: (low, high),
        readings,
    };
    match (value, other) {
        (Some(one), Some(other)) => Err(wrong(Some([one, other]))),
        (Some(value), None) => Ok(value),
        (None, _) => Err(wrong(None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> (Inputs, Vec<Wrong>) {
        Inputs::read(&serde_urlencoded::from_str(query).unwrap())
    }

    #[test]
    fn a_link_holds_the_inputs() {
        for query in [
            "question=25&long-text=0&image=2&code=0&modele=gpt-4o",
            "question=1.5&long-text=0&image=0&code=0&modele=meta-llama%2FMeta-Llama-3-8B&zone=Belgique&personnes=25&garde=50&longueur=25&petit=1&publie=eau",
        ] {
            let (inputs, wrong) = of(query);
            assert_eq!((inputs.query(), wrong), (query.to_owned(), vec![]));
        }
    }

    #[test]
    fn somebody_who_says_nothing_sees_an_example_and_who_says_none_sees_none() {
        assert_eq!(of("").0.requests(), QUESTIONS);
        assert_eq!(of("question=0").0.requests(), 0.0);
        assert_eq!(of("image=3").0.requests(), 3.0);
    }

    #[test]
    fn numbers_are_read_as_people_write_them_or_refused_with_their_bounds() {
        assert_eq!(of("question=2,5").0.counts[0].1, 2.5);
        for wrong in ["1 000", "-1", "1e3", "1.000,5", "beaucoup", "100001", "NaN", "inf"] {
            let (inputs, faults) = of(&serde_urlencoded::to_string([("question", wrong)]).unwrap());
            let Some(Wrong::Number(fault)) = faults.first() else { panic!("{wrong} is refused") };
            assert_eq!((fault.field, fault.bounds, &*fault.written), ("question", (0.0, MOST), wrong));
            assert_eq!(inputs.counts[0].1, 0.0);
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused_with_both() {
        for (written, readings) in [("1.000", [1.0, 1000.0]), ("2,125", [2.125, 2125.0])] {
            let (_, faults) = of(&serde_urlencoded::to_string([("question", written)]).unwrap());
            let Some(Wrong::Number(fault)) = faults.first() else { panic!("{written} is refused") };
            assert_eq!(fault.readings, Some(readings), "{written}");
        }
        // A thousand weeks are no year, half a question is only that.
        assert_eq!(of("semaines=1.000").0.weeks, 1.0);
        assert_eq!(of("question=0,500").0.counts[0].1, 0.5);
    }

    #[test]
    fn what_if_is_less() {
        let (inputs, _) = of("question=20&garde=50&longueur=50&petit=1");
        let all = Catalogue::embedded();
        let of = |week: Week<'_>| week.outcome(bisou::Draws::DEFAULT).unwrap().total.gwp.central().grams();
        assert!(of(inputs.what_if(all).unwrap()) < 0.3 * of(inputs.week(all).unwrap()));
    }
}
