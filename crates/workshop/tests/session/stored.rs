//! Logs that were written once are read for ever: what a line looks like, and a whole log of version 1.

use std::fmt::Write as _;

use workshop::{
    Event, GroupNo, GroupsBy, Handled, ItemId, Mark, Measurement, Moderation, Plan, SeatId, SeatNo, Stage,
    StepId, Workshop, record,
};

use crate::toy::Toys;

const PLAN: &str = include_str!("../logs/v1.plan.json");
const LOG: &str = include_str!("../logs/v1.jsonl");
const TEXTS_PLAN: &str = include_str!("../logs/v1-texts.plan.json");
const TEXTS_LOG: &str = include_str!("../logs/v1-texts.jsonl");

/// A line of the stored log.
#[derive(serde::Deserialize)]
struct Stored {
    seq: u64,
    at: i64,
    line: Box<serde_json::value::RawValue>,
}

fn stored(log: &str) -> Vec<Stored> {
    log.lines().map(|line| serde_json::from_str(line).expect("a line of the stored log")).collect()
}

/// The state that a stored log leads to.
fn replayed(plan: &str, log: &str) -> String {
    let plan: Plan = serde_json::from_str(plan).expect("a plan of version 1");
    let workshop = Workshop::new(plan, &Toys).expect("a plan of toys");
    let log = stored(log);
    let lines = log.iter().map(|line| (line.seq, line.at, line.line.get().as_bytes()));
    let state = record::replay(&workshop, lines).expect("a log of version 1");
    serde_json::to_string_pretty(&state).expect("a state is made of what JSON can hold")
}

/// When this fails, logs of installed servers cannot be read any more: bring the code back, not the file.
#[test]
fn a_log_of_version_1_replays_to_the_state_it_had() {
    insta::assert_snapshot!("v1_state", replayed(PLAN, LOG));
}

/// The same, of a log with texts, votes, groups that work together and phases.
#[test]
fn a_log_of_texts_replays_to_the_state_it_had() {
    insta::assert_snapshot!("v1_texts_state", replayed(TEXTS_PLAN, TEXTS_LOG));
}

#[test]
fn the_stored_logs_have_every_event_and_are_written_the_same_today() {
    let mut words = std::collections::BTreeSet::new();
    for line in stored(LOG).into_iter().chain(stored(TEXTS_LOG)) {
        let event = record::decode(line.seq, line.line.get().as_bytes()).expect("an event of version 1");
        assert_eq!(String::from_utf8(record::encode(&event)).unwrap(), line.line.get());
        let value = serde_json::to_value(&event).unwrap();
        let word = value.as_str().or_else(|| value.as_object()?.keys().next().map(String::as_str));
        words.insert(word.expect("an event has a word").to_owned());
    }
    assert_eq!(words.len(), 34, "an event is missing in the stored logs: {words:?}");
}

#[test]
fn a_line_of_every_event() {
    let step = || StepId("a45-quiz.q-effet-rebond".into());
    let value = |text: &str| serde_json::from_str(text).expect("JSON");
    let answered = |key: &str, late| Event::Answered {
        seat: Some(SeatNo(2)),
        group: None,
        step: step(),
        round: 1,
        key: key.into(),
        value: value(r#"{"choices":["A","C"]}"#),
        late,
        beside: false,
        held: false,
    };
    let for_group = |seat, beside, held| Event::Answered {
        seat,
        group: Some(GroupNo(1)),
        step: step(),
        round: 0,
        key: "1".into(),
        value: value(r#"{"text":"x"}"#),
        late: false,
        beside,
        held,
    };
    let handled = |act| Event::Handled { item: ItemId(0xab), act };
    let events = [
        Event::Created { capacity: 30 },
        Event::Joined { seat: SeatId([0xab; 16]) },
        Event::Renamed { seat: SeatNo(0), name: Some("李雷".into()) },
        Event::Renamed { seat: SeatNo(0), name: None },
        Event::Started,
        Event::Moved { step: step(), screen: 1, point: 2 },
        Event::Inserted { step: step() },
        Event::Skipped { step: step() },
        Event::Closed { step: step() },
        Event::Revealed { step: step() },
        Event::Reopened { step: step() },
        Event::Extended { step: step(), seconds: 60 },
        Event::RoundBegun { step: step(), round: 1 },
        Event::Paused,
        Event::Resumed,
        Event::StageSet { show: Stage::Blank },
        Event::GroupsMade { by: GroupsBy::Lot, count: 2, paper: 1, seats: vec![GroupNo(1), GroupNo(0)] },
        Event::GroupRenamed { group: GroupNo(1), name: Some("Les hiboux".into()) },
        Event::GroupChosen { seat: SeatNo(0), group: GroupNo(0) },
        Event::GroupSet { seat: SeatNo(0), group: None },
        Event::GroupsLocked { locked: true },
        Event::GroupsDissolved,
        answered("", false),
        answered("red", true),
        for_group(Some(SeatNo(2)), true, true),
        for_group(None, false, false),
        Event::Vacated { step: step(), round: 0, group: GroupNo(1), key: "1".into(), settles: true },
        Event::Asked { seat: SeatNo(2), text: "Où ?".into(), named: true, held: true },
        Event::Voted { seat: SeatNo(2), item: ItemId(0xab), value: true },
        Event::Claimed { seat: SeatNo(2), step: step(), value: true },
        handled(Handled::Hidden),
        handled(Handled::Shown),
        handled(Handled::Highlighted),
        handled(Handled::Answering),
        handled(Handled::Dimmed),
        handled(Handled::Marked(Mark::Later)),
        handled(Handled::Merged(ItemId(1))),
        handled(Handled::Moved(2)),
        Event::ModerationSet { mode: Moderation::AfterApproval },
        Event::LingerSet { step: step(), open: true },
        Event::ReportShared { open: true },
        Event::PhaseBegun { step: step(), index: 1, seconds: 180 },
        Event::Erased { seat: SeatNo(2) },
        Event::Tombstone,
        Event::Measured(Measurement {
            seconds: 2700,
            phones: 25,
            to_phones: 1_250_000,
            ..Measurement::default()
        }),
        Event::Ended,
    ];
    let mut lines = String::new();
    for event in &events {
        let line = String::from_utf8(record::encode(event)).unwrap();
        assert_eq!(&record::decode(1, line.as_bytes()).unwrap(), event);
        writeln!(lines, "{line}").unwrap();
    }
    insta::assert_snapshot!(lines, @r#"
    {"v":1,"e":{"created":{"capacity":30}}}
    {"v":1,"e":{"joined":{"seat":"abababababababababababababababab"}}}
    {"v":1,"e":{"renamed":{"seat":0,"name":"李雷"}}}
    {"v":1,"e":{"renamed":{"seat":0}}}
    {"v":1,"e":"started"}
    {"v":1,"e":{"moved":{"step":"a45-quiz.q-effet-rebond","screen":1,"point":2}}}
    {"v":1,"e":{"inserted":{"step":"a45-quiz.q-effet-rebond"}}}
    {"v":1,"e":{"skipped":{"step":"a45-quiz.q-effet-rebond"}}}
    {"v":1,"e":{"closed":{"step":"a45-quiz.q-effet-rebond"}}}
    {"v":1,"e":{"revealed":{"step":"a45-quiz.q-effet-rebond"}}}
    {"v":1,"e":{"reopened":{"step":"a45-quiz.q-effet-rebond"}}}
    {"v":1,"e":{"extended":{"step":"a45-quiz.q-effet-rebond","seconds":60}}}
    {"v":1,"e":{"round-begun":{"step":"a45-quiz.q-effet-rebond","round":1}}}
    {"v":1,"e":"paused"}
    {"v":1,"e":"resumed"}
    {"v":1,"e":{"stage-set":{"show":"blank"}}}
    {"v":1,"e":{"groups-made":{"by":"lot","count":2,"paper":1,"seats":[1,0]}}}
    {"v":1,"e":{"group-renamed":{"group":1,"name":"Les hiboux"}}}
    {"v":1,"e":{"group-chosen":{"seat":0,"group":0}}}
    {"v":1,"e":{"group-set":{"seat":0,"group":null}}}
    {"v":1,"e":{"groups-locked":{"locked":true}}}
    {"v":1,"e":"groups-dissolved"}
    {"v":1,"e":{"answered":{"seat":2,"step":"a45-quiz.q-effet-rebond","round":1,"value":{"choices":["A","C"]}}}}
    {"v":1,"e":{"answered":{"seat":2,"step":"a45-quiz.q-effet-rebond","round":1,"key":"red","value":{"choices":["A","C"]},"late":true}}}
    {"v":1,"e":{"answered":{"seat":2,"group":1,"step":"a45-quiz.q-effet-rebond","round":0,"key":"1","value":{"text":"x"},"beside":true,"held":true}}}
    {"v":1,"e":{"answered":{"group":1,"step":"a45-quiz.q-effet-rebond","round":0,"key":"1","value":{"text":"x"}}}}
    {"v":1,"e":{"vacated":{"step":"a45-quiz.q-effet-rebond","round":0,"group":1,"key":"1","settles":true}}}
    {"v":1,"e":{"asked":{"seat":2,"text":"Où ?","named":true,"held":true}}}
    {"v":1,"e":{"voted":{"seat":2,"item":"00000000000000ab","value":true}}}
    {"v":1,"e":{"claimed":{"seat":2,"step":"a45-quiz.q-effet-rebond","value":true}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":"hidden"}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":"shown"}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":"highlighted"}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":"answering"}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":"dimmed"}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":{"marked":"later"}}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":{"merged":"0000000000000001"}}}}
    {"v":1,"e":{"handled":{"item":"00000000000000ab","act":{"moved":2}}}}
    {"v":1,"e":{"moderation-set":{"mode":"after-approval"}}}
    {"v":1,"e":{"linger-set":{"step":"a45-quiz.q-effet-rebond","open":true}}}
    {"v":1,"e":{"report-shared":{"open":true}}}
    {"v":1,"e":{"phase-begun":{"step":"a45-quiz.q-effet-rebond","index":1,"seconds":180}}}
    {"v":1,"e":{"erased":{"seat":2}}}
    {"v":1,"e":"tombstone"}
    {"v":1,"e":{"measured":{"seconds":2700,"phones":25,"phone_seconds":0,"to_phones":1250000,"from_phones":0,"to_screens":0,"from_screens":0,"busiest_phone":0,"cpu_ms":0,"metered_ms":0,"share_of_capacity_uj":0,"share_of_work_uj":0}}}
    {"v":1,"e":"ended"}
    "#);
}
