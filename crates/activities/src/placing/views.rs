//! Cards on every screen: in hand on the phone, as a picture that fills on the stage, the disputed ones first everywhere.

use maud::{Markup, html};
use serde_json::Value;
use texts::t;
use workshop::{Activity, Loaded, Owner};

use super::moves::{Change, Move, change};
use super::rules::{self, disputed};
use super::{By, Card, Place, Placed, Tally};
use crate::kind::Cx;
use crate::parts::{self, groups, share, track};
use crate::{Aside, Present, Section, TableRow};

/// The page that has all cards after the reveal.
const ALL: &str = "cartes";
/// So many disputed cards stand on the phone after the reveal.
const TOLD_FIRST: usize = 6;
/// So many disputed cards and so many moves are told on the remote at once.
const FIRST: usize = 3;
/// The report tells so many moves in words; its tables tell all.
const TOLD: usize = 12;

/// A kind that puts cards into places: which, and how the places look.
pub(crate) trait Placing:
    Present + Activity<Answer = Placed<<Self as Placing>::Place>, Tally = Tally<<Self as Placing>::Place>>
{
    /// Where cards go.
    type Place: Place;

    /// The cards of a step.
    fn cards(params: &Self::Params) -> &[Card<Self::Place>];

    /// Who places.
    fn by(params: &Self::Params) -> By;

    /// What people call a place.
    fn name(cx: &Cx<'_, Self>, place: Self::Place) -> String;

    /// The class of its colour.
    fn class(place: Self::Place) -> &'static str;

    /// The place as a small drawing beside its name.
    fn sign(place: Self::Place) -> Markup;

    /// The places on a phone, each to be pressed (`data-to`).
    fn board(cx: &Cx<'_, Self>) -> Markup;

    /// The places on the stage, all as full as the room has got: nothing is told of who put what where.
    fn filling(cx: &Cx<'_, Self>, share: f64) -> Markup;

    /// The whole on the stage after the reveal: the reference and the class.
    fn overview(cx: &Cx<'_, Self>) -> Markup;
}

/// A word of the catalogue in the wording of the kind: `sort-lead`, `five-r-lead`.
fn word<A: Placing>(cx: &Cx<'_, A>, what: &str) -> String {
    cx.texts.get(&format!("{}-{what}", A::KIND)).into_owned()
}

fn counted<A: Placing>(cx: &Cx<'_, A>, what: &str, n: u32, of: u32) -> String {
    t!(cx.texts, &format!("{}-{what}", A::KIND), n = n, of = of)
}

fn cards<'a, A: Placing>(cx: &Cx<'a, A>) -> &'a [Card<A::Place>] {
    A::cards(cx.params)
}

// --- An answer -----------------------------------------------------------------------------------------------------

/// How many are placed; for the facilitator, which where.
pub(crate) fn describe<A: Placing>(cx: &Cx<'_, A>, answer: &Placed<A::Place>) -> String {
    if !cx.facilitator {
        return counted(cx, "noted", answer.placements.len() as u32, cards(cx).len() as u32);
    }
    let placed = cards(cx).iter().filter_map(|card| Some((card, *answer.placements.get(&card.id)?)));
    let told = placed.map(|(card, place)| format!("{}\u{a0}→ {}", card.title, A::name(cx, place)));
    told.collect::<Vec<_>>().join("\u{202f}; ")
}

// --- The phone -----------------------------------------------------------------------------------------------------

/// The cards in hand and the places; then one's own placing against the reference.
pub(crate) fn phone<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    if cx.revealed() {
        return outcome(cx);
    }
    let together = A::by(cx.params) == By::Group;
    html! {
        h1 { (cx.plan().title) }
        // What is noted takes the place of the hint: nothing moves under the thumb.
        div.lean {
            @if together { (noted_together(cx)) } @else { (parts::phone::noted(cx)) }
            @if cx.open() { p.hint { (word(cx, "hint")) } }
        }
        @if together { (shared(cx)) } @else { (parts::phone::form(cx, "placing", &hand(cx))) }
    }
}

/// What stands for the group, whoever of it placed it: drawn by the server for each group.
fn noted_together<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    html! {
        @if let Some(mine) = &cx.mine { p.noted { span aria-hidden="true" { "✓ " } (t!(cx.texts, "placing-together")) " " b { (describe(cx, mine)) } } }
        @if !cx.open() { p.notice { (t!(cx.texts, "answers-closed")) } }
    }
}

/// The form of a group's phones. Each press is sent by itself, to be joined with what the others have placed, so that it needs
/// no revision.
fn shared<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    html! {
        form.placing method="post" action={ "/s/" (cx.session) "/a/" (cx.plan().id) } data-form data-many {
            input type="hidden" name="_round" value=(cx.step_state().rounds.len() - 1);
            (hand(cx))
        }
    }
}

/// Radio buttons for the card in hand, buttons for the places. Alone, a press sends all: one field tells where each card is.
fn hand<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    let (open, rounds) = (cx.open(), cx.step_state().rounds.len());
    let alone = A::by(cx.params) == By::Seat;
    let mine = own::<A>(cx);
    let place = |card: &Card<A::Place>| mine.as_ref().and_then(|mine| mine.placements.get(&card.id)).copied();
    let next = cards(cx).iter().position(|card| place(card).is_none()).unwrap_or(0);
    let before = rounds.checked_sub(2).map(|round| format!("{}#{round}", cx.plan().id));
    let placed = mine.as_ref().map(rules::placed);
    html! {
        // The enter key presses the first button of a form: this one puts nothing anywhere.
        button type="submit" hidden {}
        // What one placed alone is sent as a whole, and stays through each view that comes.
        @if alone { input type="text" hidden name="_placed" value=[&placed]; }
        div.hand.closed[!open] role="radiogroup" aria-label=(word(cx, "cards")) data-before=[before] {
            @for (index, card) in cards(cx).iter().enumerate() {
                @let place = place(card);
                @let nth = format!("{}\u{a0}/\u{a0}{}", index + 1, cards(cx).len());
                @let nth = card.label.as_ref().map_or_else(|| nth.clone(), |label| format!("{label} · {nth}"));
                label class=[place.map(|_| "on")] data-n=(nth) data-at=[place.map(Place::word)] data-place=[place.map(|place| A::name(cx, place))] data-value=[alone.then_some(&card.id)] draggable=[open.then_some("true")] {
                    input type="radio" name="_card" value=(card.id) checked[index == next] disabled[!open];
                    b { (card.title) }
                    @if let Some(lead) = &card.lead { (lead) }
                }
            }
        }
        @if open {
            div class={ "board " (A::KIND) } role="group" aria-label=(word(cx, "places")) { (A::board(cx)) }
            @if rounds > 1 { button.btn.leaf type="submit" name=[(!alone).then_some("_placed")] value=[placed.filter(|_| !alone)] { (t!(cx.texts, "placing-keep")) } }
        }
    }
}

/// What the person placed in this vote; else what they placed in the one before, to go on from.
fn own<A: Placing>(cx: &Cx<'_, A>) -> Option<Placed<A::Place>> {
    let before = || cx.state.before(cx.workshop, cx.step, cx.seat?).map(|answer| &answer.value);
    cx.mine().or_else(before).map(Loaded::<A>::parse)
}

/// The cards that the room disagrees about most, with what is said of them; the others by their place, a line each. A page
/// beside it says the same of all.
fn outcome<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    let disputed = disputed(cards(cx), cx.tally);
    let (first, rest) = disputed.split_at(disputed.len().min(TOLD_FIRST));
    let of = |place| {
        let titles = rest.iter().filter(|card| card.place == place).map(|card| card.title.as_str());
        titles.collect::<Vec<_>>().join(" · ")
    };
    let others =
        A::Place::ALL.iter().map(|&place| (place, of(place))).filter(|(_, titles)| !titles.is_empty());
    html! {
        h1 { (cx.plan().title) }
        p { (agreement(cx)) }
        p.small { (t!(cx.texts, "placing-why")) }
        (told_cards(cx, first))
        @if !rest.is_empty() {
            h2 { (word(cx, "others")) }
            dl.others { @for (place, titles) in others { dt class={ "at " (A::class(place)) } { (A::name(cx, place)) } dd { (titles) } } }
            p.links { a href=(cx.aside(ALL)) { (t!(cx.texts, "placing-all", n = cards(cx).len())) } }
        }
    }
}

/// The page beside the outcome, all cards in their order; beside the remote, those that it does not show.
pub(crate) fn aside<A: Placing>(cx: &Cx<'_, A>, page: &str) -> Option<Aside> {
    if page == ALL && cx.facilitator {
        return Some(others(cx));
    }
    let all: Vec<_> = cards(cx).iter().collect();
    let title = || cx.plan().title.clone();
    (page == ALL && cx.revealed()).then(|| Aside { title: title(), body: told_cards(cx, &all) })
}

fn told_cards<A: Placing>(cx: &Cx<'_, A>, cards: &[&Card<A::Place>]) -> Markup {
    html! {
        ul.outcome data-you=(t!(cx.texts, "placing-you")) data-places=(names(cx)) { @for card in cards { li { (outcome_of(cx, card)) } } }
    }
}

/// What each place is called, for the page's script.
fn names<A: Placing>(cx: &Cx<'_, A>) -> String {
    let names = A::Place::ALL.iter().map(|&place| (place.word().to_owned(), A::name(cx, place).into()));
    serde_json::Value::Object(names.collect()).to_string()
}

/// One card after the reveal: its reference and, where the page's script or the server knows it, one's own place.
fn outcome_of<A: Placing>(cx: &Cx<'_, A>, card: &Card<A::Place>) -> Markup {
    let own = cx.mine.as_ref().and_then(|mine| mine.placements.get(&card.id)).copied();
    let right = own.is_some_and(|place| card.accepts(place));
    let accepted = A::Place::ALL.iter().filter(|place| card.accepts(**place)).map(|place| place.word());
    html! {
        details {
            summary {
                b { (card.title) }
                span class={ "at " (A::class(card.place)) } { (A::name(cx, card.place)) }
                span.own.right[right] data-own=(card.id) data-accepts=(accepted.collect::<Vec<_>>().join(" ")) {
                    @if let Some(place) = own { (if right { "✓" } else { "≠" }) " " (t!(cx.texts, "placing-you")) " " (A::name(cx, place)) }
                }
            }
            (cx.figure_text(&card.explanation))
            (defended(cx, card))
            p.small { (t!(cx.texts, "placing-room")) " " (said(cx, card, usize::MAX)) }
        }
    }
}

// --- What the room says --------------------------------------------------------------------------------------------

/// The share of all placements that stand where the reference accepts them, in words.
pub(crate) fn agreement<A: Placing>(cx: &Cx<'_, A>) -> String {
    let agreeing = cards(cx).iter().map(|card| cx.tally.agreeing(card)).sum();
    match cx.tally.placements() {
        0 => t!(cx.texts, "placing-nobody").into_owned(),
        all => t!(cx.texts, "placing-agreement", share = share(agreeing, all)),
    }
}

/// How many placed everything, as people or as groups.
fn complete<A: Placing>(cx: &Cx<'_, A>) -> String {
    t!(cx.texts, "placing-complete", n = cx.tally.complete, of = cx.state.expected(cx.workshop, cx.step))
}

/// The places that matter for a card: where it was put, and where it may stand.
fn told<'a, A: Placing>(
    cx: &'a Cx<'_, A>,
    card: &'a Card<A::Place>,
) -> impl Iterator<Item = (A::Place, u32)> + 'a {
    let counts = A::Place::ALL.iter().map(|&place| (place, cx.tally.count(card, place)));
    counts.filter(|(place, count)| *count > 0 || card.accepts(*place))
}

/// `production 62 %, utilisation 31 %`: where most put a card.
fn said<A: Placing>(cx: &Cx<'_, A>, card: &Card<A::Place>, places: usize) -> String {
    let votes = cx.tally.votes(card);
    let mut counts: Vec<_> = told(cx, card).filter(|(_, count)| *count > 0).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if counts.is_empty() {
        return t!(cx.texts, "placing-nobody").into_owned();
    }
    let said = counts
        .into_iter()
        .take(places)
        .map(|(place, count)| format!("{} {}", A::name(cx, place), share(count, votes)));
    said.collect::<Vec<_>>().join(", ")
}

fn defended<A: Placing>(cx: &Cx<'_, A>, card: &Card<A::Place>) -> Markup {
    let names: Vec<String> = card.also.iter().map(|place| A::name(cx, *place)).collect();
    html! { @if !names.is_empty() { p.small { (t!(cx.texts, "placing-also", places = names.join(", "))) } } }
}

/// The class's placing of a card as bars, its reference marked.
fn bars<A: Placing>(cx: &Cx<'_, A>, card: &Card<A::Place>) -> Markup {
    let votes = cx.tally.votes(card);
    html! {
        ul.bars {
            @for (place, count) in told(cx, card) {
                li class={ "bar " (A::class(place)) @if place == card.place { " right" } } {
                    (A::sign(place))
                    span.l {
                        (A::name(cx, place))
                        @if place == card.place { " " b.tick { "✓" span.sr { " " (t!(cx.texts, "placing-reference")) } } }
                        @else if card.accepts(place) { " " small data-small { (t!(cx.texts, "placing-defended")) } }
                    }
                    (track(if votes == 0 { 0.0 } else { f64::from(count) / f64::from(votes) }))
                    b.n { (share(count, votes)) }
                }
            }
        }
    }
}

// --- The stage -----------------------------------------------------------------------------------------------------

/// A picture that fills; after the reveal the whole, then the disputed cards one by one.
pub(crate) fn stage<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    if !cx.revealed() {
        return filling(cx);
    }
    let point = cx.state.position.filter(|place| place.step == cx.step).map_or(0, |place| place.point);
    let pages = usize::from(rules::pages(cards(cx)));
    let page = usize::from(point).min(pages);
    match page.checked_sub(1) {
        Some(index) => dispute(cx, disputed(cards(cx), cx.tally)[index], page, pages),
        None => A::overview(cx),
    }
}

fn filling<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    let placed = cx.tally.placements();
    let all = cx.state.expected(cx.workshop, cx.step) * cards(cx).len();
    let done = if all == 0 { 0.0 } else { f64::from(placed) / all as f64 };
    html! {
        main class={ "filling " (A::KIND) } {
            div.tell {
                h1 class=(parts::size(&cx.plan().title)) { (cx.plan().title) }
                p.lead { (t!(cx.texts, &format!("{}-lead", A::KIND), n = cards(cx).len())) }
                p.bigcount { b { (placed) } " " (counted(cx, "placed", placed, 0)) }
                p.lead { (complete(cx)) }
            }
            (A::filling(cx, done))
        }
    }
}

fn dispute<A: Placing>(cx: &Cx<'_, A>, card: &Card<A::Place>, page: usize, pages: usize) -> Markup {
    html! {
        main.dispute {
            p.kicker {
                (t!(cx.texts, "placing-dispute", n = page, of = pages))
                @if let Some(label) = &card.label { " · " (label) }
            }
            h1 class=(parts::size(&card.title)) { (card.title) }
            (bars(cx, card))
            div class={ "lead why " (parts::size(&card.explanation)) } { (cx.figure_text(&card.explanation)) }
        }
    }
}

/// The first disputed cards, as many as fit below a picture: where most put each, and its reference.
pub(crate) fn disputed_that_fit<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    let sorted = disputed(cards(cx), cx.tally).into_iter();
    let disputed = sorted.filter(|card| cx.tally.count(card, card.place) < cx.tally.votes(card));
    html! {
        ul.disputed {
            @for card in that_fit(disputed, 6, |card| card) {
                li { b { (card.title) } " " span { (said(cx, card, 2)) " · " (t!(cx.texts, "placing-is", place = A::name(cx, card.place))) } }
            }
        }
    }
}

/// As many as fit into so many lines of the stage: each card's title, and a line below it.
fn that_fit<T, P>(all: impl Iterator<Item = T>, lines: usize, card: impl Fn(&T) -> &Card<P>) -> Vec<T> {
    const SIGNS: usize = 80;
    let mut used = 0;
    let fits = |one: &T| {
        used += card(one).title.chars().count().div_ceil(SIGNS) + 1;
        used <= lines
    };
    all.take_while(fits).collect()
}

/// What the room moved since the vote before: in sum, then the moves that most made, as many as fit below a picture.
pub(crate) fn moved_that_fits<A: Placing>(cx: &Cx<'_, A>) -> Option<Markup> {
    let change = change::<A>(cx, cards(cx))?;
    Some(told_moves(cx, &change, &that_fit(change.moves.iter(), 4, |one| one.card)))
}

/// The same, with the first so many moves.
fn moved<A: Placing>(cx: &Cx<'_, A>, shown: usize) -> Option<Markup> {
    let change = change::<A>(cx, cards(cx))?;
    Some(told_moves(cx, &change, &change.moves.iter().take(shown).collect::<Vec<_>>()))
}

fn told_moves<A: Placing>(
    cx: &Cx<'_, A>,
    change: &Change<'_, A::Place>,
    moves: &[&Move<'_, A::Place>],
) -> Markup {
    html! {
        p.moved { (moved_in_words(cx, change)) }
        ul.disputed {
            @for one in moves {
                li { b { (one.card.title) } " " span { (A::name(cx, one.from)) " → " (A::name(cx, one.to)) " · " (who(cx, &one.who)) } }
            }
        }
    }
}

/// Groups by their names, people by their number.
fn who<A: Placing>(cx: &Cx<'_, A>, owners: &[Owner]) -> String {
    let named = |owner: &Owner| {
        let group = owner.group()?;
        Some(groups::name(cx.texts, group, cx.state.groups.as_ref()?.get(group)?))
    };
    let names: Vec<String> = owners.iter().filter_map(named).collect();
    if names.is_empty() { t!(cx.texts, "placing-movers", n = owners.len()) } else { names.join(", ") }
}

/// In a sentence, what the room moved since the vote before; in the first vote, nothing.
pub(crate) fn moved_in_sum<A: Placing>(cx: &Cx<'_, A>) -> Option<String> {
    Some(moved_in_words(cx, &change::<A>(cx, cards(cx))?))
}

fn moved_in_words<A: Placing>(cx: &Cx<'_, A>, change: &Change<'_, A::Place>) -> String {
    t!(cx.texts, "placing-moved", moves = change.count(), n = change.moved, of = change.both)
}

// --- The remote ----------------------------------------------------------------------------------------------------

/// What the room says already, the disputed cards first, with the explanation of those that the stage will show.
pub(crate) fn remote<A: Placing>(cx: &Cx<'_, A>) -> Markup {
    let disputed = disputed(cards(cx), cx.tally);
    let (first, rest) = disputed.split_at(usize::from(rules::pages(cards(cx))));
    html! {
        p { (agreement(cx)) " · " (complete(cx)) }
        @if let Some(moved) = moved(cx, FIRST) { (moved) }
        @for card in first {
            details.disputed-card id={ "d-" (card.id) } {
                summary { (told_of(cx, card)) }
                (cx.figure_text(&card.explanation))
            }
        }
        @if !rest.is_empty() { p.beside { a href={ "/remote/" (cx.session) "/plus/" (ALL) } { (word(cx, "others")) } } }
    }
}

/// The page beside it: those that the stage does not show one by one.
fn others<A: Placing>(cx: &Cx<'_, A>) -> Aside {
    let disputed = disputed(cards(cx), cx.tally);
    let rest = disputed.into_iter().skip(usize::from(rules::pages(cards(cx))));
    let body = html! { @for card in rest { section.disputed-card { (told_of(cx, card)) (cx.figure_text(&card.explanation)) } } };
    Aside { title: word(cx, "others"), body }
}

/// A card, what the room says of it, and its reference.
fn told_of<A: Placing>(cx: &Cx<'_, A>, card: &Card<A::Place>) -> Markup {
    let reference = t!(cx.texts, "placing-is", place = A::name(cx, card.place));
    html! { (card.title) span.small { (said(cx, card, usize::MAX)) " · " (reference) } }
}

// --- The report ----------------------------------------------------------------------------------------------------

/// What moved; of each card its reference, where the class put it, and why.
pub(crate) fn report<A: Placing>(cx: &Cx<'_, A>) -> Section {
    let body = html! {
        p { (agreement(cx)) " · " (complete(cx)) }
        @if let Some(moved) = moved(cx, TOLD) { (moved) }
    };
    let class = t!(cx.texts, "placing-class");
    let explanation = html! {
        dl.why { @for card in cards(cx) {
            dt { (card.title) " · " (A::name(cx, card.place)) }
            dd {
                (class) "\u{202f}: " (said(cx, card, usize::MAX)) ". "
                (cx.figure_line(&card.explanation)) (defended(cx, card))
            }
        } }
    };
    let figures = cards(cx).iter().flat_map(|card| card.figures.iter().cloned());
    Section { question: None, body, explanation, table: rows(cx), figures: figures.collect() }
}

/// A row for each place of a card that matters, then one for each move.
fn rows<A: Placing>(cx: &Cx<'_, A>) -> Vec<TableRow> {
    let placed = cards(cx).iter().flat_map(|card| {
        told(cx, card).map(|(place, count)| TableRow {
            label: format!("{}\u{a0}→ {}", card.title, A::name(cx, place)),
            value: f64::from(count),
            unit: "answers".into(),
            right: Some(card.accepts(place)),
        })
    });
    let moves = change::<A>(cx, cards(cx)).map_or_else(Vec::new, |change| change.moves);
    let moved = moves.into_iter().map(|one| TableRow {
        label: format!("{}\u{a0}: {} → {}", one.card.title, A::name(cx, one.from), A::name(cx, one.to)),
        value: one.who.len() as f64,
        unit: "moves".into(),
        right: None,
    });
    placed.chain(moved).collect()
}

/// As the form names them.
pub(crate) fn from_form(fields: &[(String, String)]) -> Value {
    rules::from_form(fields)
}
