//! By which method: named with each answer, never mixed with the other.

use serde::{Serialize, Serializer};

use crate::bisou::{self, Draws};
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::reference;

/// How a request is estimated. Its name stands with each result: figures of two methods are not comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// `ecologits-0.11.3`: number for number what EcoLogits 0.11.3 answers ([`mod@reference`]).
    #[default]
    Reference,
    /// `bisou`: the same chain, with what each of its constants might be ([`mod@bisou`]).
    Bisou,
}

impl Method {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Reference, Self::Bisou];

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reference => reference::METHOD,
            Self::Bisou => bisou::METHOD,
        }
    }

    /// The method of that name.
    pub fn parse(name: &str) -> Result<Self, Fault> {
        let found = Self::ALL.into_iter().find(|method| method.as_str() == name);
        found.ok_or_else(|| {
            let fault = Fault::new(Code::UnknownMethod, Field::Method).received_text(name);
            fault.suggest(Self::ALL.map(Self::as_str))
        })
    }
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How questions are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct By {
    /// By which method.
    pub method: Method,
    /// What method `bisou` draws.
    pub draws: Draws,
}

impl From<Method> for By {
    fn from(method: Method) -> Self {
        Self { method, draws: Draws::DEFAULT }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_asked_for_by_name_and_version() {
        for method in Method::ALL {
            assert_eq!(Method::parse(method.as_str()), Ok(method));
        }
        let fault = Method::parse("ecologits").unwrap_err();
        assert_eq!((fault.code, &*fault.suggestions[0]), (Code::UnknownMethod, "ecologits-0.11.3"));
    }
}
