//! The situation and its questions; then the room's profile, what it decided, and what it would do instead.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Fault, Pack, Segment, StepDoc, WorkshopDoc};
use figures::french;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use texts::{Texts, t};

use super::ask::{self, Filled, word};
use super::profile::{self, Spread, spreads};
use super::rules::{Answer, Bisou, Decision, LETTERS, Method, Params, Situation};
use super::same::{Same, alternatives, that_fit};
use crate::kind::Cx;
use crate::parts::answers::{self, Option as Opt};
use crate::parts::look;
use crate::parts::{self, figures as shown};
use crate::quiz::rows;
use crate::{Item, Look, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::references("situations", "situation", 8)]));

/// What the stage has room for beside the profile: lines and signs on each; more of both in small, where a text is long.
const LARGE: (usize, usize) = (6, 34);
const SMALL: (usize, usize) = (7, 44);

#[derive(Deserialize)]
struct Fields {
    situations: Vec<String>,
}

impl Present for Bisou {
    const LOOK: Look = Look {
        everywhere: &[look::ANSWERS, look::BARS, look::ASKED, look::TYPED, include_str!("look.css")],
        phone: &[include_str!("phone.css")],
        stage: &[include_str!("stage.css")],
        report: &[include_str!("report.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn check(_: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
        if pack.of_kind("bisou-method").next().is_some() {
            return vec![];
        }
        vec![Fault {
            path: vec![Segment::Key("activity".into())],
            found: "bisou".into(),
            expected: "un fichier bisou-method dans le pack".into(),
            help: Some("les cinq lettres et leurs verdicts\u{202f}: bisou/methode.toml".into()),
        }]
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let method = Method::of(pack).expect("a checked pack with a bisou has its method");
        let situations = fields.situations.iter().filter_map(|id| Situation::of(pack, id));
        let item = |situation: Situation| Item {
            suffix: Some(situation.id.clone()),
            title: Some(situation.title.clone()),
            seconds: None,
            params: Params { situation, method: method.clone() },
        };
        situations.map(item).collect()
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        ask::from_form(fields)
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        let scores =
            LETTERS.iter().zip(answer.scores.0).map(|(letter, score)| format!("{letter}\u{a0}{score}"));
        let mut said =
            format!("{} ({})", word(cx.texts, answer.decision), scores.collect::<Vec<_>>().join(", "));
        if let Some(alternative) = &answer.alternative {
            said = t!(cx.texts, "bisou-noted", said = said, alternative = alternative.as_str());
        }
        said
    }

    /// `B=3` is both a place in the profile and a field of the form.
    fn marks(answer: &Answer) -> Vec<String> {
        let scores = LETTERS.iter().zip(answer.scores.0).map(|(letter, score)| format!("{letter}={score}"));
        let decision = answer.decision.choice().letter().to_owned();
        let alternative = format!("alternative={}", answer.alternative.as_deref().unwrap_or_default());
        scores.chain([decision, alternative]).collect()
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        if cx.revealed() {
            return html! {
                (parts::phone::noted(cx))
                h1 { (cx.params.situation.title) }
                (own_profile(cx))
                (answers::outcome(cx, &options(&words(cx)), &decided(cx), &decisions(cx), cx.tally.answered))
                (found(cx))
                p.links { a href="/bisou" { (t!(cx.texts, "bisou-alone-link")) } }
            };
        }
        html! {
            (parts::phone::noted(cx))
            h1 { (cx.params.situation.title) }
            p { (cx.params.situation.text) }
            (parts::phone::form(cx, "asked", &html! {
                (ask::questions(cx.texts, &cx.params.method, &Filled::with(cx.mine.as_ref()), cx.open()))
                button.btn.leaf type="submit" disabled[!cx.open()] { (t!(cx.texts, "send")) }
            }))
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let Params { situation, method } = cx.params;
        if !cx.revealed() {
            return html! {
                main.bisou {
                    h1 class=(parts::size(&situation.title)) { (situation.title) }
                    p class={ "lead " (parts::size(&situation.text)) } { (situation.text) }
                    ol.letters { @for letter in &method.letters { li { b.initial { (letter.letter) } b { (letter.name) } span { (letter.question) } } } }
                }
            };
        }
        html! {
            main.bisou.shown {
                h1 class=(parts::size(&situation.title)) { (situation.title) }
                div.pair {
                    @match spreads(&cx.tally.scores) {
                        Some(spreads) => div.profile { (profile::of_class(cx.texts, &method.letters, &spreads)) (profile::table(cx.texts, &method.letters, &spreads)) },
                        None => p.lead { (t!(cx.texts, "poll-nobody")) },
                    }
                    div.decided {
                        (answers::bars(cx, &options(&words(cx)), &decisions(cx), cx.tally.answered))
                        (on_stage(cx))
                    }
                }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        let Params { situation, method } = cx.params;
        html! {
            (answers::bars(cx, &options(&words(cx)), &decisions(cx), cx.tally.answered))
            @if let Some(spreads) = spreads(&cx.tally.scores) { p.small { (in_short(cx, &spreads)) } }
            details #bisou-advice {
                summary { (t!(cx.texts, "bisou-advice")) }
                dl.facts {
                    @for (letter, hint) in method.letters.iter().zip(situation.hints.all()) { dt { (letter.letter) ". " (letter.name) } dd { (hint) } }
                    dt { (t!(cx.texts, "bisou-if-ai")) } dd { (situation.if_ai) }
                    dt { (t!(cx.texts, "bisou-without")) } @for way in &situation.alternatives { dd { (way) } }
                }
            }
            p.note { (situation.discuss) }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let Params { situation, method } = cx.params;
        let words = words(cx);
        let options = options(&words);
        let [avec, sans, later] = cx.tally.decisions;
        let spreads = spreads(&cx.tally.scores);
        let mut table =
            spreads.map_or_else(Vec::new, |spreads| profile::rows(cx.texts, &method.letters, &spreads));
        table.extend(rows(&options, [avec, sans, later, 0]));
        table.extend(alternatives(cx).into_iter().map(|Same { text, count, .. }| TableRow {
            label: text,
            value: f64::from(count),
            unit: "answers".into(),
            right: None,
        }));
        Section {
            question: Some(situation.text.clone()),
            body: html! {
                @if let Some(spreads) = spreads { div.profile { (profile::of_class(cx.texts, &method.letters, &spreads)) (profile::table(cx.texts, &method.letters, &spreads)) } }
                (answers::bars(cx, &options, &decisions(cx), cx.tally.answered))
                (listed(cx.texts, &alternatives(cx).iter().collect::<Vec<_>>(), 0, ""))
            },
            explanation: html! {
                h3 { (t!(cx.texts, "bisou-without")) }
                ul { @for way in &situation.alternatives { li { (way) } } }
                h3 { (t!(cx.texts, "bisou-if-ai")) }
                p { (situation.if_ai) }
                (shown::list(cx, &situation.figures))
            },
            table,
            figures: situation.figures.clone(),
        }
    }
}

fn words(cx: &Cx<'_, Bisou>) -> [String; 3] {
    Decision::ALL.map(|decision| word(cx.texts, decision))
}

fn options(words: &[String; 3]) -> Vec<Opt<'_>> {
    let all = Decision::ALL.into_iter().zip(words);
    all.map(|(decision, text)| Opt { choice: decision.choice(), text, right: None }).collect()
}

fn decisions(cx: &Cx<'_, Bisou>) -> [u32; 4] {
    let [avec, sans, later] = cx.tally.decisions;
    [avec, sans, later, 0]
}

fn decided(cx: &Cx<'_, Bisou>) -> Vec<crate::Choice> {
    cx.mine.iter().map(|answer| answer.decision.choice()).collect()
}

/// The person's own places among those of the room.
fn own_profile(cx: &Cx<'_, Bisou>) -> Markup {
    let own = cx.mine.as_ref().map(|answer| answer.scores.0);
    html! {
        ol.profiles {
            @for (index, (letter, counts)) in cx.params.method.letters.iter().zip(&cx.tally.scores.0).enumerate() {
                li {
                    b { (letter.letter) ". " (letter.name) }
                    (profile::strip(cx.texts, letter, counts, own.map(|scores| scores[index])))
                    p.ends { span { (letter.low) } span { (letter.high) } }
                }
            }
        }
    }
}

/// What the room found, behind a tap.
fn found(cx: &Cx<'_, Bisou>) -> Markup {
    let all = alternatives(cx);
    html! {
        @if !all.is_empty() {
            details #bisou-found { summary { (t!(cx.texts, "bisou-found", n = all.len())) } (list(&all.iter().collect::<Vec<_>>())) }
        }
    }
}

/// What the room found, as far as the stage has room.
fn on_stage(cx: &Cx<'_, Bisou>) -> Markup {
    let all = alternatives(cx);
    let is_long = |same: &Same| same.text.chars().count() > LARGE.0 * LARGE.1 / 2;
    let ((lines, signs), size) = if all.iter().any(is_long) { (SMALL, "t4") } else { (LARGE, "t3") };
    let shown = that_fit(&all, lines, signs);
    listed(cx.texts, &shown, all.len() - shown.len(), size)
}

fn listed(texts: &Texts, shown: &[&Same], left: usize, size: &str) -> Markup {
    html! {
        @if !shown.is_empty() || left > 0 {
            section class={ "found " (size) } {
                h2 { (t!(texts, "bisou-instead")) }
                (list(shown))
                @if left > 0 { p.small { (t!(texts, "and-more", n = left)) } }
            }
        }
    }
}

fn list(all: &[&Same]) -> Markup {
    html! { ul { @for same in all { li class=[same.lit.then_some("lit")] dir="auto" { (same.text) @if same.count > 1 { " " b.times { "×\u{202f}" (same.count) } } } } } }
}

/// `B 3 · I 1 · S 2 · O 0 · U 3,5`
fn in_short(cx: &Cx<'_, Bisou>, spreads: &[Spread; 5]) -> String {
    let letters = LETTERS.iter().zip(spreads);
    let middles = letters.map(|(letter, one)| format!("{letter}\u{a0}{}", french::number(one.middle)));
    format!("{} {}", t!(cx.texts, "poll-median"), middles.collect::<Vec<_>>().join(" · "))
}
