//! The board on a phone: a note for oneself, the sheet of the group, the cards of the others with votes.

use maud::{Markup, html};
use texts::t;
use workshop::{GroupNo, Owner, Phase, SeatNo};

use super::rules::{Answer, DOTS, Mode, TimedBoard, Turn};
use super::sheet::{self, Card, cards, ranked};
use crate::Aside;
use crate::kind::Cx;
use crate::parts::phone::form_for;

/// What a person sees of the board; what everybody gets until then has nothing of anybody's in it.
pub(crate) fn screen(cx: &Cx<'_, TimedBoard>) -> Markup {
    let Some(turn) = sheet::turn(cx) else { return html! { h1 { (cx.params.question) } } };
    let own = cx.seat.filter(|_| cx.owner("").is_some());
    html! {
        p.small { (cx.params.question) }
        h1 { (title(cx, turn)) }
        @if !cx.revealed() { p { (turn.phase.prompt) } }
        @if cx.phase() == Phase::Closed { p.notice { (t!(cx.texts, "board-closed")) } }
        @if let Some(seat) = own {
            @match turn.phase.mode {
                _ if cx.revealed() => { (result(cx, seat)) (own_note(cx)) },
                Mode::Individual => (note(cx)),
                Mode::Group => { (own_sheet(cx, seat)) (criteria(cx)) (own_note(cx)) (links(cx, &[NOTE])) (begun(cx)) },
                Mode::Pitch => { (pitch(cx, seat, turn.group)) (unsettled(cx, seat)) (own_note(cx)) (links(cx, &[SHEET, NOTE])) (begun(cx)) },
                Mode::Vote => { (vote(cx, seat)) (unsettled(cx, seat)) (own_note(cx)) (links(cx, &[SHEET, NOTE])) (begun(cx)) },
            }
        }
    }
}

/// The pages beside the screen: the sheet of the group and one's own note, where the phase is about something else.
pub(crate) fn aside(cx: &Cx<'_, TimedBoard>, page: &str) -> Option<Aside> {
    let seat = cx.seat.filter(|_| cx.owner("").is_some() && sheet::turn(cx).is_some())?;
    let body = match page {
        SHEET => own_sheet(cx, seat),
        NOTE => note(cx),
        _ => return None,
    };
    Some(Aside { title: title_of(cx, page), body })
}

const SHEET: &str = "feuille";
const NOTE: &str = "note";

fn title_of(cx: &Cx<'_, TimedBoard>, page: &str) -> String {
    cx.texts.get(if page == SHEET { "board-sheet" } else { "board-note-change" }).into_owned()
}

fn links(cx: &Cx<'_, TimedBoard>, pages: &[&str]) -> Markup {
    html! { p.links { @for page in pages { a href=(cx.aside(page)) { (title_of(cx, page)) } " " } } }
}

/// Where the page's script puts what was being typed when the room went on.
fn begun(cx: &Cx<'_, TimedBoard>) -> Markup {
    html! { section.begun data-begun hidden { h2 { (t!(cx.texts, "board-begun")) } } }
}

/// What the screen is called. It changes with each turn, and is said aloud when it does.
fn title(cx: &Cx<'_, TimedBoard>, turn: Turn<'_>) -> String {
    match turn.group {
        _ if cx.revealed() => t!(cx.texts, "board-result").into_owned(),
        Some(group) if cx.group() == Some(group) => t!(cx.texts, "board-your-turn").into_owned(),
        Some(group) => t!(cx.texts, "board-turn", group = sheet::name(cx, group)),
        None => turn.phase.label.clone(),
    }
}

// --- For oneself -----------------------------------------------------------------------------------------------------

fn written_note(cx: &Cx<'_, TimedBoard>) -> Option<String> {
    match cx.answer("")? {
        Answer::Note { note } => Some(note),
        Answer::Card { .. } => None,
    }
}

fn note(cx: &Cx<'_, TimedBoard>) -> Markup {
    let own = written_note(cx);
    html! {
        (form_for(cx, "", "writes", &html! {
            label for="note" { b { (t!(cx.texts, "board-note")) } " " span.small { (t!(cx.texts, "board-note-private")) } }
            textarea #note name="note" rows="5" maxlength="280" required { (own.as_deref().unwrap_or_default()) }
            (starters(cx))
            button.btn.leaf #keep-note type="submit" disabled[!cx.open()] { (t!(cx.texts, "board-note-keep")) }
        }))
        p.noted data-noted hidden[own.is_none()] { span aria-hidden="true" { "✓ " } (t!(cx.texts, "board-note-kept")) }
    }
}

fn own_note(cx: &Cx<'_, TimedBoard>) -> Markup {
    html! {
        @if let Some(own) = written_note(cx) {
            div.note { p.small { (t!(cx.texts, "board-note")) " · " (t!(cx.texts, "board-note-private")) } p dir="auto" { (own) } }
        }
    }
}

/// Beginnings of sentences: to read; the page's script takes them along to the card that is opened, to put into its field.
fn starters(cx: &Cx<'_, TimedBoard>) -> Markup {
    html! {
        @if !cx.params.starters.is_empty() {
            p.starters {
                (t!(cx.texts, "board-starters")) " "
                @for starter in &cx.params.starters {
                    button type="button" disabled data-put={ (starter.trim_end_matches('…')) " " } { (starter) } " "
                }
            }
        }
    }
}

fn criteria(cx: &Cx<'_, TimedBoard>) -> Markup {
    html! {
        @if !cx.params.criteria.is_empty() {
            details #criteria { summary { (t!(cx.texts, "board-criteria")) } ul.told { @for one in &cx.params.criteria { li { (one) } } } }
        }
    }
}

// --- The sheet of the group --------------------------------------------------------------------------------------------

/// The sheet of a group as one of its people sees it.
struct Sheet {
    slots: Vec<Slot>,
    /// The free card that this person is shown first, where there is one.
    free: Option<usize>,
}

impl Sheet {
    fn of(cx: &Cx<'_, TimedBoard>, seat: SeatNo) -> Option<Self> {
        let group = cx.group()?;
        let slots: Vec<Slot> = cx.params.slots().map(|key| Slot::of(cx, key, seat)).collect();
        let free: Vec<usize> = (0..slots.len()).filter(|&at| slots[at].is_free()).collect();
        let turn = rank(cx, group, seat).checked_rem(free.len()).map(|at| free[at]);
        Some(Self { slots, free: turn })
    }

    fn free(&self) -> Option<&str> {
        self.free.map(|at| self.slots[at].key.as_str())
    }
}

/// What waits on the sheet for somebody to see to it, also when the phase is about something else.
fn unsettled(cx: &Cx<'_, TimedBoard>, seat: SeatNo) -> Markup {
    let Some(sheet) = Sheet::of(cx, seat) else { return html! {} };
    html! {
        @for slot in sheet.slots.iter().filter(|slot| slot.versions.len() > 1) { (settle(cx, slot, &sheet)) }
        (late(cx, seat, &sheet))
    }
}

fn own_sheet(cx: &Cx<'_, TimedBoard>, seat: SeatNo) -> Markup {
    let Some(sheet) = Sheet::of(cx, seat) else {
        return html! { p.notice { (t!(cx.texts, "board-no-group")) } };
    };
    html! {
        (starters(cx))
        ol.slots { @for slot in &sheet.slots { li {
            @if slot.versions.len() > 1 { (settle(cx, slot, &sheet)) } @else { (card(cx, slot, sheet.free())) }
        } } }
        (late(cx, seat, &sheet))
    }
}

/// A place on the sheet, with all that was written there.
struct Slot {
    key: String,
    versions: Vec<Version>,
}

/// A text that stands on the sheet, or beside it.
struct Version {
    /// The text; empty: the card was taken away.
    text: String,
    column: Option<u16>,
    /// As it is kept: what a button sends to take it.
    value: String,
    /// Whoever holds the phone wrote it.
    own: bool,
}

impl Version {
    fn of(answer: &workshop::Answer, seat: SeatNo) -> Self {
        let (text, column) = match workshop::Loaded::<TimedBoard>::parse(&answer.value) {
            Answer::Card { text, column } => (text, column),
            Answer::Note { note } => (note, None),
        };
        Self { text, column, value: answer.value.as_str().to_owned(), own: answer.by == Some(seat) }
    }
}

impl Slot {
    fn of(cx: &Cx<'_, TimedBoard>, key: String, seat: SeatNo) -> Self {
        let standing = cx.standing(&key).map(|answer| Version::of(answer, seat));
        let mut versions: Vec<Version> = standing.into_iter().collect();
        for (_, answer) in cx.beside(&key) {
            let other = Version::of(answer, seat);
            if versions.iter().all(|version| version.value != other.value) {
                versions.push(other);
            }
        }
        Self { key, versions }
    }

    fn is_free(&self) -> bool {
        self.versions.iter().all(|version| version.text.is_empty())
    }

    fn text(&self) -> &str {
        self.versions.first().map_or("", |version| &version.text)
    }
}

/// The place of somebody among those of the group: each is shown another free card first, so that they rarely meet.
fn rank(cx: &Cx<'_, TimedBoard>, group: GroupNo, seat: SeatNo) -> usize {
    let mates = (0..).map(SeatNo).take(seat.index());
    mates.filter(|mate| cx.state.group_of(*mate) == Some(group)).count()
}

/// One card, to read and, opened, to write. `turn`: the free card that this person is shown first.
fn card(cx: &Cx<'_, TimedBoard>, slot: &Slot, turn: Option<&str>) -> Markup {
    let key = slot.key.as_str();
    let column = slot.versions.first().and_then(|version| version.column);
    html! {
        details id={ "card-" (key) } {
            summary id={ "open-" (key) } data-n=(key) {
                @if !slot.is_free() {
                    span dir="auto" { (slot.text()) }
                    @if let Some(name) = column.and_then(|column| cx.params.columns.get(usize::from(column))) { small { (name) } }
                } @else if turn == Some(key) { span.go { (t!(cx.texts, "board-write")) } } @else { span.free { (t!(cx.texts, "board-free")) } }
            }
            (form_for(cx, key, "writes", &html! {
                (field(cx, key, slot.text()))
                (columns(cx, key, column))
                button.btn.leaf id={ "keep-" (key) } type="submit" disabled[!cx.open()] { (t!(cx.texts, "board-keep")) }
                @if !slot.is_free() {
                    button.btn.quiet type="submit" name={ "take" (key) } value=(TAKEN_AWAY) formnovalidate disabled[!cx.open()] { (t!(cx.texts, "board-take-away")) }
                }
            }))
        }
    }
}

/// What a button sends that takes a card away.
const TAKEN_AWAY: &str = r#"{"text":""}"#;

fn field(cx: &Cx<'_, TimedBoard>, key: &str, text: &str) -> Markup {
    html! {
        textarea id={ "text-" (key) } name={ "text" (key) } rows="3" maxlength="280" required dir="auto" aria-label=(t!(cx.texts, "board-card-text", n = key)) { (text) }
    }
}

fn columns(cx: &Cx<'_, TimedBoard>, key: &str, chosen: Option<u16>) -> Markup {
    html! {
        @if !cx.params.columns.is_empty() {
            select id={ "column-" (key) } name={ "column" (key) } aria-label=(t!(cx.texts, "board-column")) {
                option value="" { (t!(cx.texts, "board-column")) " " (t!(cx.texts, "board-column-later")) }
                @for (column, name) in (0_u16..).zip(&cx.params.columns) { option value=(column) selected[chosen == Some(column)] { (name) } }
            }
        }
    }
}

/// Several wrote here at the same time: all of it can be read, and whoever has read it settles it.
fn settle(cx: &Cx<'_, TimedBoard>, slot: &Slot, sheet: &Sheet) -> Markup {
    let key = slot.key.as_str();
    let texts: Vec<&str> =
        slot.versions.iter().map(|version| &*version.text).filter(|text| !text.is_empty()).collect();
    let stands = |text: &str| sheet.slots.iter().any(|other| other.key != key && other.text() == text);
    html! {
        div.two role="group" aria-labelledby={ "two-" (key) } data-then={ "open-" (key) } {
            h2 id={ "two-" (key) } { (t!(cx.texts, "board-two", n = slot.versions.len(), card = key)) }
            p.small { (t!(cx.texts, "board-two-help")) }
            (form_for(cx, key, "writes", &html! {
                @for (at, version) in slot.versions.iter().enumerate() {
                    div.version {
                        @if version.own { p.small { (t!(cx.texts, "board-yours")) } }
                        p dir="auto" id={ "version-" (key) "-" (at) } { @if version.text.is_empty() { em { (t!(cx.texts, "board-taken-away")) } } @else { (version.text) } }
                        button.btn.quiet id={ "take-" (key) "-" (at) } type="submit" name={ "take" (key) } value=(version.value) formnovalidate disabled[!cx.open()] aria-describedby={ "version-" (key) "-" (at) } { (t!(cx.texts, "board-take")) }
                    }
                }
                details id={ "card-" (key) } {
                    summary id={ "open-" (key) } { (t!(cx.texts, "board-from-all")) }
                    (field(cx, key, &texts.join(" / ")))
                    button.btn.leaf id={ "keep-" (key) } type="submit" disabled[!cx.open()] { (t!(cx.texts, "board-keep")) }
                }
            }))
            @if let Some(free) = sheet.free() { @for version in slot.versions.iter().filter(|version| version.own && !version.text.is_empty() && !stands(&version.text)) {
                (form_for(cx, free, "elsewhere", &html! {
                    button.btn.quiet type="submit" name={ "take" (free) } value=(version.value) disabled[!cx.open()] { (t!(cx.texts, "board-elsewhere", n = free)) }
                }))
            } }
        }
    }
}

/// What this person sent when the time was over: it was kept, and can be put on the sheet when there is time again.
fn late(cx: &Cx<'_, TimedBoard>, seat: SeatNo, sheet: &Sheet) -> Markup {
    let own =
        cx.round().late.iter().filter(|((owner, key), _)| *owner == Owner::Seat(seat) && !key.is_empty());
    let stands =
        |text: &str| sheet.slots.iter().any(|slot| slot.versions.iter().any(|version| version.text == text));
    let lost = own
        .map(|(_, answer)| Version::of(answer, seat))
        .filter(|version| !version.text.is_empty() && !stands(&version.text));
    html! {
        @for version in lost {
            div.notice {
                p { (t!(cx.texts, "board-late")) }
                p dir="auto" { (version.text) }
                @if let Some(free) = sheet.free().filter(|_| cx.open()) {
                    (form_for(cx, free, "elsewhere", &html! {
                        button.btn.quiet type="submit" name={ "take" (free) } value=(version.value) { (t!(cx.texts, "board-elsewhere", n = free)) }
                    }))
                }
            }
        }
    }
}

// --- The cards of all ------------------------------------------------------------------------------------------------

/// Whose turn it is to speak, and what they have written.
fn pitch(cx: &Cx<'_, TimedBoard>, seat: SeatNo, group: Option<GroupNo>) -> Markup {
    let Some(group) = group else { return vote(cx, seat) };
    let theirs: Vec<Card<'_>> = cards(cx).into_iter().filter(|card| card.group() == Some(group)).collect();
    html! {
        @if cx.group() == Some(group) { p.notice.turn { (t!(cx.texts, "board-stand-up")) } } @else { (until_own(cx, group)) (dots(cx, seat)) }
        @if theirs.is_empty() { p { (t!(cx.texts, "texts-none")) } }
        (list(cx, seat, &theirs, false))
    }
}

/// How long it is until the own group speaks.
fn until_own(cx: &Cx<'_, TimedBoard>, now: GroupNo) -> Markup {
    let turns = cx.group().filter(|own| own.0 > now.0).map(|own| own.0 - now.0);
    html! { @if let Some(turns) = turns { p.small { (t!(cx.texts, "board-until-own", n = turns)) } } }
}

fn vote(cx: &Cx<'_, TimedBoard>, seat: SeatNo) -> Markup {
    let others: Vec<Card<'_>> =
        cards(cx).into_iter().filter(|card| !cx.state.is_own(seat, card.text.item)).collect();
    html! {
        @if others.is_empty() { p { (t!(cx.texts, "board-no-others")) } } @else { (dots(cx, seat)) }
        (by_group(cx, seat, &others))
    }
}

fn result(cx: &Cx<'_, TimedBoard>, seat: SeatNo) -> Markup {
    let all = ranked(cx);
    html! {
        @if all.is_empty() { p { (t!(cx.texts, "texts-none")) } } @else { (dots(cx, seat)) }
        (list(cx, seat, &all, true))
    }
}

/// How many votes are left, as marks and in words.
fn dots(cx: &Cx<'_, TimedBoard>, seat: SeatNo) -> Markup {
    let left = left(cx, seat);
    let marks: String = (0..usize::from(DOTS)).map(|dot| if dot < left { '●' } else { '○' }).collect();
    html! { p.dots { span aria-hidden="true" { (marks) } " " (t!(cx.texts, "board-dots-left", n = left)) } }
}

fn left(cx: &Cx<'_, TimedBoard>, seat: SeatNo) -> usize {
    usize::from(DOTS).saturating_sub(cx.state.votes_of(seat, Some(cx.step)))
}

/// Cards under the name of their group.
fn by_group(cx: &Cx<'_, TimedBoard>, seat: SeatNo, cards: &[Card<'_>]) -> Markup {
    let sheets = cards.chunk_by(|one, other| one.group() == other.group());
    html! {
        @for sheet in sheets {
            @if let Some(group) = sheet[0].group() { h2.of-group { (sheet::name(cx, group)) } }
            (list(cx, seat, sheet, false))
        }
    }
}

fn list(cx: &Cx<'_, TimedBoard>, seat: SeatNo, cards: &[Card<'_>], whose: bool) -> Markup {
    let left = left(cx, seat);
    let notes = |card: &Card<'_>, own: bool| -> Vec<String> {
        let name = |group| {
            if own { t!(cx.texts, "board-own").into_owned() } else { sheet::name(cx, group) }
        };
        let group = card.group().filter(|_| whose).map(name);
        let merged = (!card.parts.is_empty()).then(|| t!(cx.texts, "board-merged", n = card.parts.len() + 1));
        let votes = cx.revealed().then(|| t!(cx.texts, "board-dots", n = card.text.votes));
        group.into_iter().chain(merged).chain(votes).collect()
    };
    html! {
        form method="post" data-form { ul.texts { @for card in cards {
            @let own = cx.state.is_own(seat, card.text.item);
            @let notes = notes(card, own);
            li class=[card.is_lit().then_some("lit")] {
                p dir="auto" { (card.words()) @if !notes.is_empty() { small { (notes.join(" · ")) } } }
                @if !own { (button(cx, seat, card, left)) }
            }
        } } }
    }
}

/// A vote, without how many there are: nobody follows the crowd.
fn button(cx: &Cx<'_, TimedBoard>, seat: SeatNo, card: &Card<'_>, left: usize) -> Markup {
    let (id, voted) = (card.text.id, cx.state.has_voted(seat, card.text.id));
    let (dot, label) = if voted { ("●", "board-dot-given") } else { ("○", "board-dot-give") };
    let seen = format!("{dot} {}", t!(cx.texts, label));
    html! {
        button.btn.quiet.vote id={ "vote-" (id) } type="submit" formaction=(cx.address(&format!("v/{id}"))) name="value" value=(u8::from(!voted)) aria-pressed=(voted) aria-label={ (seen) "\u{202f}: " (card.words()) } disabled[!voted && left == 0] { (seen) }
    }
}
