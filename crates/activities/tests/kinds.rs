//! Every workshop of the packs, every step of every kind, in every phase: counted right, drawn without a fault.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::sync::LazyLock;

use activities::{Registry, Room, View, describe, freeze, from_form, phone, remote, report, stage};
use content::Library;
use figures::Links;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{
    Command, Control, Dice, Phase, Plan, SeatCommand, SeatId, SeatNo, State, Timestamp, Workshop, decide,
};

static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
    let packs: Vec<_> = library.langs().into_iter().filter_map(|lang| library.pack(lang)).collect();
    packs.iter().flat_map(|pack| pack.workshops().map(|workshop| freeze(workshop, pack))).collect()
});

fn plans() -> Vec<Plan> {
    PLANS.clone()
}

fn room(people: u8, plan: Plan) -> (Workshop, State) {
    let workshop = Workshop::new(plan, &Registry).unwrap();
    let mut state = State::new(&workshop);
    act(&workshop, &mut state, Command::Create { capacity: 100 });
    for person in 0..people {
        act(&workshop, &mut state, Command::Join { seat: SeatId([person; 16]), name: String::new() });
    }
    (workshop, state)
}

/// Does what is asked; false when it is refused.
fn act(workshop: &Workshop, state: &mut State, command: Command) -> bool {
    let now = Timestamp(1_000_000);
    let Ok(decision) = decide(state, workshop, command, now) else { return false };
    decision.events.iter().for_each(|event| state.apply(workshop, event, now));
    true
}

fn answer(person: u8, step: &str, value: Value) -> Command {
    Command::Seat(SeatId([person; 16]), SeatCommand::Answer(workshop::Sent::new(step, value)))
}

/// Each view of the step that is on, for the room, for somebody, for the facilitator, for the report.
fn draw(workshop: &Workshop, state: &State, lang: &str) -> Vec<(&'static str, String)> {
    let qr = "<svg></svg>".to_owned();
    let room = Room {
        address: "192.168.1.20:8080".into(),
        code: "KARLMT".into(),
        qr,
        wifi: Some("<b>classe".into()),
        wifi_qr: None,
    };
    let view = |seat| View {
        session: "s",
        workshop,
        state,
        step: state.position.unwrap().step,
        texts: texts::texts(lang),
        figures: figures::Registry::embedded(),
        links: Links::Page,
        now: Timestamp(1_000_000),
        seat,
        room: &room,
        part: "",
        page: "",
        facilitator: false,
    };
    let (all, own) = (view(None), view(Some(SeatNo(0))));
    vec![
        ("phone", phone(&all).into_string()),
        ("own phone", phone(&own).into_string()),
        ("stage", stage(&all).into_string()),
        ("remote", remote(&all).into_string()),
        ("report", report(&all).body.into_string()),
    ]
}

#[test]
fn every_screen_of_every_workshop_is_drawn_in_every_phase() {
    for plan in plans() {
        let (name, lang) = (plan.workshop.clone(), plan.lang.clone());
        let (workshop, mut state) = room(5, plan);
        let mut dice = Dice::new(7);
        act(&workshop, &mut state, Command::Control(Control::Start));
        for index in 0..workshop.steps().len() {
            let id = workshop.step(index).id.0.clone();
            assert!(
                act(&workshop, &mut state, Command::Control(Control::Goto { step: id.clone() })),
                "{name} {id}"
            );
            while state
                .position
                .is_some_and(|place| place.step == index && place.screen + 1 < workshop.screens(index))
            {
                sound(&name, &id, &draw(&workshop, &state, &lang));
                act(&workshop, &mut state, Command::Control(Control::Next));
            }
            sound(&name, &id, &draw(&workshop, &state, &lang));
            for person in 0..5 {
                for done in common::acts(&workshop, &state, index, person, dice.bits(), 0) {
                    let sent = common::command(&workshop, index, person, done.clone(), None);
                    assert!(act(&workshop, &mut state, sent), "{name} {id}: a robot did {done:?}");
                }
            }
            for control in [Control::Close, Control::Reveal, Control::Reopen] {
                sound(&name, &id, &draw(&workshop, &state, &lang));
                act(&workshop, &mut state, Command::Control(control));
            }
        }
    }
}

fn sound(workshop: &str, step: &str, views: &[(&'static str, String)]) {
    for (view, html) in views {
        for forbidden in ["style=", "<script", "javascript:", "onclick", "<b>classe", "{{fig:", "{{term:"] {
            assert!(!html.contains(forbidden), "{workshop} {step} {view}: {forbidden} in {html}");
        }
        assert!(
            *view == "remote" || *view == "report" || html.contains("<h1"),
            "{workshop} {step} {view} has a title"
        );
    }
}

#[test]
fn a_distribution_stays_hidden_until_it_is_revealed() {
    let plan = plans().into_iter().find(|plan| plan.workshop == "atelier-45").unwrap();
    let (workshop, mut state) = room(5, plan);
    act(
        &workshop,
        &mut state,
        Command::Control(Control::Goto { step: "a45-quiz.q-eau-conversation".into() }),
    );
    while act(&workshop, &mut state, Command::Control(Control::Next)) && !state.on_own_screen(&workshop) {}
    for person in 0..5 {
        act(
            &workshop,
            &mut state,
            answer(
                person,
                "a45-quiz.q-eau-conversation",
                json!({ "choice": if person < 3 { "C" } else { "A" } }),
            ),
        );
    }
    let shown = |state: &State| {
        draw(&workshop, state, "fr")
            .into_iter()
            .filter(|(view, _)| ["phone", "own phone", "stage"].contains(view))
            .map(|(_, html)| html)
            .collect::<String>()
    };
    let before = shown(&state);
    assert!(
        !before.contains("60\u{202f}%") && !before.contains("right") && !before.contains("bonne réponse"),
        "{before}"
    );
    act(&workshop, &mut state, Command::Control(Control::Reveal));
    let after = shown(&state);
    assert!(after.contains("60\u{202f}%") && after.contains("bonne réponse"), "{after}");
}

#[test]
fn a_week_without_a_request_has_no_place_on_a_logarithmic_axis() {
    let plan = plans().into_iter().find(|plan| plan.workshop == "atelier-45").unwrap();
    let (workshop, mut state) = room(2, plan);
    act(&workshop, &mut state, Command::Control(Control::Goto { step: "a45-sondage".into() }));
    for person in 0..2 {
        assert!(act(&workshop, &mut state, answer(person, "a45-sondage", json!({ "number": 25 * person }))));
    }
    act(&workshop, &mut state, Command::Control(Control::Goto { step: "a45-calcul".into() }));
    let own = |state: &State| draw(&workshop, state, "fr").swap_remove(1).1;
    let without = own(&state);
    assert!(without.contains("scaled none") && without.contains(">0\u{202f}mg<"), "{without}");
    act(&workshop, &mut state, answer(0, "a45-calcul", json!({ "requests": 25 })));
    let with = own(&state);
    assert!(with.contains("class=\"scaled\"") && !with.contains(">0\u{202f}mg<"), "{with}");
}

/// What people may send that is none of a kind's business.
fn hostile() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({ "choice": "B" })),
        Just(json!({ "choices": ["A", "C"] })),
        Just(json!({ "choice": "<script>" })),
        Just(json!({ "hop": "eau-presse" })),
        Just(json!({ "hop": "wh-calcul" })),
        Just(json!({ "hop": ["eau-presse"] })),
        Just(json!({ "number": -1 })),
        Just(json!({ "number": 25 })),
        Just(json!({ "number": 1e300 })),
        Just(json!({ "number": "25" })),
        Just(json!({ "requests": 40, "what_if": 3 })),
        Just(json!({ "requests": u64::MAX })),
        Just(json!({ "answers": { "q-heures-creuses": "C", "q-gpu-fabrication": "A" } })),
        Just(json!({ "answers": { "q-heures-creuses": "C", "../q": "A" } })),
        Just(json!({ "position": 2, "argument": "مرحبا 👩🏽‍🚀" })),
        Just(json!({ "position": -1, "argument": "é".repeat(280) })),
        Just(json!({ "position": 1, "argument": "é".repeat(281) })),
        Just(json!({ "position": 0, "argument": " " })),
        Just(json!({ "position": 3, "argument": ["a"] })),
        (-3_i8..4, "\\PC{0,290}")
            .prop_map(|(position, argument)| json!({ "position": position, "argument": argument })),
        Just(json!({ "practice": "bp-precise", "words": "En une phrase." })),
        Just(json!({ "practice": "bp-precise", "words": "a\u{0}b" })),
        Just(json!([])),
        Just(json!(null)),
        Just(json!({ "choices": vec!["A"; 500] })),
        Just(json!({ "placements": { "c-tel-usine": "production", "c-ia-chaleur": "valorisation" } })),
        Just(json!({ "placements": { "r-batterie": "reparer" } })),
        Just(json!({ "placements": { "c-tel-usine": "refuser", "../": [] } })),
        "\\PC{0,12}".prop_map(|text| json!({ "choice": text })),
    ]
}

/// A step as somebody sees it.
fn seen<'a>(workshop: &'a Workshop, state: &'a State, step: usize, room: &'a Room) -> View<'a> {
    View {
        session: "s",
        workshop,
        state,
        step,
        texts: texts::texts("fr"),
        figures: figures::Registry::embedded(),
        links: Links::Plain,
        now: Timestamp(0),
        seat: Some(SeatNo(0)),
        room,
        part: "",
        page: "",
        facilitator: false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tallies_are_the_sum_of_what_stands(
        script in prop::collection::vec((0u8..5, any::<u64>(), prop::option::of(hostile()), 0u8..20), 1..60)
    ) {
        let plan = plans().into_iter().find(|plan| plan.workshop == "atelier-90").unwrap();
        let (workshop, mut state) = room(5, plan);
        act(&workshop, &mut state, Command::Control(Control::Start));
        let asking: Vec<usize> = (0..workshop.steps().len()).filter(|&step| workshop.rules(step).traits().answers).collect();
        for (person, seed, wild, what) in script {
            let step = asking[seed as usize % asking.len()];
            let id = workshop.step(step).id.0.clone();
            act(&workshop, &mut state, Command::Control(Control::Goto { step: id.clone() }));
            match what {
                0 => { act(&workshop, &mut state, Command::Seat(SeatId([person; 16]), SeatCommand::Erase)); }
                1 => { act(&workshop, &mut state, Command::Control(Control::Round)); }
                2 => { act(&workshop, &mut state, Command::Control(Control::Reveal)); }
                3 => { act(&workshop, &mut state, Command::Control(Control::Reopen)); }
                _ => {
                    let robot = || common::acts(&workshop, &state, step, person, seed, u32::from(what % 3));
                    let answered = |value| workshop::Act::Answer { key: String::new(), value };
                    for done in wild.map_or_else(robot, |value| vec![answered(value)]) {
                        act(&workshop, &mut state, common::command(&workshop, step, person, done, None));
                    }
                }
            }
            for (round, kept) in state.steps[step].rounds.iter().enumerate() {
                prop_assert_eq!(kept.tally.to_json(), state.recount(&workshop, step, round).to_json());
            }
        }
    }

    #[test]
    fn no_form_makes_a_view_panic(fields in prop::collection::vec(("[a-z_]{0,8}|choice|choices|number|none|requests|what_if", "\\PC{0,10}|[0-9]{1,25}|[A-E]"), 0..5)) {
        let plan = plans().into_iter().find(|plan| plan.workshop == "atelier-45").unwrap();
        let (workshop, mut state) = room(1, plan);
        act(&workshop, &mut state, Command::Control(Control::Start));
        for step in (0..workshop.steps().len()).filter(|&step| workshop.rules(step).traits().answers) {
            let id = workshop.step(step).id.0.clone();
            act(&workshop, &mut state, Command::Control(Control::Goto { step: id.clone() }));
            let room = Room::default();
            let value = from_form(&seen(&workshop, &state, step, &room), &fields);
            if act(&workshop, &mut state, answer(0, &id, value)) && state.steps[step].phase == Phase::Open {
                let view = seen(&workshop, &state, step, &room);
                let mine = view.mine().unwrap();
                prop_assert!(!describe(&view, mine).is_empty());
            }
        }
    }
}
