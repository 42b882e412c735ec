//! The questions as a form: five sliders with words at their ends, a decision, an alternative.

use maud::{Markup, html};
use serde_json::{Map, Value, json};
use texts::{Texts, t};

use super::rules::{Answer, Decision, LETTERS, Letter, MIDDLE, MOST, Method};
use crate::parts::pick::{self, Pick};
use crate::parts::typed;

/// What stands in the form.
pub(super) struct Filled {
    scores: [u8; 5],
    decision: Option<Decision>,
    alternative: String,
}

impl Filled {
    /// With an answer, or as it is before there is one.
    pub fn with(answer: Option<&Answer>) -> Self {
        Self {
            scores: answer.map_or([MIDDLE; 5], |answer| answer.scores.0),
            decision: answer.map(|answer| answer.decision),
            alternative: answer.and_then(|answer| answer.alternative.clone()).unwrap_or_default(),
        }
    }

    /// With what can be read of a form that was refused.
    pub fn again(fields: &[(String, String)]) -> Self {
        let score = |letter| {
            field(fields, letter).and_then(|typed| typed.parse().ok()).filter(|&score| score <= MOST)
        };
        Self {
            scores: LETTERS.map(|letter| score(letter).unwrap_or(MIDDLE)),
            decision: field(fields, "decision").and_then(Decision::parse),
            alternative: field(fields, "alternative").unwrap_or_default().to_owned(),
        }
    }
}

/// All that is asked; the button that sends it comes after.
pub(super) fn questions(texts: &Texts, method: &Method, filled: &Filled, open: bool) -> Markup {
    let pick = |decision: Decision| Pick {
        choice: decision.choice(),
        value: decision.as_str(),
        text: word(texts, decision),
    };
    let picks = Decision::ALL.map(pick);
    let decision = filled.decision.map(Decision::as_str);
    html! {
        @for (letter, score) in method.letters.iter().zip(filled.scores) { (slider(texts, letter, score, open)) }
        datalist #five { @for mark in 0..=MOST { option value=(mark) {} } }
        (typed::area(texts, "alternative", &t!(texts, "bisou-alternative"), &filled.alternative, open))
        (pick::one("decision", &t!(texts, "bisou-decide"), &picks, decision, open))
    }
}

fn slider(texts: &Texts, letter: &Letter, score: u8, open: bool) -> Markup {
    let name = &letter.letter;
    html! {
        div.slider {
            label for={ "s-" (name) } { b.initial aria-hidden="true" { (name) } span { (letter.question) } }
            input type="range" id={ "s-" (name) } name=(name) min="0" max=(MOST) step="1" value=(score) list="five" aria-describedby={ "e-" (name) } disabled[!open];
            p.ends id={ "e-" (name) } { span { (letter.low) } span { (letter.high) } }
            details id={ "d-" (name) } { summary { (t!(texts, "bisou-think")) } ul { @for sub in &letter.sub { li { (sub) } } } }
        }
    }
}

/// A decision in words.
pub(super) fn word(texts: &Texts, decision: Decision) -> String {
    texts.get(&format!("bisou-{}", decision.as_str())).into_owned()
}

fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.trim())
}

/// The form's fields in the shape of the API. What is no number stays a text, so that its fault is told.
pub(super) fn from_form(fields: &[(String, String)]) -> Value {
    let score = |letter: &str| {
        let typed = field(fields, letter)?;
        Some((letter.to_owned(), typed.parse::<f64>().map_or_else(|_| json!(typed), |number| json!(number))))
    };
    json!({
        "scores": LETTERS.into_iter().filter_map(score).collect::<Map<_, _>>(),
        "decision": field(fields, "decision"),
        "alternative": field(fields, "alternative").map(typed::one_line),
    })
}

#[cfg(test)]
mod tests {
    use super::super::rules::read;
    use super::*;

    fn fields(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_says_what_the_api_says() {
        let sent = [("B", "0"), ("I", "2"), ("S", "4"), ("O", "1"), ("U", "3"), ("decision", "sans")];
        let mut sent = fields(&sent);
        sent.push(("alternative".into(), " Un dessin\r\nd’élève ".into()));
        let answer = read(&from_form(&sent)).unwrap();
        assert_eq!((answer.scores.0, answer.decision), ([0, 2, 4, 1, 3], Decision::Sans));
        assert_eq!(answer.alternative.as_deref(), Some("Un dessin d’élève"));
    }

    #[test]
    fn a_form_without_its_fields_is_told_what_is_missing() {
        assert_eq!(read(&from_form(&[])).unwrap_err().pointer, "/value/scores/B");
        let sliders: Vec<_> = LETTERS.iter().map(|letter| (*letter, "2")).collect();
        assert_eq!(read(&from_form(&fields(&sliders))).unwrap_err().code, "unknown-decision");
        assert_eq!(read(&from_form(&fields(&[("B", "beaucoup")]))).unwrap_err().code, "not-a-number");
    }
}
