//! Many questions at once, as an array or as lines: counted first, then answered one by one.

use serde_json::value::RawValue;

use super::ask::told;
use super::read::{self, Line};
use super::{write, write_answer};
use crate::bisou::{Draws, Outcomes};
use crate::check::Kind;
use crate::data::Catalogue;
use crate::fault::{Code, Fault};

/// An array that nests deeper is refused as a whole: what is in it cannot be told apart any more.
const MAX_ARRAY_DEPTH: usize = 100;

/// Questions that came together, not yet read.
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    /// Each with its place: of an array its index from 1, of lines the line's number.
    items: Vec<(u64, &'a [u8])>,
    is_array: bool,
}

impl<'a> Batch<'a> {
    /// Tells the questions apart. What begins with `[` is an array, anything else is lines; empty lines are none.
    pub fn read(body: &'a [u8]) -> Result<Self, Fault> {
        if !body.trim_ascii_start().starts_with(b"[") {
            let lines = (1..).zip(body.split(|byte| *byte == b'\n'));
            let items = lines.filter(|(_, line)| !line.trim_ascii().is_empty()).collect();
            return Ok(Self { items, is_array: false });
        }
        if read::depth(body) > MAX_ARRAY_DEPTH {
            return Err(Fault::whole(Code::TooDeep));
        }
        let items: Vec<&RawValue> = serde_json::from_slice(body)
            .map_err(|error| Fault::whole(Code::InvalidJson).hint(error.to_string()))?;
        let items = (1..).zip(items.into_iter().map(|item| item.get().as_bytes())).collect();
        Ok(Self { items, is_array: true })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether they came as an array, and are answered as one.
    pub const fn is_array(&self) -> bool {
        self.is_array
    }

    /// An answer or an error for each, in order, in the shape in which they came.
    pub fn answer(&self, catalogue: &Catalogue) -> Vec<u8> {
        let (mut out, mut outcomes) = (Vec::new(), Outcomes::new(Draws::FEW));
        if self.is_array {
            out.push(b'[');
        }
        for (index, (number, item)) in self.items.iter().enumerate() {
            if self.is_array && index > 0 {
                out.push(b',');
            }
            answer_item(catalogue, item, *number, &mut outcomes, &mut out);
        }
        if self.is_array {
            out.push(b']');
        }
        out
    }
}

/// Answers one of many, which is a line or holds the fields of its question itself.
fn answer_item(catalogue: &Catalogue, item: &[u8], number: u64, outcomes: &mut Outcomes, out: &mut Vec<u8>) {
    let Line { id, method, question, .. } = read::line_or_fields(item, &Kind::ALL);
    let answered = question.and_then(|(kind, received)| {
        told(catalogue, kind, received, |question| write_answer(id, question, method, outcomes, out))
    });
    if let Err(faults) = answered {
        write::refuse(id, number, &faults, out);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn answers(body: &str) -> Vec<Value> {
        let batch = Batch::read(body.as_bytes()).unwrap();
        let told = String::from_utf8(batch.answer(Catalogue::embedded())).unwrap();
        if batch.is_array() {
            return serde_json::from_str(&told).unwrap();
        }
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn codes(all: &[Value]) -> Vec<&str> {
        all.iter().map(|one| one["error"]["code"].as_str().unwrap_or("answered")).collect()
    }

    const LINE: &str = r#"{"id":"a","kind":"known","input":{"model":"gpt-4o","output_tokens":4}}"#;
    const FIELDS: &str = r#"{"id":"b","model":"gpt-4o","output_tokens":4}"#;

    #[test]
    fn lines_and_fields_are_answered_alike_in_order() {
        let training = r#"{"accelerator_hours":10,"power_w":400,"zone":"BEL"}"#;
        let array = answers(&format!(" [{LINE}, {FIELDS}, 7, {{\"model\":4}}, {training}]"));
        assert_eq!(codes(&array), ["answered", "answered", "invalid-json", "wrong-type", "answered"]);
        assert_eq!(
            (&array[0]["id"], &array[1]["id"], &array[3]["line"]),
            (&json!("a"), &json!("b"), &json!(4))
        );
        assert_eq!(array[0]["energy"], array[1]["energy"]);
        assert_eq!(array[4]["method"], "patterson-2021");
        let lines = answers(&format!("{LINE}\n\n{FIELDS}\r\n{{broken\n{training}"));
        assert_eq!(codes(&lines), ["answered", "answered", "invalid-json", "answered"]);
        assert_eq!(lines[2]["line"], 4);
    }

    #[test]
    fn what_is_no_array_is_refused_as_a_whole_and_what_is_deep_alone() {
        assert_eq!(Batch::read(b"[1,]").unwrap_err().code, Code::InvalidJson);
        assert_eq!(Batch::read(b"[{},\xff]").unwrap_err().code, Code::InvalidJson);
        assert_eq!(Batch::read(&b"[".repeat(100_000)).unwrap_err().code, Code::TooDeep);
        let deep = format!("[{LINE},{{\"model\":{}1{}}}]", "[".repeat(9), "]".repeat(9));
        assert_eq!(codes(&answers(&deep)), ["answered", "too-deep"]);
        assert!(Batch::read(b" \n\n").unwrap().is_empty() && answers("[]").is_empty());
    }

    #[test]
    fn a_method_is_asked_for_by_each() {
        let with =
            |method: Value| json!([{ "model": "gpt-4o", "output_tokens": 4, "method": method }]).to_string();
        assert_eq!(codes(&answers(&with(json!("ecologits-0.11.3")))), ["answered"]);
        assert_eq!(codes(&answers(&with(json!("ecologits-0.9")))), ["unknown-method"]);
        assert_eq!(codes(&answers(&with(json!(3)))), ["wrong-type"]);
    }
}
