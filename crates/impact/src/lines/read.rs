//! A line as it was received.
//!
//! Numbers are read by the standard library, exactly; texts without escapes are borrowed; what is not asked for is passed
//! over without being kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{MAX_DEPTH, MAX_LINE};
use crate::check::{Kind, MOST_STRANGE, Received, Value};
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::method::Method;
use crate::nearest::nearest;

/// What a line says, or all that is wrong with it; its id as far as it could be read.
pub(super) struct Line<'a> {
    pub id: Option<&'a RawValue>,
    pub method: Method,
    pub question: Question<'a>,
    /// Whether its fields stand in the member `input`.
    pub in_input: bool,
}

impl Line<'_> {
    fn refused(fault: Fault) -> Self {
        Self { id: None, method: Method::default(), question: Err(vec![fault]), in_input: false }
    }
}

/// Reads a line: the question is its `input`.
pub(super) fn line(line: &[u8]) -> Line<'_> {
    let mut envelope = match envelope(line) {
        Ok(envelope) => envelope,
        Err(fault) => return Line::refused(fault),
    };
    // Lines have one method for all.
    let own = envelope.method.take().map(|raw| (Field::Method.json().into(), raw));
    envelope.members.extend(own);
    let (id, method) = (envelope.id, Method::default());
    Line { id, method, question: inside(envelope), in_input: true }
}

/// Reads an object that is a line, or whose members are the fields of the question themselves: then its kind may be left
/// out, and is one of `kinds`. Either may say its method.
pub(super) fn line_or_fields<'a>(object: &'a [u8], kinds: &[Kind]) -> Line<'a> {
    let mut envelope = match envelope(object) {
        Ok(envelope) => envelope,
        Err(fault) => return Line::refused(fault),
    };
    let (id, said, in_input) = (envelope.id, envelope.method.take(), envelope.input.is_some());
    let question = if in_input {
        inside(envelope).and_then(|(kind, received)| match one_of(kind, kinds) {
            Ok(kind) => Ok((kind, received)),
            Err(fault) => Err(vec![fault]),
        })
    } else {
        fields(envelope, kinds)
    };
    match method(said, &question) {
        Ok(method) => Line { id, method, question, in_input },
        Err(fault) => Line { id, method: Method::default(), question: also(fault, question), in_input },
    }
}

type Question<'a> = Result<(Kind, Received<'a>), Vec<Fault>>;

/// A question with one fault more, to be told with those that its check finds.
fn also(fault: Fault, question: Question<'_>) -> Question<'_> {
    match question {
        Ok((kind, mut received)) => {
            received.fault(fault);
            Ok((kind, received))
        }
        Err(mut faults) => {
            faults.push(fault);
            Err(faults)
        }
    }
}

/// The method that is said; a training has but one.
fn method(said: Option<&RawValue>, question: &Question<'_>) -> Result<Method, Fault> {
    let Some(raw) = said else { return Ok(Method::default()) };
    if matches!(question, Ok((Kind::Training, _))) {
        let known = Field::ALL.into_iter().filter(|field| Kind::Training.has(*field)).map(Field::json);
        return Err(unknown(Field::Method.json(), known));
    }
    match value(raw) {
        Value::Text(name) => Method::parse(&name),
        _ => Err(Fault::new(Code::WrongType, Field::Method).hint("text")),
    }
}

fn envelope(bytes: &[u8]) -> Result<Envelope<'_>, Fault> {
    if bytes.len() > MAX_LINE {
        return Err(Fault::whole(Code::LineTooLong));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::whole(Code::InvalidJson).hint("UTF-8"))?;
    match serde_json::from_str::<Envelope<'_>>(text) {
        Ok(envelope) if envelope.is_deep() => Err(Fault::whole(Code::TooDeep)),
        Ok(envelope) => Ok(envelope),
        Err(error) => Err(Fault::whole(Code::InvalidJson).hint(error.to_string())),
    }
}

/// Whether the values of a member are nested deeper than is read. Brackets in texts do not count.
fn is_deep(member: &RawValue) -> bool {
    // The line itself is the first level.
    1 + depth(member.get().as_bytes()) > MAX_DEPTH
}

/// How deep values nest. Brackets in texts do not count.
pub(super) fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The question of a line.
fn inside(envelope: Envelope<'_>) -> Question<'_> {
    let known = || OF_A_LINE.into_iter().chain(BESIDE);
    let strange = envelope.members.iter().filter(|(name, _)| !BESIDE.contains(&&**name));
    let mut faults: Vec<Fault> = strange.take(MOST_STRANGE).map(|(name, _)| unknown(name, known())).collect();
    faults.extend(envelope.faults);
    let kind = envelope.kind.map_or_else(|| Err(crate::check::missing(Field::Kind)), kind);
    let input = envelope.input.ok_or_else(|| crate::check::missing(Field::Input));
    match (kind, input) {
        (Ok(kind), Ok(raw)) => match serde_json::from_str::<Input<'_>>(raw.get()) {
            Ok(input) if faults.is_empty() => return Ok((kind, input.received(kind))),
            Ok(_) => {}
            Err(_) => faults.push(Fault::new(Code::WrongType, Field::Input).hint("{…}")),
        },
        (kind, input) => faults.extend(kind.err().into_iter().chain(input.err())),
    }
    Err(faults)
}

/// A question whose fields stand in the object itself.
fn fields<'a>(envelope: Envelope<'a>, kinds: &[Kind]) -> Question<'a> {
    let Envelope { kind: said, members, mut faults, .. } = envelope;
    let kind = match said {
        None => Ok(Kind::of(members.iter().map(|(name, _)| &**name), kinds)),
        Some(raw) => kind(raw).and_then(|kind| one_of(kind, kinds)),
    };
    match kind {
        Ok(kind) if faults.is_empty() => Ok((kind, Input(members).received(kind))),
        kind => {
            faults.extend(kind.err());
            Err(faults)
        }
    }
}

/// The kind that is written.
fn kind(raw: &RawValue) -> Result<Kind, Fault> {
    match value(raw) {
        Value::Text(name) => Kind::parse(&name).ok_or_else(|| unknown_kind(&name, &Kind::ALL)),
        _ => Err(Fault::new(Code::WrongType, Field::Kind).hint("text")),
    }
}

pub(super) fn unknown_kind(name: &str, kinds: &[Kind]) -> Fault {
    let fault = Fault::new(Code::UnknownKind, Field::Kind).received_text(name);
    fault.suggest(kinds.iter().map(|kind| kind.as_str()))
}

/// A kind that may be asked for here.
fn one_of(kind: Kind, kinds: &[Kind]) -> Result<Kind, Fault> {
    if kinds.contains(&kind) { Ok(kind) } else { Err(unknown_kind(kind.as_str(), kinds)) }
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
    method: Option<&'a RawValue>,
    input: Option<&'a RawValue>,
    /// All others, in the order in which they came.
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
    faults: Vec<Fault>,
}

impl Envelope<'_> {
    /// What is passed over may be as deep as it likes.
    fn is_deep(&self) -> bool {
        let asked = [self.id, self.kind, self.method, self.input].into_iter().flatten();
        let fields = self.members.iter().filter(|_| self.input.is_none()).map(|(_, raw)| *raw);
        asked.chain(fields).any(is_deep)
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
                        "method" => &mut envelope.method,
                        "input" => &mut envelope.input,
                        _ => {
                            envelope.members.push((name, map.next_value()?));
                            continue;
                        }
                    };
                    let again = place.replace(map.next_value()?).is_some();
                    if again && envelope.faults.len() < MOST_STRANGE {
                        envelope.faults.push(Fault::whole(Code::DuplicateField).received_text(&name));
                    }
                }
                Ok(envelope)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

pub(super) fn unknown(name: &str, known: impl Iterator<Item = &'static str>) -> Fault {
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
                Some(field) if Kind::any_has(field) && !name.contains('.') => put(field, raw, &mut received),
                _ => {
                    let known = Field::ALL.into_iter().filter(|field| kind.has(*field));
                    let known = known.map(Field::json).filter(|name| !name.contains('.'));
                    received.unknown(|| unknown(&name, known));
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
            other => received.unknown(|| unknown_part(other)),
        }
    }
}

/// What is no part of a mix, called as its parts are: `mix.gpw`.
fn unknown_part(name: &str) -> Fault {
    let whole = |part: &str| format!("{}.{part}", Field::Mix.json());
    let fault = unknown(name, ["gwp", "adpe", "pe", "wue"].into_iter());
    let suggestions: Vec<_> = fault.suggestions.iter().map(|part| whole(part)).collect();
    fault.received_text(&whole(name)).suggest(suggestions)
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
