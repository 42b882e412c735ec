//! Two cards, then two bars.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use figures::{Figure, french};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use texts::t;

use super::rules::{Answer, Duel, Params, Side};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::answers::{self, Option as Opt};
use crate::parts::look;
use crate::parts::{self, track};
use crate::quiz::{choices_of_form, rows};
use crate::{Choice, Item, Look, Present, Section};

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::references("duels", "duel", 12)]));

#[derive(Deserialize)]
struct Fields {
    duels: Vec<String>,
}

impl Present for Duel {
    const LOOK: Look = Look {
        everywhere: &[look::ANSWERS, look::BARS],
        phone: &[include_str!("phone.css")],
        stage: &[include_str!("stage.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let duels = fields.duels.iter().filter_map(|id| pack.read::<Params>("duel", id));
        let item = |mut params: Params| {
            for text in [&mut params.question, &mut params.left, &mut params.right] {
                *text = plain(text, pack);
            }
            params.explanation = markdown::to_html(&params.explanation, Some(pack));
            Item { suffix: Some(params.id.clone()), title: None, seconds: None, params }
        };
        duels.map(item).collect()
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        choices_of_form(fields)
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        let depends = t!(cx.texts, "duel-depends");
        let text = match answer.choice {
            Choice::A => &cx.params.left,
            Choice::B => &cx.params.right,
            _ => depends.as_ref(),
        };
        format!("{}, {text}", answer.choice.letter())
    }

    fn marks(answer: &Answer) -> Vec<String> {
        vec![answer.choice.letter().to_owned()]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let depends = t!(cx.texts, "duel-depends");
        let options = options(cx.params, &depends, cx.revealed());
        let chosen: Vec<Choice> = cx.mine.iter().map(|answer| answer.choice).collect();
        if cx.revealed() {
            let right = cx.mine.map(|answer| answer.choice == cx.params.answer.choice());
            return html! {
                (parts::phone::verdict(cx, right))
                h1 { (cx.params.question) }
                div.card { (scale(cx)) (cx.figure_text(&cx.params.explanation)) }
                (answers::outcome(cx, &options, &chosen, &cx.tally.counts, cx.tally.answered))
            };
        }
        html! {
            (parts::phone::noted(cx))
            h1 { (cx.params.question) }
            (parts::phone::form(cx, "thumb answers", &answers::press(cx, &options, &chosen, false)))
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let depends = t!(cx.texts, "duel-depends");
        let options = options(cx.params, &depends, cx.revealed());
        html! {
            main.duel {
                h1 class=(parts::size(&cx.params.question)) { (cx.params.question) }
                @if cx.revealed() {
                    (scale(cx))
                    div class={ "lead why " (parts::size(&cx.params.explanation)) } { (cx.figure_text(&cx.params.explanation)) }
                    p.votes { (votes(cx, &options)) }
                } @else { (answers::cards(&options)) }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        let depends = t!(cx.texts, "duel-depends");
        answers::mini(&options(cx.params, &depends, true), &cx.tally.counts)
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let depends = t!(cx.texts, "duel-depends");
        let options = options(cx.params, &depends, true);
        Section {
            question: Some(cx.params.question.clone()),
            body: answers::bars(cx, &options, &cx.tally.counts, cx.tally.answered),
            explanation: html! { (scale(cx)) (cx.figure_text(&cx.params.explanation)) },
            table: rows(&options, cx.tally.counts),
            figures: vec![cx.params.left_figure.clone(), cx.params.right_figure.clone()],
        }
    }
}

fn options<'a>(params: &'a Params, depends: &'a str, known: bool) -> Vec<Opt<'a>> {
    let texts = [(Choice::A, &*params.left), (Choice::B, &*params.right), (Choice::C, depends)];
    let right = params.answer.choice();
    texts.map(|(choice, text)| Opt { choice, text, right: known.then_some(choice == right) }).into()
}

fn votes(cx: &Cx<'_, Duel>, options: &[Opt<'_>]) -> String {
    let said = options.iter().map(|option| {
        let share = parts::share(cx.tally.counts[option.choice.index()], cx.tally.answered);
        match option.choice {
            Choice::A | Choice::B => format!("{}\u{202f}: {share}", option.choice.letter()),
            _ => format!("{}\u{202f}: {share}", option.text),
        }
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// Both figures as bars on one linear axis from 0, and how many times the one is the other.
fn scale(cx: &Cx<'_, Duel>) -> Markup {
    let sides = [
        (Choice::A, &cx.params.left, cx.figures.figure(&cx.params.left_figure)),
        (Choice::B, &cx.params.right, cx.figures.figure(&cx.params.right_figure)),
    ];
    let common = common_values(sides[0].2, sides[1].2);
    html! {
        ul.bars.scale {
            @for (index, (choice, text, figure)) in sides.iter().enumerate() {
                @if let Some(figure) = figure {
                    li class={ "bar " (choice.letter()) } {
                        (parts::shape::shape(*choice))
                        span.l { (text) small data-small { (cx.figure_link(&figure.id, &html! { (figure.reference(cx.figures)) })) } }
                        @if let Some(values) = common { (track(values[index] / values[0].max(values[1]))) } @else { span {} }
                        b.n { (figure.text()) }
                    }
                }
            }
        }
        @if let Some(ratio) = ratio(cx.params.answer, common) {
            p.ratio { (t!(cx.texts, "duel-ratio", ratio = french::number(ratio))) }
        }
    }
}

/// The two values in one unit, when they are of the same measure.
fn common_values(left: Option<&Figure>, right: Option<&Figure>) -> Option<[f64; 2]> {
    let (left, right) = (left?, right?);
    let factor = right.unit.factor_to(&left.unit)?;
    let values = [left.value, right.value * factor];
    values.iter().all(|value| value.is_finite() && *value > 0.0).then_some(values)
}

/// How many times the bigger is the smaller, to two digits; none where it depends.
fn ratio(answer: Side, common: Option<[f64; 2]>) -> Option<f64> {
    let [left, right] = common.filter(|_| answer != Side::Depends)?;
    let ratio = if left > right { left / right } else { right / left };
    let digit = 10f64.powf(ratio.log10().floor() - 1.0);
    (ratio >= 1.1).then(|| (ratio / digit).round() * digit)
}
