//! What was received, field by field, before it is checked.

use std::borrow::Cow;

use crate::fault::{Code, Fault};
use crate::field::{Field, Fields};
use crate::interval::Interval;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A request to a model of the catalogue.
    Known,
    /// A request to a model given by its size.
    Custom,
    /// A video from a text.
    Video,
    /// What training a model has cost.
    Training,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Known, Self::Custom, Self::Video, Self::Training];

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Custom => "custom",
            Self::Video => "video",
            Self::Training => "training",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The kind of a question that does not say it: of `kinds`, the first that alone has one of its fields, else the first.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>, kinds: &[Self]) -> Self {
        let own = |field: Field| {
            let mut having = kinds.iter().copied().filter(move |kind| kind.has(field));
            having.next().filter(|_| having.next().is_none())
        };
        let mut fields = names.filter_map(Field::from_json);
        fields.find_map(own).or(kinds.first().copied()).unwrap_or(Self::Known)
    }

    /// Whether some question has such a field.
    pub fn any_has(field: Field) -> bool {
        Self::ALL.iter().any(|kind| kind.has(field))
    }

    /// Whether such a question has such a field.
    pub const fn has(self, field: Field) -> bool {
        match field {
            Field::Kind | Field::Method | Field::Input | Field::Draws | Field::Use | Field::MachinePower => {
                false
            }
            Field::Zone | Field::Pue | Field::Wue => true,
            Field::Requests | Field::Mix | Field::MixGwp | Field::MixAdpe | Field::MixPe | Field::MixWue => {
                !matches!(self, Self::Training)
            }
            Field::Model => matches!(self, Self::Known | Self::Video),
            Field::Like => matches!(self, Self::Known),
            Field::ActiveParams | Field::TotalParams => matches!(self, Self::Custom),
            Field::Resolution | Field::Duration | Field::Audio => matches!(self, Self::Video),
            Field::ServerGpus | Field::Lifetime => !matches!(self, Self::Video),
            Field::Provider
            | Field::OutputTokens
            | Field::InputTokens
            | Field::Images
            | Field::Latency
            | Field::Bits
            | Field::Batch
            | Field::TokensPerSecond
            | Field::FirstToken
            | Field::GpuMemory
            | Field::ServerPower => matches!(self, Self::Known | Self::Custom),
            Field::TrainingHours
            | Field::TrainingPower
            | Field::Intensity
            | Field::Efficiency
            | Field::TrainingTokens
            | Field::Uses
            | Field::PowerScope
            | Field::TrainingOperations
            | Field::ReachedRate
            | Field::PeakRate
            | Field::TrainedParams
            | Field::Recompute
            | Field::IdleEnergy
            | Field::AcceleratorMade
            | Field::ServerMade
            | Field::InUse
            | Field::GridWater => matches!(self, Self::Training),
        }
    }
}

/// A value as it was received.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    /// The field was not there.
    #[default]
    Absent,
    /// The field was there, and said that there is nothing.
    Null,
    /// A number.
    Number(f64),
    /// A range, in the order in which it was given.
    Range(f64, f64),
    /// A text.
    Text(Cow<'a, str>),
    /// Yes or no.
    Flag(bool),
    /// Something else: what it is called.
    Other(&'static str),
    /// Something whose fault has been told already.
    Faulty,
}

impl Value<'_> {
    const fn name(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Range(..) => "range",
            Self::Text(_) => "text",
            Self::Flag(_) => "boolean",
            Self::Other(name) => name,
            Self::Absent | Self::Null | Self::Faulty => "nothing",
        }
    }
}

/// The fields of a question as they were received.
#[derive(Clone, Debug)]
pub struct Received<'a> {
    values: [Value<'a>; Field::COUNT],
    /// From 1, in which place each field came; 0 for those that did not.
    places: [u8; Field::COUNT],
    /// How many fields came, known or not.
    came: u8,
    /// How many of them were not known or came again.
    strange: u8,
    faults: Vec<(u8, Fault)>,
}

/// Each field that is not known, or comes again, is told up to this many: a body full of them is no question, and must not
/// cost more than one.
pub(crate) const MOST_STRANGE: usize = 8;

impl Default for Received<'_> {
    fn default() -> Self {
        Self {
            values: [const { Value::Absent }; Field::COUNT],
            places: [0; Field::COUNT],
            came: 0,
            strange: 0,
            faults: Vec::new(),
        }
    }
}

impl<'a> Received<'a> {
    /// Takes a field. A field that comes twice is a fault.
    pub fn put(&mut self, field: Field, value: Value<'a>) {
        self.came = self.came.saturating_add(1);
        let index = field as usize;
        if self.places[index] != 0 {
            let place = self.came;
            self.strange(|| (place, Fault::new(Code::DuplicateField, field)));
            return;
        }
        self.places[index] = self.came;
        self.values[index] = value;
    }

    /// Takes a field whose value is wrong in itself.
    pub fn put_faulty(&mut self, field: Field, fault: Fault) {
        self.put(field, Value::Faulty);
        self.fault(fault);
    }

    /// Remembers a fault, at the place of its field; without a field, at the place of what came last.
    pub fn fault(&mut self, fault: Fault) {
        let place = fault.field.map_or(self.came, |field| self.places[field as usize]);
        // What did not come is told after what came.
        self.faults.push((if place == 0 { u8::MAX } else { place }, fault));
    }

    /// Remembers the fault of a field that is not known, which is only made when it is told.
    pub fn unknown(&mut self, fault: impl FnOnce() -> Fault) {
        self.came = self.came.saturating_add(1);
        let place = self.came;
        self.strange(|| (place, fault()));
    }

    fn strange(&mut self, fault: impl FnOnce() -> (u8, Fault)) {
        match usize::from(self.strange) {
            MOST_STRANGE => self.faults.push((u8::MAX, Fault::whole(Code::TooManyFields))),
            more if more > MOST_STRANGE => return,
            _ => self.faults.push(fault()),
        }
        self.strange += 1;
    }

    /// What came for a field.
    pub fn get(&self, field: Field) -> &Value<'a> {
        &self.values[field as usize]
    }

    /// Whether something came for a field that is not nothing.
    pub fn has(&self, field: Field) -> bool {
        !matches!(self.get(field), Value::Absent | Value::Null)
    }

    /// The fields for which something came that is not nothing.
    pub(super) fn stated(&self) -> Fields {
        Field::ALL.into_iter().filter(|field| self.has(*field)).collect()
    }

    /// All faults, in the order of their fields.
    pub(super) fn take_faults(&mut self) -> Vec<Fault> {
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|(place, _)| *place);
        faults.into_iter().map(|(_, fault)| fault).collect()
    }

    /// A field that such a question has not is a fault.
    pub(super) fn refuse_others(&mut self, kind: Kind) {
        for field in Field::ALL {
            if self.places[field as usize] != 0 && !kind.has(field) {
                if kind == Kind::Custom && matches!(field, Field::Model | Field::Like) {
                    self.fault(Fault::new(Code::ConflictingInput, field).hint(Field::ActiveParams.json()));
                    continue;
                }
                let hint = Kind::ALL.into_iter().find(|other| other.has(field)).map(Kind::as_str);
                let fault = Fault { hint: hint.map(Into::into), ..Fault::new(Code::UnknownField, field) };
                self.fault(fault);
            }
        }
    }

    fn wrong_type(&mut self, field: Field, expected: &'static str) {
        let received = self.get(field).name();
        let mut fault = Fault::new(Code::WrongType, field).received_text(received).hint(expected);
        if let Value::Text(text) = self.get(field) {
            fault = fault.received_text(&format!("\"{text}\""));
        }
        self.fault(fault);
    }

    /// What was made of a value; nothing where it is wrong, and then the fault is remembered.
    fn keep<T>(&mut self, kept: Result<T, Fault>) -> Option<T> {
        kept.map_err(|fault| self.fault(fault)).ok()
    }

    /// A number, as whatever accepts it.
    pub(super) fn number<T>(&mut self, field: Field, make: impl Fn(f64) -> Result<T, Fault>) -> Option<T> {
        match *self.get(field) {
            Value::Absent | Value::Null | Value::Faulty => None,
            Value::Number(number) => self.keep(make(number)),
            _ => {
                self.wrong_type(field, "number");
                None
            }
        }
    }

    /// A number or a range.
    pub(super) fn range<T: Copy + PartialOrd>(
        &mut self,
        field: Field,
        make: impl Fn(f64) -> Result<T, Fault>,
    ) -> Option<Interval<T>> {
        match *self.get(field) {
            Value::Absent | Value::Null | Value::Faulty => None,
            Value::Number(number) => self.keep(make(number)).map(Interval::exact),
            Value::Range(low, high) => {
                if low > high {
                    let fault = Fault { bounds: field.bounds(), ..Fault::new(Code::RangeReversed, field) };
                    self.fault(fault.received_text(&format!("{low}..{high}")).hint(format!("{high}..{low}")));
                    return None;
                }
                let (low, high) = (self.keep(make(low)), self.keep(make(high)));
                Interval::new(low?, high?).ok()
            }
            _ => {
                self.wrong_type(field, "number or [low, high]");
                None
            }
        }
    }

    /// A text. It is taken out of what was received.
    pub(super) fn text(&mut self, field: Field) -> Option<Cow<'a, str>> {
        match &mut self.values[field as usize] {
            Value::Absent | Value::Null | Value::Faulty => None,
            Value::Text(text) => Some(std::mem::take(text)),
            _ => {
                self.wrong_type(field, "text");
                None
            }
        }
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, field: Field) -> Option<bool> {
        match *self.get(field) {
            Value::Absent | Value::Null | Value::Faulty => None,
            Value::Flag(flag) => Some(flag),
            _ => {
                self.wrong_type(field, "boolean");
                None
            }
        }
    }

    /// A number or text that has to be there: `found`, else its fault, unless it was faulty in itself.
    pub(super) fn needed<T>(&mut self, field: Field, found: Option<T>) -> Option<T> {
        if found.is_none() && !self.has(field) {
            self.fault(super::missing(field));
        }
        found
    }
}
