//! A number within bounds, and the numbers of a room.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

use crate::parts::histogram::{Bin, bins};

/// The kind.
pub struct NumberPoll;

/// The question and its bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// What is asked.
    pub question: String,
    /// What is counted: `requêtes`.
    pub unit: String,
    /// The smallest number.
    pub min: u64,
    /// The largest; never above a million.
    pub max: u64,
    /// Numbers are `min` plus a multiple of this.
    #[serde(default = "one")]
    pub step: u64,
}

fn one() -> u64 {
    1
}

/// `{"number": 25}`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Within the bounds.
    pub number: u64,
}

/// The numbers of a room: how many gave each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    counts: BTreeMap<u64, u32>,
}

impl Numbers {
    /// How many numbers there are.
    pub fn len(&self) -> u32 {
        self.counts.values().sum()
    }

    /// Their sum.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(number, &count)| number * u64::from(count)).sum()
    }

    /// The number in the middle, or the mean of the two in the middle; none without numbers.
    pub fn median(&self) -> Option<f64> {
        let len = self.len();
        if len == 0 {
            return None;
        }
        let (low, high) = (self.nth((len - 1) / 2), self.nth(len / 2));
        Some((low + high) as f64 / 2.0)
    }

    /// In bins that grow as on a log axis.
    pub fn bins(&self, max: u64) -> Vec<Bin> {
        bins(self.counts.iter().map(|(&number, &count)| (number, count)), max)
    }

    fn nth(&self, rank: u32) -> u64 {
        let mut before = 0;
        let found = self.counts.iter().find(|&(_, &count)| {
            before += count;
            before > rank
        });
        found.map_or(0, |(&number, _)| number)
    }
}

/// As the API shows it.
impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Numbers", 4)?;
        out.serialize_field("count", &self.len())?;
        out.serialize_field("total", &self.total())?;
        out.serialize_field("median", &self.median())?;
        out.serialize_field("numbers", &self.counts)?;
        out.end()
    }
}

impl Activity for NumberPoll {
    const KIND: &'static str = "number-poll";
    const TRAITS: Traits = Traits { answers: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Numbers;

    fn accept(params: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let bounds = params.min..=params.max;
        let number = whole(value.get("number"), "/number", &bounds)?;
        if !(number - params.min).is_multiple_of(params.step) {
            return Err(out_of_range("/number", &bounds));
        }
        Ok(Answer { number })
    }

    fn add(_: &Params, tally: &mut Numbers, entry: Entry<'_, Answer>) {
        *tally.counts.entry(entry.answer.number).or_default() += 1;
    }

    fn remove(_: &Params, tally: &mut Numbers, entry: Entry<'_, Answer>) {
        let number = entry.answer.number;
        let Some(count) = tally.counts.get_mut(&number) else { return };
        *count -= 1;
        if *count == 0 {
            tally.counts.remove(&number);
        }
    }

    /// One in twelve makes no request at all; the others spread over two decades around 20.
    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        let middle = 20.0_f64.min(params.min.midpoint(params.max) as f64);
        let wish = if dice.chance(1.0 / 12.0) { 0.0 } else { dice.log_normal(middle, 1.1) };
        let wish = (wish.round() as u64).clamp(params.min, params.max);
        Some(json!({ "number": wish - (wish - params.min) % params.step }))
    }
}

/// A number outside its bounds.
pub(crate) fn out_of_range(pointer: &str, bounds: &RangeInclusive<u64>) -> ValueError {
    ValueError::new("out-of-range", pointer).with("min", bounds.start()).with("max", bounds.end())
}

/// A whole number within bounds, written as one: `25`, `25.0`, not `"25"`.
pub(crate) fn whole(
    value: Option<&Value>,
    pointer: &str,
    bounds: &RangeInclusive<u64>,
) -> Result<u64, ValueError> {
    let value = value.filter(|value| value.is_number());
    let value = value.ok_or_else(|| ValueError::new("not-a-number", pointer))?;
    let is_whole = |number: &f64| number.fract() == 0.0 && (0.0..=1e9).contains(number);
    let number = value.as_u64().or_else(|| value.as_f64().filter(is_whole).map(|number| number as u64));
    number.filter(|number| bounds.contains(number)).ok_or_else(|| out_of_range(pointer, bounds))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: fn() -> Params =
        || Params { question: "?".into(), unit: "requêtes".into(), min: 0, max: 1000, step: 5 };

    #[test]
    fn a_number_is_whole_within_bounds_and_a_multiple() {
        let accept = |value: Value| NumberPoll::accept(&WEEK(), "", &value);
        assert_eq!(accept(json!({ "number": 25 })), Ok(Answer { number: 25 }));
        assert_eq!(accept(json!({ "number": 25.0 })), Ok(Answer { number: 25 }));
        let told = accept(json!({ "number": 2.5 })).unwrap_err();
        assert_eq!(told.args, [("min", "0".to_owned()), ("max", "1000".to_owned())], "the step's own bounds");
        for wrong in [json!(1005), json!(-5), json!(7), json!(2.5), json!(1e300)] {
            let error = accept(json!({ "number": wrong })).unwrap_err();
            assert_eq!((error.code, error.pointer.as_str()), ("out-of-range", "/value/number"));
        }
        for wrong in [json!({}), json!({ "number": "25" }), json!(25), json!(null)] {
            assert_eq!(accept(wrong).unwrap_err().code, "not-a-number");
        }
    }

    #[test]
    fn the_median_is_the_middle_of_the_room() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.median(), None);
        for (number, median) in [(10, 10.0), (30, 20.0), (20, 20.0), (1000, 25.0)] {
            let (owner, answer) = (workshop::Owner::Seat(workshop::SeatNo(0)), &Answer { number });
            let entry = Entry { owner, key: "", answer, at: workshop::Timestamp(0) };
            NumberPoll::add(&WEEK(), &mut numbers, entry);
            assert_eq!(numbers.median(), Some(median));
        }
        assert_eq!((numbers.len(), numbers.total()), (4, 1060));
    }
}
