//! The question on every screen.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use texts::t;

use super::rules::{Answer, Params, Quiz};
use super::teams;
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::answers::{self, Option as Opt};
use crate::parts::look;
use crate::parts::picture::Picture;
use crate::parts::{self, figures};
use crate::{Choice, Item, Look, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([
        Field::references("questions", "question", 14),
        Field::integer("seconds", 10, 180).optional(),
        Field::flag("points").optional(),
    ])
});

#[derive(Deserialize)]
struct Fields {
    questions: Vec<String>,
    seconds: Option<u32>,
    #[serde(default)]
    points: bool,
}

/// A question as it stands in its pack.
#[derive(Deserialize)]
struct Question {
    image: Option<String>,
    #[serde(default)]
    image_alt: String,
    #[serde(flatten)]
    params: Params,
}

impl Present for Quiz {
    const LOOK: Look = Look {
        everywhere: &[look::ANSWERS, look::BARS, look::RANGES, look::FIGURES, include_str!("look.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let questions = fields.questions.iter().filter_map(|id| pack.read::<Question>("question", id));
        let item = |Question { image, image_alt, mut params }| {
            params.points = fields.points;
            params.picture = image.and_then(|path| Picture::of(pack, &path, &image_alt));
            params.question = plain(&params.question, pack);
            params.options = params.options.iter().map(|option| plain(option, pack)).collect();
            params.tip = params.tip.as_deref().map(|tip| plain(tip, pack));
            params.explanation = markdown::to_html(&params.explanation, Some(pack));
            Item { suffix: Some(params.id.clone()), title: None, seconds: fields.seconds, params }
        };
        questions.map(item).collect()
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        choices_of_form(fields)
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        list(&cx.params.options, &answer.choices)
    }

    fn marks(answer: &Answer) -> Vec<String> {
        answer.choices.iter().map(|choice| choice.letter().to_owned()).collect()
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let (params, options) = (cx.params, options(cx.params, cx.revealed()));
        let chosen = cx.mine.as_ref().map_or(&[][..], |answer| &answer.choices);
        if cx.revealed() {
            let right = cx.mine.as_ref().map(|answer| answer.choices == params.answers);
            return html! {
                (parts::phone::verdict(cx, right))
                h1 { (params.question) }
                (picture(cx))
                (answers::outcome(cx, &options, chosen, &cx.tally.counts, cx.tally.answered))
                div.card { (cx.figure_text(&params.explanation)) (figures::block(cx, &params.figures)) }
            };
        }
        html! {
            (parts::phone::noted(cx))
            h1 { (params.question) }
            (picture(cx))
            @if params.several() { p.small { (t!(cx.texts, "quiz-several")) } }
            (parts::phone::form(cx, "thumb answers", &answers::press(cx, &options, chosen, params.several())))
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let options = options(cx.params, cx.revealed());
        html! {
            main.quiz {
                h1 class=(parts::size(&cx.params.question)) { (cx.params.question) }
                @if cx.revealed() {
                    (answers::bars(cx, &options, &cx.tally.counts, cx.tally.answered))
                    div class={ "lead why " (parts::size(&cx.params.explanation)) } { (cx.figure_text(&cx.params.explanation)) }
                    @if cx.params.points { (teams::ranking(cx)) }
                } @else {
                    (picture(cx))
                    (answers::cards(&options))
                    @if cx.params.several() { p.lead { (t!(cx.texts, "quiz-several")) } }
                }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        html! {
            (answers::mini(&options(cx.params, true), &cx.tally.counts))
            p.small { (t!(cx.texts, "quiz-right", n = cx.tally.right, of = cx.tally.answered)) }
            @if cx.params.points {
                @if cx.state.groups.is_some() { (teams::ranking(cx)) } @else { p.small { (t!(cx.texts, "teams-need-groups")) } }
            }
            @if let Some(tip) = &cx.params.tip { p.note { (tip) } }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let options = options(cx.params, true);
        Section {
            question: Some(cx.params.question.clone()),
            body: answers::bars(cx, &options, &cx.tally.counts, cx.tally.answered),
            explanation: html! {
                (cx.figure_text(&cx.params.explanation))
                @if cx.params.points { (teams::ranking(cx)) }
            },
            table: rows(&options, cx.tally.counts).into_iter().chain(teams::rows(cx)).collect(),
            figures: cx.params.figures.clone(),
        }
    }
}

fn picture(cx: &Cx<'_, Quiz>) -> Markup {
    html! { @if let Some(picture) = &cx.params.picture { (picture.show()) } }
}

/// The options with their letters; whether they are right only once the room may know.
fn options(params: &Params, known: bool) -> Vec<Opt<'_>> {
    let lettered = Choice::ALL.into_iter().zip(&params.options);
    lettered
        .map(|(choice, text)| Opt { choice, text, right: known.then(|| params.answers.contains(&choice)) })
        .collect()
}

/// The tally as rows of the report.
pub(crate) fn rows(options: &[Opt<'_>], counts: [u32; 4]) -> Vec<TableRow> {
    let row = |option: &Opt<'_>| TableRow {
        label: format!("{}. {}", option.choice.letter(), option.text),
        value: f64::from(counts[option.choice.index()]),
        unit: "answers".into(),
        right: option.right,
    };
    options.iter().map(row).collect()
}

/// `choice=B`, or `choices=A&choices=C`.
pub(crate) fn choices_of_form(fields: &[(String, String)]) -> Value {
    if let Some((_, choice)) = fields.iter().rfind(|(name, _)| name == "choice") {
        return json!({ "choice": choice });
    }
    let ticked: Vec<&str> =
        fields.iter().filter(|(name, _)| name == "choices").map(|(_, value)| value.as_str()).collect();
    json!({ "choices": ticked })
}

/// `A. Une goutte ; C. Un verre`
fn list(options: &[String], choices: &[Choice]) -> String {
    let named = choices
        .iter()
        .filter_map(|choice| Some(format!("{}. {}", choice.letter(), options.get(choice.index())?)));
    named.collect::<Vec<_>>().join("\u{202f}; ")
}
