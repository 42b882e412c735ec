//! A board that several phones write at once: no word is lost, no note is seen, all adds up, whatever happens in whichever order.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use activities::{Registry, Room, View, aside, freeze, phone, remote, report, stage};
use content::Library;
use figures::Links;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{
    Command, Control, Event, GroupNo, Grouping, GroupsBy, ItemId, Outcome, Owner, Phase, Plan, Refusal,
    SeatCommand, SeatNo, Sent, State, Timestamp, Workshop, decide, record,
};

use common::{acts, command, seat};

const PEOPLE: u8 = 6;
const STEP: &str = "board";

/// The board of a module: alone, in groups, a turn a group, votes; five cards, three columns.
static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| {
    let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    let plan = freeze(pack.workshop("module-2").unwrap(), pack);
    let mut step = plan.steps.iter().find(|step| step.kind == "timed-board").unwrap().clone();
    step.id.0 = STEP.into();
    step.slides.clear();
    Workshop::new(Plan { steps: vec![step], ..plan }, &Registry).unwrap()
});

const ALONE: u16 = 0;
const IN_GROUPS: u16 = 1;
const TURNS: u16 = 2;

struct Board {
    state: State,
    log: Vec<(u64, Timestamp, Event)>,
    now: Timestamp,
    /// What each person saw when they last looked at a card: its revision, and the texts that were there.
    looked: BTreeMap<(u8, GroupNo, String), (u64, BTreeSet<String>)>,
}

impl Board {
    fn new() -> Self {
        let (state, now) = (State::new(&WORKSHOP), Timestamp(1_000_000));
        let mut board = Self { state, log: vec![], now, looked: BTreeMap::new() };
        board.act(Command::Create { capacity: 20 }).unwrap();
        for person in 0..PEOPLE {
            board.act(Command::Join { seat: seat(person), name: String::new() }).unwrap();
        }
        board.control(Control::Start).unwrap();
        board
    }

    /// Six people in two groups with phones and one on paper, at this stretch.
    fn in_groups(stretch: u16) -> Self {
        let mut board = Self::new();
        let make = Grouping::Make { count: 2, by: GroupsBy::Count, paper: 1 };
        board.control(Control::Group(make)).unwrap();
        board.control(Control::Phase { index: stretch }).unwrap();
        board
    }

    fn act(&mut self, command: Command) -> Result<Outcome, Refusal> {
        let decision = decide(&self.state, &WORKSHOP, command, self.now)?;
        for event in decision.events {
            self.state.apply(&WORKSHOP, &event, self.now);
            self.log.push((self.state.seq, self.now, event));
        }
        Ok(decision.outcome)
    }

    fn control(&mut self, control: Control) -> Result<Outcome, Refusal> {
        self.act(Command::Control(control))
    }

    fn send(&mut self, person: u8, key: &str, value: Value, base: Option<u64>) -> Result<Outcome, Refusal> {
        let sent = Sent { key: key.into(), base, ..Sent::new(STEP, value) };
        self.act(Command::Seat(seat(person), SeatCommand::Answer(sent)))
    }

    fn write(&mut self, person: u8, key: &str, text: &str, base: Option<u64>) -> Result<Outcome, Refusal> {
        self.send(person, key, json!({ "text": text }), base)
    }

    fn vote(&mut self, person: u8, item: ItemId) -> Result<Outcome, Refusal> {
        self.act(Command::Seat(seat(person), SeatCommand::Vote { item, value: true }))
    }

    fn group(&self, person: u8) -> Option<GroupNo> {
        self.state.group_of(SeatNo(person.into()))
    }

    /// All texts of a card: the one that stands and those beside it.
    fn texts(&self, group: GroupNo, key: &str) -> BTreeSet<String> {
        self.texts_by(group, key, |_| true)
    }

    /// Those of them that these people wrote.
    fn texts_by(&self, group: GroupNo, key: &str, by: impl Fn(Option<SeatNo>) -> bool) -> BTreeSet<String> {
        let (round, owner) = (self.state.steps[0].round(), Owner::Group(group));
        let beside = round.beside(owner, key).map(|(_, answer)| answer);
        let all = round.answer(owner, key).into_iter().chain(beside).filter(|answer| by(answer.by));
        all.map(|answer| text(answer.value.as_str())).filter(|text| !text.is_empty()).collect()
    }

    /// What came after the end, of this person.
    fn late(&self, person: u8) -> BTreeSet<String> {
        let own = |owner: &Owner| *owner == Owner::Seat(SeatNo(person.into()));
        let late = self.state.steps[0].round().late.iter().filter(|((owner, _), _)| own(owner));
        late.map(|(_, answer)| text(answer.value.as_str())).filter(|text| !text.is_empty()).collect()
    }

    fn look(&mut self, person: u8, key: &str) {
        let Some(group) = self.group(person) else { return };
        let revision = self.state.steps[0].round().revision(Owner::Group(group), key);
        let seen = (revision, self.texts(group, key));
        self.looked.insert((person, group, key.into()), seen);
    }

    fn item(&self, nth: usize) -> Option<ItemId> {
        let texts = self.state.texts(Some(0));
        (!texts.is_empty()).then(|| texts[nth % texts.len()].id)
    }

    fn draw(&self, seat: Option<u8>, draw: impl Fn(&View<'_>) -> String) -> String {
        let room = Room::default();
        draw(&View {
            session: "s",
            workshop: &WORKSHOP,
            state: &self.state,
            step: 0,
            texts: texts::texts("fr"),
            figures: figures::Registry::embedded(),
            links: Links::Page,
            now: self.now,
            seat: seat.map(|seat| SeatNo(seat.into())),
            room: &room,
            part: "",
            page: "",
            facilitator: seat.is_none(),
        })
    }

    fn phone(&self, person: u8) -> String {
        self.draw(Some(person), |view| phone(view).into_string())
    }

    /// A page beside the phone's screen.
    fn page(&self, person: u8, page: &str) -> String {
        self.draw(Some(person), |view| {
            aside(view, page).map_or_else(String::new, |aside| aside.body.into_string())
        })
    }

    /// All that is drawn for others than this person.
    fn seen_by_others(&self, person: u8) -> String {
        let phones = (0..PEOPLE).filter(|other| *other != person).map(|other| self.phone(other));
        let public = [
            self.draw(None, |view| phone(&View { facilitator: false, ..*view }).into_string()),
            self.draw(None, |view| stage(view).into_string()),
            self.draw(None, |view| remote(view).into_string()),
            self.draw(None, |view| report(view).body.into_string()),
            self.draw(None, |view| format!("{:?}", report(view).table)),
            self.state.steps[0].round().tally.to_json().to_string(),
            format!("{:?}", self.state.texts(Some(0))),
        ];
        phones.chain(public).collect()
    }
}

fn text(value: &str) -> String {
    let value: Value = serde_json::from_str(value).unwrap();
    value["text"].as_str().unwrap_or_default().to_owned()
}

fn code(refused: Result<Outcome, Refusal>) -> &'static str {
    refused.unwrap_err().code()
}

// --- What can be asked for -----------------------------------------------------------------------------------------------

#[derive(Clone, Debug)]
enum Base {
    /// What a program sends that does not care.
    None,
    /// From what is on the page, which may be old.
    Page,
}

#[derive(Clone, Debug)]
enum Move {
    Note {
        person: u8,
    },
    /// The page is drawn anew.
    Look {
        person: u8,
        key: &'static str,
    },
    Write {
        person: u8,
        key: &'static str,
        base: Base,
        empty: bool,
    },
    ForPaper {
        group: u16,
        key: &'static str,
    },
    Robot {
        person: u8,
        seed: u64,
    },
    Vote {
        person: u8,
        item: usize,
    },
    Phase(u16),
    Control(usize),
    Divide {
        count: u16,
        paper: u16,
        lot: bool,
    },
    Handle {
        what: usize,
        item: usize,
        other: usize,
    },
    Choose {
        person: u8,
        group: u16,
    },
    Erase {
        person: u8,
    },
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["1", "1", "1", "2", "5"])
}

fn moves() -> impl Strategy<Value = Move> {
    let person = || 0..PEOPLE;
    prop_oneof![
        2 => person().prop_map(|person| Move::Note { person }),
        6 => (person(), key()).prop_map(|(person, key)| Move::Look { person, key }),
        12 => (person(), key(), prop::bool::weighted(0.15), prop::bool::weighted(0.1)).prop_map(|(person, key, blind, empty)| {
            Move::Write { person, key, base: if blind { Base::None } else { Base::Page }, empty }
        }),
        1 => (0..4_u16, key()).prop_map(|(group, key)| Move::ForPaper { group, key }),
        2 => (person(), any::<u64>()).prop_map(|(person, seed)| Move::Robot { person, seed }),
        3 => (person(), 0..9_usize).prop_map(|(person, item)| Move::Vote { person, item }),
        2 => (0..7_u16).prop_map(Move::Phase),
        2 => (0..4_usize).prop_map(Move::Control),
        1 => (0..4_u16, 0..2_u16, any::<bool>()).prop_map(|(count, paper, lot)| Move::Divide { count, paper, lot }),
        2 => (0..5_usize, 0..9_usize, 0..9_usize).prop_map(|(what, item, other)| Move::Handle { what, item, other }),
        1 => (person(), 0..4_u16).prop_map(|(person, group)| Move::Choose { person, group }),
        1 => person().prop_map(|person| Move::Erase { person }),
    ]
}

impl Move {
    /// Does it; what was written is named by the number of the move, so that no two texts are alike.
    fn run(&self, board: &mut Board, nth: usize) -> Result<(), TestCaseError> {
        match self {
            Self::Note { person } => {
                let _ = board.send(*person, "", json!({ "note": format!("secret {person}") }), None);
            }
            Self::Look { person, key } => board.look(*person, key),
            Self::Write { person, key, base, empty } => write(board, *person, key, base, *empty, nth)?,
            Self::ForPaper { group, key } => {
                let value = json!({ "text": format!("papier {nth}"), "column": nth % 3 });
                let answer =
                    Control::Answer { group: GroupNo(*group), step: None, key: (*key).into(), value };
                let _ = board.control(answer);
            }
            Self::Robot { person, seed } => {
                for act in acts(&WORKSHOP, &board.state, 0, *person, *seed, (nth % 2) as u32) {
                    let _ = board.act(command(&WORKSHOP, 0, *person, act, None));
                }
            }
            Self::Vote { person, item } => {
                if let Some(item) = board.item(*item) {
                    let _ = board.vote(*person, item);
                }
            }
            Self::Phase(index) => drop(board.control(Control::Phase { index: *index })),
            Self::Control(which) => {
                let all = [Control::Close, Control::Reopen, Control::Reveal, Control::Extend { seconds: 60 }];
                let _ = board.control(all[*which].clone());
            }
            Self::Divide { count, paper, lot } => {
                let by = if *lot { GroupsBy::Lot } else { GroupsBy::Choice };
                let wish = match count {
                    0 => Grouping::Dissolve,
                    _ => Grouping::Make { count: *count, by, paper: *paper },
                };
                let _ = board.control(Control::Group(wish));
            }
            Self::Handle { what, item, other } => {
                if let (Some(item), Some(other)) = (board.item(*item), board.item(*other)) {
                    let all = [
                        Control::Hide { item },
                        Control::Show { item },
                        Control::Highlight { item },
                        Control::Merge { items: vec![item, other] },
                        Control::Move { item, to: 2 },
                    ];
                    let _ = board.control(all[*what].clone());
                }
            }
            Self::Choose { person, group } => {
                let _ = board.act(Command::Seat(seat(*person), SeatCommand::Choose(GroupNo(*group))));
            }
            Self::Erase { person } => {
                board.act(Command::Seat(seat(*person), SeatCommand::Erase)).unwrap();
            }
        }
        Ok(())
    }
}

/// Somebody writes from what they saw last; what goes must have been seen by them, or be their own.
fn write(
    board: &mut Board,
    person: u8,
    key: &str,
    base: &Base,
    empty: bool,
    nth: usize,
) -> Result<(), TestCaseError> {
    let Some(group) = board.group(person) else {
        prop_assert_eq!(code(board.write(person, key, "sans groupe", None)), "no-group");
        return Ok(());
    };
    let (revision, mut seen) = board.looked.get(&(person, group, key.into())).cloned().unwrap_or_default();
    let before = board.texts(group, key);
    // One's own words one has seen.
    seen.extend(board.texts_by(group, key, |by| by == Some(SeatNo(person.into()))));
    let words = if empty { String::new() } else { format!("idée {nth} de {person}") };
    let blind = matches!(base, Base::None);
    let told = board.write(person, key, &words, (!blind).then_some(revision));
    let after = board.texts(group, key);
    let gone: BTreeSet<String> = before.difference(&after).cloned().collect();
    let outcome = match told {
        Ok(outcome) => outcome,
        Err(refused) => {
            prop_assert_eq!(refused.code(), "not-this-phase");
            prop_assert!(gone.is_empty(), "a refusal changes nothing");
            return Ok(());
        }
    };
    if !words.is_empty() {
        let kept = if outcome == Outcome::Late { board.late(person) } else { after };
        prop_assert!(
            kept.contains(&words),
            "{words:?} was acknowledged as {outcome:?} and is not there: {kept:?}"
        );
    }
    if outcome == Outcome::Late {
        prop_assert!(gone.is_empty());
        return Ok(());
    }
    // Without a revision one may replace what stands, never what is beside.
    if blind {
        prop_assert!(gone.len() <= 1, "{gone:?}");
        return Ok(());
    }
    prop_assert!(gone.is_subset(&seen), "{person} had seen {seen:?}, and {gone:?} is gone");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost_and_all_adds_up_in_any_order(script in vec(moves(), 1..60), stretch in 0..5_u16) {
        let mut board = Board::in_groups(stretch);
        for (nth, step) in script.iter().enumerate() {
            step.run(&mut board, nth)?;
            let round = board.state.steps[0].round();
            prop_assert_eq!(round.tally.to_json(), board.state.recount(&WORKSHOP, 0, 0).to_json());
            for person in 0..PEOPLE {
                prop_assert!(board.state.votes_of(SeatNo(person.into()), Some(0)) <= 3);
            }
        }
        let erased = |owner, seq| board.log.iter().any(|(at, _, event)| *at > seq && *event == Event::Erased { seat: owner });
        let lines: Vec<_> = board.log.iter().map(|(seq, at, event)| match record::owner(event) {
            Some(owner) if erased(owner, *seq) => (*seq, at.0, record::encode(&Event::Tombstone)),
            _ => (*seq, at.0, record::encode(event)),
        }).collect();
        let replayed = record::replay(&WORKSHOP, lines.iter().map(|(seq, at, line)| (*seq, *at, line.as_slice()))).unwrap();
        prop_assert!(serde_json::to_vec(&replayed).unwrap() == serde_json::to_vec(&board.state).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_sheet_shows_every_text_of_its_group_and_a_note_is_seen_by_its_owner_alone(
        script in vec(moves(), 1..40),
        stretch in 0..5_u16,
    ) {
        let mut board = Board::in_groups(stretch);
        for (nth, step) in script.iter().enumerate() {
            step.run(&mut board, nth)?;
        }
        let place = &board.state.steps[0];
        let writing = place.phase != Phase::Revealed && place.stretch >= IN_GROUPS;
        for person in 0..PEOPLE {
            let own = board.phone(person) + &board.page(person, "feuille");
            if let (Some(group), true) = (board.group(person), writing) {
                for key in ["1", "2", "5"] {
                    for text in board.texts(group, key) {
                        prop_assert!(own.contains(&text), "{text:?} is not on the phone of {person}");
                    }
                }
            }
            let note = format!("secret {person}");
            let standing = place.round().answer(Owner::Seat(SeatNo(person.into())), "");
            let noted = standing.is_some_and(|answer| answer.value.as_str().contains(&note));
            prop_assert_eq!(own.contains(&note), noted);
            prop_assert!(!board.seen_by_others(person).contains(&note));
        }
    }
}

// --- The workshop ----------------------------------------------------------------------------------------------------

#[test]
fn cards_come_when_the_groups_write_and_no_more_of_them_than_the_sheet_has() {
    let mut board = Board::in_groups(ALONE);
    assert_eq!(code(board.write(0, "1", "trop tôt", Some(0))), "not-this-phase");
    board.send(0, "", json!({ "note": "à temps" }), None).unwrap();
    board.control(Control::Phase { index: IN_GROUPS }).unwrap();
    assert_eq!(board.write(0, "5", "à temps", Some(0)), Ok(Outcome::Recorded));
    assert_eq!(code(board.write(0, "6", "de trop", Some(0))), "unknown-key");
    let other = Sent { key: "1".into(), group: Some(GroupNo(1)), ..Sent::new(STEP, json!({ "text": "x" })) };
    assert_eq!(code(board.act(Command::Seat(seat(0), SeatCommand::Answer(other)))), "other-group");
    assert_eq!(board.state.texts(Some(0)).len(), 1);
}

#[test]
fn two_texts_at_the_same_place_are_both_shown_until_one_who_has_seen_them_settles_it() {
    let mut board = Board::in_groups(IN_GROUPS);
    // In turn: 0, 2 and 4 are the first group.
    assert_eq!(board.write(0, "1", "éteindre le soir", Some(0)), Ok(Outcome::Recorded));
    assert_eq!(board.write(2, "1", "réparer d’abord", Some(0)), Ok(Outcome::Conflict));
    for mate in [0, 2, 4] {
        let shown = board.phone(mate);
        assert!(shown.contains("Deux textes au même endroit"));
        assert!(shown.contains("éteindre le soir") && shown.contains("réparer d’abord"));
        assert_eq!(shown.contains("Le vôtre"), mate != 4);
    }
    assert!(!board.phone(1).contains("réparer d’abord"), "another group");
    assert!(
        board
            .draw(None, |view| remote(view).into_string())
            .contains("Plusieurs textes au même endroit, carte 1")
    );
    board.look(4, "1");
    let (revision, _) = board.looked[&(4, GroupNo(0), "1".into())];
    assert_eq!(board.write(4, "1", "réparer, éteindre", Some(revision)), Ok(Outcome::Replaced));
    let shown = board.phone(0);
    assert!(shown.contains("réparer, éteindre") && !shown.contains("Deux textes"));
}

#[test]
fn a_card_that_is_taken_away_is_no_text_of_anybody_any_more() {
    let mut board = Board::in_groups(IN_GROUPS);
    board.write(0, "1", "une idée", Some(0)).unwrap();
    assert_eq!(board.state.steps[0].round().tally.to_json(), json!({ "notes": 0, "cards": { "0": 1 } }));
    board.write(2, "1", "", None).unwrap();
    assert_eq!(board.state.steps[0].round().tally.to_json(), json!({ "notes": 0, "cards": {} }));
    assert!(board.state.texts(Some(0)).is_empty() && !board.phone(0).contains("une idée"));
}

#[test]
fn nobody_votes_too_soon_nor_for_their_own_nor_four_times() {
    let mut board = Board::in_groups(IN_GROUPS);
    for (person, key) in [(0, "1"), (0, "2"), (0, "3"), (0, "4"), (1, "1")] {
        board.write(person, key, &format!("idée {key} de {person}"), Some(0)).unwrap();
    }
    let of = |board: &Board, group| -> Vec<ItemId> {
        let own = |text: &workshop::Text<'_>| text.item.owner == Owner::Group(GroupNo(group));
        board.state.texts(Some(0)).into_iter().filter(own).map(|text| text.id).collect()
    };
    let (first, second) = (of(&board, 0), of(&board, 1));
    assert_eq!(code(board.vote(1, first[0])), "not-this-phase");
    board.control(Control::Phase { index: TURNS }).unwrap();
    assert_eq!(code(board.vote(1, second[0])), "own-item");
    for item in &first[..3] {
        board.vote(1, *item).unwrap();
    }
    assert_eq!(code(board.vote(1, first[3])), "no-dots-left");
    let shown = board.phone(1);
    assert!(shown.contains("Vous avez donné toutes vos voix."));
    assert_eq!(shown.matches("Voix donnée\u{202f}: idée").count(), 3);
}

#[test]
fn the_projector_has_no_card_before_its_turn_unless_the_facilitator_wants_it() {
    let mut board = Board::in_groups(IN_GROUPS);
    board.write(0, "1", "une idée du premier groupe", Some(0)).unwrap();
    board.write(1, "1", "une idée du second", Some(0)).unwrap();
    let shown = |board: &Board| board.draw(None, |view| stage(view).into_string());
    assert!(!shown(&board).contains("une idée") && shown(&board).contains("1 carte sur 5"));
    let item = board.item(1).unwrap();
    board.control(Control::Highlight { item }).unwrap();
    assert!(shown(&board).contains("une idée du second"));
    board.control(Control::Phase { index: TURNS }).unwrap();
    assert!(shown(&board).contains("une idée du premier groupe") && !shown(&board).contains("du second"));
    assert!(board.phone(0).contains("À vous de présenter") && board.phone(1).contains("Groupe 1 présente"));
}

#[test]
fn what_is_hidden_is_neither_on_the_projector_nor_in_the_report() {
    let mut board = Board::in_groups(IN_GROUPS);
    board.write(0, "1", "une idée à cacher", Some(0)).unwrap();
    board.write(0, "2", "une idée à garder", Some(0)).unwrap();
    let item = board.item(0).unwrap();
    board.control(Control::Hide { item }).unwrap();
    board.control(Control::Reveal).unwrap();
    let public = board.draw(None, |view| {
        format!("{}{}{:?}", stage(view).into_string(), report(view).body.into_string(), report(view).table)
    });
    assert!(public.contains("une idée à garder") && !public.contains("une idée à cacher"));
}

#[test]
fn what_was_hidden_is_public_nowhere_else_either() {
    let mut board = Board::in_groups(IN_GROUPS);
    board.control(Control::Close).unwrap();
    assert_eq!(board.write(0, "1", "à cacher", Some(0)), Ok(Outcome::Late));
    board.control(Control::Reopen).unwrap();
    board.write(0, "2", "à cacher", Some(0)).unwrap();
    board.write(2, "2", "écrit en même temps", Some(0)).unwrap();
    let (group, person) = (Owner::Group(GroupNo(0)), Owner::Seat(SeatNo(0)));
    let may = |board: &Board, owner, key: &str, said: &str, stands| {
        board.draw(None, |view| view.is_public(owner, key, said, stands).to_string()) == "true"
    };
    let all = |board: &Board| {
        [
            may(board, group, "2", "à cacher", true),
            may(board, person, "1", "à cacher", false),
            may(board, group, "2", "écrit en même temps", false),
            may(board, group, "3", "autre chose", false),
        ]
    };
    assert_eq!(all(&board), [true; 4]);
    let item = board.item(0).unwrap();
    board.control(Control::Hide { item }).unwrap();
    assert_eq!(all(&board), [false, false, false, true], "neither late, nor at the place that was hidden");
    assert!(!may(&board, group, "3", "quel connard", false), "the list of words decides");
}

#[test]
fn what_nobody_settled_is_in_the_report() {
    let mut board = Board::in_groups(IN_GROUPS);
    for (person, text) in [(0, "le premier texte"), (2, "le second texte"), (4, "le premier texte")] {
        board.write(person, "1", text, Some(0)).unwrap();
    }
    board.control(Control::Reveal).unwrap();
    let body = board.draw(None, |view| report(view).body.into_string());
    assert!(body.contains("Écrit aussi à cet endroit") && body.contains("le second texte"));
    assert_eq!(body.matches("le premier texte").count(), 1);
}

#[test]
fn the_projector_keeps_the_order_of_the_sheet_while_the_room_votes() {
    let mut board = Board::in_groups(IN_GROUPS);
    for (key, text) in [("1", "une première"), ("2", "une deuxième"), ("3", "une troisième")] {
        board.write(0, key, text, Some(0)).unwrap();
    }
    board.control(Control::Phase { index: TURNS }).unwrap();
    let order = |board: &Board| {
        let stage = board.draw(None, |view| stage(view).into_string());
        let mut all = ["première", "deuxième", "troisième"].map(|word| (stage.find(word).unwrap(), word));
        all.sort_unstable();
        all.map(|(_, word)| word)
    };
    let (second, third) = (board.item(1).unwrap(), board.item(2).unwrap());
    board.vote(1, third).unwrap();
    assert_eq!(order(&board), ["première", "deuxième", "troisième"]);
    board.control(Control::Highlight { item: second }).unwrap();
    assert_eq!(
        order(&board),
        ["deuxième", "première", "troisième"],
        "what the facilitator shows comes first"
    );
}

#[test]
fn a_card_that_came_too_late_is_not_lost() {
    let mut board = Board::in_groups(IN_GROUPS);
    board.control(Control::Close).unwrap();
    assert_eq!(board.write(0, "1", "à une seconde près", Some(0)), Ok(Outcome::Late));
    assert!(board.phone(0).contains("à une seconde près") && !board.phone(2).contains("à une seconde près"));
    board.control(Control::Phase { index: TURNS }).unwrap();
    assert!(board.phone(0).contains("Mettre ce texte sur la carte 1"));
    board.write(0, "1", "à une seconde près", Some(0)).unwrap();
    assert!(!board.phone(0).contains("Mettre ce texte"));
}

#[test]
fn what_nobody_settled_is_in_the_report_also_where_the_card_was_taken_away() {
    let mut board = Board::in_groups(IN_GROUPS);
    board.write(0, "1", "celle qui tient", Some(0)).unwrap();
    assert_eq!(board.write(2, "1", "celle d’à côté", Some(0)), Ok(Outcome::Conflict));
    let report = |board: &Board| board.draw(None, |view| report(view).body.into_string());
    assert!(report(&board).contains("celle d’à côté"));
    board.write(0, "1", "", None).unwrap();
    let kept = report(&board);
    assert!(kept.contains("jamais départagé") && kept.contains("celle d’à côté"), "{kept}");
    assert!(!kept.contains("celle qui tient"));
}

#[test]
fn what_nobody_settled_can_be_hidden_by_itself() {
    let mut board = Board::in_groups(IN_GROUPS);
    board.write(0, "1", "celle qui tient", Some(0)).unwrap();
    board.write(2, "1", "celle d’à côté", Some(0)).unwrap();
    let report = |board: &Board| board.draw(None, |view| report(view).body.into_string());
    let unsettled = |board: &Board| {
        board.state.unsettled(&WORKSHOP, 0).into_iter().map(|text| (text.id, text.hidden)).collect::<Vec<_>>()
    };
    let item = unsettled(&board)[0].0;
    assert_eq!(code(board.control(Control::Highlight { item })), "unknown-item");
    board.control(Control::Hide { item }).unwrap();
    assert_eq!(unsettled(&board), [(item, true)]);
    assert!(!report(&board).contains("celle d’à côté") && report(&board).contains("celle qui tient"));
    assert!(board.phone(0).contains("celle d’à côté"), "the group that has to settle it still sees it");
    board.control(Control::Show { item }).unwrap();
    assert!(report(&board).contains("celle d’à côté"));
}

/// The whole board in words, as the report keeps it.
#[test]
fn the_report_of_a_board() {
    let mut board = Board::in_groups(ALONE);
    for person in 0..4 {
        board.send(person, "", json!({ "note": format!("note {person}") }), None).unwrap();
    }
    board.control(Control::Phase { index: IN_GROUPS }).unwrap();
    let cards = [
        (0, "1", "Éteindre l’écran", 0),
        (2, "2", "Éteindre les écrans", 0),
        (1, "1", "Acheter reconditionné", 1),
        (3, "2", "Demander les chiffres au fournisseur", 2),
    ];
    for (person, key, text, column) in cards {
        board.send(person, key, json!({ "text": text, "column": column }), Some(0)).unwrap();
    }
    let paper = json!({ "text": "Une affiche dans le couloir" });
    let paper = Control::Answer { group: GroupNo(2), step: None, key: "1".into(), value: paper };
    board.control(paper).unwrap();
    let items: Vec<ItemId> = board.state.texts(Some(0)).iter().map(|text| text.id).collect();
    board.control(Control::Merge { items: vec![items[0], items[1]] }).unwrap();
    board.control(Control::Highlight { item: items[4] }).unwrap();
    board.control(Control::Phase { index: TURNS }).unwrap();
    for (person, item) in [(0, 2), (2, 2), (4, 3), (1, 0), (3, 4)] {
        board.vote(person, items[item]).unwrap();
    }
    board.control(Control::Reveal).unwrap();
    let section = board.draw(None, |view| {
        let section = report(view);
        let rows: Vec<String> =
            section.table.iter().map(|row| format!("{} = {} {}", row.label, row.value, row.unit)).collect();
        format!("{}\n\n{}", section.body.into_string().replace("><", ">\n<"), rows.join("\n"))
    });
    insta::assert_snapshot!(section);
}
