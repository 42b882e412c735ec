//! What an activity kind is to the session: typed inside, erased at the edge.

use std::any::Any;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::{Dice, ItemId, Json, Owner, Timestamp};

/// The rules of an activity kind. Its views live beside it in the crate `activities`.
///
/// Everything here is a function of its arguments. `add` and `remove` are each other's inverse: the session keeps a tally up
/// to date with them, and a property test recomputes it. Most kinds need the first half only; what follows `simulate` is for
/// those whose people work together, read each other, vote, or go through phases of their own.
pub trait Activity: Send + Sync + 'static {
    /// The word of the packs and of the API: `quiz`.
    const KIND: &'static str;
    /// What the kind can do.
    const TRAITS: Traits;
    /// Whether the step shows what the session has cost: it is measured when the room arrives.
    const MEASURES: bool = false;
    /// All that a session step needs, resolved from the pack and frozen with the session.
    type Params: Serialize + DeserializeOwned + Send + Sync;
    /// One answer, in its canonical form.
    type Answer: Serialize + DeserializeOwned + PartialEq;
    /// What the room said, in sum.
    type Tally: Default + Clone + PartialEq + Serialize + Send + Sync;

    /// What this step can do, where that hangs on its parameters.
    fn traits(_params: &Self::Params) -> Traits {
        Self::TRAITS
    }

    /// Whether an answer may be given under this key; kinds with one answer a seat have the empty one only.
    fn has_key(_params: &Self::Params, key: &str) -> bool {
        key.is_empty()
    }

    /// Checks a `value` as sent by a phone, under a key that the kind has. What was accepted once stays accepted, in its
    /// canonical form too: the logs of old sessions are read through here.
    fn accept(params: &Self::Params, key: &str, value: &Value) -> Result<Self::Answer, ValueError>;
    /// Counts an answer in.
    fn add(params: &Self::Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>);
    /// Counts the same answer out again.
    fn remove(params: &Self::Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>);
    /// What a simulated participant would send; `None` when it stays silent.
    fn simulate(params: &Self::Params, dice: &mut Dice) -> Option<Value>;

    /// Whose the answers under this key are. How many have answered is counted by the owners of the empty key.
    fn owners(_params: &Self::Params, _key: &str) -> Owners {
        Owners::Seats
    }

    /// Whether nobody but who gave it may ever read an answer under this key: not the facilitator, not the report.
    fn is_private(_params: &Self::Params, _key: &str) -> bool {
        false
    }

    /// A last look before an answer is taken, with what its owner has answered already: too soon, solved before, not yet.
    fn gate(_: &Self::Params, _: &Situation<'_, Self::Answer>, _: &Self::Answer) -> Result<Gate, ValueError> {
        Ok(Gate::Take)
    }

    /// What becomes of an answer that a group sends where another of its answers stands (in this vote, else in the one before):
    /// both in one, so that two who send at the same instant are both kept. None: the kind does not combine answers, the one that
    /// is sent replaces the other, and a revision that is behind is a conflict.
    fn combine(
        _params: &Self::Params,
        _standing: &Self::Answer,
        _sent: &Self::Answer,
    ) -> Option<Self::Answer> {
        None
    }

    /// What others may read of an answer. It can be moderated from then on, and voted for where the kind has votes.
    fn words(_answer: &Self::Answer) -> Option<&str> {
        None
    }

    /// Whether people vote for the texts of the step.
    fn voting(_params: &Self::Params) -> Voting {
        Voting::None
    }

    /// Whether people may read what others wrote. Until then each reads their own, and their group's: nobody follows the crowd.
    fn texts_are_open(_params: &Self::Params, moment: Moment) -> bool {
        moment.revealed
    }

    /// Whether the time to vote has come: by default when the texts can be read.
    fn votes_are_open(params: &Self::Params, moment: Moment) -> bool {
        Self::texts_are_open(params, moment)
    }

    /// How many places the facilitator may move a text to, from 0.
    fn columns(_params: &Self::Params) -> u16 {
        0
    }

    /// The phases that the step goes through, each with its clock, when so many groups have to take their turn.
    fn stretches(_params: &Self::Params, _groups: u16) -> Vec<Stretch> {
        Vec::new()
    }

    /// The answer that is the next hint to a puzzle: its key and its value. None: there is none (any more).
    fn hint(_: &Self::Params, _: &Situation<'_, Self::Answer>, _puzzle: &str) -> Option<(String, Value)> {
        None
    }

    /// How often a simulated participant acts while the step is on.
    fn turns(_params: &Self::Params) -> u32 {
        1
    }

    /// All that a simulated participant does in one turn.
    fn play(params: &Self::Params, robot: &mut Robot<'_>) -> Vec<Act> {
        let answer = Self::simulate(params, &mut robot.dice);
        answer.map(|value| Act::Answer { key: String::new(), value }).into_iter().collect()
    }

    /// How many times `next` still shows something more on the step's own screen, once it is revealed.
    fn points(_params: &Self::Params) -> u16 {
        0
    }
}

/// One answer on its way into or out of a tally.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a, A> {
    /// Whose it is.
    pub owner: Owner,
    /// Which part of the step, empty for most kinds.
    pub key: &'a str,
    /// What was answered.
    pub answer: &'a A,
    /// When.
    pub at: Timestamp,
}

/// What a kind can do, asked before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each stands for itself, in any combination")]
pub struct Traits {
    /// Phones may answer; so the step can be closed, revealed and reopened.
    pub answers: bool,
    /// The room may vote again.
    pub rounds: bool,
    /// The step has a screen of its own after its slides.
    pub screen: bool,
    /// Phones show what others wrote while it comes in.
    pub shares: bool,
    /// Phones show what belongs to their group: each is drawn its own view.
    pub sheets: bool,
    /// The step can stay open after the session.
    pub lingers: bool,
    /// People say whether they want what the step is about: a badge.
    pub claims: bool,
}

impl Traits {
    /// Nothing of it: to begin with, `Traits { screen: true, ..Traits::NONE }`.
    pub const NONE: Self = Self {
        answers: false,
        rounds: false,
        screen: false,
        shares: false,
        sheets: false,
        lingers: false,
        claims: false,
    };
}

/// Whose answers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Owners {
    /// Each person answers.
    #[default]
    Seats,
    /// Each group has one answer, whoever of it gives it.
    Groups,
}

/// Whether people vote for texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voting {
    /// They do not.
    #[default]
    None,
    /// For as many as they like.
    Free,
    /// For so many in all.
    Dots(u16),
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// In which of its stretches it is.
    pub stretch: u16,
    /// The how manieth vote it is, from 0.
    pub round: usize,
    /// The room sees what it said.
    pub revealed: bool,
    /// The session has ended.
    pub ended: bool,
}

/// A phase of a step with a clock of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How long.
    pub seconds: u32,
}

/// What becomes of an answer that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// It stands from now on.
    Take,
    /// What stands is better: nothing changes, and nobody is told off.
    Keep,
}

/// Where an answer comes in.
pub struct Situation<'a, A> {
    /// Under which key.
    pub key: &'a str,
    /// When.
    pub at: Timestamp,
    /// In which of the step's stretches.
    pub stretch: u16,
    /// How often a group has answered under this key before.
    pub tries: u32,
    standing: Standing<'a>,
    typed: std::marker::PhantomData<fn() -> A>,
}

/// What an owner has answered so far: key, answer, when.
pub type Standing<'a> = &'a [(&'a str, &'a Json, Timestamp)];

impl<A: DeserializeOwned> Situation<'_, A> {
    /// What stands under a key, and since when.
    pub fn standing(&self, key: &str) -> Option<(A, Timestamp)> {
        let (_, answer, at) = self.standing.iter().find(|(own, ..)| *own == key)?;
        Some((parse(answer), *at))
    }
}

/// The same, before the answer's type is known.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// Under which key.
    pub key: &'a str,
    /// When.
    pub at: Timestamp,
    /// In which of the step's stretches.
    pub stretch: u16,
    /// How often a group has answered under this key before.
    pub tries: u32,
    /// What the owner has answered so far.
    pub standing: Standing<'a>,
}

/// A simulated participant whose turn it is.
pub struct Robot<'a> {
    /// Its character.
    pub dice: Dice,
    /// How often it has acted here already.
    pub turn: u32,
    /// Its place among those it works with, from 0.
    pub rank: usize,
    /// How many they are, itself included; at least 1.
    pub mates: usize,
    /// The step's present stretch.
    pub stretch: u16,
    /// Texts of others that it may vote for.
    pub items: &'a [ItemId],
    /// What it answered in the vote before, or its group did, under the empty key.
    pub before: Option<&'a Json>,
}

/// What a simulated participant does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Answers.
    Answer {
        /// Under which key.
        key: String,
        /// What.
        value: Value,
    },
    /// Votes for a text.
    Vote(ItemId),
    /// Asks a question.
    Ask(String),
    /// Wants what the step is about.
    Claim,
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

    /// A fault at `pointer`, relative to the whole body: `/index`.
    pub fn at(code: &'static str, pointer: &str) -> Self {
        Self { code, pointer: pointer.to_owned(), args: Vec::new() }
    }

    /// The same, with a named value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// The rules of one step, its parameters inside, its types erased. Each method is that of [`Activity`].
pub trait Rules: Send + Sync {
    /// What the kind can do.
    fn traits(&self) -> Traits;
    /// Whether the step shows what the session has cost.
    fn measures(&self) -> bool;
    /// Checks a key and a value, and brings the value to the canonical JSON that the log keeps.
    fn accept(&self, key: &str, value: &Value) -> Result<Json, ValueError>;
    /// Whether this is an answer in the form that the log keeps.
    fn reads(&self, answer: &Json) -> bool;
    /// Whose the answers under this key are.
    fn owners(&self, key: &str) -> Owners;
    /// Whether nobody but who gave it may read an answer under this key.
    fn is_private(&self, key: &str) -> bool;
    /// A last look before an answer is taken.
    fn gate(&self, here: Here<'_>, answer: &Json) -> Result<Gate, ValueError>;
    /// An answer of a group and the one that it sends, in one; None: the kind does not combine them.
    fn combine(&self, standing: &Json, sent: &Json) -> Option<Json>;
    /// What others may read of an answer.
    fn words(&self, answer: &Json) -> Option<Box<str>>;
    /// Whether people vote for the texts of the step.
    fn voting(&self) -> Voting;
    /// Whether people may read what others wrote.
    fn texts_are_open(&self, moment: Moment) -> bool;
    /// Whether the time to vote has come.
    fn votes_are_open(&self, moment: Moment) -> bool;
    /// How many places a text may be moved to.
    fn columns(&self) -> u16;
    /// The phases that the step goes through.
    fn stretches(&self, groups: u16) -> Vec<Stretch>;
    /// The answer that is the next hint.
    fn hint(&self, here: Here<'_>, puzzle: &str) -> Option<(String, Value)>;
    /// An empty tally.
    fn tally(&self) -> Box<dyn AnyTally>;
    /// Counts a canonical answer in.
    fn add(&self, tally: &mut dyn AnyTally, entry: Entry<'_, Json>);
    /// Counts a canonical answer out.
    fn remove(&self, tally: &mut dyn AnyTally, entry: Entry<'_, Json>);
    /// How often a simulated participant acts.
    fn turns(&self) -> u32;
    /// What a simulated participant does in one turn.
    fn play(&self, robot: &mut Robot<'_>) -> Vec<Act>;
    /// Points of the step's own screen, once it is revealed.
    fn points(&self) -> u16;
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
        parse(answer)
    }
}

fn parse<A: DeserializeOwned>(answer: &Json) -> A {
    serde_json::from_str(answer.as_str()).expect("a recorded answer is in its kind's canonical form")
}

fn situation<A>(here: Here<'_>) -> Situation<'_, A> {
    let Here { key, at, stretch, tries, standing } = here;
    Situation { key, at, stretch, tries, standing, typed: std::marker::PhantomData }
}

fn typed<'a, A>(entry: &Entry<'a, Json>, answer: &'a A) -> Entry<'a, A> {
    Entry { owner: entry.owner, key: entry.key, answer, at: entry.at }
}

impl<A: Activity> Rules for Loaded<A> {
    fn traits(&self) -> Traits {
        A::traits(&self.params)
    }

    fn measures(&self) -> bool {
        A::MEASURES
    }

    fn accept(&self, key: &str, value: &Value) -> Result<Json, ValueError> {
        if !A::has_key(&self.params, key) {
            return Err(ValueError::at("unknown-key", "/key"));
        }
        let answer = A::accept(&self.params, key, value)?;
        Ok(Json::of(&answer))
    }

    fn reads(&self, answer: &Json) -> bool {
        serde_json::from_str::<A::Answer>(answer.as_str()).is_ok()
    }

    fn owners(&self, key: &str) -> Owners {
        A::owners(&self.params, key)
    }

    fn is_private(&self, key: &str) -> bool {
        A::is_private(&self.params, key)
    }

    fn gate(&self, here: Here<'_>, answer: &Json) -> Result<Gate, ValueError> {
        A::gate(&self.params, &situation(here), &Self::parse(answer))
    }

    fn combine(&self, standing: &Json, sent: &Json) -> Option<Json> {
        A::combine(&self.params, &Self::parse(standing), &Self::parse(sent)).map(|both| Json::of(&both))
    }

    fn words(&self, answer: &Json) -> Option<Box<str>> {
        A::words(&Self::parse(answer)).map(Into::into)
    }

    fn voting(&self) -> Voting {
        A::voting(&self.params)
    }

    fn texts_are_open(&self, moment: Moment) -> bool {
        A::texts_are_open(&self.params, moment)
    }

    fn votes_are_open(&self, moment: Moment) -> bool {
        A::votes_are_open(&self.params, moment)
    }

    fn columns(&self) -> u16 {
        A::columns(&self.params)
    }

    fn stretches(&self, groups: u16) -> Vec<Stretch> {
        A::stretches(&self.params, groups)
    }

    fn hint(&self, here: Here<'_>, puzzle: &str) -> Option<(String, Value)> {
        A::hint(&self.params, &situation(here), puzzle)
    }

    fn tally(&self) -> Box<dyn AnyTally> {
        Box::new(Held(A::Tally::default()))
    }

    fn add(&self, tally: &mut dyn AnyTally, entry: Entry<'_, Json>) {
        let answer = Self::parse(entry.answer);
        A::add(&self.params, Self::tally_mut(tally), typed(&entry, &answer));
    }

    fn remove(&self, tally: &mut dyn AnyTally, entry: Entry<'_, Json>) {
        let answer = Self::parse(entry.answer);
        A::remove(&self.params, Self::tally_mut(tally), typed(&entry, &answer));
    }

    fn turns(&self) -> u32 {
        A::turns(&self.params)
    }

    fn play(&self, robot: &mut Robot<'_>) -> Vec<Act> {
        A::play(&self.params, robot)
    }

    fn points(&self) -> u16 {
        A::points(&self.params)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
