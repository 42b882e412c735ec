//! Whatever people and clocks ask for, in whatever order: the state stays whole, and the log tells all of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::*;

/// A kind of its own: numbers below ten, votes again, a part `a` or `b`.
struct Toy;

#[derive(Serialize, Deserialize)]
struct Params {}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sent {
    n: u64,
}

/// Remembers who said what, so that any mistake in adding or removing shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Heard {
    sum: u64,
    said: BTreeSet<(u32, String, u64)>,
}

impl Activity for Toy {
    const KIND: &'static str = "toy";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true };
    type Params = Params;
    type Answer = Sent;
    type Tally = Heard;

    fn has_key(_: &Params, key: &str) -> bool {
        ["", "a", "b"].contains(&key)
    }

    fn accept(_: &Params, _: &str, value: &Value) -> Result<Sent, ValueError> {
        let n = value["n"].as_u64().filter(|n| *n < 10);
        n.map(|n| Sent { n }).ok_or_else(|| ValueError::new("out-of-range", "/n"))
    }

    fn add(_: &Params, tally: &mut Heard, entry: Entry<'_, Sent>) {
        tally.sum += entry.answer.n;
        assert!(tally.said.insert((entry.seat.0, entry.key.into(), entry.answer.n)));
    }

    fn remove(_: &Params, tally: &mut Heard, entry: Entry<'_, Sent>) {
        tally.sum -= entry.answer.n;
        assert!(tally.said.remove(&(entry.seat.0, entry.key.into(), entry.answer.n)));
    }

    fn simulate(_: &Params, dice: &mut Dice) -> Option<Value> {
        Some(json!({ "n": dice.below(10) }))
    }
}

/// A kind that takes no answer and has no screen of its own.
struct Mute;

impl Activity for Mute {
    const KIND: &'static str = "mute";
    const TRAITS: Traits = Traits { answers: false, rounds: false, screen: false };
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
}

struct Both;

impl Kinds for Both {
    fn rules(&self, kind: &str, params: &Value) -> Result<Box<dyn Rules>, String> {
        let failed = |error: serde_json::Error| error.to_string();
        match kind {
            "toy" => Ok(Box::new(Loaded::<Toy>::from_json(params).map_err(failed)?)),
            _ => Ok(Box::new(Loaded::<Mute>::from_json(params).map_err(failed)?)),
        }
    }
}

/// Two slides, a question with a clock, an optional content step of two questions, a last question.
fn room() -> Workshop {
    let slide = |points| PlanSlide {
        id: "s".into(),
        title: "S".into(),
        layout: "text".into(),
        body: String::new(),
        points,
        figures: vec![],
        sources: vec![],
        notes: String::new(),
    };
    let step = |id: &str, kind: &str, slides: Vec<PlanSlide>| PlanStep {
        id: StepId(id.into()),
        kind: kind.into(),
        title: id.into(),
        notes: String::new(),
        paper: None,
        minutes: 1.0,
        optional: false,
        part: None,
        slides,
        seconds: None,
        params: json!({}),
    };
    let part = |id: &str, index| PlanStep {
        optional: true,
        part: Some(Part { of: "duel".into(), index, count: 2 }),
        ..step(id, "toy", vec![])
    };
    let timed = PlanStep { seconds: Some(20), ..step("timed", "toy", vec![slide(0)]) };
    let steps = vec![
        step("deck", "mute", vec![slide(2), slide(0)]),
        timed,
        part("duel.one", 0),
        part("duel.two", 1),
        step("last", "toy", vec![]),
    ];
    let plan = Plan { workshop: "w".into(), title: "W".into(), lang: "fr".into(), minutes: 5.0, steps };
    Workshop::new(plan, &Both).unwrap()
}

const CAPACITY: u32 = 4;

fn seat(n: u8) -> SeatId {
    SeatId([n; 16])
}

fn commands() -> impl Strategy<Value = Command> {
    let steps =
        prop::sample::select(vec!["deck", "timed", "duel", "duel.one", "duel.two", "last", "nowhere"]);
    let names = prop::sample::select(vec![
        "",
        "Ada",
        "ada",
        "Zoé",
        "أحمد",
        "\u{1f333}",
        "a\u{7}b",
        "bien trop long pour tenir dans trente signes",
    ]);
    let answer = (
        0u8..6,
        steps.clone(),
        prop::sample::select(vec!["", "a", "b", "c"]),
        0u64..12,
        prop::option::of(0u32..3),
    );
    let control = prop_oneof![
        Just(Control::Start),
        Just(Control::Next),
        Just(Control::Next),
        Just(Control::Next),
        Just(Control::Previous),
        Just(Control::Close),
        Just(Control::Reveal),
        Just(Control::Reopen),
        Just(Control::Round),
        Just(Control::Pause),
        Just(Control::Resume),
        (0u32..4000).prop_map(|seconds| Control::Extend { seconds }),
        steps.clone().prop_map(|step| Control::Goto { step: step.into() }),
        steps.prop_map(|step| Control::Skip { step: step.into() }),
        prop::sample::select(vec![Stage::Step, Stage::Blank, Stage::Join])
            .prop_map(|show| Control::Stage { show }),
        (0u8..6, names.clone())
            .prop_map(|(n, name)| Control::Rename { seat: seat(n).to_string(), name: name.into() }),
    ];
    prop_oneof![
        3 => (0u8..6, names.clone()).prop_map(|(n, name)| Command::Join { seat: seat(n), name: name.into() }),
        8 => answer.prop_map(|(n, step, key, value, round)| Command::Seat(seat(n), SeatCommand::Answer {
            step: step.into(), key: key.into(), value: json!({ "n": value }), round,
        })),
        1 => (0u8..6).prop_map(|n| Command::Seat(seat(n), SeatCommand::Erase)),
        1 => (0u8..6, names).prop_map(|(n, name)| Command::Seat(seat(n), SeatCommand::Rename(name.into()))),
        12 => control.prop_map(Command::Control),
        2 => Just(Command::TimeUp),
        1 => Just(Command::Create { capacity: 9 }),
        1 => prop::bool::weighted(0.1).prop_map(|end| Command::Control(if end { Control::End } else { Control::Next })),
    ]
}

/// A log as the store keeps it: an erased answer is a tombstone.
#[derive(Default)]
struct Log(Vec<(u64, i64, Option<SeatNo>, Vec<u8>)>);

impl Log {
    fn write(&mut self, state: &State, event: &Event, at: Timestamp) {
        self.0.push((state.seq, at.0, record::owner(event), record::encode(event)));
        let Event::Erased { seat } = event else { return };
        for line in self.0.iter_mut().filter(|line| line.2 == Some(*seat) && line.0 < state.seq) {
            line.2 = None;
            line.3 = record::encode(&Event::Tombstone);
        }
    }

    fn replay(&self, workshop: &Workshop) -> State {
        record::replay(workshop, self.0.iter().map(|(seq, at, _, line)| (*seq, *at, line.as_slice())))
            .unwrap()
    }
}

fn bytes(state: &State) -> Vec<u8> {
    serde_json::to_vec(state).unwrap()
}

fn whole(state: &State, workshop: &Workshop) {
    let live = matches!(state.status, Status::Running | Status::Paused);
    assert_eq!(
        state.status == Status::Lobby,
        state.started_at.is_none() && state.ended_at.is_none(),
        "a lobby has not begun"
    );
    assert!(!live || state.position.is_some(), "a session that runs is somewhere");
    assert_eq!(state.status == Status::Ended, state.ended_at.is_some(), "an end has its time");
    assert!(state.seats.len() <= state.capacity as usize, "nobody sits on a seat that is not there");
    let names: Vec<String> =
        state.seats.iter().filter_map(|seat| seat.name.as_ref().map(|name| name.to_lowercase())).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "no two names alike");
    if let Some(place) = state.position {
        assert!(
            place.screen < workshop.screens(place.step)
                && place.point <= workshop.points(place.step, place.screen),
            "the place exists"
        );
        assert!(
            state.steps[place.step].reached && state.path(workshop).any(|step| step == place.step),
            "the room is on its path"
        );
        assert!(!state.skipped.contains(&place.step), "the room is not where it does not go");
    }
    assert!(
        state.inserted.iter().all(|&step| workshop.step(step).optional),
        "only optional steps are put in"
    );
    for (index, step) in state.steps.iter().enumerate() {
        let takes = workshop.rules(index).traits().answers;
        assert!(takes || step.phase != Phase::Revealed, "what asks nothing reveals nothing");
        assert!(step.clock == Clock::None || step.phase == Phase::Open, "only open steps have a clock");
        assert!(
            !matches!(step.clock, Clock::Until(_)) || state.status == Status::Running,
            "clocks run while the room does"
        );
        assert!(
            !matches!(step.clock, Clock::Left(_)) || state.status == Status::Paused,
            "clocks stand still in a pause"
        );
        assert!(step.spent >= 0, "time goes on");
        for (round, kept) in step.rounds.iter().enumerate() {
            assert_eq!(
                kept.tally.to_json(),
                state.recount(workshop, index, round).to_json(),
                "the tally is the sum of its answers"
            );
            let people: BTreeSet<u32> = kept.answers.keys().map(|(seat, _)| seat.0).collect();
            assert_eq!(kept.answered as usize, people.len(), "people are counted once");
            assert!(
                step.reached || kept.answers.is_empty() && kept.late.is_empty(),
                "nobody answers what was not asked"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_leaves_the_state_whole_and_the_log_tells_it(
        steps in prop::collection::vec((commands(), 0i64..15_000), 1..120)
    ) {
        let workshop = room();
        let mut state = State::new(&workshop);
        let mut log = Log::default();
        let mut now = Timestamp(1_000_000);
        let create = (Command::Create { capacity: CAPACITY }, 0);
        for (command, later) in std::iter::once(create).chain(steps) {
            now = now.plus(later);
            let before = bytes(&state);
            let known = allowed(&state, &workshop);
            let decided = decide(&state, &workshop, command.clone(), now);
            prop_assert_eq!(&decided, &decide(&state, &workshop, command.clone(), now), "deciding is a function");
            prop_assert_eq!(&before, &bytes(&state), "deciding changes nothing");
            if let Command::Control(control) = &command {
                let refused = matches!(decided, Err(Refusal::NotNow { .. }));
                prop_assert_eq!(refused, !known.contains(&control.name()), "what is allowed is not refused as impossible: {:?}", control);
            }
            let Ok(decision) = decided else { continue };
            for event in &decision.events {
                state.apply(&workshop, event, now);
                log.write(&state, event, now);
            }
            whole(&state, &workshop);
        }
        prop_assert_eq!(bytes(&log.replay(&workshop)), bytes(&state), "the log tells the same state, byte for byte");
    }

    #[test]
    fn no_bytes_make_the_log_panic(line in prop::collection::vec(any::<u8>(), 0..80), seq in 0u64..5) {
        let _ = record::decode(seq, &line);
        let _ = record::replay(&room(), [(seq, 0, line.as_slice())]);
    }
}

/// A session that runs, with two people.
fn running() -> (Workshop, State) {
    let workshop = room();
    let mut state = State::new(&workshop);
    for command in [
        Command::Create { capacity: CAPACITY },
        Command::Join { seat: seat(1), name: "Ada".into() },
        Command::Join { seat: seat(2), name: "ADA".into() },
        Command::Control(Control::Start),
    ] {
        act(&workshop, &mut state, command, 0).unwrap();
    }
    (workshop, state)
}

fn act(workshop: &Workshop, state: &mut State, command: Command, at: i64) -> Result<Outcome, Refusal> {
    let decision = decide(state, workshop, command, Timestamp(at))?;
    decision.events.iter().for_each(|event| state.apply(workshop, event, Timestamp(at)));
    Ok(decision.outcome)
}

fn answer(n: u8, step: &str, value: u64) -> Command {
    Command::Seat(
        seat(n),
        SeatCommand::Answer {
            step: step.into(),
            key: String::new(),
            value: json!({ "n": value }),
            round: None,
        },
    )
}

fn go(workshop: &Workshop, state: &mut State, step: &str, at: i64) {
    act(workshop, state, Command::Control(Control::Goto { step: step.into() }), at).unwrap();
}

#[test]
fn the_last_answer_before_the_close_counts_and_a_late_one_is_kept_beside() {
    let (workshop, mut state) = running();
    go(&workshop, &mut state, "last", 1);
    assert_eq!(act(&workshop, &mut state, answer(1, "last", 3), 2), Ok(Outcome::Recorded));
    let seq = state.seq;
    assert_eq!(act(&workshop, &mut state, answer(1, "last", 3), 3), Ok(Outcome::Recorded));
    assert_eq!(state.seq, seq, "the same answer twice is one answer");
    assert_eq!(act(&workshop, &mut state, answer(1, "last", 5), 4), Ok(Outcome::Replaced));
    act(&workshop, &mut state, Command::Control(Control::Close), 5).unwrap();
    assert_eq!(act(&workshop, &mut state, answer(1, "last", 9), 6), Ok(Outcome::Late));
    let round = state.steps[4].round();
    assert_eq!((round.tally.to_json()["sum"].as_u64(), round.late.len()), (Some(5), 1));
}

#[test]
fn a_second_name_alike_gets_a_number() {
    let (_, state) = running();
    let names: Vec<_> = state.seats.iter().map(|seat| seat.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Ada", "ADA 2"]);
}

#[test]
fn what_was_not_asked_is_refused_and_what_is_over_too() {
    let (workshop, mut state) = running();
    assert_eq!(act(&workshop, &mut state, answer(1, "last", 1), 1), Err(Refusal::StepNotOpen));
    assert_eq!(act(&workshop, &mut state, answer(1, "deck", 1), 1), Err(Refusal::TakesNoAnswer));
    assert_eq!(
        act(&workshop, &mut state, answer(1, "nowhere", 1), 1),
        Err(Refusal::UnknownStep("nowhere".into()))
    );
    act(&workshop, &mut state, Command::Control(Control::End), 2).unwrap();
    assert_eq!(act(&workshop, &mut state, answer(1, "last", 1), 3), Err(Refusal::SessionEnded));
}

#[test]
fn next_walks_every_point_and_screen_once_and_stops_at_the_last() {
    let (workshop, mut state) = running();
    let mut seen = vec![state.position.unwrap()];
    loop {
        match act(&workshop, &mut state, Command::Control(Control::Next), 1) {
            Ok(_) => seen.push(state.position.unwrap()),
            Err(refusal) => {
                assert_eq!(refusal, Refusal::LastStep);
                break;
            }
        }
    }
    let walked: Vec<_> = seen.iter().map(|place| (place.step, place.screen, place.point)).collect();
    assert_eq!(walked, [(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 0), (1, 0, 0), (1, 1, 0), (4, 0, 0)]);
    let mut back = vec![];
    while act(&workshop, &mut state, Command::Control(Control::Previous), 1).is_ok() {
        back.push(state.position.unwrap());
    }
    back.reverse();
    assert_eq!(back, seen[..seen.len() - 1], "previous goes the same way back");
}

#[test]
fn a_clock_runs_from_its_question_and_stands_still_in_a_pause() {
    let (workshop, mut state) = running();
    go(&workshop, &mut state, "timed", 1_000);
    assert_eq!(state.next_alarm(), None, "the slide before the question has no clock");
    act(&workshop, &mut state, Command::Control(Control::Next), 5_000).unwrap();
    assert_eq!(state.next_alarm(), Some((Timestamp(25_000), 1)));
    act(&workshop, &mut state, Command::Control(Control::Pause), 10_000).unwrap();
    assert_eq!((state.next_alarm(), state.steps[1].clock), (None, Clock::Left(15_000)));
    assert_eq!(
        act(&workshop, &mut state, answer(1, "timed", 1), 50_000),
        Ok(Outcome::Recorded),
        "answers are taken in a pause"
    );
    act(&workshop, &mut state, Command::Control(Control::Resume), 60_000).unwrap();
    act(&workshop, &mut state, Command::Control(Control::Extend { seconds: 60 }), 61_000).unwrap();
    assert_eq!(state.next_alarm(), Some((Timestamp(135_000), 1)));
    assert!(act(&workshop, &mut state, Command::TimeUp, 134_999).is_err());
    act(&workshop, &mut state, Command::TimeUp, 135_000).unwrap();
    assert_eq!(state.steps[1].phase, Phase::Closed);
}

/// What was written once must be read for ever: these lines are never changed.
#[test]
fn an_old_log_goes_on_working() {
    let lines = [
        r#"{"v":1,"e":{"created":{"capacity":4}}}"#,
        r#"{"v":1,"e":{"joined":{"seat":"01010101010101010101010101010101"}}}"#,
        r#"{"v":1,"e":{"renamed":{"seat":0,"name":"Zoé"}}}"#,
        r#"{"v":1,"e":"started"}"#,
        r#"{"v":1,"e":{"moved":{"step":"timed","screen":1,"point":0}}}"#,
        r#"{"v":1,"e":{"answered":{"seat":0,"step":"timed","round":0,"value":{"n":7}}}}"#,
        r#"{"v":1,"e":{"answered":{"seat":0,"step":"timed","round":0,"key":"a","value":{"n":2},"late":true}}}"#,
        r#"{"v":1,"e":{"extended":{"step":"timed","seconds":60}}}"#,
        r#"{"v":1,"e":{"closed":{"step":"timed"}}}"#,
        r#"{"v":1,"e":{"revealed":{"step":"timed"}}}"#,
        r#"{"v":1,"e":{"reopened":{"step":"timed"}}}"#,
        r#"{"v":1,"e":{"round-begun":{"step":"timed","round":1}}}"#,
        r#"{"v":1,"e":{"inserted":{"step":"duel.one"}}}"#,
        r#"{"v":1,"e":{"skipped":{"step":"last"}}}"#,
        r#"{"v":1,"e":{"stage-set":{"show":"blank"}}}"#,
        r#"{"v":1,"e":"paused"}"#,
        r#"{"v":1,"e":"resumed"}"#,
        r#"{"v":1,"e":"tombstone"}"#,
        r#"{"v":1,"e":{"erased":{"seat":0}}}"#,
        r#"{"v":1,"e":"ended"}"#,
    ];
    let workshop = room();
    let state =
        record::replay(&workshop, lines.iter().zip(1..).map(|(line, seq)| (seq, 1000, line.as_bytes())))
            .unwrap();
    assert_eq!((state.seq, state.status, state.answers(), state.seats.len()), (20, Status::Ended, 0, 1));
    for (seq, line) in (1..).zip(lines) {
        let event = record::decode(seq, line.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(record::encode(&event)).unwrap(), line, "written as it was read");
    }
}
