//! All the questions on one screen; afterwards both moments side by side.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Fault, Pack, StepDoc, WorkshopDoc, markdown};
use figures::french;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use texts::t;

use super::gain::{FEWEST, Gain};
use super::pack;
use super::paired::{Paired, mine_before};
use super::rules::{Answer, Check, Moment, Params, Question};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::parts::{self, percent, shape::shape, share};
use crate::{Choice, Item, Look, Own, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([
        Field::references_from("questions", "question", 3, 5),
        Field::word("moment", &["before", "after"]),
        Field::id("before").optional(),
    ])
});

/// A question as it stands in its quiz.
#[derive(Deserialize)]
struct Asked {
    id: String,
    question: String,
    options: Vec<String>,
    answers: [Choice; 1],
    explanation: String,
    figures: Vec<String>,
}

/// What the fields of a form are called before the question's id.
const FIELD: &str = "answers.";

impl Present for Check {
    const LOOK: Look = Look {
        everywhere: &[look::ANSWERS, include_str!("look.css")],
        stage: &[include_str!("stage.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn check(step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
        pack::faults(step, workshop, pack)
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: pack::Fields = step.read().expect("a checked step has the fields of its kind");
        let asked = fields.questions.iter().filter_map(|id| pack.read::<Asked>("question", id));
        let question = |asked: Asked| Question {
            id: asked.id,
            question: plain(&asked.question, pack),
            options: asked.options.iter().map(|option| plain(option, pack)).collect(),
            answer: asked.answers[0],
            explanation: markdown::to_html(&asked.explanation, Some(pack)),
            figures: asked.figures,
        };
        let moment = fields.before.map_or(Moment::Before, |before| Moment::After { before });
        Item::only(Params { moment, questions: asked.map(question).collect() })
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        let chosen = fields.iter().filter_map(|(name, value)| Some((name.strip_prefix(FIELD)?, value)));
        let answers: Map<String, Value> = chosen.map(|(id, value)| (id.to_owned(), json!(value))).collect();
        json!({ "answers": answers })
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        let letters = cx.params.questions.iter().zip(1..).filter_map(|(question, n)| {
            Some(format!("{n}\u{a0}{}", answer.answers.get(&question.id)?.letter()))
        });
        letters.collect::<Vec<_>>().join(" · ")
    }

    fn marks(answer: &Answer) -> Vec<String> {
        answer.answers.iter().map(|(id, choice)| now(id, *choice)).collect()
    }

    fn own(cx: &Cx<'_, Self>, answer: &Answer) -> Own {
        let before = mine_before(cx).unwrap_or_default();
        let was = before.answers.iter().map(|(id, choice)| was(id, *choice));
        Own { words: Self::describe(cx, answer), marks: Self::marks(answer).into_iter().chain(was).collect() }
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        match cx.params.moment {
            _ if !cx.revealed() => asked(cx),
            Moment::Before => html! {
                (parts::phone::noted(cx))
                h1 { (t!(cx.texts, "check-kept-title")) }
                p { (t!(cx.texts, "check-kept")) }
            },
            Moment::After { .. } => compared(cx),
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        match cx.params.moment {
            _ if !cx.revealed() => questions(cx),
            Moment::Before => html! {
                main.big.centre {
                    h1.t1 { (t!(cx.texts, "check-kept-title")) }
                    p.lead { (t!(cx.texts, "check-kept")) }
                }
            },
            Moment::After { .. } => match pointed_at(cx) {
                Some(question) => explained(cx, question),
                None => seen_from_afar(cx),
            },
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        let Some((paired, gain)) = gained(cx) else {
            return html! { (told_of_few(cx)) (answered(cx)) };
        };
        in_full(cx, &paired, &gain)
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let paired = Paired::of(cx);
        let body = match (gained(cx), &paired) {
            (Some((paired, gain)), _) => in_full(cx, &paired, &gain),
            (None, Some(_)) => told_of_few(cx),
            (None, None) => answered(cx),
        };
        Section {
            body,
            explanation: html! { @if paired.is_some() { (why(cx)) p.small { (t!(cx.texts, "check-method", least = FEWEST)) } } },
            table: paired.map_or_else(|| rows_before(cx), |paired| rows_after(cx, &paired)),
            figures: cx.params.questions.iter().flat_map(|question| question.figures.clone()).collect(),
            ..Section::default()
        }
    }
}

/// The mark of what a person chose at this step.
fn now(question: &str, choice: Choice) -> String {
    format!("{question}:{}", choice.letter())
}

/// The mark of what the same person chose before.
fn was(question: &str, choice: Choice) -> String {
    format!("was:{}", now(question, choice))
}

fn options(question: &Question) -> impl Iterator<Item = (Choice, &String)> {
    Choice::ALL.into_iter().zip(&question.options)
}

// --- Asking --------------------------------------------------------------------------------------------------------

fn lead(cx: &Cx<'_, Check>) -> String {
    let key = if cx.params.moment == Moment::Before { "check-before-lead" } else { "check-after-lead" };
    t!(cx.texts, key).into_owned()
}

fn asked(cx: &Cx<'_, Check>) -> Markup {
    let mine = cx.mine.clone().unwrap_or_default();
    let closed = !cx.open();
    html! {
        (parts::phone::noted(cx))
        h1 { (cx.plan().title) }
        p.small { (lead(cx)) }
        (parts::phone::form(cx, "check", &html! {
            @for (question, n) in cx.params.questions.iter().zip(1..) {
                fieldset disabled[closed] {
                    legend { (n) ". " (question.question) }
                    ul.answers {
                        @for (choice, text) in options(question) {
                            @let on = mine.answers.get(&question.id) == Some(&choice);
                            li { label class={ "answer " (choice.letter()) @if on { " on" } } data-value=(now(&question.id, choice)) {
                                input type="radio" name={ (FIELD) (question.id) } value=(choice.letter()) checked[on];
                                (shape(choice)) span { (text) }
                            } }
                        }
                    }
                }
            }
            button.btn.leaf type="submit" disabled[closed] { (t!(cx.texts, "send")) }
        }))
    }
}

fn questions(cx: &Cx<'_, Check>) -> Markup {
    html! {
        main.check {
            h1 class=(parts::size(&cx.plan().title)) { (cx.plan().title) }
            p.lead { (lead(cx)) }
            ol.asking { @for question in &cx.params.questions { li { (question.question) } } }
        }
    }
}

// --- Both moments --------------------------------------------------------------------------------------------------

/// Both moments and what lies between them; none while the pairs are so few that one person could be seen.
fn gained(cx: &Cx<'_, Check>) -> Option<(Paired, Gain)> {
    let paired = Paired::of(cx).filter(|paired| !paired.is_few())?;
    let gain = paired.gain(&cx.params.questions)?;
    Some((paired, gain))
}

fn seen_from_afar(cx: &Cx<'_, Check>) -> Markup {
    let Some((paired, gain)) = gained(cx) else {
        return html! { main.big.centre { h1.t1 { (cx.plan().title) } (told_of_few(cx)) } };
    };
    html! { main.check { h1.t2 { (headline(cx, &gain)) } (both(cx, &paired, &gain)) } }
}

/// The question that the facilitator has gone on to, after the result as a whole.
fn pointed_at<'a>(cx: &Cx<'a, Check>) -> Option<&'a Question> {
    let place = cx.state.position.filter(|place| place.step == cx.step)?;
    cx.params.questions.get(usize::from(place.point).checked_sub(1)?)
}

/// One question on the stage: both moments, what is right, and why.
fn explained(cx: &Cx<'_, Check>, question: &Question) -> Markup {
    let paired = Paired::of(cx).filter(|paired| !paired.is_few());
    html! {
        main.check {
            h1 class=(parts::size(&question.question)) { (question.question) }
            p class={ "answer right " (question.answer.letter()) } { (shape(question.answer)) span { (option(question, question.answer)) } }
            @if let Some(paired) = &paired { ol.shifts.one { li { (both_moments(cx, paired, question)) } } }
            div class={ "lead why " (parts::size(&question.explanation)) } { (cx.figure_text(&question.explanation)) }
        }
    }
}

fn both_moments(cx: &Cx<'_, Check>, paired: &Paired, question: &Question) -> Markup {
    let [before, after] = paired.counts(question);
    html! {
        (strip(cx, "check-was", question, before, paired.len()))
        (strip(cx, "check-now", question, after, paired.len()))
    }
}

fn headline(cx: &Cx<'_, Check>, gain: &Gain) -> String {
    let (before, after) = (french::percent(gain.before), french::percent(gain.after));
    t!(cx.texts, "check-headline", before = before, after = after)
}

/// The gain in words, and both moments of each question.
fn both(cx: &Cx<'_, Check>, paired: &Paired, gain: &Gain) -> Markup {
    html! {
        p.lead { b { (gain_in_words(cx, gain)) } }
        ol.shifts {
            @for question in &cx.params.questions {
                li { span.q { (question.question) } (both_moments(cx, paired, question)) }
            }
        }
        p.small { (people(cx, paired)) }
    }
}

fn gain_in_words(cx: &Cx<'_, Check>, gain: &Gain) -> String {
    let Some(g) = gain.gain else { return t!(cx.texts, "check-nothing-left").into_owned() };
    let way = match gain.interval {
        _ if g < 0.0 => t!(cx.texts, "check-less").into_owned(),
        _ if g == 0.0 => t!(cx.texts, "check-same").into_owned(),
        Some((low, high)) => {
            let (low, high) = (french::percent(low), french::percent(high));
            t!(cx.texts, "check-gain-range", gain = french::percent(g), low = low, high = high)
        }
        None => t!(cx.texts, "check-gain", gain = french::percent(g)),
    };
    if gain.may_be_chance() { format!("{way} {}", t!(cx.texts, "check-chance")) } else { way }
}

/// The figures behind words that the room reads without them: for who leads, and for the report.
fn gain_in_figures(cx: &Cx<'_, Check>, gain: &Gain) -> Option<String> {
    let g = gain.gain.filter(|g| *g <= 0.0)?;
    let g = french::percent(g);
    let Some((low, high)) = gain.interval.map(|(low, high)| (french::percent(low), french::percent(high)))
    else {
        return Some(t!(cx.texts, "check-figures", gain = g));
    };
    Some(t!(cx.texts, "check-figures-range", gain = g, low = low, high = high))
}

/// The result as who leads and the report have it.
fn in_full(cx: &Cx<'_, Check>, paired: &Paired, gain: &Gain) -> Markup {
    html! {
        p { b { (headline(cx, gain)) } }
        @if let Some(figures) = gain_in_figures(cx, gain) { p { (figures) } }
        (both(cx, paired, gain))
    }
}

fn people(cx: &Cx<'_, Check>, paired: &Paired) -> String {
    let twice = t!(cx.texts, "check-twice", n = paired.len());
    let once = paired.before_only + paired.after_only;
    if once == 0 { twice } else { format!("{twice} {}", t!(cx.texts, "check-once", n = once)) }
}

/// Why nothing is said of the class.
fn told_of_few(cx: &Cx<'_, Check>) -> Markup {
    let Some(paired) = Paired::of(cx) else { return html! {} };
    html! {
        p.lead { (t!(cx.texts, "check-few", n = paired.len(), least = FEWEST)) }
        p.lead { (people(cx, &paired)) }
    }
}

/// One moment of a question as a bar cut by letters, the right one first; what was left empty is the rest of it.
fn strip(cx: &Cx<'_, Check>, moment: &str, question: &Question, counts: [u32; 4], people: usize) -> Markup {
    let part = |count: u32| if people == 0 { 0.0 } else { f64::from(count) / people as f64 };
    let right = question.answer;
    let others = Choice::ALL.into_iter().filter(|choice| *choice != right);
    let mut from = 0.0;
    html! {
        small.when { (t!(cx.texts, moment)) }
        svg.strip role="img" aria-label=(strip_in_words(cx, question, counts, people)) {
            @for choice in std::iter::once(right).chain(others).filter(|choice| counts[choice.index()] > 0) {
                @let wide = part(counts[choice.index()]);
                g class={ (choice.letter()) @if choice == right { " right" } } {
                    rect x=(percent(from)) width=(percent(wide)) height="100%" {}
                    @if wide >= 0.08 { text x=(percent(from + wide / 2.0)) y="50%" dy=".36em" { (choice.letter()) @if choice == right && wide >= 0.14 { " ✓" } } }
                }
                @let () = from += wide;
            }
        }
        b.n { (share(counts[right.index()], people as u32)) }
    }
}

/// `B (bonne réponse) 12, A 7, sans réponse 2`
fn strip_in_words(cx: &Cx<'_, Check>, question: &Question, counts: [u32; 4], people: usize) -> String {
    let letter = |choice: Choice| {
        let right = t!(cx.texts, "right-answer");
        if choice == question.answer {
            format!("{} {right}", choice.letter())
        } else {
            choice.letter().to_owned()
        }
    };
    let counted = |(choice, _)| format!("{} {}", letter(choice), counts[Choice::index(choice)]);
    let mut said: Vec<String> = options(question).map(counted).collect();
    let empty = (people as u32).saturating_sub(counts.iter().sum());
    said.push(format!("{} {empty}", t!(cx.texts, "check-empty")));
    said.join(", ")
}

/// What the room has answered here, for the facilitator alone.
fn answered(cx: &Cx<'_, Check>) -> Markup {
    html! {
        ol.shifts {
            @for question in &cx.params.questions {
                li {
                    span.q { (question.question) }
                    (strip(cx, "check-right", question, cx.tally.of(&question.id), cx.tally.answered as usize))
                }
            }
        }
    }
}

/// A phone after the second reveal: one's own way, what is right, and why.
fn compared(cx: &Cx<'_, Check>) -> Markup {
    let (mine, before) = (cx.mine.clone().unwrap_or_default(), mine_before(cx).unwrap_or_default());
    html! {
        (parts::phone::noted(cx))
        h1 { (t!(cx.texts, "check-own-title")) }
        p { (t!(cx.texts, "check-own")) }
        @if let Some((_, gain)) = gained(cx) { p.notice { (gain_in_words(cx, &gain)) } }
        @for (question, n) in cx.params.questions.iter().zip(1..) {
            h2.compared { (n) ". " (question.question) }
            ul.answers { @for (choice, text) in options(question) {
                @let right = choice == question.answer;
                @let (first, last) = (before.answers.get(&question.id) == Some(&choice), mine.answers.get(&question.id) == Some(&choice));
                li class={ "answer " (choice.letter()) @if last { " on" } @if right { " right" } } data-value=(now(&question.id, choice)) {
                    (shape(choice))
                    span { (text) @if right { " ✓\u{a0}" (t!(cx.texts, "right-answer")) } }
                    (tag(cx, "check-was", first, &was(&question.id, choice)))
                    (tag(cx, "check-now", last, &now(&question.id, choice)))
                }
            } }
            (cx.figure_text(&question.explanation))
        }
    }
}

/// A word that stands beside what one chose; drawn for all, seen by the one it belongs to.
fn tag(cx: &Cx<'_, Check>, key: &str, on: bool, value: &str) -> Markup {
    html! { span class={ "tag own" @if on { " on" } } data-value=(value) { (t!(cx.texts, key)) } }
}

/// The right answers, and why.
fn why(cx: &Cx<'_, Check>) -> Markup {
    html! {
        ol.why {
            @for question in &cx.params.questions {
                li {
                    p { (question.question) " " b { (labelled(question, question.answer)) } }
                    (cx.figure_text(&question.explanation))
                }
            }
        }
    }
}

// --- The report's rows ---------------------------------------------------------------------------------------------

/// `B. Garder plus longtemps son téléphone`
fn labelled(question: &Question, choice: Choice) -> String {
    format!("{}. {}", choice.letter(), option(question, choice))
}

fn option(question: &Question, choice: Choice) -> &str {
    question.options.get(choice.index()).map_or("", String::as_str)
}

fn counted(question: &Question, counts: [u32; 4], before: &str) -> Vec<TableRow> {
    let row = |(choice, _): (Choice, &String)| TableRow {
        label: format!("{before}{} · {}", question.question, labelled(question, choice)),
        value: f64::from(counts[choice.index()]),
        unit: "answers".into(),
        right: Some(choice == question.answer),
    };
    options(question).map(row).collect()
}

fn rows_before(cx: &Cx<'_, Check>) -> Vec<TableRow> {
    cx.params.questions.iter().flat_map(|question| counted(question, cx.tally.of(&question.id), "")).collect()
}

fn rows_after(cx: &Cx<'_, Check>, paired: &Paired) -> Vec<TableRow> {
    let row = |key: &str, value: f64, unit: &str| TableRow {
        label: t!(cx.texts, key).into_owned(),
        value,
        unit: unit.into(),
        right: None,
    };
    let mut rows = vec![
        row("check-row-pairs", paired.len() as f64, "people"),
        row("check-row-before-only", paired.before_only as f64, "people"),
        row("check-row-after-only", paired.after_only as f64, "people"),
    ];
    let Some((_, gain)) = gained(cx) else { return rows };
    rows.extend([row("check-row-before", gain.before, "share"), row("check-row-after", gain.after, "share")]);
    rows.extend(gain.gain.map(|g| row("check-row-gain", g, "share")));
    let ends = gain
        .interval
        .map(|(low, high)| [row("check-row-low", low, "share"), row("check-row-high", high, "share")]);
    rows.extend(ends.into_iter().flatten());
    for (moment, key) in ["check-was", "check-now"].into_iter().enumerate() {
        let before = format!("{} · ", t!(cx.texts, key));
        rows.extend(
            cx.params
                .questions
                .iter()
                .flat_map(|question| counted(question, paired.counts(question)[moment], &before)),
        );
    }
    rows
}
