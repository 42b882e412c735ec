//! The board in the packs, and its screens by name.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Fault, Pack, Segment, StepDoc, WorkshopDoc};
use maud::Markup;
use serde::Deserialize;
use serde_json::{Value, json};
use texts::t;

use super::rules::{Answer, Mode, Params, Phase, TimedBoard, Turn};
use super::{phone, remote, report, sheet, stage};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::{Aside, Item, Look, Present, Section};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([Field::reference("board", "board"), Field::integer("max_cards", 1, 8).optional()])
});

#[derive(Deserialize)]
struct Fields {
    board: String,
    max_cards: Option<u16>,
}

/// A board as it stands in its pack.
#[derive(Deserialize)]
struct Board {
    question: String,
    max_cards: u16,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    starters: Vec<String>,
    #[serde(default)]
    criteria: Vec<String>,
    phase: Vec<BoardPhase>,
}

#[derive(Deserialize)]
struct BoardPhase {
    label: String,
    minutes: f64,
    mode: Mode,
    prompt: String,
    #[serde(default)]
    per_group: bool,
}

impl Present for TimedBoard {
    const LOOK: Look = Look {
        everywhere: &[look::TEXTS, include_str!("look.css")],
        phone: &[look::WRITES, include_str!("phone.css")],
        remote: &[include_str!("remote.css")],
        stage: &[include_str!("stage.css")],
        script: &[include_str!("phone.js")],
        report: &[include_str!("report.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn check(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
        let Ok(fields) = step.read::<Fields>() else { return vec![] };
        let Some(board) = pack.read::<Board>("board", &fields.board) else { return vec![] };
        let told = Mode::Pitch;
        let first = |mode| board.phase.iter().position(|phase| phase.mode == mode);
        let fault = |found: &str, expected: &str| Fault {
            path: vec![Segment::Key("board".into())],
            found: found.into(),
            expected: expected.into(),
            help: None,
        };
        let mut faults = vec![];
        if first(Mode::Group).is_none() {
            faults.push(fault("aucune phase group", "une phase group : c’est là que s’écrivent les cartes"));
        } else if first(told).is_some_and(|pitch| first(Mode::Group) > Some(pitch)) {
            faults.push(fault("une phase pitch avant la phase group", "la phase group d’abord"));
        }
        if board.phase.iter().any(|phase| phase.per_group && phase.mode != told) {
            faults
                .push(fault("per_group ailleurs que dans une phase pitch", "per_group dans une phase pitch"));
        }
        faults
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let board: Board =
            pack.read("board", &fields.board).expect("a checked step names a board of its pack");
        let all = |texts: Vec<String>| texts.iter().map(|text| plain(text, pack)).collect();
        let phase = |phase: BoardPhase| Phase {
            label: plain(&phase.label, pack),
            prompt: plain(&phase.prompt, pack),
            seconds: (phase.minutes * 60.0).round() as u32,
            mode: phase.mode,
            per_group: phase.per_group,
        };
        Item::only(Params {
            question: plain(&board.question, pack),
            max_cards: fields.max_cards.unwrap_or(board.max_cards),
            columns: all(board.columns),
            starters: all(board.starters),
            criteria: all(board.criteria),
            phases: board.phase.into_iter().map(phase).collect(),
        })
    }

    /// A form has its words in `note`, or in `text` and the number of its card; a button that brings all of a card, in `take`.
    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        let last =
            |named: fn(&str) -> bool| fields.iter().rfind(|(name, _)| named(name)).map(|(_, value)| value);
        if let Some(card) = last(|name| name.starts_with("take")) {
            return serde_json::from_str(card).unwrap_or(Value::Null);
        }
        if let Some(note) = last(|name| name == "note") {
            return json!({ "note": one_line(note, " · ") });
        }
        let Some(text) = last(|name| name.starts_with("text")) else { return Value::Null };
        let column = last(|name| name.starts_with("column")).and_then(|column| column.parse::<u16>().ok());
        json!({ "text": one_line(text, " "), "column": column })
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        match answer {
            Answer::Note { note } => note.clone(),
            Answer::Card { text, .. } if text.is_empty() => t!(cx.texts, "board-taken-away").into_owned(),
            Answer::Card { text, .. } => text.clone(),
        }
    }

    fn aside(cx: &Cx<'_, Self>, page: &str) -> Option<Aside> {
        phone::aside(cx, page)
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        phone::screen(cx)
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        stage::screen(cx)
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        remote::progress(cx)
    }

    fn stretch_names(cx: &Cx<'_, Self>) -> Vec<String> {
        let name = |turn: Turn<'_>| match turn.group {
            Some(group) => sheet::name(cx, group),
            None => turn.phase.label.clone(),
        };
        cx.params.turns(cx.state.group_count()).map(name).collect()
    }

    fn column_names(cx: &Cx<'_, Self>) -> Vec<String> {
        cx.params.columns.clone()
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        report::section(cx)
    }
}

/// What was typed on several lines stands on one: no text of the house has line breaks.
fn one_line(text: &str, between: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Registry;
    use content::Library;

    fn form(fields: &[(&str, &str)]) -> Value {
        let params = Params {
            question: "?".into(),
            max_cards: 2,
            columns: vec![],
            starters: vec![],
            criteria: vec![],
            phases: vec![],
        };
        let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        TimedBoard::from_form(&params, &fields)
    }

    #[test]
    fn lines_of_a_form_become_one() {
        assert_eq!(
            form(&[("note", "Une idée\r\n\r\n une autre ")]),
            json!({ "note": "Une idée · une autre" })
        );
        assert_eq!(
            form(&[("text3", "sur deux\nlignes")]),
            json!({ "text": "sur deux lignes", "column": null })
        );
        assert_eq!(form(&[("text3", "x"), ("column3", "1")]), json!({ "text": "x", "column": 1 }));
        assert_eq!(form(&[("text3", "x"), ("column3", "")]), json!({ "text": "x", "column": null }));
    }

    #[test]
    fn a_button_that_brings_a_card_wins_over_the_field() {
        assert_eq!(form(&[("text1", "x"), ("take1", r#"{"text":"y"}"#)]), json!({ "text": "y" }));
        assert_eq!(form(&[("take1", "not a card")]), Value::Null);
        assert_eq!(form(&[]), Value::Null, "nothing sent takes nothing away");
    }

    #[test]
    fn a_step_may_have_more_or_fewer_cards_than_its_board() {
        let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
        let pack = library.pack("fr").unwrap();
        let workshop = pack.workshop("atelier-45").unwrap();
        let mut step = workshop.steps.iter().find(|step| step.activity == "timed-board").unwrap().clone();
        assert_eq!(TimedBoard::items(&step, workshop, pack)[0].params.max_cards, 2);
        let mut params: Value = step.params.read().unwrap();
        params["max_cards"] = 4.into();
        step.params = serde_json::from_value(params).unwrap();
        assert_eq!(TimedBoard::items(&step, workshop, pack)[0].params.max_cards, 4);
    }
}
