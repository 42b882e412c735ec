//! `badge`: a code for who wants the badge, and what to hand in. The credential itself is given later, against that code.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc};
use maud::{Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use texts::t;
use workshop::{Act, Activity, Dice, Entry, NoAnswer, Robot, SeatId, SeatNo, Traits, ValueError};

use crate::freeze::plain;
use crate::kind::Cx;
use crate::{Item, Look, Present, Section, TableRow, parts};

/// The kind.
pub struct Badge;

/// What the badge asks for.
#[derive(Serialize, Deserialize)]
pub struct Params {
    title: String,
    description: String,
    criteria: Vec<String>,
    evidence: String,
    #[serde(default)]
    evidence_examples: Vec<String>,
    #[serde(default)]
    not_accepted: Vec<String>,
}

/// Letters that look like no other, as in the codes of sessions.
const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The code by which somebody claims the badge later: eight letters, made of the seat's public name.
///
/// The name is a hash of the device's secret and of the session (SHA-256, cut to 128 bits): nobody in the room can tell the
/// code of somebody else, and the same phone finds its own again.
pub fn claim_code(seat: SeatId) -> String {
    let mut rest = seat.0[8..].iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let mut code = String::with_capacity(9);
    for place in 0..8 {
        if place == 4 {
            code.push('-');
        }
        code.push(char::from(LETTERS[(rest % 24) as usize]));
        rest /= 24;
    }
    code
}

impl Activity for Badge {
    const KIND: &'static str = "badge";
    const TRAITS: Traits = Traits { screen: true, sheets: true, claims: true, ..Traits::NONE };
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

    fn play(_: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        if robot.dice.chance(0.6) { vec![Act::Claim] } else { vec![] }
    }
}

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::reference("badge", "badge")]));

#[derive(Deserialize)]
struct Fields {
    badge: String,
}

impl Present for Badge {
    const LOOK: Look =
        Look { phone: &[include_str!("phone.css")], stage: &[include_str!("stage.css")], ..Look::PLAIN };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let mut params: Params =
            pack.read("badge", &fields.badge).expect("a checked step names a badge of the pack");
        for text in [&mut params.title, &mut params.description, &mut params.evidence] {
            *text = plain(text, pack);
        }
        for list in [&mut params.criteria, &mut params.evidence_examples, &mut params.not_accepted] {
            list.iter_mut().for_each(|text| *text = plain(text, pack));
        }
        Item::only(params)
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        html! {
            h1 { (cx.params.title) }
            p { (cx.params.description) }
            @if let Some(seat) = cx.seat.filter(|seat| seat.index() < cx.state.seats.len()) { (own(cx, seat)) }
            details.sources {
                summary { (t!(cx.texts, "badge-criteria")) }
                ul.body { @for criterion in &cx.params.criteria { li { (criterion) } } }
            }
            (evidence(cx))
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        html! {
            main.for-badge {
                div {
                    h1 class=(parts::size(&cx.params.title)) { (cx.params.title) }
                    ul.body { @for criterion in cx.params.criteria.iter().take(4) { li { (criterion) } } }
                    p class={ "lead " (parts::size(&cx.params.evidence)) } { b { (t!(cx.texts, "badge-evidence")) } " " (cx.params.evidence) }
                    p.kicker { (t!(cx.texts, "badge-on-phones", n = cx.step_state().claims.len())) }
                }
                figure {
                    (PreEscaped(&cx.room.qr))
                    figcaption { (t!(cx.texts, "badge-to-code")) br; b { (cx.room.address) } " · " b.code-small { (cx.room.code) } }
                }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        html! { p { (t!(cx.texts, "badge-wanted", n = cx.step_state().claims.len())) } }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let wanted: Vec<(String, Option<&str>)> = cx
            .step_state()
            .claims
            .iter()
            .filter_map(|seat| cx.state.seats.get(seat.index()))
            .map(|seat| (claim_code(seat.id), seat.name.as_deref()))
            .collect();
        let row = |(code, _): &(String, Option<&str>)| TableRow {
            label: code.clone(),
            value: 1.0,
            unit: "claims".into(),
            right: None,
        };
        Section {
            question: Some(cx.params.title.clone()),
            body: html! {
                p { (t!(cx.texts, "badge-wanted", n = wanted.len())) }
                ul.body { @for (code, name) in &wanted { li { code { (code) } @if let Some(name) = name { " · " (name) } } } }
                p { b { (t!(cx.texts, "badge-evidence")) } " " (cx.params.evidence) }
            },
            table: wanted.iter().map(row).collect(),
            ..Section::default()
        }
    }
}

/// The person's own code, and whether they want the badge.
fn own(cx: &Cx<'_, Badge>, seat: SeatNo) -> Markup {
    let wanted = cx.step_state().claims.contains(&seat);
    html! {
        form.card method="post" action={ "/s/" (cx.session) "/v/" (cx.plan().id) } data-form {
            @if wanted {
                p.noted role="status" { span aria-hidden="true" { "✓ " } (t!(cx.texts, "badge-claimed")) }
                p.claim { (claim_code(cx.state.seats[seat.index()].id)) }
                p.small { (t!(cx.texts, "badge-keep")) }
                button.btn.quiet type="submit" name="value" value="0" { (t!(cx.texts, "badge-unclaim")) }
            } @else {
                p { (t!(cx.texts, "badge-free")) }
                button.btn.leaf type="submit" name="value" value="1" { (t!(cx.texts, "badge-claim")) }
            }
        }
    }
}

fn evidence(cx: &Cx<'_, Badge>) -> Markup {
    html! {
        section.stack {
            h2 { (t!(cx.texts, "badge-evidence")) }
            p { (cx.params.evidence) }
            @if !cx.params.evidence_examples.is_empty() {
                details { summary { (t!(cx.texts, "badge-examples")) } ul.body { @for example in &cx.params.evidence_examples { li { (example) } } } }
            }
            @if !cx.params.not_accepted.is_empty() {
                details { summary { (t!(cx.texts, "badge-not-accepted")) } ul.body { @for example in &cx.params.not_accepted { li { (example) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_code_has_eight_letters_is_the_same_again_and_nobody_elses() {
        let seat = |n: u64| {
            let mut id = [7; 16];
            id[8..].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
            SeatId(id)
        };
        let codes: BTreeSet<String> = (0..2000).map(|n| claim_code(seat(n))).collect();
        assert_eq!(codes.len(), 2000);
        assert!(codes.iter().all(|code| code.len() == 9 && code.as_bytes()[4] == b'-'));
        assert_eq!(claim_code(SeatId([0; 16])), "AAAA-AAAA");
        assert_eq!(claim_code(SeatId([0xff; 16])), claim_code(SeatId([0xff; 16])));
    }
}
