//! The methods by which a request can be estimated.

use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::reference;

/// How a request or a video is estimated. Its name stands with each result: figures of two methods are not comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// [`mod@reference`].
    #[default]
    Reference,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Reference];

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reference => reference::METHOD,
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
