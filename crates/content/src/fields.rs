//! The fields of an item or a step, kept small.
//!
//! A pack is read once, and most of it waits for somebody to ask: as a tree of values it would hold several times its text
//! in memory for as long as the server runs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::node::{self, Node};

/// An object, as text that is read when it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields(Box<str>);

impl Fields {
    /// The fields of a checked table; `body` beside them, where there is one.
    pub(crate) fn of(node: &Node, body: Option<&str>) -> Self {
        let written = serde_json::to_string(&WithBody { node, body });
        // All keys are texts, and no number of a pack is anything that JSON cannot tell.
        Self(written.unwrap_or_else(|_| "{}".into()).into())
    }

    /// All of them, typed; fields that the type does not name are passed over.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// One of them as it is written; none where it is no text.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        serde_json::from_str(self.field(name)?).ok()
    }

    /// One of them, typed.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_str(self.field(name)?).ok()
    }

    fn field(&self, name: &str) -> Option<&str> {
        let all: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(&self.0).ok()?;
        all.get(name).map(|value| value.get())
    }
}

/// From any map, such as what is left of a table whose other fields are known.
impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = serde_json::Map::<String, Value>::deserialize(deserializer)?;
        Ok(Self(Value::Object(map).to_string().into()))
    }
}

struct WithBody<'a> {
    node: &'a Node,
    body: Option<&'a str>,
}

impl Serialize for WithBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = match &self.node.value {
            node::Value::Table(entries) => entries.as_slice(),
            _ => &[],
        };
        let mut map = serializer.serialize_map(None)?;
        for entry in entries {
            map.serialize_entry(&entry.key, &entry.node)?;
        }
        if let Some(body) = self.body {
            map.serialize_entry("body", body.trim())?;
        }
        map.end()
    }
}

/// The values without their places; the text of a pack has no space around it.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            node::Value::Text(text) => serializer.serialize_str(text.trim()),
            node::Value::Integer(number) => serializer.serialize_i64(*number),
            node::Value::Float(number) => serializer.serialize_f64(*number),
            node::Value::Flag(flag) => serializer.serialize_bool(*flag),
            node::Value::Date => serializer.serialize_str(""),
            node::Value::List(nodes) => {
                let mut list = serializer.serialize_seq(Some(nodes.len()))?;
                for node in nodes {
                    list.serialize_element(node)?;
                }
                list.end()
            }
            node::Value::Table(_) => WithBody { node: self, body: None }.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "id = \"a\"\ncount = 3\nshare = 0.5\nyes = true\ntext = \"\"\"\n« é »\n\"\"\"\n[[part]]\nname = \"x\"\n";

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Part {
        name: String,
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Whole {
        id: String,
        count: u8,
        share: f64,
        yes: bool,
        text: String,
        part: Vec<Part>,
        body: String,
    }

    fn node() -> Node {
        node::parse(TEXT, 0).unwrap_or_else(|errors| panic!("{} errors", errors.len()))
    }

    #[test]
    fn what_was_written_is_read() {
        let fields = Fields::of(&node(), Some("  Bonjour.\n"));
        let whole: Whole = fields.read().unwrap();
        assert_eq!((whole.count, whole.share, whole.yes), (3, 0.5, true));
        assert_eq!((&*whole.text, &*whole.body, &*whole.part[0].name), ("« é »", "Bonjour.", "x"));
        assert_eq!(fields.text("id").as_deref(), Some("a"));
        assert_eq!((fields.text("count"), fields.text("none")), (None, None));
        assert_eq!(fields.get::<i64>("count"), Some(3));
    }

    #[test]
    fn what_is_left_of_a_table_is_kept_too() {
        #[derive(serde::Deserialize)]
        struct Some {
            id: String,
            #[serde(flatten)]
            left: Fields,
        }
        let some: Some = Fields::of(&node(), None).read().unwrap();
        assert_eq!(
            (&*some.id, some.left.get::<f64>("share"), some.left.text("id")),
            ("a", Option::Some(0.5), None)
        );
    }
}
