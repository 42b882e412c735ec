//! Texts that others may read: questions, arguments, cards, words. Who may see them, what becomes of them, who votes for them.
//!
//! A text is an [`Item`]. It comes from an answer whose kind says so ([`crate::Activity::words`]), or is a question that was
//! asked beside the step. What the facilitator does with it is its [`Handling`], kept apart from the text: a text that is
//! changed or erased leaves what was said of it untouched, so that the log of a session from which somebody's words were
//! taken out gives the same state as the session that lives.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::hash;
use crate::text::{self, TEXT_MAX};
use crate::{
    Answer, Decision, Event, ItemId, Moment, Outcome, Owner, Phase, Refusal, SeatId, SeatNo, State, Status,
    StepState, ValueError, Voting, Workshop, words,
};

/// The most questions that one person may have asked.
const QUESTIONS_MAX: usize = 30;
/// The most texts that are merged at once.
const MERGE_MAX: usize = 50;

/// When texts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moderation {
    /// At once, but for those with a word that asks for a second look.
    #[default]
    AtOnce,
    /// When the facilitator has approved them.
    AfterApproval,
}

impl Moderation {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::AfterApproval => "after-approval",
        }
    }
}

/// What somebody wrote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The step it was written for; none: a question, asked beside any step.
    pub step: Option<usize>,
    /// Whose it is.
    pub owner: Owner,
    /// Who wrote it; none: the facilitator did, for a group on paper.
    pub author: Option<SeatNo>,
    /// Which part of the step.
    pub key: Box<str>,
    /// The text.
    pub text: Box<str>,
    /// It waits for an approval that is younger than it.
    pub held: bool,
    /// The author's name may be shown with it.
    pub named: bool,
    /// The event that brought it.
    pub seq: u64,
}

/// What the facilitator does with a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Handling {
    /// Nobody sees it.
    pub hidden: bool,
    /// The event by which it was last approved; 0: never.
    pub approved: u64,
    /// It stands out among its own.
    pub highlighted: bool,
    /// What has become of a question.
    pub mark: Mark,
    /// It is shown as part of this other one.
    pub into: Option<ItemId>,
    /// Where it was moved to.
    pub column: Option<u16>,
}

/// What has become of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It waits.
    #[default]
    Open,
    /// It has been answered.
    Answered,
    /// It is kept for later.
    Later,
}

impl Mark {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Later => "later",
        }
    }
}

/// What the facilitator does, in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Handled {
    /// Nobody sees it any more.
    Hidden,
    /// It can be seen: not hidden, not part of another one, approved.
    Shown,
    /// It stands out among its own.
    Highlighted,
    /// It is the question that is being answered: the projector shows it in large, and no other.
    Answering,
    /// Neither of the two any more.
    Dimmed,
    /// What has become of it.
    Marked(Mark),
    /// It is part of another one from now on.
    Merged(ItemId),
    /// It stands elsewhere.
    Moved(u16),
}

/// Who may see a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Shown,
    /// The facilitator, who has not approved it yet.
    Held,
    /// The facilitator, who has hidden it.
    Hidden,
    /// It is seen as part of another one.
    Merged,
}

impl Visibility {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Held => "held",
            Self::Hidden => "hidden",
            Self::Merged => "merged",
        }
    }
}

/// A text with all that is true of it.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Its name.
    pub id: ItemId,
    /// The text itself.
    pub item: &'a Item,
    /// What the facilitator did with it.
    pub handling: &'a Handling,
    /// How many have voted for it, and for those that are part of it.
    pub votes: usize,
}

/// What somebody wrote at the same place at the same time as another one, and nobody has settled yet. It is no item (nobody votes
/// for it, no screen of the room shows it), but the report tells it, so that it can be hidden.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsettled<'a> {
    /// Its name.
    pub id: ItemId,
    /// Whose place it is.
    pub owner: Owner,
    /// Which part of the step.
    pub key: &'a str,
    /// The text.
    pub text: Box<str>,
    /// Nobody sees it.
    pub hidden: bool,
}

static UNTOUCHED: Handling =
    Handling { hidden: false, approved: 0, highlighted: false, mark: Mark::Open, into: None, column: None };

// --- What is true --------------------------------------------------------------------------------------------------

impl State {
    /// What was done with a text.
    pub fn handling(&self, id: ItemId) -> &Handling {
        self.handling.get(&id).unwrap_or(&UNTOUCHED)
    }

    /// Whether a text stands out, or is being answered.
    pub fn is_in_the_light(&self, id: ItemId) -> bool {
        self.answering == Some(id) || self.handling(id).highlighted
    }

    /// The question that is being answered, as long as everybody may see it.
    pub fn being_answered(&self) -> Option<Text<'_>> {
        let id = self.answering?;
        let item = self.items.get(&id).filter(|item| self.visibility(id, item) == Visibility::Shown)?;
        Some(self.text(id, item))
    }

    /// Who may see a text.
    pub fn visibility(&self, id: ItemId, item: &Item) -> Visibility {
        let handling = self.handling(id);
        match handling {
            Handling { hidden: true, .. } => Visibility::Hidden,
            Handling { into: Some(into), .. } if self.items.contains_key(into) => Visibility::Merged,
            Handling { approved, .. } if item.held && *approved < item.seq => Visibility::Held,
            _ => Visibility::Shown,
        }
    }

    /// All texts of a step (none: the questions), in the order in which they came.
    pub fn texts(&self, step: Option<usize>) -> Vec<Text<'_>> {
        let own = self.items.iter().filter(|(_, item)| item.step == step);
        let mut texts: Vec<Text<'_>> = own.map(|(&id, item)| self.text(id, item)).collect();
        texts.sort_by_key(|text| text.item.seq);
        texts
    }

    /// The texts of a step that everybody may see, those with the most votes first, then in the order in which they came.
    pub fn shown(&self, step: Option<usize>) -> Vec<Text<'_>> {
        let mut texts = self.texts(step);
        texts.retain(|text| self.visibility(text.id, text.item) == Visibility::Shown);
        texts.sort_by_key(|text| std::cmp::Reverse(text.votes));
        texts
    }

    /// How far a step has come.
    pub fn moment(&self, step: usize) -> Moment {
        let StepState { stretch, phase, rounds, .. } = &self.steps[step];
        Moment {
            stretch: *stretch,
            round: rounds.len() - 1,
            revealed: *phase == Phase::Revealed,
            ended: self.status == Status::Ended,
        }
    }

    /// Whether people may read what others wrote for a step (none: the questions) already.
    pub fn texts_are_open(&self, workshop: &Workshop, step: Option<usize>) -> bool {
        step.is_none_or(|step| workshop.rules(step).texts_are_open(self.moment(step)))
    }

    /// Whether votes for the texts of a step (none: the questions) are taken now.
    pub fn votes_are_open(&self, workshop: &Workshop, step: Option<usize>) -> bool {
        let over = self.status == Status::Ended && !step.is_some_and(|step| self.lingering.contains(&step));
        !over && step.is_none_or(|step| workshop.rules(step).votes_are_open(self.moment(step)))
    }

    /// The texts of a step (none: the questions) that somebody may read now: what is shown, of others once it is time.
    pub fn readable(&self, workshop: &Workshop, step: Option<usize>, seat: Option<SeatNo>) -> Vec<Text<'_>> {
        let mut texts = self.shown(step);
        if !self.texts_are_open(workshop, step) {
            texts.retain(|text| seat.is_some_and(|seat| self.is_own(seat, text.item)));
        }
        texts
    }

    /// A text with all that is true of it.
    pub fn text<'a>(&'a self, id: ItemId, item: &'a Item) -> Text<'a> {
        Text { id, item, handling: self.handling(id), votes: self.voters(id).len() }
    }

    /// The text that an answer is, where it is one.
    pub fn text_of(&self, step: usize, owner: Owner, key: &str) -> Option<Text<'_>> {
        let id = id_of(self, step, owner, key);
        self.items.get(&id).map(|item| self.text(id, item))
    }

    /// The texts of a step's present vote that wait for somebody to settle them.
    pub fn unsettled(&self, workshop: &Workshop, step: usize) -> Vec<Unsettled<'_>> {
        let (rules, beside) = (workshop.rules(step), &self.steps[step].round().beside);
        let one = |((owner, key, author), answer): (&'_ (Owner, Box<str>, SeatNo), &'_ Answer)| {
            let text = rules.words(&answer.value)?;
            let id = id_beside(self, step, key, *author);
            Some((id, *owner, text))
        };
        let all = beside.iter().filter_map(|place| Some((one(place)?, &*place.0.1)));
        all.map(|((id, owner, text), key)| Unsettled {
            id,
            owner,
            key,
            text,
            hidden: self.handling(id).hidden,
        })
        .collect()
    }

    /// Who has voted for a text or for one that is part of it.
    pub fn voters(&self, id: ItemId) -> BTreeSet<SeatNo> {
        let parts = self
            .handling
            .iter()
            .filter(|(part, handling)| handling.into == Some(id) && self.items.contains_key(part));
        let ids = parts.map(|(part, _)| *part).chain([id]);
        ids.filter_map(|id| self.votes.get(&id)).flatten().copied().collect()
    }

    /// Whether somebody has voted for exactly this text.
    pub fn has_voted(&self, seat: SeatNo, id: ItemId) -> bool {
        self.votes.get(&id).is_some_and(|seats| seats.contains(&seat))
    }

    /// Whether a text is somebody's own, or their group's.
    pub fn is_own(&self, seat: SeatNo, item: &Item) -> bool {
        match item.owner {
            Owner::Seat(owner) => owner == seat,
            Owner::Group(group) => item.author == Some(seat) || self.group_of(seat) == Some(group),
        }
    }

    /// How many votes somebody has given within a step.
    pub fn votes_of(&self, seat: SeatNo, step: Option<usize>) -> usize {
        let of_step = |id: &ItemId| self.items.get(id).is_some_and(|item| item.step == step);
        self.votes.iter().filter(|(id, seats)| seats.contains(&seat) && of_step(id)).count()
    }
}

/// The name of a text that is part of a step.
pub(crate) fn id_of(state: &State, step: usize, owner: Owner, key: &str) -> ItemId {
    let place = (step as u64).to_le_bytes();
    let who: Vec<u8> = match owner {
        Owner::Seat(seat) => state.seats[seat.index()].id.0.to_vec(),
        Owner::Group(group) => group.0.to_le_bytes().to_vec(),
    };
    ItemId(hash(who.into_iter().chain(place).chain(key.bytes())))
}

/// The name of what somebody wrote beside a text that is part of a step.
fn id_beside(state: &State, step: usize, key: &str, author: SeatNo) -> ItemId {
    let who = state.seats[author.index()].id.0;
    ItemId(hash(who.into_iter().chain((step as u64).to_le_bytes()).chain(key.bytes()).chain(*b"+")))
}

/// The name of a question.
pub(crate) fn id_of_question(seat: SeatId, seq: u64) -> ItemId {
    ItemId(hash(seat.0.into_iter().chain(seq.to_le_bytes()).chain(*b"?")))
}

/// Whether a text has to wait for the facilitator.
pub(crate) fn is_held(state: &State, workshop: &Workshop, text: &str) -> bool {
    state.moderation == Moderation::AfterApproval || words::ask_for_a_look(&workshop.plan().lang, text)
}

// --- What people ask for -------------------------------------------------------------------------------------------

type Decided = Result<Decision, Refusal>;

fn done(events: Vec<Event>) -> Decided {
    Ok(Decision { events, outcome: Outcome::Done })
}

/// Somebody asks a question.
pub(crate) fn ask(state: &State, workshop: &Workshop, seat: SeatNo, text: &str, named: bool) -> Decided {
    if state.status == Status::Ended {
        return Err(Refusal::SessionEnded);
    }
    let text = text::clean(text, TEXT_MAX).map_err(|fault| Refusal::Value(fault.error("/text")))?;
    let own =
        || state.items.iter().filter(|(_, item)| item.step.is_none() && item.owner == Owner::Seat(seat));
    // Sent again, because the acknowledgement was lost: it stands.
    if let Some((&item, _)) = own().find(|(_, item)| *item.text == *text) {
        return Ok(Decision { events: vec![], outcome: Outcome::Asked { item } });
    }
    if own().count() >= QUESTIONS_MAX {
        return Err(Refusal::TooMany { max: QUESTIONS_MAX });
    }
    let item = id_of_question(state.seats[seat.index()].id, state.seq + 1);
    // A name is a text too.
    let name = state.seats[seat.index()].name.as_deref().filter(|_| named);
    let held = [Some(&*text), name].into_iter().flatten().any(|said| is_held(state, workshop, said));
    let event = Event::Asked { seat, text: text.into(), named, held };
    Ok(Decision { events: vec![event], outcome: Outcome::Asked { item } })
}

/// Somebody votes for a text, or takes their vote back.
pub(crate) fn vote(state: &State, workshop: &Workshop, seat: SeatNo, id: ItemId, value: bool) -> Decided {
    let item = state.items.get(&id).ok_or(Refusal::UnknownItem)?;
    if state.status == Status::Ended && !item.step.is_some_and(|step| state.lingering.contains(&step)) {
        return Err(Refusal::SessionEnded);
    }
    if state.visibility(id, item) != Visibility::Shown {
        return Err(Refusal::UnknownItem);
    }
    if state.has_voted(seat, id) == value {
        return done(vec![]);
    }
    let refused = |code| Err(Refusal::Value(ValueError::at(code, "/value")));
    let voting = item.step.map_or(Voting::Free, |step| workshop.rules(step).voting());
    match voting {
        Voting::None => return refused("takes-no-vote"),
        _ if value && state.is_own(seat, item) => return refused("own-item"),
        _ if value && !state.votes_are_open(workshop, item.step) => return refused("not-this-phase"),
        Voting::Dots(dots) if value && state.votes_of(seat, item.step) >= usize::from(dots) => {
            let fault = ValueError::at("no-dots-left", "/value").with("dots", dots);
            return Err(Refusal::Value(fault));
        }
        _ => {}
    }
    // Votes for texts that are gone are given back, else they would count again when the text comes back.
    let gone = state
        .votes
        .iter()
        .filter(|(id, seats)| value && seats.contains(&seat) && !state.items.contains_key(id));
    let back = gone.map(|(&item, _)| Event::Voted { seat, item, value: false });
    done(back.chain([Event::Voted { seat, item: id, value }]).collect())
}

/// The facilitator does something with one text.
pub(crate) fn handle(state: &State, workshop: &Workshop, id: ItemId, act: Handled) -> Decided {
    let Some(item) = state.items.get(&id) else { return handle_unsettled(state, workshop, id, act) };
    let handling = state.handling(id);
    let same = match &act {
        Handled::Hidden => handling.hidden,
        Handled::Shown => {
            !handling.hidden && handling.into.is_none() && (!item.held || handling.approved >= item.seq)
        }
        Handled::Highlighted => handling.highlighted,
        Handled::Answering => state.answering == Some(id),
        Handled::Dimmed => !state.is_in_the_light(id),
        Handled::Marked(mark) => handling.mark == *mark,
        Handled::Merged(into) => handling.into == Some(*into),
        Handled::Moved(column) => handling.column == Some(*column),
    };
    if let Handled::Moved(column) = act {
        let columns = item.step.map_or(0, |step| workshop.rules(step).columns());
        if column >= columns {
            let fault =
                ValueError::at("out-of-range", "/to").with("min", 0).with("max", columns.saturating_sub(1));
            return Err(Refusal::Value(fault));
        }
    }
    done(if same { vec![] } else { vec![Event::Handled { item: id, act }] })
}

/// The facilitator hides what nobody has settled, or lets it be told again; nothing else is done with it.
fn handle_unsettled(state: &State, workshop: &Workshop, id: ItemId, act: Handled) -> Decided {
    let mut all = (0..state.steps.len()).flat_map(|step| state.unsettled(workshop, step));
    let text = all.find(|text| text.id == id).ok_or(Refusal::UnknownItem)?;
    match act {
        Handled::Hidden | Handled::Shown if text.hidden == (act == Handled::Hidden) => done(vec![]),
        Handled::Hidden | Handled::Shown => done(vec![Event::Handled { item: id, act }]),
        _ => Err(Refusal::UnknownItem),
    }
}

/// The facilitator puts a text into the light, or out of it again.
pub(crate) fn highlight(state: &State, workshop: &Workshop, id: ItemId) -> Decided {
    let is_question = state.items.get(&id).is_some_and(|item| item.step.is_none());
    let act = match (state.is_in_the_light(id), is_question) {
        (true, _) => Handled::Dimmed,
        (false, true) => Handled::Answering,
        (false, false) => Handled::Highlighted,
    };
    handle(state, workshop, id, act)
}

/// The facilitator says what has become of a question; one that is done with leaves the projector.
pub(crate) fn mark(state: &State, workshop: &Workshop, id: ItemId, mark: Mark) -> Decided {
    let mut decision = handle(state, workshop, id, Handled::Marked(mark))?;
    if mark != Mark::Open && state.is_in_the_light(id) {
        decision.events.push(Event::Handled { item: id, act: Handled::Dimmed });
    }
    Ok(decision)
}

/// The facilitator makes one of several texts of a step: the first one stays.
pub(crate) fn merge(state: &State, items: &[ItemId]) -> Decided {
    let refused =
        |code| Err(Refusal::Value(ValueError::at(code, "/items").with("min", 2).with("max", MERGE_MAX)));
    if !(2..=MERGE_MAX).contains(&items.len()) {
        return refused("out-of-range");
    }
    let steps: BTreeSet<Option<usize>> = items
        .iter()
        .map(|id| state.items.get(id).map(|item| item.step).ok_or(Refusal::UnknownItem))
        .collect::<Result<_, _>>()?;
    if steps.len() > 1 {
        return refused("other-step");
    }
    // What is part of another one leads to that one, so that nothing is part of a part.
    let into =
        state.handling(items[0]).into.filter(|into| state.items.contains_key(into)).unwrap_or(items[0]);
    let parts: BTreeSet<ItemId> = items.iter().copied().filter(|&id| id != into).collect();
    let of_parts =
        state.handling.iter().filter(|(_, handling)| handling.into.is_some_and(|own| parts.contains(&own)));
    let all: BTreeSet<ItemId> = of_parts.map(|(&id, _)| id).chain(parts.iter().copied()).collect();
    let moved = all.into_iter().filter(|&id| id != into && state.handling(id).into != Some(into));
    done(moved.map(|item| Event::Handled { item, act: Handled::Merged(into) }).collect())
}

// --- What happens --------------------------------------------------------------------------------------------------

impl State {
    /// A question was asked.
    pub(crate) fn take_question(&mut self, seat: SeatNo, text: &str, named: bool, held: bool) {
        let person = &mut self.seats[seat.index()];
        person.wrote = true;
        let id = id_of_question(person.id, self.seq);
        let item = Item {
            step: None,
            owner: Owner::Seat(seat),
            author: Some(seat),
            key: Box::default(),
            text: text.into(),
            held,
            named,
            seq: self.seq,
        };
        self.items.insert(id, item);
    }

    /// Somebody is called otherwise: what they asked keeps no name, for it was another one that they gave with it, or that was
    /// let through.
    pub(crate) fn take_name_off(&mut self, seat: SeatNo) {
        let own = self.items.values_mut().filter(|item| item.author == Some(seat));
        own.for_each(|item| item.named = false);
    }

    /// An answer stands that has words for others, or has none any more.
    pub(crate) fn take_words(
        &mut self,
        step: usize,
        (owner, key): (Owner, &str),
        author: Option<SeatNo>,
        words: Option<Box<str>>,
        held: bool,
    ) {
        let id = id_of(self, step, owner, key);
        let Some(text) = words else {
            self.items.remove(&id);
            self.earlier.remove(&id);
            return;
        };
        let item = Item {
            step: Some(step),
            owner,
            author,
            key: key.into(),
            text,
            held,
            named: false,
            seq: self.seq,
        };
        let Some(before) = self.items.insert(id, item) else { return };
        if before.author != author {
            self.earlier.entry(id).or_default().push(before);
        }
    }

    /// Somebody voted.
    pub(crate) fn take_vote(&mut self, seat: SeatNo, item: ItemId, value: bool) {
        self.seats[seat.index()].wrote = true;
        let seats = self.votes.entry(item).or_default();
        if value {
            seats.insert(seat);
        } else {
            seats.remove(&seat);
        }
        if seats.is_empty() {
            self.votes.remove(&item);
        }
    }

    /// The facilitator did something with a text, which may be gone by now.
    pub(crate) fn take_handling(&mut self, id: ItemId, act: &Handled) {
        let seq = self.seq;
        match act {
            Handled::Answering => self.answering = Some(id),
            Handled::Dimmed if self.answering == Some(id) => self.answering = None,
            _ => {}
        }
        let handling = self.handling.entry(id).or_default();
        match act {
            Handled::Hidden => handling.hidden = true,
            Handled::Shown => {
                handling.hidden = false;
                handling.into = None;
                handling.approved = seq;
            }
            Handled::Highlighted => handling.highlighted = true,
            Handled::Dimmed => handling.highlighted = false,
            Handled::Answering => {}
            Handled::Marked(mark) => handling.mark = *mark,
            Handled::Merged(into) => handling.into = Some(*into),
            Handled::Moved(column) => handling.column = Some(*column),
        }
    }

    /// All that somebody wrote or voted for is gone. What others had written there in the vote before stands again.
    pub(crate) fn forget_words(&mut self, seat: SeatNo) {
        self.earlier.retain(|_, texts| {
            texts.retain(|text| text.author != Some(seat));
            !texts.is_empty()
        });
        let gone: Vec<ItemId> =
            self.items.extract_if(.., |_, item| item.author == Some(seat)).map(|(id, _)| id).collect();
        for id in gone {
            let Some(texts) = self.earlier.get_mut(&id) else { continue };
            self.items.extend(texts.pop().map(|text| (id, text)));
            if texts.is_empty() {
                self.earlier.remove(&id);
            }
        }
        self.votes.retain(|_, seats| {
            seats.remove(&seat);
            !seats.is_empty()
        });
    }
}

/// Texts by their names.
pub type Items = BTreeMap<ItemId, Item>;

/// What in an event about texts cannot be.
pub(crate) fn foreign(event: &Event) -> Option<String> {
    match event {
        Event::Asked { text, .. } if text::clean(text, TEXT_MAX).as_deref() != Ok(&**text) => {
            Some("its question stands as it was sent, not as it is kept".into())
        }
        Event::Handled { item, act: Handled::Merged(into) } if item == into => {
            Some(format!("the text {item} is part of itself"))
        }
        _ => None,
    }
}
