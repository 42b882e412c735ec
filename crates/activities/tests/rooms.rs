//! Whole rooms play the real workshops: whatever they send, tallies add up, logs tell it, and every screen shows text as text.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use activities::{Registry, Room, View, describe, freeze, marks, phone, remote, report, stage};
use content::Library;
use figures::Links;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{
    Act, Command, Control, Event, Json, Owner, Owners, Plan, SeatCommand, SeatId, SeatNo, Sent, State,
    Timestamp, Workshop, decide, record,
};

use common::{acts, command, seat};

const PEOPLE: u8 = 5;
const NOW: Timestamp = Timestamp(1_000_000);

static WORKSHOPS: LazyLock<Vec<Workshop>> = LazyLock::new(|| {
    let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
    let packs: Vec<_> = library.langs().into_iter().filter_map(|lang| library.pack(lang)).collect();
    let plans = packs.iter().flat_map(|pack| pack.workshops().map(|workshop| freeze(workshop, pack)));
    plans.map(|plan| Workshop::new(plan, &Registry).unwrap()).collect()
});

/// A session with its log.
struct Played<'a> {
    workshop: &'a Workshop,
    state: State,
    log: Vec<(u64, Event)>,
}

impl<'a> Played<'a> {
    fn new(workshop: &'a Workshop) -> Self {
        let mut played = Self { workshop, state: State::new(workshop), log: vec![] };
        played.act(Command::Create { capacity: 100 });
        for person in 0..PEOPLE {
            played
                .act(Command::Join { seat: SeatId([person; 16]), name: HOSTILE.chars().take(30).collect() });
        }
        played.control(Control::Start);
        played
    }

    /// False when it is refused.
    fn act(&mut self, command: Command) -> bool {
        let Ok(decision) = decide(&self.state, self.workshop, command, NOW) else { return false };
        for event in decision.events {
            self.state.apply(self.workshop, &event, NOW);
            self.log.push((self.state.seq, event));
        }
        true
    }

    fn control(&mut self, control: Control) -> bool {
        self.act(Command::Control(control))
    }

    fn goto(&mut self, step: usize) {
        let step = self.workshop.step(step).id.0.clone();
        assert!(self.control(Control::Goto { step: step.clone() }), "{step}");
    }

    /// On, to the step's own screen.
    fn ask(&mut self, step: usize) {
        self.goto(step);
        let screens = self.workshop.screens(step);
        let there = |state: &State| state.position.is_some_and(|place| screens == place.screen + 1);
        for _ in 0..100 {
            if there(&self.state) {
                return;
            }
            self.control(Control::Next);
        }
        panic!("the step's own screen is not reached");
    }

    fn answer(&mut self, person: u8, step: usize, key: &str, value: Value, round: Option<u32>) -> bool {
        let step = self.workshop.step(step).id.0.clone();
        let sent = Sent { key: key.into(), round, ..Sent::new(step, value) };
        self.act(Command::Seat(seat(person), SeatCommand::Answer(sent)))
    }

    /// One turn of somebody simulated.
    fn robot(&mut self, person: u8, step: usize, seed: u64, turn: u32, round: Option<u32>) {
        for act in acts(self.workshop, &self.state, step, person, seed, turn) {
            self.act(command(self.workshop, step, person, act, round));
        }
    }

    /// As the store keeps it: what was erased is a tombstone.
    fn replayed(&self) -> State {
        let erased = |owner, seq| {
            self.log.iter().any(|(at, event)| *at > seq && *event == Event::Erased { seat: owner })
        };
        let line = |(seq, event): &(u64, Event)| match record::owner(event) {
            Some(owner) if erased(owner, *seq) => (*seq, NOW.0, record::encode(&Event::Tombstone)),
            _ => (*seq, NOW.0, record::encode(event)),
        };
        let lines: Vec<_> = self.log.iter().map(line).collect();
        record::replay(self.workshop, lines.iter().map(|(seq, at, line)| (*seq, *at, line.as_slice())))
            .unwrap()
    }
}

/// The steps that take answers.
fn asking(workshop: &Workshop) -> Vec<usize> {
    (0..workshop.steps().len()).filter(|&step| workshop.rules(step).traits().answers).collect()
}

/// Texts of every script and direction, with signs that are several, as long as a text may be, longer, empty.
fn words() -> impl Strategy<Value = String> {
    let written = prop::sample::select(vec![
        "Mieux vaut réparer.",
        "مرحبا بالعالم",
        "שלום",
        "你好",
        "Ελληνικά",
        "क्षत्रिय",
        "👩🏽‍🚀🏳️‍🌈",
        "e\u{301}\u{202e}x",
    ]);
    prop_oneof![
        4 => written.clone().prop_map(str::to_owned),
        2 => (written, 1_usize..300).prop_map(|(text, signs)| text.chars().cycle().take(signs).collect()),
        2 => "\\PC{0,280}",
        1 => prop::sample::select(vec!["é".repeat(280), "é".repeat(281), String::new(), " \u{200b} ".into(), "a\u{0}b".into()]),
    ]
}

/// What phones and others may send, in every shape.
fn sent() -> impl Strategy<Value = Value> {
    let choice = prop_oneof![4 => "[A-E]", 1 => "\\PC{0,3}"];
    let number = prop_oneof![
        4 => (0_u64..1001).prop_map(Value::from),
        2 => prop::sample::select(vec![1_000_000, 1_000_001, u64::MAX / 2, u64::MAX]).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        2 => (0_u32..300).prop_map(|number| json!(f64::from(number))),
        1 => prop::num::f64::ANY.prop_map(|number| json!(number)),
        1 => "\\PC{0,5}".prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    let card = prop_oneof![
        8 => prop::sample::select(vec!["c-tel-usine", "c-ia-chaleur", "c-ia-entrainement", "r-batterie", "r-brouillon"])
            .prop_map(str::to_owned),
        1 => "\\PC{0,4}"
    ];
    let place = prop_oneof![
        8 => prop::sample::select(vec!["extraction", "production", "utilisation", "refuser", "reparer", "recycler"])
            .prop_map(Value::from),
        1 => "\\PC{0,4}".prop_map(Value::from),
        1 => number.clone(),
    ];
    prop_oneof![
        4 => prop::collection::btree_map(card, place, 0..4).prop_map(|placements| json!({ "placements": placements })),
        3 => choice.clone().prop_map(|choice| json!({ "choice": choice })),
        3 => vec(choice, 0..6).prop_map(|choices| json!({ "choices": choices })),
        3 => number.clone().prop_map(|number| json!({ "number": number, "more": *HOSTILE })),
        3 => (number.clone(), prop::option::of(number)).prop_map(|(requests, what_if)| match what_if {
            Some(what_if) => json!({ "requests": requests, "what_if": what_if }),
            None => json!({ "requests": requests }),
        }),
        2 => prop::collection::btree_map("q-(garder-appareil|gpu-fabrication|heures-creuses|digcomp)", "[A-E]", 0..5).prop_map(|answers| json!({ "answers": answers })),
        2 => ("(bp-precise|bp-limiter|reparer|bp-nulle)", "\\PC{0,300}").prop_map(|(practice, words)| json!({ "practice": practice, "words": words })),
        3 => (vec(0_u8..6, 5), "avec|sans|plus-tard|jamais", "\\PC{0,300}").prop_map(|(scores, decision, text)| {
            let scores: serde_json::Map<_, _> = ["B", "I", "S", "O", "U"].map(String::from).into_iter().zip(scores.into_iter().map(Value::from)).collect();
            json!({ "scores": scores, "decision": decision, "alternative": text })
        }),
        3 => (-3_i8..4, "strong|weak|none").prop_map(|(worth, evidence)| json!({ "worth": worth, "evidence": evidence })),
        3 => (-3_i8..4, prop::option::of(words())).prop_map(|(position, argument)| json!({ "position": position, "argument": argument })),
        1 => Just(json!({ "text": *HOSTILE, "note": *HOSTILE, "answer": *HOSTILE })),
        1 => prop::sample::select(vec![json!(null), json!([]), json!("A"), json!(1), json!({}), json!([["A"]])]),
    ]
}

/// All numbers in a value: sums of them must stay far from what a number can hold.
fn numbers(value: &Value) -> Vec<u64> {
    match value {
        Value::Number(number) => vec![number.as_i64().map_or(u64::MAX, i64::unsigned_abs)],
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Object(fields) => fields.values().flat_map(numbers).collect(),
        _ => vec![],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn tallies_are_recounts_and_the_log_tells_them_byte_for_byte(
        which in any::<prop::sample::Index>(),
        script in vec((0_u8..PEOPLE, any::<u64>(), prop::option::of(sent()), 0_u8..24), 1..50),
    ) {
        let workshop = which.get(&WORKSHOPS);
        let asking = asking(workshop);
        prop_assume!(!asking.is_empty());
        let mut played = Played::new(workshop);
        // Few steps, so that much happens on each.
        let asking: Vec<usize> = asking.iter().copied().cycle().skip(script[0].1 as usize % asking.len()).take(4).collect();
        for (person, seed, wild, what) in script {
            let step = asking[seed as usize % asking.len()];
            if what < 8 {
                played.goto(step);
            }
            let _ = match what {
                0 => played.act(Command::Seat(SeatId([person; 16]), SeatCommand::Erase)),
                1 => played.control(Control::Round),
                2 => played.control(Control::Reveal),
                3 => played.control(Control::Close),
                4 => played.control(Control::Reopen),
                _ => {
                    let round = (what == 23).then_some(0);
                    let key = match what {
                        21 => "2",
                        22 => "another",
                        _ => "",
                    };
                    if let Some(value) = wild {
                        played.answer(person, step, key, value, round)
                    } else {
                        played.robot(person, step, seed, u32::from(what % 3), round);
                        true
                    }
                }
            };
            for &step in &asking {
                for (round, kept) in played.state.steps[step].rounds.iter().enumerate() {
                    prop_assert_eq!(kept.tally.to_json(), played.state.recount(workshop, step, round).to_json());
                    let rules = workshop.rules(step);
                    let of_groups = rules.owners("") == Owners::Groups;
                    let owners: BTreeSet<Owner> = kept.answers.keys().map(|(owner, _)| *owner).collect();
                    let counted = owners.iter().filter(|owner| owner.group().is_some() == of_groups).count();
                    prop_assert_eq!(kept.answered as usize, counted);
                    if kept.answers.keys().all(|(_, key)| key.is_empty()) {
                        prop_assert_eq!(kept.answers.len(), owners.len(), "one answer a person, whatever the key");
                    }
                }
            }
        }
        let live = serde_json::to_vec(&played.state).unwrap();
        prop_assert!(serde_json::to_vec(&played.replayed()).unwrap() == live);
    }

    /// Else a log that was written could not be read again.
    #[test]
    fn what_is_accepted_is_accepted_again_in_the_form_that_is_kept(value in sent(), seed in any::<u64>()) {
        for workshop in WORKSHOPS.iter() {
            for step in asking(workshop) {
                let rules = workshop.rules(step);
                let state = State::new(workshop);
                let turns = (0..3).flat_map(|turn| acts(workshop, &state, step, (seed % 5) as u8, seed, turn));
                let robots = turns.filter_map(|act| match act {
                    Act::Answer { key, value } => Some((key, value, true)),
                    _ => None,
                });
                for (key, value, by_robot) in robots.chain([(String::new(), value.clone(), false)]) {
                    let accepted = rules.accept(&key, &value);
                    prop_assert!(accepted.is_ok() || !by_robot, "a robot sends {value} under {key:?}: {accepted:?}");
                    let Ok(kept) = accepted else { continue };
                    let again: Value = serde_json::from_str(kept.as_str()).unwrap();
                    let twice = rules.accept(&key, &again);
                    prop_assert_eq!(twice.as_ref().map(Json::as_str), Ok(kept.as_str()));
                    prop_assert!(rules.reads(&kept));
                    prop_assert!(numbers(&again).iter().all(|number| *number <= 1_000_000), "{kept:?}");
                }
            }
        }
    }
}

#[test]
fn every_workshop_is_read_back_as_it_was_frozen_and_its_parts_are_in_order() {
    assert!(!WORKSHOPS.is_empty());
    for workshop in WORKSHOPS.iter() {
        let plan = workshop.plan();
        let text = serde_json::to_vec(plan).unwrap();
        let again: Plan = serde_json::from_slice(&text).unwrap();
        assert!(&again == plan && serde_json::to_vec(&again).unwrap() == text, "{}", plan.workshop);
        for (index, step) in workshop.steps().iter().enumerate() {
            let Some(part) = &step.part else { continue };
            let group = workshop.siblings(index);
            assert_eq!((group.len(), index - group.start), (part.count, part.index), "{}", step.id);
            let of = |index: usize| workshop.step(index).part.as_ref().map(|other| other.of.as_str());
            assert!(group.clone().all(|other| of(other) == Some(&part.of)), "{}", step.id);
            assert_eq!(workshop.find(&part.of), Some(group.start));
        }
    }
}

// --- What is drawn ---------------------------------------------------------------------------------------------------

/// Markup, quotes, a line turned from right to left, a person with a skin tone, tokens: 280 signs.
static HOSTILE: LazyLock<String> = LazyLock::new(|| {
    let signs = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp; \u{202e}مرحبا\u{202c} 👩🏽‍🚀 \
                 {{fig:no-such}} {{term:no-such}} =1+1 ";
    format!("{signs:x<280}")
});

/// As everybody sees a step.
struct Seen {
    /// What it is of, for messages.
    what: String,
    html: String,
}

/// Every view of a step, for everybody who may look, in every language.
fn draw(played: &Played<'_>, step: usize, moment: &str, wifi: &str) -> Vec<Seen> {
    let room = Room {
        address: "192.168.1.20:8080".into(),
        code: "KARLMT".into(),
        qr: "<svg></svg>".into(),
        wifi: Some(wifi.into()),
        wifi_qr: Some("<svg></svg>".into()),
    };
    let mut all = Vec::new();
    for lang in texts::languages() {
        let view = |seat, facilitator, links| View {
            session: "0195c0de",
            workshop: played.workshop,
            state: &played.state,
            step,
            texts: texts::texts(lang),
            figures: figures::Registry::embedded(),
            links,
            now: NOW.plus(12_345),
            seat,
            room: &room,
            part: "",
            page: "",
            facilitator,
        };
        let id = &played.workshop.step(step).id;
        let mut see =
            |name: &str, html: String| all.push(Seen { what: format!("{lang} {id} {moment} {name}"), html });
        // Nobody, somebody who answered, somebody who did not, and a number that nobody has.
        for seat in [None, Some(SeatNo(0)), Some(SeatNo(u32::from(PEOPLE) - 1)), Some(SeatNo(999))] {
            let own = view(seat, false, Links::Page);
            see("phone", phone(&own).into_string());
            if let Some(answer) = own.mine() {
                assert!(!describe(&own, answer).is_empty(), "{id}");
                let marked = phone(&view(None, false, Links::Page)).into_string().contains("data-value=");
                assert!(!marked || !marks(&own, answer).is_empty(), "{id}");
            }
        }
        see("stage", stage(&view(None, false, Links::Page)).into_string());
        see("remote", remote(&view(None, true, Links::Page)).into_string());
        let section = report(&view(None, true, Links::Plain));
        see("report", section.body.into_string());
        for row in &section.table {
            assert!(row.value.is_finite() && !row.label.is_empty(), "{id} {moment}");
        }
    }
    all
}

/// Every view of a step in every state it can be in.
fn draw_all(workshop: &Workshop, step: usize, wifi: &str) -> Vec<Seen> {
    let mut played = Played::new(workshop);
    let mut seen = Vec::new();
    played.goto(step);
    for place in 0..100 {
        seen.extend(draw(&played, step, &format!("place {place}"), wifi));
        if !played.control(Control::Next) || played.state.position.is_none_or(|now| now.step != step) {
            break;
        }
    }
    played.ask(step);
    let answers = |played: &mut Played<'_>, seed: u64| {
        for turn in 0..workshop.rules(step).turns() {
            for person in 0..PEOPLE - 1 {
                played.robot(person, step, 31 * seed + u64::from(person), turn, None);
            }
        }
    };
    let mut moment = |played: &Played<'_>, name: &str| seen.extend(draw(played, step, name, wifi));
    for seed in 0..3 {
        answers(&mut played, seed);
        moment(&played, "answered");
        played.control(Control::Extend { seconds: 60 });
        moment(&played, "with a clock");
        played.control(Control::Close);
        moment(&played, "closed");
        answers(&mut played, seed + 10);
        moment(&played, "late");
        played.control(Control::Reveal);
        moment(&played, "revealed");
        for _ in 0..workshop.points(step, workshop.screens(step) - 1) {
            played.control(Control::Next);
            moment(&played, "revealed, a point more");
        }
        played.control(Control::Pause);
        moment(&played, "paused");
        played.control(Control::Resume);
        if !played.control(Control::Round) {
            played.control(Control::Reopen);
        }
        moment(&played, "asked again");
    }
    answers(&mut played, 20);
    played.act(Command::Seat(SeatId([0; 16]), SeatCommand::Erase));
    moment(&played, "erased");
    played.control(Control::Reveal);
    played.control(Control::End);
    moment(&played, "ended");
    seen
}

#[test]
fn every_view_of_every_step_is_drawn_in_every_state_and_keeps_to_the_policy() {
    for workshop in WORKSHOPS.iter() {
        for step in 0..workshop.steps().len() {
            for Seen { what, html } in draw_all(workshop, step, "classe") {
                for forbidden in
                    ["style=", "<script", "javascript:", " onclick", " onerror", "{{", "NaN", "inf%"]
                {
                    assert!(!html.contains(forbidden), "{what}: {forbidden} in {html}");
                }
            }
        }
    }
}

/// The fields of a plan that are plain text, wherever they stand. The others are names, or HTML made by the house.
const PLAIN: [&str; 26] = [
    "title",
    "paper",
    "sources",
    "question",
    "options",
    "tip",
    "unit",
    "left",
    "right",
    "instruction",
    "lead",
    "list",
    "label",
    "name",
    "sub",
    "advice",
    "low",
    "high",
    "alternatives",
    "if_ai",
    "discuss",
    "source",
    "claim",
    "who",
    "from",
    "to",
];

fn spoil(value: &mut Value, plain: bool) {
    match value {
        Value::String(text) if plain => text.clone_from(&HOSTILE),
        Value::Array(items) => items.iter_mut().for_each(|item| spoil(item, plain)),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(name, field)| spoil(field, plain || PLAIN.contains(&name.as_str())));
        }
        _ => {}
    }
}

/// A pack that somebody sent by mail: its texts are shown, and are nothing but text.
#[test]
fn hostile_texts_of_a_pack_are_shown_as_text() {
    let mut kinds = BTreeSet::new();
    for workshop in WORKSHOPS.iter() {
        let mut plan = serde_json::to_value(workshop.plan()).unwrap();
        spoil(&mut plan["title"], true);
        plan["steps"].as_array_mut().unwrap().iter_mut().for_each(|step| spoil(step, false));
        let plan: Plan = serde_json::from_value(plan).unwrap();
        let spoilt = Workshop::new(plan, &Registry).unwrap();
        for step in 0..spoilt.steps().len() {
            // Once a kind is enough, and once with slides before it.
            let kind = &spoilt.step(step).kind;
            if !kinds.insert((kind.clone(), spoilt.step(step).slides.is_empty())) {
                continue;
            }
            let seen = draw_all(&spoilt, step, &HOSTILE);
            for Seen { what, html } in &seen {
                for forbidden in ["<script", "<img", "style=", "\"'>", "javascript:"] {
                    assert!(!html.contains(forbidden), "{what}: {forbidden} in {html}");
                }
            }
            let shown = |sign: &str| seen.iter().any(|seen| seen.html.contains(sign));
            assert!(shown("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"), "{kind}: its text is not shown");
            assert!(shown("مرحبا") && shown("👩🏽‍🚀"), "{kind}: signs are lost");
        }
    }
    assert!(kinds.len() >= 10, "{kinds:?}");
}
