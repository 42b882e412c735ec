//! TOML as a tree of values that remember where they stand.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::check::Segment;

/// Bytes of the file.
pub(crate) type Span = Range<usize>;

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub span: Span,
    pub value: Value,
}

/// What stands there.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Flag(bool),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// A date: no field of a pack is one.
    Date,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: String,
    pub key_span: Span,
    pub node: Node,
}

/// What is wrong with the TOML itself.
pub(crate) struct SyntaxError {
    pub span: Span,
    pub message: String,
}

/// Reads TOML; `offset` is where it begins in its file.
pub(crate) fn parse(text: &str, offset: usize) -> Result<Node, Vec<SyntaxError>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(from_table(table.get_ref(), offset..offset + text.len(), offset));
    }
    let error = |error: toml::de::Error| SyntaxError {
        span: shift(error.span().unwrap_or_default(), offset),
        message: error.message().to_owned(),
    };
    Err(errors.into_iter().map(error).collect())
}

fn from_table(table: &DeTable<'_>, span: Span, offset: usize) -> Node {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: shift(key.span(), offset),
            node: from_value(value.get_ref(), shift(value.span(), offset), offset),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Node { span, value: Value::Table(entries) }
}

fn from_value(value: &DeValue<'_>, span: Span, offset: usize) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Float(f64::MAX), Value::Integer),
        DeValue::Float(number) => Value::Float(number.as_str().replace('_', "").parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(list) => Value::List(
            list.iter().map(|item| from_value(item.get_ref(), shift(item.span(), offset), offset)).collect(),
        ),
        DeValue::Table(table) => return from_table(table, span, offset),
    };
    Node { span, value }
}

fn shift(span: Span, offset: usize) -> Span {
    span.start + offset..span.end + offset
}

impl Node {
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        match self.get(key)?.value {
            Value::Integer(number) => Some(number as f64),
            Value::Float(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        matches!(self.get(key).map(|node| &node.value), Some(Value::Flag(true)))
    }

    pub(crate) fn list(&self, key: &str) -> &[Node] {
        match self.get(key).map(|node| &node.value) {
            Some(Value::List(nodes)) => nodes,
            _ => &[],
        }
    }

    /// The whole numbers of a list.
    pub(crate) fn numbers(&self, key: &str) -> Vec<i64> {
        let number = |node: &Node| if let Value::Integer(number) = node.value { Some(number) } else { None };
        self.list(key).iter().filter_map(number).collect()
    }

    /// The elements of lists within lists.
    pub(crate) fn lists(&self, path: &[&str]) -> Vec<&Node> {
        let mut nodes = vec![self];
        for key in path {
            nodes = nodes.into_iter().flat_map(|node| node.list(key)).collect();
        }
        nodes
    }

    /// The texts of a list.
    pub(crate) fn texts(&self, key: &str) -> Vec<&str> {
        let texts = self.list(key).iter().map(|node| match &node.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.flatten().collect()
    }

    /// The deepest value on the path that there is.
    pub(crate) fn follow(&self, path: &[Segment]) -> &Node {
        let Some((first, rest)) = path.split_first() else { return self };
        let next = match first {
            Segment::Key(key) => self.get(key),
            Segment::Index(index) => match &self.value {
                Value::List(nodes) => nodes.get(*index),
                _ => None,
            },
        };
        next.map_or(self, |next| next.follow(rest))
    }
}
