//! Points by team: the share of a team that is right, over the revealed questions of a quiz that gives points.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use activities::{Registry, Room, View, freeze, remote, stage};
use content::Library;
use figures::Links;
use serde_json::json;
use workshop::{
    Command, Control, GroupNo, Grouping, GroupsBy, SeatCommand, SeatId, State, Timestamp, Workshop, decide,
};

/// The 45-minute workshop, its quiz with or without points, as TOML would say it.
fn workshop(points: bool) -> Workshop {
    let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    let mut plan = freeze(pack.workshop("atelier-45").unwrap(), pack);
    for step in plan.steps.iter_mut().filter(|step| step.kind == "quiz" && points) {
        step.params["points"] = json!(true);
    }
    Workshop::new(plan, &Registry).unwrap()
}

struct Played<'a> {
    workshop: &'a Workshop,
    state: State,
}

impl<'a> Played<'a> {
    /// Six people in two groups in turn, at the first question.
    fn new(workshop: &'a Workshop) -> Self {
        let mut played = Self { workshop, state: State::new(workshop) };
        played.act(Command::Create { capacity: 100 });
        for person in 0..6 {
            played.act(Command::Join { seat: SeatId([person; 16]), name: String::new() });
        }
        played
    }

    fn act(&mut self, command: Command) {
        let at = Timestamp(1000);
        for event in decide(&self.state, self.workshop, command, at).unwrap().events {
            self.state.apply(self.workshop, &event, at);
        }
    }

    fn groups(&mut self, wish: Grouping) {
        self.act(Command::Control(Control::Group(wish)));
    }

    /// These people answer right, the others wrong; then the reveal.
    fn question(&mut self, nth: usize, right: &[u8]) {
        let quiz = |(_, step): &(usize, &workshop::PlanStep)| step.kind == "quiz" && !step.optional;
        let (_, step) = self.workshop.steps().iter().enumerate().filter(quiz).nth(nth).unwrap();
        let (id, answers) = (step.id.0.clone(), step.params["answers"].clone());
        let letter = |letter: &str| answers != json!([letter]);
        let wrong = ["A", "B"].into_iter().find(|one| letter(one)).unwrap();
        self.act(Command::Control(Control::Goto { step: id.clone() }));
        while !self.state.on_own_screen(self.workshop) {
            self.act(Command::Control(Control::Next));
        }
        for person in 0..6 {
            let choices = if right.contains(&person) { answers.clone() } else { json!([wrong]) };
            let value = json!({ "choices": choices });
            let answer = SeatCommand::Answer(workshop::Sent::new(id.as_str(), value));
            self.act(Command::Seat(SeatId([person; 16]), answer));
        }
        self.act(Command::Control(Control::Reveal));
    }

    fn draw(&self, draw: fn(&View<'_>) -> maud::Markup) -> String {
        let room = Room::default();
        draw(&View {
            session: "s",
            workshop: self.workshop,
            state: &self.state,
            step: self.state.position.unwrap().step,
            texts: texts::texts("fr"),
            figures: figures::Registry::embedded(),
            links: Links::Page,
            now: Timestamp(2000),
            seat: None,
            room: &room,
            part: "",
            page: "",
            facilitator: true,
        })
        .into_string()
    }
}

#[test]
fn the_share_of_a_team_that_is_right_makes_its_points() {
    let workshop = workshop(true);
    let mut played = Played::new(&workshop);
    played.groups(Grouping::Make { count: 2, by: GroupsBy::Count, paper: 1 });
    played.groups(Grouping::Rename { group: GroupNo(1), name: "Les hiboux".into() });
    // In turn: 0, 2 and 4 are the first group; 1, 3 and 5 the second.
    played.question(0, &[0, 1, 3, 5]);
    let shown = played.draw(stage);
    let (owls, first) = (shown.find("<b>Les hiboux</b> 10 points"), shown.find("<b>Groupe 1</b> 3 points"));
    assert!(owls.is_some() && owls < first, "{shown}");
    assert!(!shown.contains("Groupe 3"), "a group on paper answered nothing");
    played.question(1, &[0, 2, 4]);
    let shown = played.draw(stage);
    assert!(shown.contains("<b>Groupe 1</b> 13 points") && shown.contains("<b>Les hiboux</b> 10 points"));
}

#[test]
fn who_has_no_points_is_not_put_on_the_wall() {
    let workshop = workshop(true);
    let mut played = Played::new(&workshop);
    played.groups(Grouping::Make { count: 2, by: GroupsBy::Count, paper: 0 });
    played.question(0, &[1, 3, 5]);
    let shown = played.draw(stage);
    assert!(shown.contains("<b>Groupe 2</b> 10 points") && !shown.contains("<b>Groupe 1</b>"));
}

#[test]
fn points_are_off_by_default_and_ask_for_groups() {
    let workshop_without = workshop(false);
    let mut played = Played::new(&workshop_without);
    played.groups(Grouping::Make { count: 2, by: GroupsBy::Lot, paper: 0 });
    played.question(0, &[0]);
    assert!(!played.draw(stage).contains("Équipes"));
    let workshop_with = workshop(true);
    let mut played = Played::new(&workshop_with);
    played.question(0, &[0]);
    assert!(!played.draw(stage).contains("Équipes"));
    assert!(played.draw(remote).contains("Formez des groupes"));
}
