//! A line as it was received.
//!
//! Numbers are read by the standard library, exactly; texts without escapes are borrowed; what is not asked for is passed
//! over without being kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{MAX_DEPTH, MAX_LINE};
use crate::check::{Kind, Received, Value};
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::nearest::nearest;

/// What a line says, or all that is wrong with it; its id as far as it could be read.
pub(super) struct Line<'a> {
    pub id: Option<&'a RawValue>,
    pub question: Result<(Kind, Received<'a>), Vec<Fault>>,
}

/// Reads a line.
pub(super) fn line(line: &[u8]) -> Line<'_> {
    let refused = |fault| Line { id: None, question: Err(vec![fault]) };
    if line.len() > MAX_LINE {
        return refused(Fault::whole(Code::LineTooLong));
    }
    let Ok(text) = std::str::from_utf8(line) else {
        return refused(Fault::whole(Code::InvalidJson).hint("UTF-8"));
    };
    match serde_json::from_str::<Envelope<'_>>(text) {
        Ok(envelope) if envelope.is_deep() => refused(Fault::whole(Code::TooDeep)),
        Ok(envelope) => Line { id: envelope.id, question: question(envelope) },
        Err(error) => refused(not_json(&error)),
    }
}

fn not_json(error: &serde_json::Error) -> Fault {
    Fault::whole(Code::InvalidJson).hint(error.to_string())
}

/// Whether the values of a member are nested deeper than is read. Brackets in texts do not count.
fn is_deep(member: &RawValue) -> bool {
    // The line itself is the first level.
    let (mut depth, mut quoted, mut escaped) = (1_usize, false, false);
    for byte in member.get().bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return true;
                }
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

fn question<'a>(envelope: Envelope<'a>) -> Result<(Kind, Received<'a>), Vec<Fault>> {
    let mut faults = envelope.faults;
    let kind = match envelope.kind.map(value) {
        None => Err(crate::check::missing(Field::Kind)),
        Some(Value::Text(name)) => Kind::parse(&name).ok_or_else(|| {
            let fault = Fault::new(Code::UnknownKind, Field::Kind).received_text(&name);
            fault.suggest(Kind::ALL.map(Kind::as_str))
        }),
        Some(_) => Err(Fault::new(Code::WrongType, Field::Kind).hint("text")),
    };
    let input = envelope.input.ok_or_else(|| crate::check::missing(Field::Input));
    match (kind, input) {
        (Ok(kind), Ok(raw)) => match serde_json::from_str::<Input<'a>>(raw.get()) {
            Ok(input) if faults.is_empty() => return Ok((kind, input.received(kind))),
            Ok(_) => {}
            Err(_) => faults.push(Fault::new(Code::WrongType, Field::Input).hint("{…}")),
        },
        (kind, input) => faults.extend(kind.err().into_iter().chain(input.err())),
    }
    Err(faults)
}

/// A value whose syntax is known to be right.
fn value(raw: &RawValue) -> Value<'_> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => string(text).map_or(Value::Other("text"), Value::Text),
        Some(b'n') => Value::Null,
        Some(b't') => Value::Flag(true),
        Some(b'f') => Value::Flag(false),
        Some(b'[') => range(text),
        Some(b'{') => Value::Other("object"),
        _ => text.parse().map_or(Value::Other("number"), Value::Number),
    }
}

fn string(text: &str) -> Option<Cow<'_, str>> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(text).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

fn range(text: &str) -> Value<'_> {
    match serde_json::from_str::<[&RawValue; 2]>(text).map(|ends| ends.map(value)) {
        Ok([Value::Number(low), Value::Number(high)]) => Value::Range(low, high),
        _ => Value::Other("list"),
    }
}

/// The line's object.
#[derive(Default)]
struct Envelope<'a> {
    id: Option<&'a RawValue>,
    kind: Option<&'a RawValue>,
    input: Option<&'a RawValue>,
    faults: Vec<Fault>,
}

impl Envelope<'_> {
    /// What is passed over may be as deep as it likes.
    fn is_deep(&self) -> bool {
        [self.id, self.kind, self.input].into_iter().flatten().any(is_deep)
    }
}

/// Fields beside the question.
const BESIDE: [&str; 3] = ["tag", "expect", "steps"];
/// Fields of the question.
const OF_A_LINE: [&str; 3] = ["id", "kind", "input"];

impl<'de: 'a, 'a> Deserialize<'de> for Envelope<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Envelope<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut envelope = Envelope::default();
                while let Some(Name(name)) = map.next_key()? {
                    let place = match &*name {
                        "id" => &mut envelope.id,
                        "kind" => &mut envelope.kind,
                        "input" => &mut envelope.input,
                        other => {
                            map.next_value::<IgnoredAny>()?;
                            if !BESIDE.contains(&other) {
                                let known = OF_A_LINE.into_iter().chain(BESIDE);
                                envelope.faults.push(unknown(other, known));
                            }
                            continue;
                        }
                    };
                    if place.replace(map.next_value()?).is_some() {
                        envelope.faults.push(Fault::whole(Code::DuplicateField).received_text(&name));
                    }
                }
                Ok(envelope)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

fn unknown(name: &str, known: impl Iterator<Item = &'static str>) -> Fault {
    let near = nearest(name, known.map(|known| (known, known)));
    Fault::whole(Code::UnknownField).received_text(name).suggest(near.into_iter().take(1))
}

/// The members of an object in the order in which they came, twice when they came twice.
struct Input<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Input<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Input<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(8);
                while let Some((Name(name), raw)) = map.next_entry()? {
                    members.push((name, raw));
                }
                Ok(Input(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl<'a> Input<'a> {
    /// The fields of a question of that kind; what is none of them is remembered as a fault.
    fn received(self, kind: Kind) -> Received<'a> {
        let mut received = Received::default();
        for (name, raw) in self.0 {
            match Field::from_json(&name) {
                Some(Field::Mix) => mix(raw, &mut received),
                Some(field) if kind.has(field) && !name.contains('.') => put(field, raw, &mut received),
                _ => {
                    let known = Field::ALL.into_iter().filter(|field| kind.has(*field));
                    let known = known.map(Field::json).filter(|name| !name.contains('.'));
                    received.unknown(unknown(&name, known));
                }
            }
        }
        received
    }
}

fn put<'a>(field: Field, raw: &'a RawValue, received: &mut Received<'a>) {
    match value(raw) {
        Value::Number(number) if number.is_infinite() => {
            let fault = Fault { bounds: field.bounds(), ..Fault::new(Code::OutOfRange, field) };
            received.put_faulty(field, fault.received_text(raw.get()));
        }
        value => received.put(field, value),
    }
}

/// The own mix, an object of its own.
fn mix<'a>(raw: &'a RawValue, received: &mut Received<'a>) {
    if !raw.get().starts_with('{') {
        received.put(Field::Mix, value(raw));
        return;
    }
    received.put(Field::Mix, Value::Null);
    let Ok(Input(members)) = serde_json::from_str(raw.get()) else { return };
    for (name, raw) in members {
        match &*name {
            "gwp" => put(Field::MixGwp, raw, received),
            "adpe" => put(Field::MixAdpe, raw, received),
            "pe" => put(Field::MixPe, raw, received),
            "wue" => put(Field::MixWue, raw, received),
            other => received.unknown(unknown(other, ["gwp", "adpe", "pe", "wue"].into_iter())),
        }
    }
}

/// The name of a member, borrowed where it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text)
    }
}
