//! `qna`: the room's own questions, asked since the beginning; now they are answered, the most wanted first.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use texts::t;
use workshop::{Act, Activity, Dice, Entry, Mark, NoAnswer, Robot, Text, Traits, ValueError};

use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::{Item, Look, Present, Section, TableRow, parts};

/// The kind.
pub struct Qna;

/// What the step brings along.
#[derive(Serialize, Deserialize)]
pub struct Params {
    /// Questions that nearly always come, for a silent room and for the facilitator.
    prompts: Vec<Prompt>,
}

/// A question that nearly always comes.
#[derive(Serialize, Deserialize)]
struct Prompt {
    question: String,
    /// Elements of an answer, as HTML with figures to fill in.
    elements: String,
    #[serde(default)]
    figures: Vec<String>,
}

/// So many questions can be read from afar.
const ON_STAGE: usize = 6;
/// So many are on a phone; the others are on the page of the questions.
const ON_PHONE: usize = 16;

impl Activity for Qna {
    const KIND: &'static str = "qna";
    const TRAITS: Traits = Traits { screen: true, shares: true, ..Traits::NONE };
    type Params = Params;
    type Answer = NoAnswer;
    type Tally = ();

    fn accept(_: &Params, _: &str, _: &Value) -> Result<NoAnswer, ValueError> {
        Err(ValueError::new("takes-no-answer", ""))
    }

    fn add(_: &Params, (): &mut (), _: Entry<'_, NoAnswer>) {}

    fn remove(_: &Params, (): &mut (), _: Entry<'_, NoAnswer>) {}

    fn simulate(_: &Params, _: &mut Dice) -> Option<Value> {
        None
    }

    fn turns(_: &Params) -> u32 {
        2
    }

    /// First a few ask, then most vote.
    fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        if robot.turn == 0 {
            let asks = !params.prompts.is_empty() && robot.dice.chance(0.3);
            let prompt = asks.then(|| &params.prompts[robot.dice.below(params.prompts.len())]);
            return prompt.map(|prompt| Act::Ask(prompt.question.clone())).into_iter().collect();
        }
        let votes = robot.items.iter().filter(|_| robot.dice.chance(0.35));
        votes.map(|&item| Act::Vote(item)).collect()
    }
}

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::references("prompts", "prompt", 8)]));

#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    prompts: Vec<String>,
}

impl Present for Qna {
    const LOOK: Look = Look { everywhere: &[look::TEXTS], phone: &[look::WRITES], ..Look::PLAIN };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let prompts = fields.prompts.iter().filter_map(|id| pack.read::<Prompt>("prompt", id));
        let prompts = prompts.map(|prompt| Prompt {
            question: plain(&prompt.question, pack),
            elements: markdown::to_html(&prompt.elements, Some(pack)),
            figures: prompt.figures,
        });
        Item::only(Params { prompts: prompts.collect() })
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let waiting = waiting(cx);
        html! {
            h1 { (cx.plan().title) }
            (parts::texts::ask(cx.texts, cx.session))
            @if waiting.is_empty() { p { (t!(cx.texts, "questions-none")) } }
            (parts::texts::list(cx, &waiting[..waiting.len().min(ON_PHONE)], |text| text, |text| html! { p dir="auto" { (text.item.text) } }))
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let waiting = waiting(cx);
        html! {
            main.qna {
                h1 class=(parts::size(&cx.plan().title)) { (cx.plan().title) }
                @if waiting.is_empty() {
                    p.lead { (t!(cx.texts, "questions-ask-now")) }
                    ul.said.t2 { @for prompt in cx.params.prompts.iter().take(4) { li { (prompt.question) } } }
                } @else { (parts::texts::big(cx, &waiting, ON_STAGE)) }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        html! {
            @for prompt in &cx.params.prompts {
                details { summary { (prompt.question) } div.note { (cx.figure_text(&prompt.elements)) } }
            }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let rows = cx.state.shown(None).into_iter().map(|text| TableRow {
            label: text.item.text.to_string(),
            value: text.votes as f64,
            unit: "votes".into(),
            right: None,
        });
        let figures = cx.params.prompts.iter().flat_map(|prompt| &prompt.figures).cloned();
        Section { table: rows.collect(), figures: figures.collect(), ..Section::default() }
    }
}

/// The questions that have no answer yet: the one that is being answered first, then the most wanted.
fn waiting<'a>(cx: &Cx<'a, Qna>) -> Vec<Text<'a>> {
    let mut shown = cx.state.shown(None);
    shown.retain(|text| text.handling.mark != Mark::Answered);
    shown.sort_by_key(|text| (cx.state.answering != Some(text.id), text.handling.mark != Mark::Open));
    shown
}
