//! The wheel on every screen.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use texts::t;

use super::print;
use super::rules::{Params, Sort};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::parts::share;
use crate::parts::wheel::{self, LifeStage};
use crate::placing::look as dressed;
use crate::placing::rules::disputed;
use crate::placing::{By, Card, Place, Placed, Placing, rules, views};
use crate::{Aside, Item, Look, Paper, Present, Section};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([Field::references("cards", "lifecycle-card", 24), Field::word("by", By::WORDS).optional()])
});

/// Aside the wheel there is room for so many cards on either side.
const SIDE: usize = 12;
/// On a side that has more, each stage names so many.
const NAMED: usize = 3;

#[derive(Deserialize)]
struct Fields {
    cards: Vec<String>,
    #[serde(default)]
    by: By,
}

/// A card as it stands in its pack.
#[derive(Deserialize)]
struct PackCard {
    id: String,
    object: String,
    title: String,
    text: String,
    stage: LifeStage,
    #[serde(default)]
    also: Vec<LifeStage>,
    explanation: String,
    #[serde(default)]
    figures: Vec<String>,
}

impl Present for Sort {
    const LOOK: Look = Look {
        everywhere: &[dressed::ALL, look::WHEEL, include_str!("look.css")],
        phone: &[dressed::PHONE, include_str!("phone.css")],
        remote: &[dressed::REMOTE],
        stage: &[dressed::STAGE, include_str!("stage.css")],
        paper: &[include_str!("print.css")],
        report: &[dressed::REPORT],
        script: &[dressed::SCRIPT],
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let objects = objects(pack);
        let card = |card: PackCard| Card {
            label: objects.get(&card.object).map(|title| plain(title, pack)),
            title: plain(&card.title, pack),
            lead: Some(plain(&card.text, pack)),
            place: card.stage,
            also: card.also,
            explanation: markdown::to_html(&card.explanation, Some(pack)),
            figures: card.figures,
            id: card.id,
        };
        let cards = fields.cards.iter().filter_map(|id| pack.read::<PackCard>("lifecycle-card", id));
        Item::only(Params { cards: cards.map(card).collect(), by: fields.by })
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        views::from_form(fields)
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Placed<LifeStage>) -> String {
        views::describe(cx, answer)
    }

    fn marks(answer: &Placed<LifeStage>) -> Vec<String> {
        rules::marks(answer)
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        views::phone(cx)
    }

    fn aside(cx: &Cx<'_, Self>, page: &str) -> Option<Aside> {
        views::aside(cx, page)
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        views::stage(cx)
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        views::remote(cx)
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        views::report(cx)
    }

    fn print(paper: &Paper<'_>, params: &Params) -> Option<Markup> {
        Some(print::sheets(paper, params))
    }
}

/// What cards tell about, by id, in all files of the pack.
fn objects(pack: &Pack) -> BTreeMap<String, String> {
    #[derive(Deserialize)]
    struct File {
        object: Vec<Object>,
    }
    #[derive(Deserialize)]
    struct Object {
        id: String,
        title: String,
    }
    let files = pack.of_kind("lifecycle").filter_map(|item| pack.read::<File>("lifecycle", &item.id));
    files.flat_map(|file| file.object).map(|object| (object.id, object.title)).collect()
}

impl Placing for Sort {
    type Place = LifeStage;

    fn cards(params: &Params) -> &[Card<LifeStage>] {
        &params.cards
    }

    fn by(params: &Params) -> By {
        params.by
    }

    fn name(cx: &Cx<'_, Self>, place: LifeStage) -> String {
        place.name(cx.texts)
    }

    fn class(place: LifeStage) -> &'static str {
        place.phase().word()
    }

    fn sign(place: LifeStage) -> Markup {
        wheel::sign(place)
    }

    fn board(cx: &Cx<'_, Self>) -> Markup {
        html! {
            (wheel::behind(cx.texts))
            @for (index, stage) in LifeStage::ALL.iter().enumerate() {
                button class={ "w" (index) } type="submit" name="_to" value=(stage.word()) { (stage.name(cx.texts)) }
            }
        }
    }

    fn filling(cx: &Cx<'_, Self>, share: f64) -> Markup {
        let label = t!(cx.texts, "wheel-label");
        wheel::ring(cx.texts, &label, |_| share, |stage| wheel::named(cx.texts, stage))
    }

    fn overview(cx: &Cx<'_, Self>) -> Markup {
        let right = [LifeStage::Extraction, LifeStage::Production, LifeStage::Transport];
        let left = [LifeStage::SecondLife, LifeStage::End, LifeStage::Use];
        html! {
            main.overview {
                p.kicker { @if let Some(moved) = views::moved_in_sum(cx) { (moved) } @else { (cx.plan().title) } }
                h1.t3 { (views::agreement(cx)) }
                div.around-the-wheel {
                    (side(cx, left))
                    (agreeing_ring(cx))
                    (side(cx, right))
                }
            }
        }
    }
}

/// The wheel, each stage as full as the class agrees on its cards.
fn agreeing_ring(cx: &Cx<'_, Sort>) -> Markup {
    let counts = |stage: LifeStage| {
        let cards = cx.params.cards.iter().filter(move |card| card.place == stage);
        cards.fold((0, 0), |(agreeing, votes), card| {
            (agreeing + cx.tally.agreeing(card), votes + cx.tally.votes(card))
        })
    };
    let fill = |stage| match counts(stage) {
        (_, 0) => 0.0,
        (agreeing, votes) => f64::from(agreeing) / f64::from(votes),
    };
    let said = |stage| match counts(stage) {
        (_, 0) => String::new(),
        (agreeing, votes) => share(agreeing, votes),
    };
    let told = LifeStage::ALL.iter().map(|&stage| format!("{} {}", stage.name(cx.texts), said(stage)));
    let label = format!("{}\u{a0}: {}", t!(cx.texts, "placing-agree"), told.collect::<Vec<_>>().join(", "));
    wheel::ring(cx.texts, &label, fill, |stage| wheel::words(stage, &[&said(stage)]))
}

/// Three stages under each other, as they stand on this side of the wheel: their cards, the disputed ones first.
fn side(cx: &Cx<'_, Sort>, stages: [LifeStage; 3]) -> Markup {
    let order = disputed(&cx.params.cards, cx.tally);
    let of = |stage: LifeStage| order.iter().filter(move |card| card.place == stage);
    let all: usize = stages.iter().map(|&stage| of(stage).count()).sum();
    let named = if all > SIDE { NAMED } else { all };
    html! {
        div.side.many[all > SIDE / 2] {
            @for stage in stages {
                @let more = of(stage).count().saturating_sub(named);
                section class=(stage.phase().word()) {
                    h2 { (stage.name(cx.texts)) }
                    ul {
                        @for card in of(stage).take(named) {
                            @let (agreeing, votes) = (cx.tally.agreeing(card), cx.tally.votes(card));
                            li.low[agreeing * 2 < votes] { span { (card.title) } b { @if votes > 0 { (share(agreeing, votes)) } } }
                        }
                        @if more > 0 { li { (t!(cx.texts, "placing-more", n = more)) } }
                    }
                }
            }
        }
    }
}
