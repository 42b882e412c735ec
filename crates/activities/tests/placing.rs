//! Cards in places, played in a room: the life-cycle wheel and the five R.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::collections::BTreeMap;

use activities::{Paper, Registry, Room, Section, View, freeze, phone, print, remote, report, stage};
use common::seat;
use content::Library;
use figures::Links;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{
    Command, Control, GroupNo, Grouping, GroupsBy, Owner, Plan, Refusal, SeatCommand, SeatNo, Sent, State,
    Timestamp, Workshop, decide,
};

const SORT: &str = "a45-cycle";
const FIVE_R: &str = "a45-cinq-r";
const PEOPLE: u8 = 4;

/// The 45-minute workshop; `by`: what its cards and actions say of who places.
fn plan(by: &str) -> Plan {
    let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    let mut plan = freeze(pack.workshop("atelier-45").unwrap(), pack);
    for step in plan.steps.iter_mut().filter(|step| ["sort", "five-r"].contains(&step.kind.as_str())) {
        step.params["by"] = json!(by);
    }
    plan
}

fn workshop(by: &str) -> Workshop {
    Workshop::new(plan(by), &Registry).unwrap()
}

struct Played<'a> {
    workshop: &'a Workshop,
    state: State,
    step: &'static str,
}

impl<'a> Played<'a> {
    /// People in two groups in turn, at the step's own screen.
    fn at(workshop: &'a Workshop, step: &'static str) -> Self {
        let mut played = Self { workshop, state: State::new(workshop), step };
        played.act(Command::Create { capacity: 100 }).unwrap();
        for person in 0..PEOPLE {
            played.act(Command::Join { seat: seat(person), name: String::new() }).unwrap();
        }
        played.control(Control::Group(Grouping::Make { count: 2, by: GroupsBy::Count, paper: 0 }));
        played.control(Control::Group(Grouping::Rename { group: GroupNo(1), name: "Les hiboux".into() }));
        played.control(Control::Goto { step: step.into() });
        while !played.state.on_own_screen(workshop) {
            played.control(Control::Next);
        }
        played
    }

    fn act(&mut self, command: Command) -> Result<(), Refusal> {
        let at = Timestamp(1000);
        for event in decide(&self.state, self.workshop, command, at)?.events {
            self.state.apply(self.workshop, &event, at);
        }
        Ok(())
    }

    fn control(&mut self, control: Control) {
        self.act(Command::Control(control)).unwrap();
    }

    fn sends(&mut self, person: u8, value: Value) -> Result<(), Refusal> {
        let sent = Sent::new(self.step, value);
        self.act(Command::Seat(seat(person), SeatCommand::Answer(sent)))
    }

    /// The whole placing of somebody.
    fn places(&mut self, person: u8, placements: &[(&str, &str)]) {
        let placements: serde_json::Map<String, Value> =
            placements.iter().map(|(card, place)| ((*card).into(), json!(place))).collect();
        self.sends(person, json!({ "placements": placements })).unwrap();
    }

    fn view<T>(&self, seat: Option<u32>, facilitator: bool, draw: impl FnOnce(&View<'_>) -> T) -> T {
        let room = Room::default();
        draw(&View {
            session: "s",
            workshop: self.workshop,
            state: &self.state,
            step: self.workshop.position(self.step).unwrap(),
            texts: texts::texts("fr"),
            figures: figures::Registry::embedded(),
            links: Links::Plain,
            now: Timestamp(2000),
            seat: seat.map(SeatNo),
            room: &room,
            part: "",
            page: "",
            facilitator,
        })
    }

    fn stage(&self) -> String {
        self.view(None, false, stage).into_string()
    }

    fn phone(&self, seat: Option<u32>) -> String {
        self.view(seat, false, phone).into_string()
    }

    fn remote(&self) -> String {
        self.view(None, true, remote).into_string()
    }

    fn report(&self) -> Section {
        self.view(None, true, report)
    }
}

/// A room in which the training of a model is disputed, and the drawer is misplaced by all.
fn disputed(workshop: &Workshop) -> Played<'_> {
    let mut played = Played::at(workshop, SORT);
    for person in 0..PEOPLE {
        let training = if person < 2 { "utilisation" } else { "production" };
        played.places(
            person,
            &[
                ("c-tel-usine", "production"),
                ("c-ia-entrainement", training),
                ("c-tel-tiroir", "utilisation"),
            ],
        );
    }
    played
}

#[test]
fn nothing_of_who_put_what_where_is_seen_before_the_reveal() {
    let workshop = workshop("seat");
    let room = |place: &str| {
        let mut played = Played::at(&workshop, SORT);
        for person in 0..PEOPLE {
            played.places(person, &[("c-tel-usine", place)]);
        }
        played
    };
    let (mine, factory) = (room("extraction"), room("production"));
    assert_eq!(mine.stage(), factory.stage());
    assert_eq!(mine.phone(None), factory.phone(None));
    assert!(mine.stage().contains("<b>4</b> cartes placées"), "{}", mine.stage());
    assert_ne!(mine.remote(), factory.remote(), "the facilitator sees it already");
}

#[test]
fn the_disputed_cards_come_first_and_one_by_one_after_the_reveal() {
    let workshop = workshop("seat");
    let mut played = disputed(&workshop);
    let first = |played: &Played<'_>| {
        let remote = played.remote();
        (remote.find("Le tiroir aux oubliés"), remote.find("L’entraînement du modèle"))
    };
    assert!(first(&played).0 < first(&played).1, "all are wrong about the drawer, half about the training");
    played.control(Control::Reveal);
    let whole = played.stage();
    assert!(whole.contains("67\u{202f}% des choix suivent la référence"), "{whole}");
    for card in ["Le tiroir aux oubliés", "La chaleur récupérée"] {
        assert!(whole.contains(card), "the reference of every card is there: {card}");
    }
    let mut titles = Vec::new();
    for _ in 0..5 {
        played.control(Control::Next);
        let shown = played.stage();
        let title = shown.split("</h1>").next().unwrap().rsplit('>').next().unwrap();
        titles.push(title.to_owned());
    }
    assert_eq!(titles[..2], ["Le tiroir aux oubliés", "L’entraînement du modèle"]);
    played.control(Control::Next);
    assert_ne!(
        played.workshop.step(played.state.position.unwrap().step).id.as_str(),
        SORT,
        "then the workshop goes on"
    );
}

#[test]
fn two_places_can_be_defended_without_penalty() {
    let workshop = workshop("seat");
    let mut played = disputed(&workshop);
    played.control(Control::Reveal);
    let own = played.phone(Some(0));
    assert!(own.contains("✓ vous\u{202f}: utilisation"), "the training stands where it may: {own}");
    assert!(own.contains("≠ vous\u{202f}: utilisation"), "the drawer does not");
    assert!(own.contains("Se défend aussi\u{202f}: utilisation."));
    assert!(own.contains("La salle\u{202f}: production 50\u{202f}%, utilisation 50\u{202f}%"));
}

#[test]
fn what_is_no_placing_is_refused_and_changes_nothing() {
    let workshop = workshop("seat");
    let mut played = Played::at(&workshop, SORT);
    played.places(0, &[("c-tel-usine", "production")]);
    let before = serde_json::to_value(&played.state).unwrap();
    let placements = |value: Value| json!({ "placements": value });
    for (value, code, pointer) in [
        (json!("production"), "placements-missing", "/value/placements"),
        (placements(json!({})), "placements-missing", "/value/placements"),
        (placements(json!({ "r-batterie": "production" })), "unknown-card", "/value/placements/r-batterie"),
        (placements(json!({ "c-tel-usine": "refuser" })), "unknown-stage", "/value/placements/c-tel-usine"),
        (
            placements(json!({ "c-ia-chaleur": "production", "c-tel-usine": 2 })),
            "unknown-stage",
            "/value/placements/c-tel-usine",
        ),
    ] {
        let Err(Refusal::Value(error)) = played.sends(0, value.clone()) else { panic!("{value} is taken") };
        assert_eq!((error.code, error.pointer.as_str()), (code, pointer), "{value}");
        assert!(texts::texts("fr").has(&format!("problem-{code}-detail")));
    }
    assert_eq!(serde_json::to_value(&played.state).unwrap(), before);
}

#[test]
fn a_second_vote_tells_what_the_room_moved() {
    let workshop = workshop("seat");
    let mut played = Played::at(&workshop, FIVE_R);
    for person in 0..PEOPLE {
        played.places(person, &[("r-brouillon", "refuser"), ("r-batterie", "reparer")]);
    }
    played.control(Control::Reveal);
    assert!(!played.stage().contains("changement"));
    played.control(Control::Round);
    let hand = played.phone(Some(0));
    assert!(
        hand.contains("value=\"r-batterie=reparer r-brouillon=refuser\""),
        "a second vote goes on from the first: {hand}"
    );
    for person in 0..3 {
        let draft = if person < 2 { "reduire" } else { "refuser" };
        played.places(person, &[("r-brouillon", draft), ("r-batterie", "reparer")]);
    }
    played.control(Control::Reveal);
    for seen in [played.stage(), played.remote(), played.report().body.into_string()] {
        assert!(seen.contains("2 changements, par 2 sur 3"), "who did not vote again moved nothing: {seen}");
        assert!(seen.contains("Refuser → Réduire · 2 personnes"), "{seen}");
    }
    let moves = played.report().table.into_iter().filter(|row| row.unit == "moves");
    let moves: Vec<(String, f64)> = moves.map(|row| (row.label, row.value)).collect();
    let label = "Écrire sa demande au brouillon pour n’en envoyer qu’une\u{a0}: Refuser → Réduire";
    assert_eq!(moves, [(label.to_owned(), 2.0)]);
}

#[test]
fn a_group_places_together_on_any_of_its_phones() {
    let workshop = workshop("group");
    let mut played = Played::at(&workshop, FIVE_R);
    // 0 and 2 are the first group.
    played.places(0, &[("r-brouillon", "reduire")]);
    played.places(2, &[("r-brouillon", "reduire"), ("r-batterie", "reparer")]);
    let step = workshop.position(FIVE_R).unwrap();
    let kept: Vec<Owner> = played.state.steps[step].round().answers.keys().map(|(owner, _)| *owner).collect();
    assert_eq!(kept, [Owner::Group(GroupNo(0))], "one placing a group");
    for person in [0, 2] {
        assert!(played.phone(Some(person)).contains("<b>2 actions placées sur 8</b>"));
    }
    assert!(!played.phone(Some(1)).contains("actions placées sur 8"), "the other group has placed nothing");
    assert!(played.stage().contains("0 sur 2 a tout placé"), "groups are counted: {}", played.stage());
    played.places(1, &[("r-brouillon", "refuser")]);
    played.control(Control::Round);
    played.places(3, &[("r-brouillon", "reduire")]);
    played.control(Control::Reveal);
    assert!(played.stage().contains("Refuser → Réduire · Les hiboux"), "{}", played.stage());
}

#[test]
fn the_report_has_every_card_and_what_the_room_said_of_it() {
    let workshop = workshop("seat");
    let mut played = disputed(&workshop);
    played.control(Control::Reveal);
    let section = played.report();
    let rows: Vec<String> =
        section.table.iter().map(|row| format!("{} = {} ({:?})", row.label, row.value, row.right)).collect();
    insta::assert_snapshot!(rows.join("\n"));
    let told = section.explanation.into_string();
    assert!(told.contains("La salle\u{202f}: "));
    for card in workshop.step(workshop.position(SORT).unwrap()).params["cards"].as_array().unwrap() {
        assert!(told.contains(card["title"].as_str().unwrap()));
    }
}

#[test]
fn a_table_can_play_with_what_is_printed() {
    let plan = plan("seat");
    let step = |id: &str| plan.steps.iter().find(|step| step.id.as_str() == id).unwrap();
    let sheets = |id: &str| {
        let (texts, figures) = (texts::texts("fr"), figures::Registry::embedded());
        print(&Paper { plan: &plan, step: step(id), texts, figures }).map(maud::PreEscaped::into_string)
    };
    for (id, cards) in [(SORT, "cards"), (FIVE_R, "actions")] {
        let printed = sheets(id).unwrap();
        let (before, solution) = printed.split_at(printed.find("class=\"sheet solution\"").unwrap());
        assert_eq!(solution.matches("class=\"sheet").count(), 1, "the solution is the last sheet");
        for card in step(id).params[cards].as_array().unwrap() {
            let title = card["title"].as_str().unwrap();
            assert!(before.contains(title) && solution.contains(title), "{title}");
        }
        for foreign in ["style=", "<script", "{{", "href=\"/"] {
            assert!(!printed.contains(foreign), "{id}: {foreign}");
        }
    }
    assert!(sheets(SORT).unwrap().contains("valorisation"));
    assert!(sheets("a45-sondage").is_none(), "a poll needs no paper");
}

/// A press on one of the two phones of a group: the card, where it goes; sent at once, or only when the phone has a network again.
#[derive(Clone, Debug)]
struct Tap {
    phone: usize,
    card: usize,
    place: usize,
    waits: bool,
}

fn taps() -> impl Strategy<Value = Vec<Tap>> {
    let tap = (0..2_usize, 0..8_usize, 0..5_usize, any::<bool>());
    vec(tap.prop_map(|(phone, card, place, waits)| Tap { phone, card, place, waits }), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_two_phones_of_a_group_place_at_once_is_kept_and_a_card_is_where_it_came_last(taps in taps()) {
        const PLACES: [&str; 5] = ["refuser", "reduire", "reparer", "reutiliser", "recycler"];
        let workshop = workshop("group");
        let mut played = Played::at(&workshop, FIVE_R);
        let step = workshop.position(FIVE_R).unwrap();
        let cards: Vec<String> = workshop.step(step).params["actions"].as_array().unwrap().iter()
            .map(|card| card["id"].as_str().unwrap().to_owned()).collect();
        let mut wanted = BTreeMap::new();
        let mut waiting = [vec![], vec![]];
        let mut arrive = |played: &mut Played<'_>, tap: &Tap| {
            let (card, place) = (cards[tap.card].as_str(), PLACES[tap.place]);
            // 0 and 2 are the first group.
            played.places(2 * tap.phone as u8, &[(card, place)]);
            wanted.insert(card.to_owned(), place);
        };
        for tap in &taps {
            if tap.waits {
                waiting[tap.phone].push(tap);
            } else {
                waiting[tap.phone].drain(..).chain([tap]).for_each(|tap| arrive(&mut played, tap));
            }
        }
        waiting.iter().flatten().for_each(|tap| arrive(&mut played, tap));
        let round = played.state.steps[step].round();
        let kept: Value = serde_json::from_str(round.answer(Owner::Group(GroupNo(0)), "").unwrap().value.as_str()).unwrap();
        prop_assert_eq!(&kept["placements"], &json!(wanted));
        prop_assert_eq!(round.answered, 1);
        prop_assert_eq!(round.tally.to_json(), played.state.recount(&workshop, step, 0).to_json());
    }
}

#[test]
fn a_revision_that_is_behind_is_no_conflict_where_cards_are_placed_one_by_one() {
    let workshop = workshop("group");
    let mut played = Played::at(&workshop, FIVE_R);
    played.places(0, &[("r-brouillon", "reduire")]);
    let value = json!({ "placements": { "r-batterie": "reparer" } });
    let sent = Sent { base: Some(0), ..Sent::new(FIVE_R, value) };
    played.act(Command::Seat(seat(2), SeatCommand::Answer(sent))).unwrap();
    assert!(played.phone(Some(0)).contains("<b>2 actions placées sur 8</b>"));
    // Who places alone sends the whole: a card that is not in it is in hand again.
    let alone = self::workshop("seat");
    let mut played = Played::at(&alone, FIVE_R);
    played.places(0, &[("r-brouillon", "reduire"), ("r-batterie", "reparer")]);
    played.places(0, &[("r-batterie", "reparer")]);
    assert!(
        played.phone(Some(0)).contains("<b data-mine>1 action placée sur 8</b>"),
        "{}",
        played.phone(Some(0))
    );
}

#[test]
fn a_second_vote_of_a_group_goes_on_from_its_first_whoever_moves_one_card() {
    let workshop = workshop("group");
    let mut played = Played::at(&workshop, FIVE_R);
    played.places(0, &[("r-brouillon", "refuser"), ("r-batterie", "reparer")]);
    played.control(Control::Round);
    played.places(2, &[("r-brouillon", "reduire")]);
    assert!(played.phone(Some(0)).contains("<b>2 actions placées sur 8</b>"));
    played.control(Control::Reveal);
    assert!(played.stage().contains("1 changement, par 1 sur 1"), "{}", played.stage());
}
