//! The line on every screen, and the arguments in turn.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use texts::t;
use workshop::{Loaded, Owner, Round, Text};

use super::rules::{Answer, Debate, Line, Params};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::parts::{self, figures, percent, share};
use crate::{Aside, Item, Look, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::reference("debate", "debate")]));

/// The colours of the five places: those of the answers A, B and C.
const COLOURS: [&str; 5] = ["A", "A", "B", "C", "C"];
/// So many arguments can be read from afar.
const ON_STAGE: usize = 4;
/// So many are on a phone's screen; a page beside it has them all.
const ON_PHONE: usize = 16;

/// The page that has them all.
const ARGUMENTS: &str = "arguments";

#[derive(Deserialize)]
struct Fields {
    debate: String,
}

impl Present for Debate {
    const LOOK: Look = Look {
        everywhere: &[look::ANSWERS, look::TEXTS, include_str!("look.css")],
        phone: &[look::WRITES, include_str!("phone.css")],
        stage: &[include_str!("stage.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let mut params: Params =
            pack.read("debate", &fields.debate).expect("a checked step names a debate of the pack");
        params.statement = plain(&params.statement, pack);
        for list in [&mut params.pro, &mut params.contra, &mut params.relaunch] {
            list.iter_mut().for_each(|text| *text = plain(text, pack));
        }
        Item::only(params)
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        let get =
            |name: &str| fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let mut value = Map::new();
        if let Some(position) = get("position") {
            let number = position.trim().parse::<i64>();
            value.insert("position".into(), number.map_or_else(|_| json!(position), Value::from));
        }
        if let Some(argument) = get("argument") {
            value.insert("argument".into(), json!(argument));
        }
        Value::Object(value)
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        let place = place(cx, answer.index());
        match &answer.argument {
            Some(argument) => format!("{place}\u{a0}: {argument}"),
            None => place,
        }
    }

    fn marks(answer: &Answer) -> Vec<String> {
        vec![answer.position.to_string()]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let others = arguments(cx);
        html! {
            @if !cx.revealed() || cx.open() { (parts::phone::noted(cx)) }
            h1 { (cx.params.statement) }
            @if cx.revealed() { (line(cx, cx.tally, before(cx).as_ref())) (moved_words(cx)) }
            @if cx.open() { (parts::phone::form(cx, "stack", &form(cx))) }
            @if cx.texts_are_open() {
                section.stack {
                    h2 { (t!(cx.texts, "arguments")) }
                    @if others.is_empty() { p { (t!(cx.texts, "arguments-none")) } }
                    (list(cx, &others[..others.len().min(ON_PHONE)]))
                    @if others.len() > ON_PHONE { p.links { a href=(cx.aside(ARGUMENTS)) { (t!(cx.texts, "arguments-all", n = others.len())) } } }
                }
            }
        }
    }

    fn aside(cx: &Cx<'_, Self>, page: &str) -> Option<Aside> {
        if page == ARGUMENTS && cx.facilitator {
            return Some(relaunch(cx));
        }
        let title = t!(cx.texts, "arguments").into_owned();
        (page == ARGUMENTS && cx.texts_are_open()).then(|| Aside { title, body: list(cx, &arguments(cx)) })
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let others = arguments(cx);
        let reads = cx.texts_are_open();
        html! {
            main.debate {
                h1 class=(parts::size(&cx.params.statement)) { (cx.params.statement) }
                @if cx.revealed() { (line(cx, cx.tally, before(cx).as_ref())) (moved_words(cx)) }
                @else { (ends(cx)) p.lead { (t!(cx.texts, if reads { "debate-move" } else { "debate-place" })) } }
                @if reads && !others.is_empty() {
                    ul.said.t3 { @for (side, text) in others.iter().take(ON_STAGE) {
                        li class=[cx.state.is_in_the_light(text.id).then_some("lit")] {
                            (tag(cx, *side)) span dir="auto" { (text.item.text) }
                            @if text.votes > 0 { " " b.n { "▲\u{a0}" (text.votes) } }
                        }
                    } }
                }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        html! {
            (line(cx, cx.tally, before(cx).as_ref()))
            (moved_words(cx))
            p.small { (t!(cx.texts, "arguments-n", n = cx.tally.arguments)) }
            p.beside { a href={ "/remote/" (cx.session) "/plus/" (ARGUMENTS) } { (t!(cx.texts, "debate-to-relaunch")) } }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let others = arguments(cx);
        let row = |(index, count): (usize, &u32)| TableRow {
            label: place(cx, index),
            value: f64::from(*count),
            unit: "answers".into(),
            right: None,
        };
        Section {
            question: Some(cx.params.statement.clone()),
            body: html! { (line(cx, cx.tally, before(cx).as_ref())) (moved_words(cx)) },
            explanation: html! {
                @if !others.is_empty() {
                    h3 { (t!(cx.texts, "arguments")) }
                    ul.figures { @for (side, text) in &others {
                        li { (tag(cx, *side)) span dir="auto" { (text.item.text) } " " span.small { (t!(cx.texts, "votes-n", n = text.votes)) } }
                    } }
                }
                (figures::named(cx, &cx.params.figures))
            },
            table: cx.tally.counts.iter().enumerate().map(row).collect(),
            figures: cx.params.figures.clone(),
        }
    }
}

/// For the facilitator: what the pack has to start the debate again.
fn relaunch(cx: &Cx<'_, Debate>) -> Aside {
    let lists = [
        ("debate-for", &cx.params.pro),
        ("debate-against", &cx.params.contra),
        ("debate-relaunch", &cx.params.relaunch),
    ];
    let body = html! { @for (title, list) in lists {
        @if !list.is_empty() { h2 { (t!(cx.texts, title)) } ul.body { @for text in list { li { (text) } } } }
    } };
    Aside { title: t!(cx.texts, "debate-to-relaunch").into_owned(), body }
}

// --- The line ------------------------------------------------------------------------------------------------------

/// What a place is called: the two ends by the pack, those between by the house.
fn place(cx: &Cx<'_, Debate>, index: usize) -> String {
    match index {
        0 => cx.params.left.clone(),
        4 => cx.params.right.clone(),
        1 => t!(cx.texts, "debate-rather", end = within(&cx.params.left)),
        3 => t!(cx.texts, "debate-rather", end = within(&cx.params.right)),
        _ => t!(cx.texts, "debate-middle").into_owned(),
    }
}

/// As it is written inside a sentence: « Pas d’accord » in « plutôt pas d’accord ».
fn within(end: &str) -> String {
    let mut letters = end.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn ends(cx: &Cx<'_, Debate>) -> Markup {
    html! {
        div.scale5 { b { (cx.params.left) } svg aria-hidden="true" viewBox="0 0 400 20" { path d="M10 10H390" {} @for x in [10, 105, 200, 295, 390] { circle cx=(x) cy="10" r="7" {} } } b { (cx.params.right) } }
    }
}

/// Five places with the crowd on them; what stood there in the round before is an outline.
fn line(cx: &Cx<'_, Debate>, tally: &Line, before: Option<&Line>) -> Markup {
    let most = tally
        .counts
        .iter()
        .chain(before.iter().flat_map(|line| &line.counts))
        .copied()
        .max()
        .unwrap_or(0)
        .max(1);
    let height = |count: u32| f64::from(count) / f64::from(most);
    html! {
        ol.line {
            @for (index, &count) in tally.counts.iter().enumerate() {
                li class={ "p" (index) } {
                    svg.pile aria-hidden="true" {
                        rect.now x="10%" width="80%" y=(percent(1.0 - height(count))) height=(percent(height(count))) {}
                        @if let Some(before) = before {
                            @let was = height(before.counts[index]);
                            rect.was x="4%" width="92%" y=(percent(1.0 - was)) height=(percent(was)) {}
                        }
                    }
                    b.n { (count) } span.small { " " (share(count, tally.answered)) }
                    span.l { (place(cx, index)) }
                }
            }
        }
    }
}

fn form(cx: &Cx<'_, Debate>) -> Markup {
    let mine = cx.mine.as_ref();
    html! {
        fieldset.places {
            legend.sr { (t!(cx.texts, "debate-where")) }
            @for index in (0..5).rev() {
                @let position = index as i8 - 2;
                label class={ "answer " (COLOURS[index]) } data-answer data-value=(position) {
                    input type="radio" name="position" value=(position) required checked[mine.is_some_and(|mine| mine.position == position)];
                    span { (place(cx, index)) }
                }
            }
        }
        label { (t!(cx.texts, "debate-why"))
            textarea name="argument" rows="3" maxlength="280" dir="auto" { (mine.and_then(|mine| mine.argument.as_deref()).unwrap_or_default()) }
        }
        button.btn.leaf type="submit" { (t!(cx.texts, "send")) }
    }
}

// --- Who moved -----------------------------------------------------------------------------------------------------

/// Where the room stood in the round before.
fn before(cx: &Cx<'_, Debate>) -> Option<Line> {
    let rounds = &cx.step_state().rounds;
    let earlier = rounds.len().checked_sub(2).map(|index| &rounds[index])?;
    Some(Loaded::<Debate>::tally(&*earlier.tally).clone())
}

/// How many of those who stood somewhere twice moved, and to which end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Moved {
    left: usize,
    stayed: usize,
    right: usize,
}

fn moved(earlier: &Round, now: &Round) -> Moved {
    let mut moved = Moved::default();
    for ((owner, key), answer) in &now.answers {
        let Some(old) = earlier.answer(*owner, key) else { continue };
        let positions = [old, answer].map(|answer| Loaded::<Debate>::parse(&answer.value).position);
        match positions[1].cmp(&positions[0]) {
            std::cmp::Ordering::Less => moved.left += 1,
            std::cmp::Ordering::Equal => moved.stayed += 1,
            std::cmp::Ordering::Greater => moved.right += 1,
        }
    }
    moved
}

fn moved_words(cx: &Cx<'_, Debate>) -> Markup {
    let rounds = &cx.step_state().rounds;
    let [.., earlier, now] = rounds.as_slice() else { return html! {} };
    let Moved { left, stayed, right } = moved(earlier, now);
    html! {
        @if left + stayed + right > 0 {
            p.ratio { (t!(cx.texts, "debate-moved", n = left + right, of = left + stayed + right)) }
            p.votes {
                (t!(cx.texts, "debate-moved-to", n = left, end = cx.params.left.as_str())) " · "
                (t!(cx.texts, "debate-moved-to", n = right, end = cx.params.right.as_str()))
            }
        }
    }
}

// --- Arguments -----------------------------------------------------------------------------------------------------

/// On which side an argument is: that of who gave it, where they stood last when they said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    For,
    Against,
    Between,
}

/// What may be read, for and against in turn, each side with the most votes first; those between come last.
fn arguments<'a>(cx: &Cx<'a, Debate>) -> Vec<(Side, Text<'a>)> {
    let side = |owner: Owner, text: &str| {
        let said = cx.step_state().rounds.iter().rev().filter_map(|round| round.answer(owner, ""));
        let parsed = said.map(|answer| Loaded::<Debate>::parse(&answer.value));
        let own = parsed.into_iter().find(|answer| answer.argument.as_deref() == Some(text));
        match own.map_or(0, |answer| answer.position) {
            1.. => Side::For,
            0 => Side::Between,
            _ => Side::Against,
        }
    };
    let sided: Vec<(Side, Text<'a>)> =
        cx.shown().into_iter().map(|text| (side(text.item.owner, &text.item.text), text)).collect();
    let of = |wanted: Side| sided.iter().filter(move |(side, _)| *side == wanted).copied();
    let (mut pro, mut contra) = (of(Side::For), of(Side::Against));
    let mut turns = Vec::with_capacity(sided.len());
    loop {
        let pair = [pro.next(), contra.next()];
        if pair.iter().all(Option::is_none) {
            break;
        }
        turns.extend(pair.into_iter().flatten());
    }
    turns.extend(of(Side::Between));
    turns
}

fn list(cx: &Cx<'_, Debate>, arguments: &[(Side, Text<'_>)]) -> Markup {
    parts::texts::list(
        cx,
        arguments,
        |(_, text)| text,
        |(side, text)| html! { p dir="auto" { (tag(cx, *side)) (text.item.text) } },
    )
}

fn tag(cx: &Cx<'_, Debate>, side: Side) -> Markup {
    let key = match side {
        Side::For => "debate-side-for",
        Side::Against => "debate-side-against",
        Side::Between => "debate-side-between",
    };
    html! { b.tag { (t!(cx.texts, key)) } " " }
}
