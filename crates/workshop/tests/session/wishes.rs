//! What anybody may ask for, at any time: sound, wrong, twice, too late, from nobody.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{
    Command, Control, GroupNo, Grouping, GroupsBy, ItemId, Mark, Measurement, Moderation, SeatCommand, Sent,
    Stage,
};

use crate::room::{Room, seat_id};

/// A wish and how long it comes after the one before; the clock may jump back.
#[derive(Clone, Debug)]
pub struct Wish {
    pub wait: i64,
    pub act: Act,
}

#[derive(Clone, Debug)]
pub enum Act {
    Create(u32),
    Join(u8, String),
    Answer {
        seat: u8,
        step: Where,
        key: &'static str,
        said: Said,
        round: Option<u32>,
        base: Base,
        group: Option<GroupNo>,
    },
    AnswerFor {
        group: GroupNo,
        step: Option<Where>,
        key: &'static str,
        said: Said,
    },
    Ask {
        seat: u8,
        text: String,
        named: bool,
    },
    Vote {
        seat: u8,
        item: Which,
        value: bool,
    },
    Handle(Handle, Which),
    Merge(Vec<Which>),
    Hint(GroupNo, &'static str),
    Linger(Where, bool),
    Share(bool),
    Claim(u8, Where, bool),
    Erase(u8),
    Rename(u8, String),
    Choose(u8, GroupNo),
    Control(Control),
    Goto(Where),
    Skip(Where),
    RenameBy(u8, String),
    Group(Sorting),
    TimeUp,
    Measure(Measurement),
}

/// A wish about groups, before it is known who is in the room.
#[derive(Clone, Debug)]
pub enum Sorting {
    Do(Grouping),
    Move(u8, Option<GroupNo>),
}

/// What the facilitator does with a text, before it is known which there are.
#[derive(Clone, Copy, Debug)]
pub enum Handle {
    Hide,
    Show,
    Approve,
    Highlight,
    Mark(Mark),
    Move(u16),
}

/// A text, named without knowing which there are.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// One of those that are there, if any is.
    Any(prop::sample::Index),
    /// No text has this name.
    None,
}

/// The revision an answer is said to be changed from.
#[derive(Clone, Copy, Debug)]
pub enum Base {
    /// It is not said.
    Unsaid,
    /// What stands there now.
    Present,
    /// Some other one.
    Other(u64),
}

/// A step, named without knowing the workshop.
#[derive(Clone, Copy, Debug)]
pub enum Where {
    /// Where the room is.
    Here,
    /// Any session step.
    Step(u8),
    /// The content step of any session step.
    Content(u8),
    /// No step has this name.
    Nowhere,
}

/// A value, before it is known for which kind.
#[derive(Clone, Debug)]
pub enum Said {
    /// In the shape of the step's kind.
    Fitting(u8),
    /// Whatever.
    Any(Value),
}

/// Wishes for a session; most begin by opening it, letting people in and starting.
pub fn wishes(most: usize) -> impl Strategy<Value = Vec<Wish>> {
    (prop::bool::weighted(0.9), vec(wish(), 1..most)).prop_map(|(open, wishes)| {
        let mut all = if open { opening() } else { vec![] };
        all.extend(wishes);
        all
    })
}

fn opening() -> Vec<Wish> {
    let people = (0..4).map(|seat| Act::Join(seat, "Zoé".into()));
    let acts = std::iter::once(Act::Create(6)).chain(people).chain([Act::Control(Control::Start)]);
    acts.map(|act| Wish { wait: 10, act }).collect()
}

fn wish() -> impl Strategy<Value = Wish> {
    let wait = prop_oneof![3 => Just(0_i64), 5 => 1_i64..8_000, 1 => 8_000_i64..90_000, 1 => -60_000_i64..0];
    (wait, act()).prop_map(|(wait, act)| Wish { wait, act })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => (0_u32..4).prop_map(Act::Create),
        3 => (seat(), name()).prop_map(|(seat, name)| Act::Join(seat, name)),
        14 => said(),
        4 => said_for(),
        3 => (seat(), question(), any::<bool>()).prop_map(|(seat, text, named)| Act::Ask { seat, text, named }),
        5 => (seat(), which(), prop::bool::weighted(0.8)).prop_map(|(seat, item, value)| Act::Vote { seat, item, value }),
        6 => (handle(), which()).prop_map(|(handle, which)| Act::Handle(handle, which)),
        1 => vec(which(), 0..4).prop_map(Act::Merge),
        1 => (group(), key()).prop_map(|(group, key)| Act::Hint(group, key)),
        1 => (place(), prop::bool::weighted(0.7)).prop_map(|(step, open)| Act::Linger(step, open)),
        1 => any::<bool>().prop_map(Act::Share),
        2 => (seat(), place(), any::<bool>()).prop_map(|(seat, step, value)| Act::Claim(seat, step, value)),
        1 => seat().prop_map(Act::Erase),
        1 => (seat(), name()).prop_map(|(seat, name)| Act::Rename(seat, name)),
        1 => (seat(), name()).prop_map(|(seat, name)| Act::RenameBy(seat, name)),
        2 => (seat(), group()).prop_map(|(seat, group)| Act::Choose(seat, group)),
        3 => sorting().prop_map(Act::Group),
        3 => place().prop_map(Act::Goto),
        1 => place().prop_map(Act::Skip),
        14 => control().prop_map(Act::Control),
        2 => Just(Act::TimeUp),
        1 => measurement().prop_map(Act::Measure),
    ]
}

fn said() -> impl Strategy<Value = Act> {
    let round = prop_oneof![5 => Just(None), 2 => (0_u32..3).prop_map(Some), 1 => Just(Some(u32::MAX))];
    let base = prop_oneof![
        3 => Just(Base::Unsaid),
        3 => Just(Base::Present),
        1 => (0_u64..40).prop_map(Base::Other),
    ];
    let own = prop_oneof![8 => Just(None), 1 => group().prop_map(Some)];
    (seat(), place(), key(), value(), round, base, own).prop_map(
        |(seat, step, key, said, round, base, group)| Act::Answer {
            seat,
            step,
            key,
            said,
            round,
            base,
            group,
        },
    )
}

fn said_for() -> impl Strategy<Value = Act> {
    let step = prop_oneof![2 => Just(None), 1 => place().prop_map(Some)];
    (group(), step, key(), value()).prop_map(|(group, step, key, said)| Act::AnswerFor {
        group,
        step,
        key,
        said,
    })
}

fn value() -> impl Strategy<Value = Said> {
    prop_oneof![9 => any::<u8>().prop_map(Said::Fitting), 1 => wild().prop_map(Said::Any)]
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "red", "red", "blue", "nowhere"])
}

fn question() -> impl Strategy<Value = String> {
    let known = ["Pourquoi ?", "Combien ?", "Quel connard !", " ", "a\tb", "\u{202e}abc", "Où ?"];
    let long = "é".repeat(281);
    let all: Vec<String> = known.into_iter().map(str::to_owned).chain([long]).collect();
    prop_oneof![6 => prop::sample::select(all), 1 => name()]
}

fn which() -> impl Strategy<Value = Which> {
    prop_oneof![12 => any::<prop::sample::Index>().prop_map(Which::Any), 1 => Just(Which::None)]
}

fn handle() -> impl Strategy<Value = Handle> {
    let mark = prop::sample::select(vec![Mark::Open, Mark::Answered, Mark::Later]);
    prop_oneof![
        2 => Just(Handle::Hide),
        1 => Just(Handle::Show),
        2 => Just(Handle::Approve),
        3 => Just(Handle::Highlight),
        2 => mark.prop_map(Handle::Mark),
        1 => (0_u16..3).prop_map(Handle::Move),
    ]
}

fn control() -> impl Strategy<Value = Control> {
    use Control as C;
    let show = prop::sample::select(vec![Stage::Step, Stage::Blank, Stage::Join]);
    prop_oneof![
        2 => Just(C::Start),
        8 => Just(C::Next),
        4 => Just(C::Previous),
        3 => Just(C::Close),
        3 => Just(C::Reveal),
        3 => Just(C::Reopen),
        2 => (1_u32..30).prop_map(|seconds| C::Extend { seconds }),
        1 => prop::sample::select(vec![0, 3600, 3601, u32::MAX]).prop_map(|seconds| C::Extend { seconds }),
        2 => Just(C::Round),
        3 => (0_u16..4).prop_map(|index| C::Phase { index }),
        1 => prop::sample::select(vec![Moderation::AtOnce, Moderation::AfterApproval]).prop_map(|mode| C::Moderation { mode }),
        3 => Just(C::Pause),
        4 => Just(C::Resume),
        1 => show.prop_map(|show| C::Stage { show }),
        1 => Just(C::Rename { seat: "nobody".into(), name: "Zoé".into() }),
        1 => prop::bool::weighted(0.2).prop_map(|end| if end { C::End } else { C::Next }),
    ]
}

/// Whatever a shell may have counted: nothing, little, more than there can be.
pub fn measurement() -> impl Strategy<Value = Measurement> {
    let count = || prop_oneof![2 => Just(0), 6 => 0_u64..5_000_000, 1 => Just(u64::MAX)];
    let energy = (count(), count(), count(), count());
    ((count(), any::<u8>(), count()), (count(), count(), count(), count(), count()), energy).prop_map(
        |((seconds, phones, phone_seconds), bytes, energy)| Measurement {
            seconds,
            phones: phones.into(),
            phone_seconds,
            to_phones: bytes.0,
            from_phones: bytes.1,
            to_screens: bytes.2,
            from_screens: bytes.3,
            busiest_phone: bytes.4,
            cpu_ms: energy.0,
            metered_ms: energy.1,
            share_of_capacity_uj: energy.2,
            share_of_work_uj: energy.3,
        },
    )
}

fn sorting() -> impl Strategy<Value = Sorting> {
    use Grouping as G;
    let by = prop::sample::select(vec![GroupsBy::Count, GroupsBy::Lot, GroupsBy::Choice]);
    let count = || prop_oneof![8 => 0_u16..4, 1 => prop::sample::select(vec![40, 41, u16::MAX])];
    let make = (count(), by, count()).prop_map(|(count, by, paper)| G::Make { count, by, paper });
    prop_oneof![
        3 => make.prop_map(Sorting::Do),
        1 => (group(), name()).prop_map(|(group, name)| Sorting::Do(G::Rename { group, name })),
        2 => (seat(), prop::option::of(group())).prop_map(|(seat, group)| Sorting::Move(seat, group)),
        1 => Just(Sorting::Do(G::Lock)),
        1 => Just(Sorting::Do(G::Unlock)),
        1 => prop::bool::weighted(0.3).prop_map(|end| Sorting::Do(if end { G::Dissolve } else { G::Unlock })),
    ]
}

fn group() -> impl Strategy<Value = GroupNo> {
    prop_oneof![8 => 0_u16..4, 1 => Just(u16::MAX)].prop_map(GroupNo)
}

fn seat() -> impl Strategy<Value = u8> {
    0_u8..8
}

fn place() -> impl Strategy<Value = Where> {
    prop_oneof![
        8 => Just(Where::Here),
        4 => any::<u8>().prop_map(Where::Step),
        1 => any::<u8>().prop_map(Where::Content),
        1 => Just(Where::Nowhere),
    ]
}

/// Values of every shape that JSON has.
pub fn wild() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        Value::Null,
        json!({}),
        json!([]),
        json!("A"),
        json!({ "number": -1 }),
        json!({ "number": 1e300 }),
        json!({ "number": "2" }),
        json!({ "choice": null }),
        json!({ "choices": [] }),
        json!({ "choices": [["A"]] }),
        json!({ "text": "" }),
        json!({ "text": "\u{7}" }),
        json!({ "text": "x".repeat(281) }),
        json!({ "text": "<script>alert(1)</script>" }),
    ])
}

/// Names of many scripts, alike in many ways, too long, impossible.
pub fn name() -> impl Strategy<Value = String> {
    let known = [
        "",
        "  ",
        "Zoé",
        "zoé",
        "ZOÉ",
        "Zoe\u{301}",
        "Zoé 2",
        "ZOÉ 2 ",
        "李雷",
        "ليلى",
        "Ольга",
        "ОЛЬГА",
        "👩🏽‍🚀",
        "İpek",
        "ipek",
        "straße",
        "STRASSE",
        "a\tb",
        "a\u{0}",
        "\u{202e}abc",
        "\u{200b}\u{feff}",
        "ΟΔΟΣ",
        "οδός",
    ];
    let known: Vec<String> = known.map(str::to_owned).into();
    let long = [30, 31].map(|count| "é".repeat(count));
    let longest = "e\u{301}".repeat(30);
    let all = [known, long.into(), vec![longest]].concat();
    prop_oneof![4 => prop::sample::select(all), 1 => "\\PC{0,34}", 1 => any::<String>()]
}

impl Act {
    /// The command this is in the room as it is now.
    pub fn command(&self, room: &Room) -> Command {
        match self {
            Self::Create(capacity) => Command::Create { capacity: *capacity },
            Self::Join(seat, name) => Command::Join { seat: seat_id(*seat), name: name.clone() },
            Self::Answer { seat, step, key, said, round, base, group } => {
                let step = step.name(room);
                let value = said.value(room, &step);
                let base = base.revision(room, *seat, &step, key);
                let sent =
                    Sent { key: (*key).into(), round: *round, base, group: *group, ..Sent::new(step, value) };
                Command::Seat(seat_id(*seat), SeatCommand::Answer(sent))
            }
            Self::AnswerFor { group, step, key, said } => {
                let step = step.map(|step| step.name(room));
                let value = said.value(room, step.as_ref().unwrap_or(&Where::Here.name(room)));
                Command::Control(Control::Answer { group: *group, step, key: (*key).into(), value })
            }
            Self::Ask { seat, text, named } => {
                Command::Seat(seat_id(*seat), SeatCommand::Ask { text: text.clone(), named: *named })
            }
            Self::Vote { seat, item, value } => {
                Command::Seat(seat_id(*seat), SeatCommand::Vote { item: item.id(room), value: *value })
            }
            Self::Handle(handle, which) => Command::Control(handle.control(which.id(room))),
            Self::Merge(items) => {
                Command::Control(Control::Merge { items: items.iter().map(|item| item.id(room)).collect() })
            }
            Self::Hint(group, puzzle) => {
                Command::Control(Control::Hint { group: *group, puzzle: (*puzzle).into() })
            }
            Self::Claim(seat, step, value) => {
                let claim = SeatCommand::Claim { step: step.name(room), value: *value };
                Command::Seat(seat_id(*seat), claim)
            }
            Self::Share(open) => Command::Control(Control::Share { open: *open }),
            Self::Linger(step, open) => {
                Command::Control(Control::Linger { step: step.name(room), open: *open })
            }
            Self::Erase(seat) => Command::Seat(seat_id(*seat), SeatCommand::Erase),
            Self::Rename(seat, name) => Command::Seat(seat_id(*seat), SeatCommand::Rename(name.clone())),
            Self::Choose(seat, group) => Command::Seat(seat_id(*seat), SeatCommand::Choose(*group)),
            Self::Group(Sorting::Do(wish)) => Command::Control(Control::Group(wish.clone())),
            Self::Group(Sorting::Move(seat, group)) => {
                let seat = seat_id(*seat).to_string();
                Command::Control(Control::Group(Grouping::Move { seat, group: *group }))
            }
            Self::Control(control) => Command::Control(control.clone()),
            Self::Goto(step) => Command::Control(Control::Goto { step: step.name(room) }),
            Self::Skip(step) => Command::Control(Control::Skip { step: step.name(room) }),
            Self::RenameBy(seat, name) => {
                let seat = seat_id(*seat).to_string();
                Command::Control(Control::Rename { seat, name: name.clone() })
            }
            Self::TimeUp => Command::TimeUp,
            Self::Measure(measurement) => Command::Measure(*measurement),
        }
    }
}

impl Handle {
    fn control(self, item: ItemId) -> Control {
        match self {
            Self::Hide => Control::Hide { item },
            Self::Show => Control::Show { item },
            Self::Approve => Control::Approve { item },
            Self::Highlight => Control::Highlight { item },
            Self::Mark(r#as) => Control::Mark { item, r#as },
            Self::Move(to) => Control::Move { item, to },
        }
    }
}

impl Which {
    fn id(self, room: &Room) -> ItemId {
        let items: Vec<ItemId> = room.state.items.keys().copied().collect();
        match self {
            Self::Any(index) if !items.is_empty() => items[index.index(items.len())],
            _ => ItemId(7),
        }
    }
}

impl Base {
    fn revision(self, room: &Room, seat: u8, step: &str, key: &str) -> Option<u64> {
        let present = || {
            let (step, seat) = (room.workshop.position(step)?, room.state.seat(seat_id(seat))?);
            let owner = room.state.owner(&room.workshop, step, seat, key)?;
            Some(room.state.steps[step].round().revision(owner, key))
        };
        match self {
            Self::Unsaid => None,
            Self::Present => present(),
            Self::Other(revision) => Some(revision),
        }
    }
}

impl Where {
    fn name(self, room: &Room) -> String {
        let steps = room.workshop.steps();
        let any = |index: u8| &steps[usize::from(index) % steps.len()];
        match self {
            Self::Here => steps[room.state.position.map_or(0, |place| place.step)].id.0.clone(),
            Self::Step(index) => any(index).id.0.clone(),
            Self::Content(index) => {
                let step = any(index);
                step.part.as_ref().map_or_else(|| step.id.0.clone(), |part| part.of.clone())
            }
            Self::Nowhere => "nowhere".into(),
        }
    }
}

impl Said {
    fn value(&self, room: &Room, step: &str) -> Value {
        let seed = match self {
            Self::Any(value) => return value.clone(),
            Self::Fitting(seed) => *seed,
        };
        let kind = room.workshop.position(step).map(|index| room.workshop.step(index).kind.as_str());
        let letter = ["A", "B", "C"][usize::from(seed % 3)];
        match kind {
            Some("number") if seed > 127 => json!({ "number": f64::from(seed % 5) }),
            Some("number") => json!({ "number": seed % 5 }),
            Some("vote") if seed > 127 => json!({ "choices": [letter, "B"] }),
            Some("vote") => json!({ "choice": letter }),
            _ => json!({ "text": format!("text {}", seed % 4) }),
        }
    }
}

/// Does what is wished for, one after the other.
pub fn play(room: &mut Room, wishes: &[Wish], mut after: impl FnMut(&Room)) {
    for wish in wishes {
        room.now = room.now.plus(wish.wait);
        let command = wish.act.command(room);
        let _ = room.send(command);
        after(room);
    }
}
