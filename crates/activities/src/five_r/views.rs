//! The five columns on every screen.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use workshop::{Loaded, Round};

use super::print;
use super::rules::{Column, FiveR, Params, R};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::parts::percent;
use crate::placing::look as dressed;
use crate::placing::{By, Card, Place, Placed, Placing, Tally, rules, views};
use crate::{Aside, Item, Look, Paper, Present, Section};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([Field::references("actions", "action", 24), Field::word("by", By::WORDS).optional()])
});

#[derive(Deserialize)]
struct Fields {
    actions: Vec<String>,
    #[serde(default)]
    by: By,
}

/// An action as it stands in its pack.
#[derive(Deserialize)]
struct PackAction {
    id: String,
    text: String,
    r: R,
    #[serde(default)]
    also: Vec<R>,
    explanation: String,
}

impl Present for FiveR {
    const LOOK: Look = Look {
        everywhere: &[dressed::ALL, look::BARS, include_str!("look.css")],
        phone: &[dressed::PHONE, include_str!("phone.css")],
        remote: &[dressed::REMOTE],
        stage: &[dressed::STAGE, include_str!("stage.css")],
        report: &[dressed::REPORT],
        script: &[dressed::SCRIPT],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let action = |action: PackAction| Card {
            label: None,
            title: plain(&action.text, pack),
            lead: None,
            place: action.r,
            also: action.also,
            explanation: markdown::to_html(&action.explanation, Some(pack)),
            figures: vec![],
            id: action.id,
        };
        let actions = fields.actions.iter().filter_map(|id| pack.read::<PackAction>("action", id));
        let columns = columns(pack, fields.actions.first().map_or("", String::as_str));
        Item::only(Params { actions: actions.map(action).collect(), columns, by: fields.by })
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        views::from_form(fields)
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Placed<R>) -> String {
        views::describe(cx, answer)
    }

    fn marks(answer: &Placed<R>) -> Vec<String> {
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

/// The five columns as the file of this action describes them.
fn columns(pack: &Pack, action: &str) -> Vec<Column> {
    #[derive(Deserialize)]
    struct File {
        r: Vec<Described>,
        action: Vec<Named>,
    }
    #[derive(Deserialize)]
    struct Described {
        id: R,
        name: String,
        text: String,
    }
    #[derive(Deserialize)]
    struct Named {
        id: String,
    }
    let mut files = pack.of_kind("five-r").filter_map(|item| pack.read::<File>("five-r", &item.id));
    let file = files.find(|file| file.action.iter().any(|named| named.id == action));
    let told = file.map_or_else(Vec::new, |file| file.r);
    let column = |r: &R| {
        let described = told.iter().find(|described| described.id == *r);
        let (title, text) = described.map_or((r.word(), ""), |one| (&one.name, &one.text));
        Column { id: *r, title: plain(title, pack), lead: plain(text, pack) }
    };
    R::ALL.iter().map(column).collect()
}

impl Placing for FiveR {
    type Place = R;

    fn cards(params: &Params) -> &[Card<R>] {
        &params.actions
    }

    fn by(params: &Params) -> By {
        params.by
    }

    fn name(cx: &Cx<'_, Self>, place: R) -> String {
        cx.params
            .columns
            .iter()
            .find(|column| column.id == place)
            .map_or_else(String::new, |column| column.title.clone())
    }

    fn class(place: R) -> &'static str {
        ["r1", "r2", "r3", "r4", "r5"][place.index()]
    }

    fn sign(place: R) -> Markup {
        html! { svg.shape viewBox="0 0 40 40" aria-hidden="true" { rect x="3" y="3" width="34" height="34" rx="9" {} text x="20" y="25.5" { (place.index() + 1) } } }
    }

    fn board(cx: &Cx<'_, Self>) -> Markup {
        html! { @for column in &cx.params.columns {
            button class=(Self::class(column.id)) type="submit" name="_to" value=(column.id.word()) { (column.title) }
        } }
    }

    fn filling(cx: &Cx<'_, Self>, share: f64) -> Markup {
        html! {
            ol.columns { @for column in &cx.params.columns {
                li class=(Self::class(column.id)) {
                    (bar(&[share]))
                    h2 { (Self::sign(column.id)) " " (column.title) }
                    p data-small { (column.lead) }
                }
            } }
        }
    }

    fn overview(cx: &Cx<'_, Self>) -> Markup {
        let before = before(cx);
        let votes: Vec<&Tally<R>> = before.into_iter().chain([cx.tally]).collect();
        let most = votes
            .iter()
            .flat_map(|tally| R::ALL.iter().map(|r| tally.in_place(*r)))
            .max()
            .unwrap_or(0)
            .max(1);
        html! {
            main.overview {
                p.kicker { (cx.plan().title) }
                h1.t3 { (views::agreement(cx)) }
                ol.columns.counted { @for column in &cx.params.columns {
                    @let counts: Vec<u32> = votes.iter().map(|tally| tally.in_place(column.id)).collect();
                    @let shares: Vec<f64> = counts.iter().map(|count| f64::from(*count) / f64::from(most)).collect();
                    li class=(Self::class(column.id)) {
                        b.n { @for (index, count) in counts.iter().enumerate() { @if index > 0 { " → " } (count) } }
                        (bar(&shares))
                        h2 { (Self::sign(column.id)) " " (column.title) }
                    }
                } }
                @if let Some(moved) = views::moved_that_fits(cx) { (moved) } @else { (views::disputed_that_fit(cx)) }
            }
        }
    }
}

/// What the room said in the vote before this one.
fn before<'a>(cx: &Cx<'a, FiveR>) -> Option<&'a Tally<R>> {
    let rounds: &'a [Round] = &cx.state.steps[cx.step].rounds;
    let [.., before, _] = rounds else { return None };
    Some(Loaded::<FiveR>::tally(&*before.tally))
}

/// A column's bar, or one for each vote; the last is the full one.
fn bar(shares: &[f64]) -> Markup {
    let width = 1.0 / shares.len() as f64;
    html! {
        svg.column aria-hidden="true" {
            @for (index, share) in shares.iter().enumerate() {
                rect.before[index + 1 < shares.len()] x=(percent(index as f64 * width)) width=(percent(width)) y=(percent(1.0 - share)) height=(percent(*share)) {}
            }
        }
    }
}
