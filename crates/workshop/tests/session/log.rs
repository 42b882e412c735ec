//! A log that is damaged, newer or incomplete is refused with a sentence; nothing in it makes the program panic.

use proptest::collection::vec;
use proptest::prelude::*;
use workshop::record::{self, LogError};
use workshop::{
    Event, GroupNo, GroupsBy, Handled, ItemId, Json, Mark, Moderation, SeatId, SeatNo, Stage, StepId,
};

use crate::plans::{Step, plan, plans};
use crate::replay::replay;
use crate::room::{Line, Room};
use crate::wishes::{Wish, measurement, play, wishes};

/// Something that happens to the bytes of a line.
#[derive(Clone, Debug)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Digit(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Whole(Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        4 => (at(), 0_u8..8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        6 => (at(), b'0'..=b'9').prop_map(|(at, digit)| Damage::Digit(at, digit)),
        1 => at().prop_map(Damage::Cut),
        1 => (at(), vec(any::<u8>(), 1..4)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        1 => vec(any::<u8>(), 0..40).prop_map(Damage::Whole),
        1 => "\\{\"v\":[01],\"e\":[\\[\\]{}a-z0-9\":,.-]{0,30}\\}".prop_map(|text| Damage::Whole(text.into_bytes())),
    ]
}

impl Damage {
    fn strike(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        match self {
            Self::Digit(at, digit) => {
                let mut digits: Vec<&mut u8> =
                    bytes.iter_mut().filter(|byte| byte.is_ascii_digit()).collect();
                if !digits.is_empty() {
                    let at = at.index(digits.len());
                    *digits[at] = *digit;
                }
            }
            Self::Flip(at, bit) => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            Self::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Self::Insert(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more.iter().copied());
            }
            Self::Whole(other) => bytes.clone_from(other),
        }
    }
}

/// Events that nobody has decided: known words, any numbers.
fn event() -> impl Strategy<Value = Event> {
    let step = || {
        prop::sample::select(vec!["s0", "s0.i0", "s0.i1", "s1", "s2", ""]).prop_map(|id| StepId(id.into()))
    };
    let seat = || prop_oneof![4 => 0_u32..4, 1 => Just(u32::MAX)].prop_map(SeatNo);
    let small = || prop_oneof![4 => 0_u16..3, 1 => Just(u16::MAX)];
    let value = prop::sample::select(vec![
        r#"{"number":2}"#,
        r#"{"number":2.0}"#,
        r#"{"choices":["A"]}"#,
        r#"{"choice":"A"}"#,
        r#"{"text":"x"}"#,
        r#"{"text":" x "}"#,
        "null",
        "1e999",
    ]);
    let value = value.prop_map(|text| serde_json::from_str::<Json>(text).expect("JSON"));
    let key = prop::sample::select(vec!["", "red", "nowhere"]).prop_map(Box::<str>::from);
    let by = prop_oneof![4 => seat().prop_map(Some), 1 => Just(None)];
    let of = || prop_oneof![3 => Just(None), 1 => small().prop_map(|group| Some(GroupNo(group)))];
    let how = (any::<bool>(), any::<bool>(), any::<bool>());
    let answered = (by, of(), step(), 0_u32..3, key.clone(), value, how).prop_map(
        |(seat, group, step, round, key, value, (late, beside, held))| Event::Answered {
            seat,
            group,
            step,
            round,
            key,
            value,
            late,
            beside,
            held,
        },
    );
    let vacated =
        (step(), 0_u32..3, small(), key, any::<bool>()).prop_map(|(step, round, group, key, settles)| {
            Event::Vacated { step, round, group: GroupNo(group), key, settles }
        });
    let item = || (0_u64..3).prop_map(ItemId);
    let act = prop_oneof![
        prop::sample::select(vec![Handled::Hidden, Handled::Shown, Handled::Highlighted, Handled::Answering]),
        prop::sample::select(vec![Handled::Dimmed, Handled::Marked(Mark::Later), Handled::Moved(u16::MAX)]),
        item().prop_map(Handled::Merged),
    ];
    let text = prop::sample::select(vec!["Où ?", " ", ""]).prop_map(Box::<str>::from);
    prop_oneof![
        1 => (0_u32..4).prop_map(|capacity| Event::Created { capacity }),
        3 => (0_u8..5).prop_map(|seat| Event::Joined { seat: SeatId([seat; 16]) }),
        1 => (seat(), prop::option::of(Just("Zoé".into()))).prop_map(|(seat, name)| Event::Renamed { seat, name }),
        2 => Just(Event::Started),
        4 => (step(), small(), small()).prop_map(|(step, screen, point)| Event::Moved { step, screen, point }),
        1 => step().prop_map(|step| Event::Inserted { step }),
        1 => step().prop_map(|step| Event::Skipped { step }),
        1 => step().prop_map(|step| Event::Closed { step }),
        1 => step().prop_map(|step| Event::Revealed { step }),
        1 => step().prop_map(|step| Event::Reopened { step }),
        1 => (step(), any::<u32>()).prop_map(|(step, seconds)| Event::Extended { step, seconds }),
        1 => (step(), 0_u32..3).prop_map(|(step, round)| Event::RoundBegun { step, round }),
        1 => Just(Event::Paused),
        1 => Just(Event::Resumed),
        1 => Just(Event::StageSet { show: Stage::Blank }),
        1 => (small(), small(), vec((0_u16..3).prop_map(GroupNo), 0..5)).prop_map(|(count, paper, seats)| {
            Event::GroupsMade { by: GroupsBy::Lot, count, paper, seats }
        }),
        1 => small().prop_map(|group| Event::GroupRenamed { group: GroupNo(group), name: None }),
        1 => (seat(), small()).prop_map(|(seat, group)| Event::GroupChosen { seat, group: GroupNo(group) }),
        1 => (seat(), prop::option::of(small())).prop_map(|(seat, group)| {
            Event::GroupSet { seat, group: group.map(GroupNo) }
        }),
        1 => any::<bool>().prop_map(|locked| Event::GroupsLocked { locked }),
        1 => Just(Event::GroupsDissolved),
        6 => answered,
        2 => vacated,
        2 => (seat(), text, any::<bool>()).prop_map(|(seat, text, held)| Event::Asked { seat, text, named: !held, held }),
        2 => (seat(), item(), any::<bool>()).prop_map(|(seat, item, value)| Event::Voted { seat, item, value }),
        1 => (seat(), step(), any::<bool>()).prop_map(|(seat, step, value)| Event::Claimed { seat, step, value }),
        2 => (item(), act).prop_map(|(item, act)| Event::Handled { item, act }),
        1 => Just(Event::ModerationSet { mode: Moderation::AfterApproval }),
        1 => (step(), any::<bool>()).prop_map(|(step, open)| Event::LingerSet { step, open }),
        1 => any::<bool>().prop_map(|open| Event::ReportShared { open }),
        1 => (step(), small(), any::<u32>()).prop_map(|(step, index, seconds)| Event::PhaseBegun { step, index, seconds }),
        1 => seat().prop_map(|seat| Event::Erased { seat }),
        1 => Just(Event::Tombstone),
        1 => measurement().prop_map(Event::Measured),
        1 => prop::bool::weighted(0.1).prop_map(|end| if end { Event::Ended } else { Event::Resumed }),
    ]
}

/// As far as the log can be read, it is; then everybody may ask for anything.
fn go_on(room: &mut Room, log: &[Line], wishes: &[Wish]) {
    match replay(room, log) {
        Ok(state) => {
            room.state = state;
            play(room, wishes, |_| {});
        }
        Err(error) => assert!(error.to_string().starts_with("event "), "{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_an_event_or_an_error(seq in any::<u64>(), bytes in vec(any::<u8>(), 0..60)) {
        if let Err(error) = record::decode(seq, &bytes) {
            let (said, names_it) = (error.to_string(), format!("event {seq} "));
            prop_assert!(said.starts_with(&names_it));
        }
    }

    #[test]
    fn a_damaged_line_is_read_or_refused_and_never_a_panic(
        plan in plans(),
        before in wishes(40),
        line in any::<prop::sample::Index>(),
        damage in vec(damage(), 1..3),
        after in wishes(10),
    ) {
        let mut room = Room::new(plan);
        play(&mut room, &before, |_| {});
        let mut log = room.log.clone();
        if !log.is_empty() {
            let line = line.index(log.len());
            for damage in &damage {
                damage.strike(&mut log[line].bytes);
            }
            go_on(&mut room, &log, &after);
        }
    }

    #[test]
    fn events_that_make_no_sense_are_read_or_refused_and_never_a_panic(
        plan in plans(),
        opened in prop::bool::weighted(0.9),
        events in vec((event(), prop_oneof![3 => 0_i64..100_000, 1 => any::<i64>()]), 0..30),
        after in wishes(15),
    ) {
        let mut room = Room::new(plan);
        let created = opened.then_some((Event::Created { capacity: 5 }, 1));
        let line = |(seq, (event, at)): (u64, (Event, i64))| Line { seq, at, bytes: record::encode(&event), event };
        let mut log: Vec<Line> = (1..).zip(created.into_iter().chain(events)).map(line).collect();
        // What cannot be read is left out, so that the rest is tried too.
        while let Err(LogError::Unknown { seq, .. }) = replay(&room, &log) {
            log.remove(seq as usize - 1);
            (1..).zip(&mut log).for_each(|(seq, line)| line.seq = seq);
        }
        go_on(&mut room, &log, &after);
    }

    #[test]
    fn a_log_with_a_gap_a_double_or_in_another_order_is_refused(
        wishes in wishes(30),
        one in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        what in 0..3,
    ) {
        let mut room = Room::new(plan(&[Step::plain("vote"), Step::plain("number")]));
        play(&mut room, &wishes, |_| {});
        let mut log = room.log.clone();
        prop_assume!(log.len() > 2);
        let (one, other) = (one.index(log.len() - 1), other.index(log.len()));
        match what {
            0 => drop(log.remove(one)),
            1 => log.insert(one, log[one].clone()),
            _ => {
                prop_assume!(one != other);
                log.swap(one, other);
            }
        }
        let refused = matches!(replay(&room, &log), Err(LogError::Gap { .. }));
        prop_assert!(refused);
    }

    #[test]
    fn a_newer_version_asks_for_an_update(version in prop_oneof![2_u32..6, 2_u32..], text in "[a-z]{1,8}") {
        for line in [format!(r#"{{"v":{version},"e":{{"{text}":{{}}}}}}"#), format!(r#"{{"v":{version},"e":"started"}}"#)] {
            let error = record::decode(7, line.as_bytes()).unwrap_err();
            let newer = matches!(error, LogError::Newer { seq: 7, found } if found == version);
            prop_assert!(newer);
            prop_assert!(error.to_string().contains("update Bisou"));
        }
    }
}

fn refused(events: &[Event]) -> String {
    let room = Room::new(plan(&[Step { slides: vec![1], ..Step::plain("vote") }, Step::plain("break")]));
    let line =
        |(seq, event): (u64, &Event)| Line { seq, at: 1, bytes: record::encode(event), event: event.clone() };
    let log: Vec<Line> = (1..).zip(events).map(line).collect();
    replay(&room, &log).expect_err("a log that makes no sense").to_string()
}

#[test]
fn what_is_not_of_this_session_is_said() {
    let created = Event::Created { capacity: 2 };
    let joined = Event::Joined { seat: SeatId([1; 16]) };
    let moved = |step: &str, screen, point| Event::Moved { step: StepId(step.into()), screen, point };
    let answered = |step: &str, round, key: &str, value: &str| Event::Answered {
        seat: Some(SeatNo(0)),
        group: None,
        step: StepId(step.into()),
        round,
        key: key.into(),
        value: serde_json::from_str(value).unwrap(),
        late: false,
        beside: false,
        held: false,
    };
    let nobody = Event::Answered {
        seat: None,
        group: None,
        step: StepId("s0".into()),
        round: 0,
        key: "".into(),
        value: serde_json::from_str("{}").unwrap(),
        late: false,
        beside: false,
        held: false,
    };
    let vote = r#"{"choices":["A"]}"#;
    let cases: &[(&[Event], &str)] = &[
        (&[Event::Started], "event 1 "),
        (&[created.clone(), created.clone()], "event 2 "),
        (&[created.clone(), joined.clone(), joined.clone()], "there twice"),
        (&[created.clone(), Event::Erased { seat: SeatNo(0) }], "no seat number 0"),
        (&[created.clone(), moved("s9", 0, 0)], "no step s9"),
        (&[created.clone(), moved("s0", 2, 0)], "screen 2"),
        (&[created.clone(), moved("s0", 0, 2)], "point 2"),
        (&[created.clone(), Event::RoundBegun { step: StepId("s0".into()), round: 2 }], "round 2"),
        (&[created.clone(), joined.clone(), answered("s0", 1, "", vote)], "no round 1"),
        (&[created.clone(), joined.clone(), answered("s0", 0, "x", vote)], "unknown-key"),
        (&[created.clone(), joined.clone(), answered("s0", 0, "", "null")], "unknown-choice"),
        (&[created.clone(), joined.clone(), answered("s0", 0, "", r#"{"choice":"A"}"#)], "as it was sent"),
        (&[created.clone(), nobody], "nobody's"),
        (
            &[created.clone(), Event::PhaseBegun { step: StepId("s0".into()), index: 0, seconds: 1 }],
            "no phase 0",
        ),
        (&[created, joined, answered("s1", 0, "", vote)], "takes-no-answer"),
    ];
    for (events, words) in cases {
        let sentence = refused(events);
        assert!(sentence.contains(words), "{words:?} is not said: {sentence}");
    }
}

#[test]
fn a_version_that_never_was_is_refused() {
    let error = record::decode(3, br#"{"v":0,"e":"started"}"#).unwrap_err().to_string();
    assert!(error.contains("event 3") && error.contains("version 0"), "{error}");
}
