//! The room in groups: made by count, by lot or by choice; on phones or on paper only.

use serde::{Deserialize, Serialize};

use crate::ids::hash;
use crate::text::{self, NAME_MAX};
use crate::{Decision, Dice, Event, Outcome, Refusal, Seat, SeatNo, State, Status, ValueError};

/// The most groups of a room, those on paper included.
pub const GROUPS_MAX: u16 = 40;

/// A group's rank, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupNo(pub u16);

impl GroupNo {
    /// The place in the list of groups.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How people come into their groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupsBy {
    /// In the order of arrival, one to each group in turn.
    Count,
    /// By lot.
    Lot,
    /// Each chooses.
    Choice,
}

impl GroupsBy {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Lot => "lot",
            Self::Choice => "choice",
        }
    }
}

/// How the room is divided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Groups {
    /// How people came, and come later.
    pub by: GroupsBy,
    /// In the order of their numbers.
    pub list: Vec<Group>,
    /// Phones change their group no more.
    pub locked: bool,
    /// Grows whenever somebody else than the person changes where they are, or what that is called: phones then ask.
    pub version: u64,
}

/// One group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Group {
    /// What it calls itself; else it is called by its number.
    pub name: Option<String>,
    /// Without phones: what it does is entered by the facilitator.
    pub paper: bool,
}

/// What the facilitator may do with groups: the command `group` of the API.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Grouping {
    /// Divide the room anew.
    Make {
        /// Groups with phones.
        count: u16,
        /// How people come into them.
        by: GroupsBy,
        /// Groups on paper, after the others.
        #[serde(default)]
        paper: u16,
    },
    /// Call a group otherwise; by its number when the name is empty.
    Rename {
        /// Which.
        group: GroupNo,
        /// How.
        name: String,
    },
    /// Put somebody into a group, or into none.
    Move {
        /// Whom.
        seat: String,
        /// Where.
        group: Option<GroupNo>,
    },
    /// Phones change their group no more.
    Lock,
    /// They may again.
    Unlock,
    /// The room is one again.
    Dissolve,
}

impl Groups {
    /// Fresh groups; those on paper come last.
    pub(crate) fn new(by: GroupsBy, count: u16, paper: u16, version: u64) -> Self {
        let group = |number| Group { name: None, paper: number >= count };
        Self { by, list: (0..count.saturating_add(paper)).map(group).collect(), locked: false, version }
    }

    /// The group of this number.
    pub fn get(&self, group: GroupNo) -> Option<&Group> {
        self.list.get(group.index())
    }

    /// All groups with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (GroupNo, &Group)> {
        (0..).map(GroupNo).zip(&self.list)
    }

    fn with_phones(&self) -> impl Iterator<Item = GroupNo> {
        self.numbered().filter(|(_, group)| !group.paper).map(|(number, _)| number)
    }

    fn smallest(&self, seats: &[Seat]) -> Option<GroupNo> {
        self.with_phones().min_by_key(|&group| members(seats, group))
    }
}

/// How many seats are in a group.
pub fn members(seats: &[Seat], group: GroupNo) -> usize {
    seats.iter().filter(|seat| seat.group == Some(group)).count()
}

type Decided = Result<Decision, Refusal>;

fn done(events: Vec<Event>) -> Decided {
    Ok(Decision { events, outcome: Outcome::Done })
}

/// The facilitator's wish.
pub(crate) fn by_facilitator(state: &State, wish: Grouping) -> Decided {
    match wish {
        Grouping::Make { count, by, paper } => make(state, count, by, paper),
        Grouping::Rename { group, name } => rename(state, group, &name),
        Grouping::Move { seat, group } => {
            let known = seat.parse().ok().and_then(|id| state.seat(id)).ok_or(Refusal::UnknownSeat(seat))?;
            group.map(|group| with_phones(state, group)).transpose()?;
            let same = state.seats[known.index()].group == group;
            done(if same { vec![] } else { vec![Event::GroupSet { seat: known, group }] })
        }
        Grouping::Lock => lock(state, true),
        Grouping::Unlock => lock(state, false),
        Grouping::Dissolve => {
            done(if state.groups.is_some() { vec![Event::GroupsDissolved] } else { vec![] })
        }
    }
}

/// A phone goes to another group.
pub(crate) fn choose(state: &State, seat: SeatNo, group: GroupNo) -> Decided {
    if state.status == Status::Ended {
        return Err(Refusal::SessionEnded);
    }
    let locked = with_phones(state, group)?.locked;
    let now = state.seats[seat.index()].group;
    if now == Some(group) {
        return done(vec![]);
    }
    // Who is in no group yet may still come into one.
    if locked && now.is_some() {
        return Err(Refusal::GroupsLocked);
    }
    done(vec![Event::GroupChosen { seat, group }])
}

/// Where somebody goes who comes in after the groups were made.
pub(crate) fn welcome(state: &State, seat: SeatNo) -> Option<Event> {
    let groups = state.groups.as_ref().filter(|groups| groups.by != GroupsBy::Choice)?;
    Some(Event::GroupChosen { seat, group: groups.smallest(&state.seats)? })
}

fn make(state: &State, count: u16, by: GroupsBy, paper: u16) -> Decided {
    let total = count.saturating_add(paper);
    if !(2..=GROUPS_MAX).contains(&total) {
        let fault = ValueError { code: "out-of-range", pointer: "/count".into(), args: vec![] };
        return Err(Refusal::Value(fault.with("min", 2).with("max", GROUPS_MAX)));
    }
    let seats = if count == 0 || by == GroupsBy::Choice { vec![] } else { deal(state, count, by) };
    done(vec![Event::GroupsMade { by, count, paper, seats }])
}

/// One seat to each group in turn; the order is that of arrival, or drawn.
fn deal(state: &State, count: u16, by: GroupsBy) -> Vec<GroupNo> {
    let mut order: Vec<usize> = (0..state.seats.len()).collect();
    if by == GroupsBy::Lot {
        shuffle(&mut order, &mut lot(state));
    }
    let mut groups = vec![GroupNo(0); order.len()];
    for (group, seat) in (0..count).cycle().zip(order) {
        groups[seat] = GroupNo(group);
    }
    groups
}

/// Dice that nobody in the room can foresee (seats are hashes of secrets) and that fall the same way at every replay.
fn lot(state: &State) -> Dice {
    Dice::new(hash(state.seats.iter().flat_map(|seat| seat.id.0).chain(state.seq.to_le_bytes())))
}

/// Fisher and Yates, 1938, from the end as Durstenfeld, 1964.
fn shuffle(list: &mut [usize], dice: &mut Dice) {
    for last in (1..list.len()).rev() {
        list.swap(last, dice.below(last + 1));
    }
}

fn rename(state: &State, group: GroupNo, name: &str) -> Decided {
    let now = groups(state)?.get(group).ok_or(Refusal::UnknownGroup)?;
    let name = text::optional(name, NAME_MAX).map_err(|_| Refusal::NameRefused { max: NAME_MAX })?;
    done(if now.name == name { vec![] } else { vec![Event::GroupRenamed { group, name }] })
}

fn lock(state: &State, locked: bool) -> Decided {
    let same = groups(state)?.locked == locked;
    done(if same { vec![] } else { vec![Event::GroupsLocked { locked }] })
}

fn groups(state: &State) -> Result<&Groups, Refusal> {
    state.groups.as_ref().ok_or(Refusal::UnknownGroup)
}

fn with_phones(state: &State, group: GroupNo) -> Result<&Groups, Refusal> {
    let groups = groups(state)?;
    groups.get(group).filter(|group| !group.paper).map(|_| groups).ok_or(Refusal::UnknownGroup)
}

/// What in an event about groups is not of this room.
pub(crate) fn foreign(state: &State, event: &Event) -> Option<String> {
    let known = |group: GroupNo| with_phones(state, group).is_ok();
    match event {
        Event::GroupsMade { count, paper, seats, .. } => {
            let total = count.saturating_add(*paper);
            let fits = seats.is_empty() || seats.len() == state.seats.len();
            let within = seats.iter().all(|group| group.0 < *count);
            (!(2..=GROUPS_MAX).contains(&total) || !fits || !within)
                .then(|| "its groups are not those of the room".into())
        }
        Event::GroupRenamed { group, .. } if groups(state).ok().and_then(|all| all.get(*group)).is_none() => {
            Some(format!("there is no group {}", group.0))
        }
        Event::GroupChosen { group, .. } | Event::GroupSet { group: Some(group), .. } if !known(*group) => {
            Some(format!("there is no group {} with phones", group.0))
        }
        Event::GroupsLocked { .. } if state.groups.is_none() => Some("there are no groups".into()),
        _ => None,
    }
}

impl State {
    /// Takes in what happened to the groups.
    pub(crate) fn apply_to_groups(&mut self, event: &Event) {
        match event {
            Event::GroupsMade { by, count, paper, seats } => {
                self.groups = Some(Groups::new(*by, *count, *paper, self.seq));
                for (number, seat) in self.seats.iter_mut().enumerate() {
                    seat.group = seats.get(number).copied();
                }
            }
            Event::GroupRenamed { group, name } => {
                if let Some(groups) = &mut self.groups {
                    groups.list[group.index()].name.clone_from(name);
                    groups.version = self.seq;
                }
            }
            Event::GroupsLocked { locked } => {
                if let Some(groups) = &mut self.groups {
                    groups.locked = *locked;
                }
            }
            Event::GroupChosen { seat, group } => self.seats[seat.index()].group = Some(*group),
            Event::GroupSet { seat, group } => {
                self.seats[seat.index()].group = *group;
                if let Some(groups) = &mut self.groups {
                    groups.version = self.seq;
                }
            }
            Event::GroupsDissolved => {
                self.groups = None;
                self.seats.iter_mut().for_each(|seat| seat.group = None);
            }
            _ => {}
        }
    }
}
