//! By which method: named with each answer, never mixed with the other.

use serde::{Serialize, Serializer};

use crate::bisou::Draws;
use crate::{bisou, reference};

/// A method of estimating requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// `ecologits-0.11.3`: number for number what EcoLogits 0.11.3 answers ([`mod@crate::reference`]).
    #[default]
    Reference,
    /// `bisou`: the same chain, with what each of its constants might be ([`crate::bisou`]).
    Bisou,
}

impl Method {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Reference, Self::Bisou];

    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => reference::METHOD,
            Self::Bisou => bisou::METHOD,
        }
    }

    /// The method of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
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

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
