//! What is wrong with a question: its code, its field, what was received, what is accepted, what to do.

use std::fmt;

use crate::field::{Bounds, Field, Short};

macro_rules! codes {
    ($($(#[$about:meta])* $name:ident = $code:literal,)*) => {
        /// What kind of fault it is. Codes are stable: programs match on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$about])* $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As it is written.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

codes! {
    /// No model has this name.
    UnknownModel = "unknown-model",
    /// No provider has this name.
    UnknownProvider = "unknown-provider",
    /// Several models have this name.
    AmbiguousModel = "ambiguous-model",
    /// No zone has this code or name.
    UnknownZone = "unknown-zone",
    /// A number outside its bounds.
    OutOfRange = "out-of-range",
    /// A number of parameters that does not say whether it counts ones or billions.
    UnitMissing = "unit-missing",
    /// More active parameters than parameters.
    ActiveExceedsTotal = "active-exceeds-total",
    /// The low end of a range is above its high end.
    RangeReversed = "range-reversed",
    /// A text that is no number, or more than one.
    NotANumber = "not-a-number",
    /// Two fields that exclude each other.
    ConflictingInput = "conflicting-input",
    /// A resolution that is none.
    UnknownResolution = "unknown-resolution",
    /// What a power is of, that is none of what it can be of.
    UnknownPowerScope = "unknown-power-scope",
    /// A kind of question that is none.
    UnknownKind = "unknown-kind",
    /// Something that the method cannot count.
    NotInMethod = "not-in-method",
    /// A kind of use that is none.
    UnknownUse = "unknown-use",
    /// A method that is none.
    UnknownMethod = "unknown-method",
    /// A field that is needed is not there.
    MissingField = "missing-field",
    /// A field that is not known.
    UnknownField = "unknown-field",
    /// So many fields that are not known, or come again, that no more is read.
    TooManyFields = "too-many-fields",
    /// A value of another type.
    WrongType = "wrong-type",
    /// A field that is there twice.
    DuplicateField = "duplicate-field",
    /// What is not JSON.
    InvalidJson = "invalid-json",
    /// Values within values, too deep.
    TooDeep = "too-deep",
    /// A line that is too long to be read.
    LineTooLong = "line-too-long",
    /// A result that is too large to be told.
    Overflow = "overflow",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What kind of fault.
    pub code: Code,
    /// Where; none when it is about the line as a whole, or about a field that is not known.
    pub field: Option<Field>,
    /// What was there, as it was written; shortened when it is long.
    pub received: Option<String>,
    /// What is accepted.
    pub bounds: Option<Bounds>,
    /// What was probably meant: a value that would be accepted, or more about the fault.
    pub hint: Option<String>,
    /// The nearest names, best first.
    pub suggestions: Vec<String>,
}

/// What is told of a received text.
const TOLD_CHARS: usize = 80;

impl Fault {
    /// A fault in a field.
    pub fn new(code: Code, field: Field) -> Self {
        Self { field: Some(field), ..Self::whole(code) }
    }

    /// A fault in no field.
    pub fn whole(code: Code) -> Self {
        Self { code, field: None, received: None, bounds: None, hint: None, suggestions: Vec::new() }
    }

    /// A number outside the bounds of its field; in grams, perhaps.
    pub fn out_of_range(field: Field, value: f64) -> Self {
        let fault = Self { bounds: field.bounds(), ..Self::new(Code::OutOfRange, field) }.received(value);
        if matches!(field, Field::MixGwp | Field::Intensity) && value > 3.0 && value <= 2000.0 {
            let kilograms = value / 1000.0;
            return fault.hint(format!("{kilograms}"));
        }
        fault
    }

    /// With what was received.
    #[must_use]
    pub fn received(mut self, number: f64) -> Self {
        self.received = Some(Short(number).to_string());
        self
    }

    /// With the text that was received.
    #[must_use]
    pub fn received_text(mut self, text: &str) -> Self {
        let mut told: String = text.chars().take(TOLD_CHARS).collect();
        if told.len() < text.len() {
            told.push('…');
        }
        self.received = Some(told);
        self
    }

    /// With what was probably meant.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With the nearest names.
    #[must_use]
    pub fn suggest(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.suggestions = names.into_iter().map(Into::into).collect();
        self
    }

    /// With another upper bound than its field's own.
    #[must_use]
    pub(crate) fn bound_by(mut self, high: f64) -> Self {
        self.bounds = self.field.and_then(Field::bounds).map(|bounds| Bounds { high, ..bounds });
        self
    }

    /// What was probably meant; another field is called as the reader calls fields.
    pub(crate) fn hint_by(&self, name: fn(Field) -> &'static str) -> Option<&str> {
        let hint = self.hint.as_deref()?;
        let is_field = matches!(self.code, Code::ConflictingInput | Code::MissingField);
        Some(Field::from_json(hint).filter(|_| is_field).map_or(hint, name))
    }
}

impl std::error::Error for Fault {}

/// In English, for who writes programs.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{}: ", field.json())?;
        }
        f.write_str(&self.code.as_str().replace('-', " "))?;
        if let Some(received) = &self.received {
            write!(f, ", received {received:?}")?;
        }
        if let Some(bounds) = &self.bounds {
            write!(f, ", accepted {bounds}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        if !self.suggestions.is_empty() {
            write!(f, "; nearest: {}", self.suggestions.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where_what_and_what_is_accepted() {
        let fault = Fault::out_of_range(Field::OutputTokens, -1.0);
        assert_eq!(fault.to_string(), "output_tokens: out of range, received \"-1\", accepted 0..1e12");
        let grams = Fault::out_of_range(Field::MixGwp, 150.0);
        assert_eq!(grams.hint.as_deref(), Some("0.15"));
        let long = Fault::new(Code::UnknownModel, Field::Model).received_text(&"é".repeat(100));
        assert_eq!(long.received.unwrap().chars().count(), TOLD_CHARS + 1);
    }
}
