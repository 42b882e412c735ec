//! Numbers as people type them on a command line or in an address.

use super::received::{Received, Value};
use crate::fault::{Code, Fault};
use crate::field::Field;

/// What separates the ends of a range.
const RANGE: &str = "..";
/// A number of parameters below this is a number of billions whose unit was forgotten.
const FORGOTTEN_UNIT: f64 = 1000.0;
/// Operations a second below this are TFLOP/s whose unit was forgotten.
const FORGOTTEN_PREFIX: f64 = 1e9;

/// Takes a field that was given on a command line: a name, yes or no, a number, or a range `low..high`. Numbers of
/// parameters and of operations a second say their unit.
pub fn given<'a>(received: &mut Received<'a>, field: Field, text: &'a str) {
    put(received, field, text, amount);
}

/// Takes a field that was given as text by its name in JSON, which tells the unit: `active_params_b=8`.
pub fn named<'a>(received: &mut Received<'a>, field: Field, text: &'a str) {
    put(received, field, text, number);
}

fn put<'a>(
    received: &mut Received<'a>,
    field: Field,
    text: &'a str,
    amount: fn(Field, &str) -> Result<f64, Fault>,
) {
    let Some(_) = field.bounds().filter(|_| field != Field::Resolution) else {
        let value = match (field, text) {
            (Field::Audio | Field::Recompute, "true" | "oui") => Value::Flag(true),
            (Field::Audio | Field::Recompute, "false" | "non") => Value::Flag(false),
            _ => Value::Text(text.into()),
        };
        received.put(field, value);
        return;
    };
    let read = match text.split_once(RANGE) {
        Some((low, high)) => amount(field, low).and_then(|low| Ok(Value::Range(low, amount(field, high)?))),
        None => amount(field, text).map(Value::Number),
    };
    match read {
        Ok(value) => received.put(field, value),
        Err(fault) => received.put_faulty(field, fault),
    }
}

fn amount(field: Field, text: &str) -> Result<f64, Fault> {
    match field {
        Field::ActiveParams | Field::TotalParams | Field::TrainedParams => billions(field, text),
        Field::ReachedRate | Field::PeakRate => tera(field, text),
        _ => number(field, text),
    }
}

/// A number of parameters: `8e9`, `8B`, `500M`. A bare small number is refused: ones, or billions?
fn billions(field: Field, text: &str) -> Result<f64, Fault> {
    let size = |unit| match unit {
        'K' => Some(1e-6),
        'M' => Some(1e-3),
        'B' | 'G' => Some(1.0),
        'T' => Some(1e3),
        _ => None,
    };
    let (number, size) = with_unit(field, text, size, FORGOTTEN_UNIT, "B")?;
    within(field, text, size.map_or(number / 1e9, |size| number * size))
}

/// Operations a second: `312e12`, `312T`, `1P`. A bare small number is refused: ones, or TFLOP/s?
fn tera(field: Field, text: &str) -> Result<f64, Fault> {
    let size = |unit| match unit {
        'G' => Some(1e-3),
        'T' => Some(1.0),
        'P' => Some(1e3),
        _ => None,
    };
    let (number, size) = with_unit(field, text, size, FORGOTTEN_PREFIX, "T")?;
    within(field, text, size.map_or(number / 1e12, |size| number * size))
}

/// What is outside is told as it was written, not in the unit it was turned into.
fn within(field: Field, text: &str, value: f64) -> Result<f64, Fault> {
    match field.bounds() {
        Some(bounds) if !bounds.accept(value) => {
            Err(Fault::out_of_range(field, value).received_text(text.trim()))
        }
        _ => Ok(value),
    }
}

/// A number and the size of its unit; a number without one, when it is not so small that its unit was `forgotten`.
fn with_unit(
    field: Field,
    text: &str,
    size: impl Fn(char) -> Option<f64>,
    forgotten: f64,
    usual: &str,
) -> Result<(f64, Option<f64>), Fault> {
    let text = text.trim();
    if let Some(last) = text.chars().next_back()
        && let Some(size) = size(last.to_ascii_uppercase())
    {
        return Ok((number(field, &text[..text.len() - 1])?, Some(size)));
    }
    let ones = number(field, text)?;
    if ones.abs() < forgotten {
        let fault = Fault { bounds: field.bounds(), ..Fault::new(Code::UnitMissing, field) };
        return Err(fault.received_text(text).hint(format!("{text}{usual}")));
    }
    Ok((ones, None))
}

/// A number in ASCII digits with a decimal point. What could be read in two ways is refused, with both readings.
fn number(field: Field, text: &str) -> Result<f64, Fault> {
    let text = text.trim();
    let fault = |code| Fault { bounds: field.bounds(), ..Fault::new(code, field) }.received_text(text);
    let accepted = |value: f64| field.bounds().is_some_and(|bounds| bounds.accept(value));
    if !text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        let readings: Vec<String> =
            [text.replace(',', "."), text.replace([',', ' ', '\u{202f}', '\u{a0}', '\''], "")]
                .into_iter()
                .filter(|reading| plain(reading).is_some_and(accepted))
                .collect();
        let fault = fault(Code::NotANumber);
        return Err(if readings.is_empty() { fault } else { fault.hint(readings.join(" ou ")) });
    }
    let value = plain(text).ok_or_else(|| fault(Code::NotANumber))?;
    if value.is_infinite() {
        return Err(fault(Code::OutOfRange));
    }
    if let Some(thousands) = thousands(text)
        && accepted(value)
        && accepted(thousands)
    {
        return Err(fault(Code::NotANumber).hint(format!("{value} ou {thousands}")));
    }
    Ok(value)
}

/// A number in digits, sign, point and exponent; infinite when it is too large.
fn plain(text: &str) -> Option<f64> {
    let spelled = text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if spelled { text.parse().ok() } else { None }
}

/// The other reading of `1.000`: points between groups of three digits. None where there is only one.
///
/// ```
/// assert_eq!(impact::check::thousands("1.000"), Some(1000.0));
/// assert_eq!(impact::check::thousands("1.5"), None);
/// ```
pub fn thousands(text: &str) -> Option<f64> {
    let (first, rest) = text.split_once('.')?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let leads = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let follows = rest.split('.').all(|group| group.len() == 3 && digits(group));
    if leads && follows { text.replace('.', "").parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: Field, text: &str) -> Result<Value<'_>, Code> {
        let mut received = Received::default();
        given(&mut received, field, text);
        let value = received.get(field).clone();
        received.take_faults().first().map_or(Ok(value), |fault| Err(fault.code))
    }

    fn hint(field: Field, text: &str) -> Option<String> {
        let mut received = Received::default();
        given(&mut received, field, text);
        received.take_faults().remove(0).hint
    }

    #[test]
    fn a_number_is_read_or_is_none() {
        assert_eq!(read(Field::OutputTokens, "4e2"), Ok(Value::Number(400.0)));
        assert_eq!(read(Field::OutputTokens, " 400 "), Ok(Value::Number(400.0)));
        assert_eq!(
            read(Field::OutputTokens, "-1"),
            Ok(Value::Number(-1.0)),
            "its bounds are another's business"
        );
        for text in [
            "nan", "inf", "NaN", "-inf", "", "0x10", "１２", "1,5", "1.000", "1 000", "e", "1e", "--1",
            "1..x",
        ] {
            assert_eq!(read(Field::OutputTokens, text), Err(Code::NotANumber), "{text}");
        }
        assert_eq!(read(Field::OutputTokens, "1e400"), Err(Code::OutOfRange));
    }

    #[test]
    fn what_has_two_readings_is_told_with_both() {
        assert_eq!(hint(Field::OutputTokens, "1.000").as_deref(), Some("1 ou 1000"));
        assert_eq!(hint(Field::OutputTokens, "1,5").as_deref(), Some("1.5 ou 15"));
        assert_eq!(hint(Field::OutputTokens, "1 000").as_deref(), Some("1000"));
        assert_eq!(read(Field::Pue, "1.125"), Ok(Value::Number(1.125)), "a PUE of 1125 is none");
        assert_eq!(read(Field::Latency, "0.500"), Ok(Value::Number(0.5)));
    }

    #[test]
    fn parameters_have_their_unit() {
        for text in ["8e9", "8B", "8b", "8G", "8000M", "0.008T", "8000000k", "8000000000"] {
            assert_eq!(read(Field::ActiveParams, text), Ok(Value::Number(8.0)), "{text}");
        }
        assert_eq!(read(Field::TotalParams, "44B..132B"), Ok(Value::Range(44.0, 132.0)));
        assert_eq!(read(Field::ActiveParams, "8"), Err(Code::UnitMissing));
        assert_eq!(hint(Field::ActiveParams, "8").as_deref(), Some("8B"));
        assert_eq!(read(Field::ActiveParams, "eight"), Err(Code::NotANumber));
    }

    #[test]
    fn operations_a_second_have_their_unit() {
        for text in ["312T", "312e12", "0.312P", "312000G"] {
            assert_eq!(read(Field::PeakRate, text), Ok(Value::Number(312.0)), "{text}");
        }
        assert_eq!(read(Field::ReachedRate, "24.8T..62T"), Ok(Value::Range(24.8, 62.0)));
        assert_eq!(read(Field::PeakRate, "312"), Err(Code::UnitMissing));
        assert_eq!(hint(Field::PeakRate, "312").as_deref(), Some("312T"));
        assert_eq!(read(Field::TrainedParams, "175B"), Ok(Value::Number(175.0)));
    }

    #[test]
    fn ranges_and_names_are_read() {
        assert_eq!(read(Field::Pue, "1.1..1.2"), Ok(Value::Range(1.1, 1.2)));
        assert_eq!(read(Field::Zone, "1.000"), Ok(Value::Text("1.000".into())));
        assert_eq!(read(Field::Audio, "non"), Ok(Value::Flag(false)));
        assert_eq!(read(Field::Resolution, "640x480"), Ok(Value::Text("640x480".into())));
    }
}
