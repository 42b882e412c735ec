//! What is true of a session now, derived from its events and nothing else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize, Serializer};

use crate::{
    AnyTally, Entry, GroupNo, Groups, Handling, Item, ItemId, Items, Json, Measured, Moderation, Owner,
    Owners, SeatId, SeatNo, Timestamp, Workshop,
};

/// Where a session is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// People come in.
    #[default]
    Lobby,
    /// The workshop goes on.
    Running,
    /// Clocks stand still; answers are still taken.
    Paused,
    /// It is over.
    Ended,
}

impl Status {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lobby => "lobby",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Ended => "ended",
        }
    }
}

/// Where a step is: `open -> closed -> revealed`, and back by reopening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Answers count.
    #[default]
    Open,
    /// Answers come too late.
    Closed,
    /// The room sees the tally.
    Revealed,
}

impl Phase {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Revealed => "revealed",
        }
    }
}

/// What the projector shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The step.
    #[default]
    Step,
    /// Nothing.
    Blank,
    /// How to join, in large.
    Join,
}

impl Stage {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Blank => "blank",
            Self::Join => "join",
        }
    }
}

/// A place in the workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Index among all session steps.
    pub step: usize,
    /// Screen of the step, from 0.
    pub screen: u16,
    /// Points shown on that screen.
    pub point: u16,
}

/// A step's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// There is none.
    #[default]
    None,
    /// It is over at this instant.
    Until(Timestamp),
    /// It stands still with so many milliseconds left.
    Left(i64),
}

/// Somebody in the room.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seat {
    /// As the shell knows them.
    pub id: SeatId,
    /// As they want to be called; no two alike.
    pub name: Option<String>,
    /// With whom they work, when the room is in groups.
    pub group: Option<GroupNo>,
    /// The log holds words of theirs: there is something to erase.
    pub wrote: bool,
    /// How many milliseconds the session had run when they came in.
    pub came: u64,
}

/// An answer that stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The canonical JSON.
    pub value: Json,
    /// When it came.
    pub at: Timestamp,
    /// Who gave it; none: the facilitator, for a group.
    pub by: Option<SeatNo>,
    /// The event that brought it: its revision.
    pub seq: u64,
}

/// Where an answer stands: whose it is, and to which part of the step.
pub type Place = (Owner, Box<str>);
/// Answers, by place.
pub type Answers = BTreeMap<Place, Answer>;

/// One vote of the room on one step.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
    /// Answers in time.
    #[serde(serialize_with = "as_list")]
    pub answers: Answers,
    /// Answers after the close: kept, never counted.
    #[serde(serialize_with = "as_list")]
    pub late: Answers,
    /// What several people wrote at the same place at the same time, besides the one that stands; by who wrote it.
    #[serde(serialize_with = "as_list")]
    pub beside: BTreeMap<(Owner, Box<str>, SeatNo), Answer>,
    /// How often an answer of a group made place for the next one; left out where it never did.
    #[serde(serialize_with = "as_list", skip_serializing_if = "BTreeMap::is_empty")]
    pub replaced: BTreeMap<Place, u32>,
    /// The sum of `answers`, kept up to date.
    pub tally: Box<dyn AnyTally>,
    /// How many have answered: people, or groups where the step is theirs.
    pub answered: u32,
}

/// JSON has no keys of two parts: a list of entries says the same.
fn as_list<K: Serialize, V: Serialize, S: Serializer>(
    map: &BTreeMap<K, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(map)
}

impl Round {
    /// All answers of an owner, by key.
    pub fn of(&self, owner: Owner) -> impl Iterator<Item = (&str, &Answer)> {
        let from = (owner, Box::<str>::default());
        self.answers
            .range(from..)
            .take_while(move |((own, _), _)| *own == owner)
            .map(|((_, key), answer)| (&**key, answer))
    }

    /// The answer of an owner under a key.
    pub fn answer(&self, owner: Owner, key: &str) -> Option<&Answer> {
        self.answers.get(&(owner, key.into()))
    }

    /// How often something was answered at this place: what stands, and what a group replaced.
    pub fn tries(&self, owner: Owner, key: &str) -> u32 {
        let place = (owner, key.into());
        let standing = u32::from(self.answers.contains_key(&place));
        self.replaced.get(&place).copied().unwrap_or(0).saturating_add(standing)
    }

    /// What else was written at this place, by whom.
    pub fn beside(&self, owner: Owner, key: &str) -> impl Iterator<Item = (SeatNo, &Answer)> {
        let key: Box<str> = key.into();
        let from = (owner, key.clone(), SeatNo(0));
        let here = move |(own, at, _): &(Owner, Box<str>, SeatNo)| *own == owner && *at == key;
        self.beside
            .range(from..)
            .take_while(move |(place, _)| here(place))
            .map(|((_, _, seat), answer)| (*seat, answer))
    }

    /// The revision of a place: the last event that changed what stands there, or beside; 0 when nothing does.
    pub fn revision(&self, owner: Owner, key: &str) -> u64 {
        let standing = self.answer(owner, key).map(|answer| answer.seq);
        self.beside(owner, key).map(|(_, answer)| answer.seq).chain(standing).max().unwrap_or(0)
    }
}

/// What is true of one step.
#[derive(Clone, Debug, Serialize)]
pub struct StepState {
    /// Open, closed or revealed.
    pub phase: Phase,
    /// Its clock.
    pub clock: Clock,
    /// When its own screen first came on, in the present round.
    pub asked_at: Option<Timestamp>,
    /// Whether the room has been here.
    pub reached: bool,
    /// Milliseconds the room has spent here, before the present visit.
    pub spent: i64,
    /// Which of its phases it is in, where the kind has some.
    pub stretch: u16,
    /// The last event that changed what a group has done here.
    pub touched: BTreeMap<GroupNo, u64>,
    /// Who wants what the step is about.
    pub claims: BTreeSet<SeatNo>,
    /// One a vote; the last is the present one.
    pub rounds: Vec<Round>,
}

impl StepState {
    /// The present vote.
    pub fn round(&self) -> &Round {
        self.rounds.last().expect("a step has at least one round")
    }
}

/// A session, as its events have made it.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// How many events it has taken in.
    pub seq: u64,
    /// When the last event happened.
    pub at: Timestamp,
    /// When it was created.
    pub created_at: Timestamp,
    /// When the room left the lobby.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How many seats it can have.
    pub capacity: u32,
    /// Lobby, running, paused or ended.
    pub status: Status,
    /// Where the room is; none in the lobby.
    pub position: Option<Position>,
    /// Since when the present step's time is counted; none while paused.
    pub since: Option<Timestamp>,
    /// What the projector shows.
    pub stage: Stage,
    /// Optional steps that `goto` has put in.
    pub inserted: BTreeSet<usize>,
    /// Steps that `next` passes over.
    pub skipped: BTreeSet<usize>,
    /// In order of arrival.
    pub seats: Vec<Seat>,
    /// Which number a seat has.
    #[serde(skip)]
    pub(crate) seat_numbers: HashMap<SeatId, SeatNo>,
    /// How the room is divided; none while it is one.
    pub groups: Option<Groups>,
    /// When texts are shown.
    pub moderation: Moderation,
    /// What people wrote for others to read.
    pub items: Items,
    /// What somebody else had written in an earlier vote where a text stands now, the last one last.
    pub earlier: BTreeMap<ItemId, Vec<Item>>,
    /// What the facilitator did with a text.
    pub handling: BTreeMap<ItemId, Handling>,
    /// Who votes for a text.
    pub votes: BTreeMap<ItemId, BTreeSet<SeatNo>>,
    /// The question that is being answered.
    pub answering: Option<ItemId>,
    /// Steps that stay open after the session.
    pub lingering: BTreeSet<usize>,
    /// Whether participants may read the report once the session has ended.
    pub report_shared: bool,
    /// The last event that changed what everybody sees, not only some.
    pub turned: u64,
    /// What it has cost so far.
    pub measured: Measured,
    /// One a session step.
    pub steps: Vec<StepState>,
}

impl State {
    /// Before the first event.
    pub fn new(workshop: &Workshop) -> Self {
        let steps = (0..workshop.steps().len()).map(|index| StepState {
            phase: Phase::Open,
            clock: Clock::None,
            asked_at: None,
            reached: false,
            spent: 0,
            stretch: 0,
            touched: BTreeMap::new(),
            claims: BTreeSet::new(),
            rounds: vec![empty_round(workshop, index)],
        });
        Self {
            seq: 0,
            at: Timestamp::default(),
            created_at: Timestamp::default(),
            started_at: None,
            ended_at: None,
            capacity: 0,
            status: Status::Lobby,
            position: None,
            since: None,
            stage: Stage::Step,
            inserted: BTreeSet::new(),
            skipped: BTreeSet::new(),
            seats: Vec::new(),
            seat_numbers: HashMap::new(),
            groups: None,
            moderation: Moderation::AtOnce,
            items: Items::new(),
            earlier: BTreeMap::new(),
            handling: BTreeMap::new(),
            votes: BTreeMap::new(),
            answering: None,
            lingering: BTreeSet::new(),
            report_shared: false,
            turned: 0,
            measured: Measured::default(),
            steps: steps.collect(),
        }
    }

    /// The number of a seat.
    pub fn seat(&self, id: SeatId) -> Option<SeatNo> {
        self.seat_numbers.get(&id).copied()
    }

    /// The steps the room will walk: those that are not optional, and the optional ones put in.
    pub fn path<'a>(&'a self, workshop: &'a Workshop) -> impl Iterator<Item = usize> + 'a {
        let steps = workshop.steps().iter().enumerate();
        steps.filter(|(index, step)| !step.optional || self.inserted.contains(index)).map(|(index, _)| index)
    }

    /// The place of a step in the path (from 0) and the length of the path.
    pub fn place(&self, workshop: &Workshop, step: usize) -> (usize, usize) {
        let before = self.path(workshop).take_while(|&other| other < step).count();
        (before, self.path(workshop).count())
    }

    /// Whether the room is at the step's own screen.
    pub fn on_own_screen(&self, workshop: &Workshop) -> bool {
        self.position.is_some_and(|place| workshop.is_own_screen(place.step, place.screen))
    }

    /// How many points this screen has now: those of a step's own screen come with the reveal.
    pub fn points(&self, workshop: &Workshop, step: usize, screen: u16) -> u16 {
        let hidden = workshop.is_own_screen(step, screen) && self.steps[step].phase != Phase::Revealed;
        if hidden { 0 } else { workshop.points(step, screen) }
    }

    /// Milliseconds the room has spent on a step until `now`.
    pub fn spent(&self, step: usize, now: Timestamp) -> i64 {
        let here = self.position.is_some_and(|place| place.step == step);
        let visit = if here { self.since.map_or(0, |since| now.since(since)) } else { 0 };
        self.steps[step].spent + visit
    }

    /// The step whose clock is over first, and when.
    pub fn next_alarm(&self) -> Option<(Timestamp, usize)> {
        let ends = self.steps.iter().enumerate().filter_map(|(index, step)| match step.clock {
            Clock::Until(at) if step.phase == Phase::Open => Some((at, index)),
            _ => None,
        });
        ends.min()
    }

    /// The last answer of a seat to a step of one part, in the present round.
    pub fn mine(&self, step: usize, seat: SeatNo) -> Option<&Answer> {
        self.steps[step].round().answer(Owner::Seat(seat), "")
    }

    /// With whom somebody works: in the first group while the room is not divided; none: in no group yet.
    pub fn group_of(&self, seat: SeatNo) -> Option<GroupNo> {
        if self.groups.is_none() { Some(GroupNo(0)) } else { self.seats[seat.index()].group }
    }

    /// Whose an answer of this person under this key is; none: a group's, and the person is in none.
    pub fn owner(&self, workshop: &Workshop, step: usize, seat: SeatNo, key: &str) -> Option<Owner> {
        match workshop.rules(step).owners(key) {
            Owners::Seats => Some(Owner::Seat(seat)),
            Owners::Groups => self.group_of(seat).map(Owner::Group),
        }
    }

    /// What a person answered to a step of one part in the vote before the present one, or their group did.
    pub fn before(&self, workshop: &Workshop, step: usize, seat: SeatNo) -> Option<&Answer> {
        let [.., before, _] = &self.steps[step].rounds[..] else { return None };
        before.answer(self.owner(workshop, step, seat, "")?, "")
    }

    /// How many groups there are; the whole room is one while it is not divided.
    pub fn group_count(&self) -> u16 {
        self.groups.as_ref().map_or(1, |groups| u16::try_from(groups.list.len()).unwrap_or(u16::MAX))
    }

    /// How many may answer a step: people, or groups.
    pub fn expected(&self, workshop: &Workshop, step: usize) -> usize {
        match workshop.rules(step).owners("") {
            Owners::Seats => self.seats.len(),
            Owners::Groups => usize::from(self.group_count()),
        }
    }

    /// The step that stays open after the session, or that could have: what is left to see when it has ended.
    pub fn afterwards(&self, workshop: &Workshop) -> Option<usize> {
        let reached = |step: &usize| self.steps[*step].reached && workshop.rules(*step).traits().lingers;
        self.lingering.iter().next().copied().or_else(|| (0..self.steps.len()).rev().find(reached))
    }

    /// Which state of a step the phones of a group have to show: it grows when something there has changed for them.
    pub fn version(&self, step: usize, group: GroupNo) -> u64 {
        self.steps[step].touched.get(&group).copied().unwrap_or(0).max(self.turned)
    }

    /// How many answers stand, in all.
    pub fn answers(&self) -> usize {
        self.steps.iter().flat_map(|step| &step.rounds).map(|round| round.answers.len()).sum()
    }

    /// The tally of a round, computed again from its answers.
    pub fn recount(&self, workshop: &Workshop, step: usize, round: usize) -> Box<dyn AnyTally> {
        let rules = workshop.rules(step);
        let mut tally = rules.tally();
        for ((owner, key), answer) in &self.steps[step].rounds[round].answers {
            rules.add(&mut *tally, entry(*owner, key, answer));
        }
        tally
    }
}

/// An answer on its way into or out of a tally.
pub(crate) fn entry<'a>(owner: Owner, key: &'a str, answer: &'a Answer) -> Entry<'a, Json> {
    Entry { owner, key, answer: &answer.value, at: answer.at }
}

pub(crate) fn empty_round(workshop: &Workshop, step: usize) -> Round {
    Round {
        answers: BTreeMap::new(),
        late: BTreeMap::new(),
        beside: BTreeMap::new(),
        replaced: BTreeMap::new(),
        tally: workshop.rules(step).tally(),
        answered: 0,
    }
}
