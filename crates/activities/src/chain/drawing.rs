//! A chain as it is read: who, when, where its value stands, which word changed.

use figures::{Figure, Links, Registry, expand};
use maud::{Markup, PreEscaped, html};
use texts::{Texts, t};

use super::rules::{Change, Hop, Params, Role, Votes};
use super::scale::{Place, Scale};
use crate::parts::{percent, share};

/// On what it is drawn.
#[derive(Clone, Copy)]
pub(super) struct Canvas<'a> {
    pub texts: &'a Texts,
    pub figures: &'a Registry,
    pub links: Links,
}

/// What a drawing shows beside the chain.
#[derive(Clone, Copy, Default)]
pub(super) struct Beside<'a> {
    /// How the room voted.
    pub votes: Option<&'a Votes>,
    /// The hop that somebody pointed at.
    pub mine: Option<&'a str>,
}

impl Canvas<'_> {
    /// A text of the pack with its figures filled in.
    pub fn fill(&self, html: &str) -> PreEscaped<String> {
        PreEscaped(expand(html, self.figures, self.links))
    }

    /// Who says what, when, without links: for what is pressed.
    pub fn told(&self, hop: &Hop) -> Markup {
        html! {
            b { (hop.who) @if let Some(year) = hop.year { ", " (year) } }
            " " (PreEscaped(expand(&hop.said, self.figures, Links::Plain)))
        }
    }

    /// For each hop the place of the value before it, and of its own, where it has one on the scale.
    fn moves(&self, chain: &Params, scale: Option<&Scale<'_>>) -> Vec<(Option<f64>, Option<Place>)> {
        let place = |hop: &Hop| scale?.place(self.figures.figure(hop.figure.as_ref()?)?);
        let mut last = None;
        let with_last = |hop| {
            let now = place(hop);
            let before = last;
            last = now.map(|now| now.value).or(last);
            (before, now)
        };
        chain.hops.iter().map(with_last).collect()
    }

    /// All hops, with what changes at each, and under them what others count, on one axis.
    pub fn chain(&self, chain: &Params, beside: Beside<'_>) -> Markup {
        let scale = Scale::of(chain, self.figures);
        let moves = self.moves(chain, scale.as_ref());
        html! {
            ol.chain {
                @for (hop, (before, now)) in chain.hops.iter().zip(moves) {
                    @let role = chain.role(hop);
                    @let on = beside.mine == Some(&*hop.id);
                    li class=(classes(role, on)) data-value=(hop.id) {
                        (self.who(hop))
                        p.hop-said { (self.fill(&hop.said)) }
                        (place(before, now))
                        @if let Some(votes) = beside.votes { (self.votes(votes, hop)) }
                        (self.change(role))
                    }
                }
            }
            (self.others(chain, scale.as_ref()))
        }
    }

    /// Who says it, when, and whether that was read.
    pub fn who(&self, hop: &Hop) -> Markup {
        html! {
            p.hop-who {
                b { (hop.who) }
                ", " @if let Some(year) = hop.year { (year) } @else { (t!(self.texts, "chain-undated")) }
                @if !hop.verified { " " small.unverified data-small { (t!(self.texts, "not-verified")) } }
            }
        }
    }

    fn votes(&self, votes: &Votes, hop: &Hop) -> Markup {
        let n = votes.of(&hop.id);
        html! { p.hop-votes { (t!(self.texts, "chain-pointed", n = n)) " · " (share(n, votes.answered)) } }
    }

    fn change(&self, role: Role<'_>) -> Markup {
        match role {
            Role::Same => html! {},
            Role::Turn(change) => html! {
                div.hop-change {
                    p.hop-here { (t!(self.texts, "chain-turn")) }
                    (self.becomes(change))
                    (self.reason(change))
                }
            },
            Role::Also(change) => html! { div.hop-change { (self.becomes(change)) (self.reason(change)) } },
        }
    }

    /// The words before, struck out, and the words from now on.
    pub fn becomes(&self, change: &Change) -> Markup {
        html! {
            p.hop-words {
                s { (change.from) } " "
                span.sr { (t!(self.texts, "chain-becomes")) " " }
                mark { (change.to) }
            }
        }
    }

    fn reason(&self, change: &Change) -> Markup {
        html! { div.hop-why { b { (self.setting(change)) "." } " " (self.fill(&change.why)) } }
    }

    /// What kind of change it is.
    pub fn setting(&self, change: &Change) -> String {
        self.texts.get(&format!("chain-kind-{}", change.kind.as_str())).into_owned()
    }

    fn others(&self, chain: &Params, scale: Option<&Scale<'_>>) -> Markup {
        let others = chain.figures.iter().filter_map(|id| self.figures.figure(id));
        html! {
            p.chain-heading { (t!(self.texts, "chain-others")) }
            ul.chain-others {
                @for figure in others {
                    li {
                        p { b { (self.link(figure)) } @if let Some(per) = figure.per() { " " (per) } }
                        p.small { (figure.label) @if !figure.verified { " · " b.unverified { (t!(self.texts, "not-verified")) } } }
                        @if let Some(scale) = scale { (place(None, scale.place(figure))) }
                    }
                }
                @if let Some(scale) = scale { (ticks(scale)) }
            }
        }
    }

    /// What to keep of it, and how to say it.
    pub fn kept(&self, chain: &Params) -> Markup {
        html! {
            dl.chain-kept {
                dt { (t!(self.texts, "chain-lesson")) } dd { (self.fill(&chain.lesson)) }
                dt { (t!(self.texts, "chain-better")) } dd { (self.fill(&chain.better)) }
            }
        }
    }

    fn link(&self, figure: &Figure) -> Markup {
        let text = figure.text();
        let href = self.links.to(&figure.id);
        html! { @if let Some(href) = href { a href=(href) { (text) } } @else { (text) } }
    }
}

/// `2. la presse, 2023`
pub(super) fn named(number: usize, hop: &Hop) -> String {
    let year = hop.year.map(|year| format!(", {year}")).unwrap_or_default();
    format!("{number}. {}{year}", hop.who)
}

fn classes(role: Role<'_>, on: bool) -> String {
    let role = match role {
        Role::Turn(_) => "hop turn",
        Role::Also(_) => "hop also",
        Role::Same => "hop",
    };
    if on { format!("{role} on") } else { role.to_owned() }
}

/// Where a value stands on the chain's axis with its published range, and from where it came. Empty where there is nothing to
/// compare.
fn place(before: Option<f64>, now: Option<Place>) -> Markup {
    let Some(Place { value: now, range }) = now else { return html! {} };
    let moved = before.filter(|before| (before - now).abs() > 0.01);
    html! {
        svg.hop-place aria-hidden="true" {
            line x1="0" x2="100%" y1="50%" y2="50%" {}
            @if let Some([low, high]) = range { line.hop-range x1=(percent(low)) x2=(percent(high)) y1="50%" y2="50%" {} }
            @if let Some(before) = moved {
                line.hop-moved x1=(percent(before)) x2=(percent(now)) y1="50%" y2="50%" {}
                circle.hop-was cx=(percent(before)) cy="50%" r="5" {}
            }
            circle cx=(percent(now)) cy="50%" r="7" {}
        }
    }
}

fn ticks(scale: &Scale<'_>) -> Markup {
    html! {
        li.chain-axis aria-hidden="true" {
            svg.hop-ticks {
                @for (at, text) in scale.ticks() {
                    line x1=(percent(at)) x2=(percent(at)) y2="6" {}
                    text x=(percent(at)) y="1.5em" { (text) }
                }
            }
        }
    }
}
