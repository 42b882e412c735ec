//! A value that was checked once and is carried as its text from then on.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Canonical JSON of an answer: compact, compared as text.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The canonical text of a typed answer.
    pub fn of<T: Serialize>(value: &T) -> Self {
        Self(serde_json::value::to_raw_value(value).expect("an answer is made of what JSON can hold"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}
