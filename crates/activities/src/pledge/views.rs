//! The choice and the words, the class's list, and what to keep of it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use texts::t;
use workshop::text::TEXT_MAX;
use workshop::{Loaded, Owner, Status, Timestamp};

use super::rules::{Answer, Params, Pledge, Practice, SECOND};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::parts::{self, track};
use crate::{Aside, Item, Look, Own, Present, Reminder, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([
        Field::references("practices", "practice", 8),
        Field::reference("five_r", "five-r").optional(),
    ])
});

/// Beside the screens: what each practice is and what can be said against it; all the words of the class.
const PRACTICES: &str = "pratiques";
const WORDS: &str = "engagements";
/// So many words take their turn on the stage: two minutes.
const IN_TURN: usize = 16;

#[derive(Deserialize)]
struct Fields {
    practices: Vec<String>,
    five_r: Option<String>,
}

/// A practice as it stands in its pack.
#[derive(Deserialize)]
struct Good {
    id: String,
    title: String,
    text: String,
    question: String,
    examples: Vec<String>,
    criticism: String,
}

/// The five R, and what can be done of each.
#[derive(Deserialize)]
struct FiveR {
    r: Vec<R>,
    action: Vec<Action>,
}

#[derive(Deserialize)]
struct R {
    id: String,
    rank: u8,
    name: String,
    text: String,
    criticism: Option<String>,
}

#[derive(Deserialize)]
struct Action {
    r: String,
    text: String,
}

impl Present for Pledge {
    const LOOK: Look = Look {
        everywhere: &[look::ANSWERS, look::BARS, look::TYPED, include_str!("look.css")],
        stage: &[include_str!("stage.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let goods = fields.practices.iter().filter_map(|id| pack.read::<Good>("practice", id));
        let mut practices: Vec<Practice> = goods.map(|good| of_good(good, pack)).collect();
        let five_r = fields.five_r.and_then(|id| pack.read::<FiveR>("five-r", &id));
        practices.extend(five_r.into_iter().flat_map(|five_r| of_five_r(five_r, pack)));
        Item::only(Params { practices })
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        let field =
            |name: &str| fields.iter().rfind(|(field, _)| field == name).map_or("", |(_, value)| value);
        let words = ["", SECOND].map(|key| one_line(field(&words_field(key)))).concat();
        json!({ "practice": field("practice"), "words": words })
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        let title = cx.params.practice(&answer.practice).map_or(&answer.practice, |practice| &practice.title);
        t!(cx.texts, "pledge-noted", practice = title.as_str(), words = answer.words.as_str())
    }

    fn marks(answer: &Answer) -> Vec<String> {
        vec![mark("", &answer.practice)]
    }

    fn own(cx: &Cx<'_, Self>, answer: &Answer) -> Own {
        let second = cx.answer(SECOND);
        let both = || [Some(answer), second.as_ref()].into_iter().flatten();
        let words: Vec<String> = both().map(|answer| Self::describe(cx, answer)).collect();
        let marks = both().zip(["", SECOND]).flat_map(|(answer, key)| {
            [mark(key, &answer.practice), format!("{}={}", words_field(key), answer.words)]
        });
        Own { words: words.join(" · "), marks: marks.collect() }
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        html! {
            (parts::phone::noted(cx))
            (to_keep(cx))
            @if cx.revealed() {
                h1 { (t!(cx.texts, "pledge-result")) }
                (list(cx, On::Phone))
            } @else {
                h1 { (cx.plan().title) }
                p.small { (t!(cx.texts, "pledge-lead")) }
                (parts::phone::form(cx, "pledge", &choice(cx, "", cx.mine.as_ref())))
                (once_more(cx))
            }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        html! {
            main.pledge {
                @if cx.revealed() {
                    h1.t2 { (t!(cx.texts, "pledge-result")) }
                    (list(cx, On::Stage))
                    (in_turn(cx))
                } @else {
                    h1 class=(parts::size(&cx.plan().title)) { (cx.plan().title) }
                    p.lead { (t!(cx.texts, "pledge-lead")) }
                    ul.told { @for practice in &cx.params.practices { li { (practice.title) } } }
                }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        html! {
            (list(cx, On::Remote))
            p.beside { a href={ "/remote/" (cx.session) "/plus/" (PRACTICES) } { (t!(cx.texts, "pledge-against")) } }
        }
    }

    fn aside(cx: &Cx<'_, Self>, page: &str) -> Option<Aside> {
        match page {
            PRACTICES => Some(Aside {
                title: t!(cx.texts, "pledge-against").into_owned(),
                body: html! { @for practice in &cx.params.practices { (against(cx, practice)) } },
            }),
            WORDS if cx.revealed() => {
                Some(Aside { title: t!(cx.texts, "pledge-result").into_owned(), body: list(cx, On::Page) })
            }
            _ => None,
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let ranking = ranking(cx);
        let row = |ranked: &Ranked<'_>| TableRow {
            label: ranked.practice.title.clone(),
            value: f64::from(ranked.count),
            unit: "people".into(),
            right: None,
        };
        Section {
            body: list(cx, On::Report),
            explanation: html! { @for Ranked { practice, .. } in &ranking { @if let Some(criticism) = &practice.criticism {
                h3 { (practice.title) " · " (t!(cx.texts, "pledge-criticism")) } (cx.figure_text(criticism))
            } } },
            table: ranking.iter().map(row).collect(),
            ..Section::default()
        }
    }

    fn afterwards(cx: &Cx<'_, Self>, key: &str) -> Markup {
        html! { p data-keep=(key) hidden[cx.mine.is_none()] { a.btn.quiet href=(calendar(cx)) { (t!(cx.texts, "pledge-calendar")) } } }
    }

    fn reminder(cx: &Cx<'_, Self>) -> Option<Reminder> {
        let own = own(cx);
        let (first, at) = own.first()?;
        let title = |answer: &Answer| {
            cx.params.practice(&answer.practice).map_or_else(String::new, |one| one.title.clone())
        };
        let mut lines = Vec::new();
        for (answer, _) in &own {
            lines.push(Self::describe(cx, answer));
            lines.extend(cx.params.practice(&answer.practice).and_then(|practice| practice.question.clone()));
        }
        lines.push(t!(cx.texts, "pledge-reminder-from", workshop = cx.workshop.plan().title.as_str()));
        Some(Reminder { title: t!(cx.texts, "pledge-reminder", practice = title(first)), lines, from: *at })
    }
}

fn of_good(good: Good, pack: &Pack) -> Practice {
    Practice {
        id: good.id,
        title: plain(&good.title, pack),
        lead: plain(&good.text, pack),
        question: Some(plain(&good.question, pack)),
        criticism: Some(markdown::to_html(&good.criticism, Some(pack))),
        list: good.examples.iter().map(|example| plain(example, pack)).collect(),
        is_r: false,
    }
}

fn of_five_r(mut five_r: FiveR, pack: &Pack) -> Vec<Practice> {
    five_r.r.sort_by_key(|r| r.rank);
    let actions = five_r.action;
    let of = |id: &str| {
        actions.iter().filter(|action| action.r == id).map(|action| plain(&action.text, pack)).collect()
    };
    let practice = |r: R| Practice {
        list: of(&r.id),
        id: r.id,
        title: plain(&r.name, pack),
        lead: plain(&r.text, pack),
        question: None,
        criticism: r.criticism.map(|text| markdown::to_html(&text, Some(pack))),
        is_r: true,
    };
    five_r.r.into_iter().map(practice).collect()
}

/// What was typed, on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// --- Choosing ------------------------------------------------------------------------------------------------------

/// The practices and a few lines to type into, for the first pledge or the second.
fn choice(cx: &Cx<'_, Pledge>, key: &str, mine: Option<&Answer>) -> Markup {
    let closed = !cx.open();
    let (rs, goods): (Vec<_>, Vec<_>) = cx.params.practices.iter().partition(|practice| practice.is_r);
    html! {
        @for (legend, practices) in [("pledge-practices", goods), ("pledge-rs", rs)] {
            @if !practices.is_empty() {
                fieldset.answers disabled[closed] {
                    legend { (t!(cx.texts, legend)) }
                    @for practice in practices { (pick(cx, key, practice, mine)) }
                }
            }
        }
        label.typed {
            span { (t!(cx.texts, "pledge-words")) }
            textarea name=(words_field(key)) rows="3" maxlength=(TEXT_MAX) required disabled[closed] { @if let Some(mine) = mine { (mine.words) } }
        }
        button.btn.leaf type="submit" disabled[closed] { (t!(cx.texts, "pledge-send")) }
    }
}

/// One practice to choose; what it is, and what can be said against it, a tap away.
fn pick(cx: &Cx<'_, Pledge>, key: &str, practice: &Practice, mine: Option<&Answer>) -> Markup {
    let on = mine.is_some_and(|mine| mine.practice == practice.id);
    html! {
        label class={ "answer C" @if on { " on" } } data-value=(mark(key, &practice.id)) {
            input type="radio" name="practice" value=(practice.id) required checked[on];
            (practice.title)
        }
        // The second list is the same practices again, without what was read above.
        @if key.is_empty() { (folded(cx, practice)) }
    }
}

/// The field for the words of the first pledge or of the second: each has a name of its own, by which the page's script fills it.
fn words_field(key: &str) -> String {
    format!("words{key}")
}

/// What marks a chosen practice, of the first pledge or of the second.
fn mark(key: &str, practice: &str) -> String {
    format!("{key}:{practice}")
}

/// What a practice is, and the honest criticism, a tap away: in its place, so that what is being typed stays.
fn folded(cx: &Cx<'_, Pledge>, practice: &Practice) -> Markup {
    html! {
        details.doubts {
            summary aria-label={ (t!(cx.texts, "pledge-against")) "\u{202f}: " (practice.title) } { (t!(cx.texts, "pledge-against")) }
            p { (practice.lead) }
            @if let Some(criticism) = &practice.criticism { div { (t!(cx.texts, "pledge-criticism")) "\u{202f}: " (cx.figure_line(criticism)) } }
        }
    }
}

/// The same on the page that has all practices.
fn doubts(cx: &Cx<'_, Pledge>, practice: &Practice) -> Markup {
    let said = t!(cx.texts, "pledge-against");
    html! { a.doubts href={ (cx.aside(PRACTICES)) "#" (practice.id) } aria-label={ (said) "\u{202f}: " (practice.title) } { (said) } }
}

fn against(cx: &Cx<'_, Pledge>, practice: &Practice) -> Markup {
    html! {
        section.pledge-practice id=(practice.id) {
            h2 { (practice.title) }
            p { (practice.lead) }
            @if let Some(criticism) = &practice.criticism { div.note { b { (t!(cx.texts, "pledge-criticism")) } (cx.figure_text(criticism)) } }
        }
    }
}

/// For who has answered: a second pledge.
fn once_more(cx: &Cx<'_, Pledge>) -> Markup {
    let second = html! {
        details #second data-change {
            summary { (t!(cx.texts, "pledge-second")) }
            (parts::phone::form_for(cx, SECOND, "pledge", &choice(cx, SECOND, cx.answer(SECOND).as_ref())))
        }
    };
    // What nobody sees yet is no part of the page: the script takes it out when the first pledge is noted.
    html! { @if cx.open() { @if cx.mine.is_some() { (second) } @else { template { (second) } } } }
}

fn calendar(cx: &Cx<'_, Pledge>) -> String {
    format!("/s/{}/rappel.ics?step={}", cx.session, cx.plan().id)
}

/// For who has answered: a line for the own calendar.
fn to_keep(cx: &Cx<'_, Pledge>) -> Markup {
    html! {
        div.keep data-change hidden[cx.mine.is_none()] {
            a.btn.quiet href=(calendar(cx)) { (t!(cx.texts, "pledge-calendar")) }
            p.small { (t!(cx.texts, "pledge-calendar-what")) }
        }
    }
}

/// What the person has pledged, and when, the first pledge first.
fn own(cx: &Cx<'_, Pledge>) -> Vec<(Answer, Timestamp)> {
    let Some(seat) = cx.seat else { return vec![] };
    let own = cx.round().of(Owner::Seat(seat));
    own.map(|(_, answer)| (Loaded::<Pledge>::parse(&answer.value), answer.at)).collect()
}

// --- The class's list ----------------------------------------------------------------------------------------------

/// Where the list stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Phone,
    /// Beside the phone's screen.
    Page,
    Stage,
    Remote,
    Report,
}

impl On {
    /// So many words of a practice are seen at once: the stage has them in turn, the remote beside.
    fn most(self) -> usize {
        match self {
            Self::Phone => 3,
            Self::Stage | Self::Remote => 0,
            Self::Page | Self::Report => usize::MAX,
        }
    }
}

/// A practice, how many chose it, and in which words.
struct Ranked<'a> {
    practice: &'a Practice,
    count: u32,
    words: Vec<&'a str>,
}

/// The practices that were chosen, the most chosen first.
fn ranking<'a>(cx: &Cx<'a, Pledge>) -> Vec<Ranked<'a>> {
    let said = said(cx);
    let of = |id: &str| said.iter().filter(|(practice, _)| practice == id).map(|(_, words)| *words).collect();
    let chosen = cx.params.practices.iter().map(|practice| (practice, cx.tally.of(&practice.id)));
    let mut ranking: Vec<Ranked<'_>> = chosen
        .filter(|(_, count)| *count > 0)
        .map(|(practice, count)| Ranked { practice, count, words: of(&practice.id) })
        .collect();
    ranking.sort_by_key(|ranked| Reverse(ranked.count));
    ranking
}

/// The words that everybody may read, with the practice they are of; those in the light first. Nothing tells whose they are.
fn said<'a>(cx: &Cx<'a, Pledge>) -> Vec<(String, &'a str)> {
    let mut shown = cx.shown();
    shown.sort_by_key(|text| Reverse(text.handling.highlighted));
    let said = shown.into_iter().filter_map(|text| {
        let answer = cx.round().answer(text.item.owner, &text.item.key)?;
        Some((Loaded::<Pledge>::parse(&answer.value).practice, &*text.item.text))
    });
    said.collect()
}

/// The list.
fn list(cx: &Cx<'_, Pledge>, on: On) -> Markup {
    let ranking = ranking(cx);
    let top = ranking.first().map_or(1, |first| first.count);
    html! {
        @if ranking.is_empty() { p { (t!(cx.texts, "pledge-nobody")) } }
        ol class={ "ranking" @if ranking.len() > 6 { " many" } } {
            @for Ranked { practice, count, words } in &ranking {
                li {
                    b.l { (practice.title) } (track(f64::from(*count) / f64::from(top))) b.n { (count) }
                    @if on.most() > 0 { ul.words { @for words in words.iter().take(on.most()) { li dir="auto" { (words) } } } }
                    @if on == On::Phone { (doubts(cx, practice)) }
                }
            }
        }
        @let more: usize = ranking.iter().map(|ranked| ranked.words.len().saturating_sub(on.most())).sum();
        @if on == On::Phone && more > 0 { p.links { a href=(cx.aside(WORDS)) { (t!(cx.texts, "pledge-others", n = more)) } } }
    }
}

/// Words one after the other, those in the light first, then a turn for each practice in the order of the list: the stage's
/// script turns them, a pause stops it.
fn in_turn(cx: &Cx<'_, Pledge>) -> Markup {
    let ranking = ranking(cx);
    let longest = ranking.iter().map(|ranked| ranked.words.len()).max().unwrap_or(0);
    let of = |nth: usize| {
        ranking.iter().filter_map(move |ranked| Some((ranked.practice, *ranked.words.get(nth)?)))
    };
    let mut all: Vec<(&Practice, &str)> = (0..longest).flat_map(of).collect();
    let lit: BTreeSet<&str> =
        cx.shown().iter().filter(|text| text.handling.highlighted).map(|text| &*text.item.text).collect();
    all.sort_by_key(|(_, words)| !lit.contains(words));
    let still = cx.state.status == Status::Paused;
    html! {
        ul.turns data-turns[!still] {
            @for (index, (practice, words)) in all.iter().take(IN_TURN).enumerate() {
                li hidden[index > 0] { q class=(parts::size(words)) dir="auto" { (words) } small { (practice.title) } }
            }
        }
        @if all.len() > IN_TURN { p.small { (t!(cx.texts, "pledge-on-phones", n = all.len() - IN_TURN)) } }
    }
}
