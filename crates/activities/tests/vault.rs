//! The safe of 2070, played by whole rooms: on phones, on paper, by robots.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use activities::{Paper, Registry, Room, View, aside, freeze, phone, print, remote, report, stage};
use content::Library;
use figures::Links;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{
    Command, Control, GroupNo, Grouping, GroupsBy, Outcome, Phase, Refusal, SeatCommand, SeatNo, Sent, State,
    Timestamp, Workshop, decide,
};

use common::{acts, command, seat};

const PEOPLE: u8 = 4;
/// When the step's own screen comes on, in milliseconds.
const BEGIN: i64 = 1_000_000;

/// The 45-minute workshop, whose safe is an optional step.
static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| {
    let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    Workshop::new(freeze(pack.workshop("atelier-45").unwrap(), pack), &Registry).unwrap()
});

/// The same with two small puzzles, for what is compared word by word.
static SMALL: LazyLock<Workshop> = LazyLock::new(|| {
    let mut plan = WORKSHOP.plan().clone();
    let step = plan.steps.iter_mut().find(|step| step.kind == "vault").unwrap();
    let puzzle = |id: &str, answer: &str, digit: u8| {
        let hints = [1, 2, 3].map(|n| format!("<p>Indice {n} de {id}.</p>"));
        json!({
            "id": id, "title": id.to_uppercase(), "story": format!("<p>Histoire de {id}.</p>"),
            "task": format!("<p>Question de {id} ?</p>"), "answer": answer, "digit": digit,
            "digit_rule": format!("<p>Règle de {id}.</p>"), "hints": hints,
            "solution": format!("<p>Solution de {id}.</p>"),
        })
    };
    step.params = json!({
        "title": "Le coffre", "message": "<p>Chères et chers vous.</p>", "rules": "<p>Cherchez.</p>",
        "envelope": "<p>Une enveloppe.</p>", "checksum": "La somme vaut 9.", "reward_title": "Ouvert !",
        "reward": "<p>Une feuille.</p>", "statement": "Moins, c’est mieux.", "debate_step": "a45-debat",
        "debate_opening": "<p>Et vous ?</p>",
        "puzzles": [puzzle("mine", "GARDER", 5), puzzle("bisou", "O", 4)],
    });
    Workshop::new(plan, &Registry).unwrap()
});

struct Played<'a> {
    workshop: &'a Workshop,
    state: State,
    step: usize,
    now: i64,
}

impl<'a> Played<'a> {
    /// Four people at the safe, the room not divided.
    fn new(workshop: &'a Workshop) -> Self {
        Self::with(workshop, PEOPLE)
    }

    fn with(workshop: &'a Workshop, people: u8) -> Self {
        let step = workshop.steps().iter().position(|step| step.kind == "vault").unwrap();
        let mut played = Self { workshop, state: State::new(workshop), step, now: BEGIN };
        played.act(Command::Create { capacity: 100 }).unwrap();
        for person in 0..people {
            played.act(Command::Join { seat: seat(person), name: String::new() }).unwrap();
        }
        played.control(Control::Goto { step: workshop.step(step).id.0.clone() }).unwrap();
        while !played.state.on_own_screen(workshop) {
            played.control(Control::Next).unwrap();
        }
        played
    }

    /// Two groups with phones (0 and 2, 1 and 3), one on paper.
    fn in_groups(workshop: &'a Workshop) -> Self {
        let mut played = Self::new(workshop);
        let make = Grouping::Make { count: 2, by: GroupsBy::Count, paper: 1 };
        played.control(Control::Group(make)).unwrap();
        played
    }

    fn act(&mut self, command: Command) -> Result<Outcome, Refusal> {
        let at = Timestamp(self.now);
        let decision = decide(&self.state, self.workshop, command, at)?;
        decision.events.iter().for_each(|event| self.state.apply(self.workshop, event, at));
        Ok(decision.outcome)
    }

    fn control(&mut self, control: Control) -> Result<Outcome, Refusal> {
        self.act(Command::Control(control))
    }

    fn later(&mut self, seconds: i64) {
        self.now += seconds * 1000;
    }

    fn send(&mut self, person: u8, key: &str, value: Value) -> Result<Outcome, Refusal> {
        let step = self.workshop.step(self.step).id.0.clone();
        let sent = Sent { key: key.into(), ..Sent::new(step, value) };
        self.act(Command::Seat(seat(person), SeatCommand::Answer(sent)))
    }

    fn say(&mut self, person: u8, key: &str, answer: &str) -> Result<Outcome, Refusal> {
        self.send(person, key, json!({ "answer": answer }))
    }

    fn ask(&mut self, person: u8, puzzle: &str, hint: u8) -> Result<Outcome, Refusal> {
        self.send(person, &format!("hint.{puzzle}"), json!({ "hint": hint }))
    }

    fn tally(&self) -> Value {
        self.state.steps[self.step].round().tally.to_json()
    }

    /// What a group has come to.
    fn group(&self, group: u16) -> Value {
        self.tally()["groups"][group.to_string()].clone()
    }

    fn view<'v>(&'v self, room: &'v Room, person: Option<u8>) -> View<'v> {
        View {
            session: "s",
            workshop: self.workshop,
            state: &self.state,
            step: self.step,
            texts: texts::texts("fr"),
            figures: figures::Registry::embedded(),
            links: Links::Page,
            now: Timestamp(self.now),
            seat: person.map(|person| SeatNo(u32::from(person))),
            room,
            part: "",
            page: "",
            facilitator: false,
        }
    }

    /// The phone with all that it has to show: each puzzle opened in turn, and the pages beside it.
    fn phone(&self, person: Option<u8>) -> String {
        let room = Room::default();
        let view = self.view(&room, person);
        let puzzles = self.workshop.step(self.step).params["puzzles"].as_array().unwrap();
        let parts = puzzles
            .iter()
            .map(|puzzle| phone(&View { part: puzzle["id"].as_str().unwrap(), ..view }).into_string());
        let pages = ["message", "regles", "solutions"].iter().filter_map(|page| aside(&view, page));
        [phone(&view).into_string()]
            .into_iter()
            .chain(parts)
            .chain(pages.map(|page| page.body.into_string()))
            .collect()
    }

    fn stage(&self) -> String {
        stage(&self.view(&Room::default(), None)).into_string()
    }

    /// The remote, and its pages for each group.
    fn remote(&self) -> String {
        let room = Room::default();
        let view = View { facilitator: true, ..self.view(&room, None) };
        let pages =
            ["groupe-0", "groupe-1", "groupe-2", "solutions"].iter().filter_map(|page| aside(&view, page));
        [remote(&view).into_string()].into_iter().chain(pages.map(|page| page.body.into_string())).collect()
    }
}

/// The word by which a refusal is known, and what its sentence is filled with.
fn why(refused: Result<Outcome, Refusal>) -> (&'static str, String) {
    match refused.unwrap_err() {
        Refusal::Value(error) => {
            let told: Vec<String> = error.args.into_iter().map(|(_, value)| value).collect();
            (error.code, told.join(" "))
        }
        other => (other.code(), String::new()),
    }
}

// --- The rules -----------------------------------------------------------------------------------------------------

#[test]
fn puzzles_are_solved_in_any_order_and_the_code_opens() {
    let mut room = Played::new(&WORKSHOP);
    for (person, key, answer) in [
        (0, "coffre-afficheur", "Deux !"),
        (1, "coffre-mine", "l’ garder"),
        (2, "coffre-cahier", "quarante-deux ordinateurs"),
        (3, "coffre-cinq-r", "P A R T A G E"),
        (0, "coffre-bisou", "Où"),
    ] {
        assert_eq!(room.say(person, key, answer), Ok(Outcome::Recorded), "{key}");
    }
    room.later(300);
    assert_eq!(room.say(2, "code", "5 4 6 7 2"), Ok(Outcome::Recorded));
    let group = room.group(0);
    assert_eq!(group["solved"].as_array().unwrap().len(), 5);
    assert_eq!((&group["opened_at"], &group["hints"]), (&json!(BEGIN + 300_000), &json!(0)));
}

#[test]
fn what_is_right_stays_right_and_what_is_wrong_can_be_said_better() {
    let mut room = Played::new(&SMALL);
    assert_eq!(room.say(0, "mine", "GARDE"), Ok(Outcome::Recorded));
    assert_eq!(room.tally(), json!({ "groups": {} }));
    assert_eq!(room.say(1, "mine", "garder"), Ok(Outcome::Replaced));
    assert_eq!(room.say(0, "mine", "n’importe quoi"), Ok(Outcome::Recorded), "nobody is told off");
    assert_eq!(room.group(0)["solved"], json!(["mine"]));
    // A page that has not seen what somebody else of the group has sent: what is right counts all the same.
    room.say(0, "bisou", "U").unwrap();
    let stale = Sent {
        key: "bisou".into(),
        ..Sent::new(SMALL.step(room.step).id.as_str(), json!({ "answer": "O" }))
    };
    room.act(Command::Seat(seat(1), SeatCommand::Answer(stale))).unwrap();
    assert_eq!(room.group(0)["solved"], json!(["bisou", "mine"]));
}

#[test]
fn hints_come_one_by_one_cost_a_minute_each_and_twice_is_once() {
    let mut room = Played::new(&SMALL);
    assert_eq!(why(room.ask(0, "mine", 2)), ("hint-order", "1".into()));
    room.ask(0, "mine", 1).unwrap();
    room.ask(1, "mine", 1).unwrap();
    assert_eq!(why(room.ask(0, "mine", 3)), ("hint-order", "2".into()));
    room.ask(0, "mine", 2).unwrap();
    room.ask(3, "bisou", 1).unwrap();
    assert_eq!(room.group(0)["hints"], json!(3));
    assert_eq!(room.group(0)["penalty_seconds"], json!(180));
    room.say(0, "mine", "garder").unwrap();
    room.ask(0, "mine", 3).unwrap();
    assert_eq!(room.group(0)["hints"], json!(3), "a solved puzzle needs no hint");
    assert_eq!(why(room.ask(0, "mine", 4)).0, "out-of-range");
}

#[test]
fn a_facilitator_gives_the_next_hint_until_there_is_none() {
    let mut room = Played::in_groups(&SMALL);
    let give = |room: &mut Played<'_>, group, puzzle: &str| {
        room.control(Control::Hint { group: GroupNo(group), puzzle: puzzle.into() })
    };
    for hints in 1..=3 {
        give(&mut room, 2, "bisou").unwrap();
        assert_eq!(room.group(2)["hints"], json!(hints));
    }
    assert_eq!(why(give(&mut room, 2, "bisou")).0, "no-hint");
    assert_eq!(why(give(&mut room, 2, "code")).0, "no-hint");
    assert_eq!(why(give(&mut room, 9, "bisou")).0, "unknown-group");
    room.say(0, "code", "54").unwrap();
    assert_eq!(why(give(&mut room, 0, "bisou")).0, "no-hint", "an open safe needs none");
}

#[test]
fn wrong_codes_are_slowed_a_little_more_each_time_and_never_locked_out() {
    let mut room = Played::new(&SMALL);
    room.say(0, "code", "1").unwrap();
    assert_eq!(why(room.say(1, "code", "54")), ("too-soon", "5".into()), "even a right one waits");
    assert_eq!(room.say(0, "code", "1"), Ok(Outcome::Recorded), "sent again, it stands");
    let mut wait = 5;
    for attempt in 2..12 {
        room.later(wait - 1);
        assert_eq!(why(room.say(0, "code", &attempt.to_string())), ("too-soon", "1".into()));
        room.later(1);
        assert_eq!(room.say(0, "code", &attempt.to_string()), Ok(Outcome::Replaced));
        wait = (wait + 5).min(30);
    }
    room.later(30);
    room.say(0, "code", "cinq, quatre").unwrap();
    let opened = room.group(0)["opened_at"].clone();
    assert_eq!(opened, json!(room.now));
    room.later(60);
    room.say(0, "code", "99").unwrap();
    room.ask(0, "mine", 1).unwrap();
    assert_eq!(room.group(0), json!({ "solved": [], "hints": 0, "penalty_seconds": 0, "opened_at": opened }));
}

#[test]
fn each_group_has_a_safe_of_its_own_and_a_group_on_paper_has_one_too() {
    let mut room = Played::in_groups(&SMALL);
    room.say(0, "mine", "garder").unwrap();
    room.say(1, "code", "11").unwrap();
    room.say(2, "code", "54").unwrap();
    let paper = |key: &str, answer: &str| Control::Answer {
        group: GroupNo(2),
        step: None,
        key: key.into(),
        value: json!({ "answer": answer }),
    };
    room.control(paper("code", "45")).unwrap();
    assert_eq!(why(room.control(paper("code", "54"))).0, "too-soon");
    room.later(5);
    room.control(paper("code", "54")).unwrap();
    let opened: Vec<Value> = (0..3).map(|group| room.group(group)["opened_at"].clone()).collect();
    assert_eq!(opened, [json!(BEGIN), Value::Null, json!(BEGIN + 5000)]);
    assert_eq!(
        (room.state.steps[room.step].round().answered, room.state.expected(&SMALL, room.step)),
        (3, 3)
    );
}

#[test]
fn what_is_not_ones_own_or_not_there_changes_nothing() {
    let mut room = Played::in_groups(&SMALL);
    let before = serde_json::to_value(&room.state).unwrap();
    for key in ["", "no-such-puzzle", "hint.no-such-puzzle", "hint.code", "CODE"] {
        assert_eq!(why(room.say(0, key, "O")).0, "unknown-key", "{key}");
    }
    let step = SMALL.step(room.step).id.0.clone();
    let sent = Sent {
        key: "mine".into(),
        group: Some(GroupNo(1)),
        ..Sent::new(step, json!({ "answer": "garder" }))
    };
    assert_eq!(why(room.act(Command::Seat(seat(0), SeatCommand::Answer(sent)))).0, "other-group");
    room.control(Control::Group(Grouping::Move { seat: seat(0).to_string(), group: None })).unwrap();
    assert_eq!(why(room.say(0, "mine", "garder")).0, "no-group");
    room.control(Control::Group(Grouping::Move { seat: seat(0).to_string(), group: Some(GroupNo(0)) }))
        .unwrap();
    let after = serde_json::to_value(&room.state).unwrap();
    assert_eq!(before["steps"], after["steps"]);
}

// --- What is told, and when ----------------------------------------------------------------------------------------

/// What nobody may read on a phone or on the wall before it is earned: answers that are a word (a letter or a digit stands
/// everywhere), rules, hints, solutions, the code, what is in the safe.
fn secrets(workshop: &Workshop, step: usize) -> Vec<String> {
    let params = &workshop.step(step).params;
    let puzzles = params["puzzles"].as_array().unwrap();
    let of_puzzle = |puzzle: &Value| {
        let hints = puzzle["hints"].as_array().unwrap().iter();
        let texts = ["answer", "digit_rule", "solution"].map(|field| puzzle[field].clone());
        hints.cloned().chain(texts).collect::<Vec<_>>()
    };
    let code: String = puzzles.iter().map(|puzzle| puzzle["digit"].to_string()).collect();
    let inside = ["reward_title", "reward", "statement", "debate_opening"].map(|field| params[field].clone());
    let texts =
        puzzles.iter().flat_map(of_puzzle).chain(inside).map(|text| text.as_str().unwrap().trim().to_owned());
    texts.chain([code]).filter(|text| text.chars().count() > 2).collect()
}

/// Which of them a page tells, in paragraphs or not.
fn told<'s>(secrets: &'s [String], html: &str) -> Vec<&'s str> {
    let bare = |html: &str| html.replace("<p>", "").replace("</p>", "");
    let html = bare(html);
    secrets.iter().map(String::as_str).filter(|secret| html.contains(&bare(secret))).collect()
}

#[test]
fn nothing_is_told_before_it_is_earned() {
    for workshop in [&*WORKSHOP, &*SMALL] {
        let mut room = Played::in_groups(workshop);
        let secrets = secrets(workshop, room.step);
        let puzzles = workshop.step(room.step).params["puzzles"].clone();
        let puzzles = puzzles.as_array().unwrap();
        let text = |puzzle: &Value, field: &str| puzzle[field].as_str().unwrap().trim().to_owned();
        let others = |room: &Played<'_>| {
            for html in [room.phone(None), room.phone(Some(1)), room.stage()] {
                assert_eq!(told(&secrets, &html), Vec::<&str>::new(), "{html}");
                assert!(!html.contains("digit\"") && !html.contains("<text"), "a digit is told: {html}");
            }
        };
        others(&room);
        assert_eq!(told(&secrets, &room.phone(Some(0))), Vec::<&str>::new());
        let mut earned = BTreeSet::new();
        for puzzle in puzzles {
            let id = text(puzzle, "id");
            room.say(0, &id, "peut-être").unwrap();
            for hint in 1..=2 {
                room.ask(2, &id, hint).unwrap();
                earned.insert(puzzle["hints"][usize::from(hint) - 1].as_str().unwrap().trim().to_owned());
                let shown: BTreeSet<String> =
                    told(&secrets, &room.phone(Some(0))).into_iter().map(str::to_owned).collect();
                assert_eq!(shown, earned);
            }
            room.say(0, &id, &text(puzzle, "answer")).unwrap();
            earned.extend(
                [text(puzzle, "answer"), text(puzzle, "digit_rule")]
                    .into_iter()
                    .filter(|text| text.chars().count() > 2),
            );
            let shown: BTreeSet<String> =
                told(&secrets, &room.phone(Some(2))).into_iter().map(str::to_owned).collect();
            assert_eq!(shown, earned, "the group's other phone tells as much");
            others(&room);
        }
        let code: String = puzzles.iter().map(|puzzle| puzzle["digit"].to_string()).collect();
        room.say(0, "code", &code).unwrap();
        let inside = workshop.step(room.step).params["reward"].as_str().unwrap().trim().to_owned();
        assert!(room.phone(Some(2)).contains(&inside));
        others(&room);
        room.control(Control::Close).unwrap();
        others(&room);
        room.control(Control::Reveal).unwrap();
        for html in [room.phone(None), room.phone(Some(1)), room.stage()] {
            assert!(html.contains(&inside));
        }
    }
}

#[test]
fn a_wrong_answer_is_shown_to_its_group_alone_and_as_text() {
    let mut room = Played::in_groups(&SMALL);
    for hostile in ["<b>🌍</b>", "سلام", "\u{202e}x\u{202c}{{fig:no}}"] {
        room.say(0, "mine", hostile).unwrap();
        let own = room.phone(Some(2));
        assert!(!own.contains("<b>🌍") && own.contains("n’ouvre rien"), "{own}");
        assert!(!room.phone(Some(1)).contains("n’ouvre rien") && !room.stage().contains("n’ouvre rien"));
        assert!(room.remote().contains("dernier essai"));
    }
}

#[test]
fn the_wall_tells_how_far_each_group_is_and_opens_the_door_for_the_first() {
    let mut room = Played::in_groups(&SMALL);
    assert!(room.stage().contains("Chères et chers vous"), "first the letter");
    room.say(0, "mine", "garder").unwrap();
    room.ask(1, "bisou", 1).unwrap();
    let race = room.stage();
    assert!(
        race.contains("Groupe 1") && race.contains("1 énigme sur 2") && race.contains("1 indice"),
        "{race}"
    );
    assert!(race.contains("Un coffre fermé, 1 chiffre trouvé sur 2."), "{race}");
    // Fifteen minutes; a hint takes one off the second group's clock.
    assert!(race.contains("15:00") && race.contains("14:00"), "{race}");
    room.later(125);
    room.say(1, "code", "54").unwrap();
    let open = room.stage();
    assert!(open.contains("1 groupe sur 3 a ouvert le coffre") && open.contains("3:05"), "{open}");
    assert!(open.contains("<svg class=\"safe new\"") && open.contains("swing"), "{open}");
    room.later(9);
    assert!(!room.stage().contains("safe new"), "a door swings once");
}

#[test]
fn after_the_reveal_comes_what_was_in_the_safe_and_then_the_debate() {
    let mut room = Played::in_groups(&SMALL);
    for (person, seconds) in [(1, 300), (0, 90)] {
        room.later(seconds);
        room.say(person, "code", "54").unwrap();
    }
    room.control(Control::Reveal).unwrap();
    let reward = room.stage();
    assert!(reward.contains("Ouvert !") && reward.contains("Une feuille.") && !reward.contains("Et vous ?"));
    let (first, second) = (reward.find("Groupe 2 <b>5:00"), reward.find("Groupe 1 <b>6:30"));
    assert!(first.is_some() && first < second, "{reward}");
    room.control(Control::Next).unwrap();
    let debate = room.stage();
    assert!(
        debate.contains("Moins, c’est mieux.")
            && debate.contains("Et vous ?")
            && !debate.contains("Une feuille.")
    );
    room.control(Control::Reopen).unwrap();
    assert!(!room.stage().contains("Une feuille."), "it is closed again for the others");
}

#[test]
fn the_screens_of_a_game_under_way() {
    let mut room = Played::in_groups(&SMALL);
    room.say(0, "mine", "garder").unwrap();
    room.say(2, "bisou", "U").unwrap();
    room.ask(2, "bisou", 1).unwrap();
    room.later(70);
    room.say(0, "code", "55").unwrap();
    room.later(2);
    let lines = |html: String| html.replace("><", ">\n<");
    let nobody = Room::default();
    let open = View { part: "bisou", ..room.view(&nobody, Some(0)) };
    insta::assert_snapshot!("phone", lines(phone(&open).into_string()));
    insta::assert_snapshot!("stage", lines(room.stage()));
    insta::assert_snapshot!("remote", lines(room.remote()));
    room.later(60);
    room.say(1, "code", "54").unwrap();
    let section = report(&View { facilitator: true, ..room.view(&Room::default(), None) });
    let rows: Vec<String> =
        section.table.iter().map(|row| format!("{} = {} {}", row.label, row.value, row.unit)).collect();
    insta::assert_snapshot!("report", format!("{}\n{}", lines(section.body.into_string()), rows.join("\n")));
}

/// A table without a phone: all that is needed to solve it, and the solution apart, at the end.
#[test]
fn the_printed_set_is_enough_and_keeps_the_solution_for_its_last_sheet() {
    for workshop in [&*WORKSHOP, &*SMALL] {
        let step = workshop.steps().iter().find(|step| step.kind == "vault").unwrap();
        let (texts, figures) = (texts::texts("fr"), figures::Registry::embedded());
        let paper = Paper { plan: workshop.plan(), step, texts, figures };
        let html = print(&paper).unwrap().into_string();
        let sheets: Vec<&str> = html.split("<section").skip(1).collect();
        let (last, table) = sheets.split_last().unwrap();
        let puzzles = step.params["puzzles"].as_array().unwrap();
        let code: String = puzzles.iter().map(|puzzle| puzzle["digit"].to_string()).collect();
        let text = |value: &Value| value.as_str().unwrap().trim().to_owned();
        for puzzle in puzzles {
            let holds = |wanted: &str| table.iter().any(|sheet| sheet.contains(wanted));
            let needed = ["story", "task", "digit_rule"].map(|field| text(&puzzle[field]));
            let hints = puzzle["hints"].as_array().unwrap().iter().map(text);
            assert!(needed.into_iter().chain(hints).all(|wanted| holds(&wanted)), "{}", puzzle["id"]);
            let solution = text(&puzzle["solution"]);
            assert!(last.contains(&solution) && !holds(&solution), "{}", puzzle["id"]);
        }
        assert!(last.contains(&code) && last.contains(step.params["checksum"].as_str().unwrap()));
        assert!(!table.iter().any(|sheet| code.len() > 2 && sheet.contains(&code)));
        assert!(!html.contains("style=") && !html.contains("{{"));
    }
}

// --- Whole rooms ---------------------------------------------------------------------------------------------------

#[test]
fn robots_err_ask_for_hints_and_open_the_safe() {
    for people in [1, 2, PEOPLE, 7] {
        let (mut answers, mut solved, mut hints) = (0, 0, 0);
        for seed in 0..12_u64 {
            let mut room = Played::with(&WORKSHOP, people);
            let turns = WORKSHOP.rules(room.step).turns();
            for turn in 0..turns {
                let early = turn + 1 < turns - 1;
                assert!(!early || room.group(0)["opened_at"].is_null(), "not before the last turns");
                for person in 0..people {
                    let seed = seed * 1000 + u64::from(turn) * 10 + u64::from(person);
                    for act in acts(&WORKSHOP, &room.state, room.step, person, seed, turn) {
                        let before = room.state.seq;
                        room.act(command(&WORKSHOP, room.step, person, act, None)).unwrap();
                        answers += u32::from(room.state.seq > before);
                    }
                }
                room.later(9);
            }
            let group = room.group(0);
            assert_eq!(group["solved"].as_array().unwrap().len(), 5, "{people} people, seed {seed}");
            assert!(group["opened_at"].is_i64(), "{people} people, seed {seed}");
            solved += 6;
            hints += group["hints"].as_u64().unwrap();
        }
        assert!(hints > 0, "{people} people ask for no hint");
        assert!(u64::from(answers) > solved + hints, "{people} people never err");
    }
}

/// What anybody may do at the safe.
#[derive(Clone, Debug)]
enum Deed {
    Say(u8, &'static str, &'static str),
    Ask(u8, &'static str, u8),
    Wild(u8, String),
    Paper(&'static str),
    Give(u16, &'static str),
    Regroup(u16),
    Move(u8, u16),
    Close,
    Reveal,
    Reopen,
    Erase(u8),
    Later(i64),
    Robot(u8, u64, u32),
}

fn deed() -> impl Strategy<Value = Deed> {
    let puzzle = || prop::sample::select(vec!["mine", "bisou"]);
    let answer = prop::sample::select(vec!["garder", "GARDE", "o", "U", "l’O", "🌍", "سلام"]);
    let code = || prop::sample::select(vec!["54", "5 4", "45", "11", "99"]);
    let person = || 0..PEOPLE;
    prop_oneof![
        6 => (person(), puzzle(), answer).prop_map(|(person, key, answer)| Deed::Say(person, key, answer)),
        3 => (person(), code()).prop_map(|(person, code)| Deed::Say(person, "code", code)),
        4 => (person(), puzzle(), 0_u8..5).prop_map(|(person, key, hint)| Deed::Ask(person, key, hint)),
        2 => (person(), "\\PC{0,300}").prop_map(|(person, text)| Deed::Wild(person, text)),
        1 => code().prop_map(Deed::Paper),
        1 => (0_u16..4, puzzle()).prop_map(|(group, key)| Deed::Give(group, key)),
        1 => (1_u16..4).prop_map(Deed::Regroup),
        1 => (person(), 0_u16..3).prop_map(|(person, group)| Deed::Move(person, group)),
        1 => Just(Deed::Close),
        1 => Just(Deed::Reveal),
        2 => Just(Deed::Reopen),
        1 => person().prop_map(Deed::Erase),
        3 => (1_i64..40).prop_map(Deed::Later),
        2 => (person(), any::<u64>(), 0_u32..10).prop_map(|(person, seed, turn)| Deed::Robot(person, seed, turn)),
    ]
}

impl Played<'_> {
    fn does(&mut self, deed: Deed) -> Result<Outcome, Refusal> {
        match deed {
            Deed::Say(person, key, answer) => self.say(person, key, answer),
            Deed::Ask(person, puzzle, hint) => self.ask(person, puzzle, hint),
            Deed::Wild(person, text) => self.say(person, "mine", &text),
            Deed::Paper(code) => {
                let value = json!({ "answer": code });
                self.control(Control::Answer { group: GroupNo(2), step: None, key: "code".into(), value })
            }
            Deed::Give(group, puzzle) => {
                self.control(Control::Hint { group: GroupNo(group), puzzle: puzzle.into() })
            }
            Deed::Regroup(count) => {
                self.control(Control::Group(Grouping::Make { count, by: GroupsBy::Count, paper: 1 }))
            }
            Deed::Move(person, group) => {
                self.act(Command::Seat(seat(person), SeatCommand::Choose(GroupNo(group))))
            }
            Deed::Close => self.control(Control::Close),
            Deed::Reveal => self.control(Control::Reveal),
            Deed::Reopen => self.control(Control::Reopen),
            Deed::Erase(person) => self.act(Command::Seat(seat(person), SeatCommand::Erase)),
            Deed::Later(seconds) => {
                self.later(seconds);
                Ok(Outcome::Done)
            }
            Deed::Robot(person, seed, turn) => {
                let acts = acts(self.workshop, &self.state, self.step, person, seed, turn);
                let mut last = Ok(Outcome::Done);
                for act in acts {
                    last = self.act(command(self.workshop, self.step, person, act, None));
                }
                last
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_groups_do_the_tally_is_what_stands_and_every_screen_is_drawn(deeds in vec(deed(), 1..60)) {
            let mut room = Played::in_groups(&SMALL);
        for deed in deeds {
            let before = serde_json::to_value(&room.state).unwrap();
            let erases = matches!(deed, Deed::Erase(_));
            let solved = room.tally();
            let done = room.does(deed.clone());
            let round = room.state.steps[room.step].rounds.len() - 1;
            prop_assert_eq!(room.tally(), room.state.recount(&SMALL, room.step, round).to_json());
            if done.is_err() && !matches!(deed, Deed::Robot(..)) {
                prop_assert_eq!(before, serde_json::to_value(&room.state).unwrap(), "refused, and changed nothing");
            }
            // What is right is lost only by those who take it back.
            for (group, had) in solved["groups"].as_object().unwrap().iter().filter(|_| !erases) {
                let has = room.group(group.parse().unwrap());
                for puzzle in had["solved"].as_array().unwrap() {
                    prop_assert!(has["solved"].as_array().is_some_and(|has| has.contains(puzzle)), "{:?}", deed);
                }
                prop_assert!(had["opened_at"].is_null() || had["opened_at"] == has["opened_at"]);
                prop_assert!(has["hints"].as_u64() >= had["hints"].as_u64() && has["hints"].as_u64() <= Some(6));
                prop_assert_eq!(&has["penalty_seconds"], &json!(has["hints"].as_u64().unwrap() * 60));
            }
            if room.state.steps[room.step].phase != Phase::Revealed {
                prop_assert!(!room.stage().contains("Une feuille."));
            }
            for person in 0..PEOPLE {
                let html = room.phone(Some(person));
                prop_assert!(!html.contains("style=") && !html.contains("<script"));
            }
            room.remote();
        }
    }

    /// The same answers in another order leave the same puzzles solved.
    #[test]
    fn the_order_of_answers_does_not_matter(
        answers in vec((prop::sample::select(vec!["mine", "bisou"]), prop::sample::select(vec!["garder", "O", "U"])), 1..8),
    ) {
            let solved = |answers: &mut dyn Iterator<Item = &(&str, &str)>| {
            let mut room = Played::new(&SMALL);
            for (key, answer) in answers {
                room.say(0, key, answer).unwrap();
            }
            room.group(0)["solved"].clone()
        };
        prop_assert_eq!(solved(&mut answers.iter()), solved(&mut answers.iter().rev()));
    }
}
