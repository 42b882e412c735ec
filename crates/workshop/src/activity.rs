//! What an activity kind is to the session: typed inside, erased at the edge.

use std::any::Any;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::{Dice, Json, SeatNo};

/// The rules of an activity kind. Its views live beside it in the crate `activities`.
///
/// Everything here is a function of its arguments. `add` and `remove` are each other's inverse: the session keeps a tally up
/// to date with them, and a property test recomputes it.
pub trait Activity: Send + Sync + 'static {
    /// The word of the packs and of the API: `quiz`.
    const KIND: &'static str;
    /// What the kind can do.
    const TRAITS: Traits;
    /// All that a session step needs, resolved from the pack and frozen with the session.
    type Params: Serialize + DeserializeOwned + Send + Sync;
    /// One answer, in its canonical form.
    type Answer: Serialize + DeserializeOwned + PartialEq;
    /// What the room said, in sum.
    type Tally: Default + Clone + PartialEq + Serialize + Send + Sync;

    /// Whether a seat may answer under this key; kinds with one answer a seat have the empty one only.
    fn has_key(_params: &Self::Params, key: &str) -> bool {
        key.is_empty()
    }

    /// Checks a `value` as sent by a phone, under a key that the kind has. What was accepted once stays accepted: the logs of
    /// old sessions are read through here.
    fn accept(params: &Self::Params, key: &str, value: &Value) -> Result<Self::Answer, ValueError>;
    /// Counts an answer in.
    fn add(params: &Self::Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>);
    /// Counts the same answer out again.
    fn remove(params: &Self::Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>);
    /// What a simulated participant would send; `None` when it stays silent.
    fn simulate(params: &Self::Params, dice: &mut Dice) -> Option<Value>;
}

/// One answer on its way into or out of a tally.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a, A> {
    /// Who answered.
    pub seat: SeatNo,
    /// Which part of the step, empty for most kinds.
    pub key: &'a str,
    /// What was answered.
    pub answer: &'a A,
}

/// What a kind can do, asked before anything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// Phones may answer; so the step can be closed, revealed and reopened.
    pub answers: bool,
    /// The room may vote again.
    pub rounds: bool,
    /// The step has a screen of its own after its slides.
    pub screen: bool,
}

/// The answer of kinds that take none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoAnswer {}

/// Why a value is refused, for a person and for a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// A stable word: `out-of-range`, `unknown-choice`, `malformed`…
    pub code: &'static str,
    /// Where, as a JSON pointer within the body: `/value/number`.
    pub pointer: String,
    /// What the sentence of the catalogue needs: names and values.
    pub args: Vec<(&'static str, String)>,
}

impl ValueError {
    /// A fault at `pointer`, relative to the answer's value: `/number`.
    pub fn new(code: &'static str, pointer: &str) -> Self {
        Self { code, pointer: format!("/value{pointer}"), args: Vec::new() }
    }

    /// The same, with a named value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// The rules of one step, its parameters inside, its types erased.
pub trait Rules: Send + Sync {
    /// What the kind can do.
    fn traits(&self) -> Traits;
    /// Checks a key and a value, and brings the value to the canonical JSON that the log keeps.
    fn accept(&self, key: &str, value: &Value) -> Result<Json, ValueError>;
    /// Whether this is an answer in the form that the log keeps.
    fn reads(&self, answer: &Json) -> bool;
    /// An empty tally.
    fn tally(&self) -> Box<dyn AnyTally>;
    /// Counts a canonical answer in.
    fn add(&self, tally: &mut dyn AnyTally, seat: SeatNo, key: &str, answer: &Json);
    /// Counts a canonical answer out.
    fn remove(&self, tally: &mut dyn AnyTally, seat: SeatNo, key: &str, answer: &Json);
    /// What a simulated participant would send.
    fn simulate(&self, dice: &mut Dice) -> Option<Value>;
    /// For the views, which know the kind: a [`Loaded`] of it.
    fn as_any(&self) -> &dyn Any;
}

/// A tally whose type only its kind knows.
pub trait AnyTally: Send + Sync {
    /// As the API shows it.
    fn to_json(&self) -> Value;
    /// A copy.
    fn boxed(&self) -> Box<dyn AnyTally>;
    /// For the views.
    fn as_any(&self) -> &dyn Any;
    /// For the rules.
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

impl fmt::Debug for dyn AnyTally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_json())
    }
}

impl Clone for Box<dyn AnyTally> {
    fn clone(&self) -> Self {
        self.boxed()
    }
}

impl Serialize for dyn AnyTally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// A typed tally behind the erased one.
#[derive(Clone)]
struct Held<T>(T);

impl<T: Clone + Serialize + Send + Sync + 'static> AnyTally for Held<T> {
    fn to_json(&self) -> Value {
        serde_json::to_value(&self.0).expect("a tally is made of what JSON can hold")
    }

    fn boxed(&self) -> Box<dyn AnyTally> {
        Box::new(self.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const OF_ITS_KIND: &str = "a step's tally is of the step's kind";

/// A kind's rules with the parameters of one step.
pub struct Loaded<A: Activity> {
    /// The step's parameters.
    pub params: A::Params,
}

impl<A: Activity> Loaded<A> {
    /// Reads frozen parameters back.
    pub fn from_json(params: &Value) -> Result<Self, serde_json::Error> {
        Ok(Self { params: A::Params::deserialize(params)? })
    }

    /// The typed tally behind an erased one.
    pub fn tally(tally: &dyn AnyTally) -> &A::Tally {
        &tally.as_any().downcast_ref::<Held<A::Tally>>().expect(OF_ITS_KIND).0
    }

    fn tally_mut(tally: &mut dyn AnyTally) -> &mut A::Tally {
        &mut tally.as_any_mut().downcast_mut::<Held<A::Tally>>().expect(OF_ITS_KIND).0
    }

    /// A recorded answer, typed again.
    pub fn parse(answer: &Json) -> A::Answer {
        serde_json::from_str(answer.as_str()).expect("a recorded answer is in its kind's canonical form")
    }
}

impl<A: Activity> Rules for Loaded<A> {
    fn traits(&self) -> Traits {
        A::TRAITS
    }

    fn accept(&self, key: &str, value: &Value) -> Result<Json, ValueError> {
        if !A::has_key(&self.params, key) {
            return Err(ValueError { code: "unknown-key", pointer: "/key".into(), args: vec![] });
        }
        let answer = A::accept(&self.params, key, value)?;
        Ok(Json::of(&answer))
    }

    fn reads(&self, answer: &Json) -> bool {
        serde_json::from_str::<A::Answer>(answer.as_str()).is_ok()
    }

    fn tally(&self) -> Box<dyn AnyTally> {
        Box::new(Held(A::Tally::default()))
    }

    fn add(&self, tally: &mut dyn AnyTally, seat: SeatNo, key: &str, answer: &Json) {
        A::add(&self.params, Self::tally_mut(tally), Entry { seat, key, answer: &Self::parse(answer) });
    }

    fn remove(&self, tally: &mut dyn AnyTally, seat: SeatNo, key: &str, answer: &Json) {
        A::remove(&self.params, Self::tally_mut(tally), Entry { seat, key, answer: &Self::parse(answer) });
    }

    fn simulate(&self, dice: &mut Dice) -> Option<Value> {
        A::simulate(&self.params, dice)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
