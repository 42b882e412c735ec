//! What a session has cost, on every screen and in the report: from nothing measured to more than there can be.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::fmt::Write as _;

use activities::{Registry, Room, View, freeze, phone, remote, report, stage};
use content::Library;
use figures::Links;
use serde_json::json;
use workshop::{
    Command, Control, Measurement, Refusal, SeatCommand, SeatId, Sent, State, Timestamp, Workshop, decide,
};

const STEP: &str = "a90-empreinte";

/// A workshop at its footprint, with so much measured.
struct Session {
    workshop: Workshop,
    state: State,
}

impl Session {
    fn new(measured: Option<Measurement>) -> Self {
        let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
        let pack = library.pack("fr").unwrap();
        let workshop = Workshop::new(freeze(pack.workshop("atelier-90").unwrap(), pack), &Registry).unwrap();
        let state = State::new(&workshop);
        let mut session = Self { workshop, state };
        session.act(Command::Create { capacity: 100 }).unwrap();
        session.act(Command::Join { seat: SeatId([1; 16]), name: String::new() }).unwrap();
        session.act(Command::Control(Control::Goto { step: STEP.into() })).unwrap();
        session.act(Command::Control(Control::Next)).unwrap();
        if let Some(measured) = measured {
            session.act(Command::Measure(measured)).unwrap();
        }
        session
    }

    fn act(&mut self, command: Command) -> Result<(), Refusal> {
        let at = Timestamp(1000);
        for event in decide(&self.state, &self.workshop, command, at)?.events {
            self.state.apply(&self.workshop, &event, at);
        }
        Ok(())
    }

    fn look<T>(&self, lang: &str, look: impl Fn(&View<'_>) -> T) -> T {
        look(&View {
            session: "s",
            workshop: &self.workshop,
            state: &self.state,
            step: self.workshop.position(STEP).unwrap(),
            texts: texts::texts(lang),
            figures: figures::Registry::embedded(),
            links: Links::Page,
            now: Timestamp(1000),
            seat: None,
            room: &Room::default(),
            part: "",
            page: "",
            facilitator: false,
        })
    }

    /// All screens, as text between tags.
    fn screens(&self, lang: &str) -> [String; 4] {
        self.look(lang, |view| {
            [phone(view), stage(view), remote(view), report(view).body].map(maud::PreEscaped::into_string)
        })
    }
}

/// Forty-three minutes of a class of twenty-five.
fn class() -> Measurement {
    Measurement {
        seconds: 2580,
        phones: 25,
        phone_seconds: 60_000,
        to_phones: 1_750_000,
        from_phones: 160_000,
        to_screens: 210_000,
        from_screens: 30_000,
        busiest_phone: 118_000,
        cpu_ms: 9400,
        ..Measurement::default()
    }
}

/// Words as they are read: no tags, no drawings, plain spaces.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<svg") {
        out.push_str(before);
        rest = after.split_once("</svg>").unwrap().1;
    }
    out.push_str(rest);
    let parts = out.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = parts.collect::<Vec<_>>().join(" ");
    text.replace(['\u{202f}', '\u{a0}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_report_tells_what_was_measured_and_what_is_modelled() {
    let section = Session::new(Some(class())).look("fr", report);
    let mut told = format!("{}\n\n{}\n\n", section.question.unwrap(), words(&section.body.into_string()));
    for row in &section.table {
        writeln!(told, "{} = {:.4} {}", row.label, row.value, row.unit).unwrap();
    }
    writeln!(told, "\n{}", section.figures.join(" ")).unwrap();
    insta::assert_snapshot!(told.replace(['\u{202f}', '\u{a0}'], " "));
}

#[test]
fn what_weighs_most_is_said_and_so_is_how_little_the_server_does() {
    for screen in &Session::new(Some(class())).screens("fr")[..3] {
        let words = words(screen);
        assert!(words.contains("le vidéoprojecteur (80 %), puis l’ordinateur (9 %)"), "{words}");
        assert!(words.contains("Le serveur : moins de 1 %"), "{words}");
        assert!(words.contains("Mesuré : 25 téléphones, 43 min, 2,1 Mo"), "{words}");
        assert!(words.contains("76 ko par téléphone, 120 ko au plus"), "{words}");
    }
}

#[test]
fn no_energy_and_no_carbon_stands_alone() {
    let section = Session::new(Some(class())).look("fr", report);
    let results = section.table.iter().filter(|row| ["Wh", "g CO2e", "km"].contains(&row.unit.as_str()));
    let ends = ["(bas)", "(central)", "(haut)"];
    let told: Vec<bool> =
        results.enumerate().map(|(index, row)| row.label.ends_with(ends[index % 3])).collect();
    assert_eq!(told.len(), 3 * 9);
    assert!(told.iter().all(|told| *told));
}

#[test]
fn how_it_is_measured_is_one_tap_away() {
    let html = &Session::new(Some(class())).screens("fr")[0];
    let how = html.split_once("<details").unwrap().1.split_once("</details>").unwrap().0;
    let how = words(how);
    for said in [
        "Mesuré.",
        "Modélisé.",
        "Non compté. Les trajets",
        "ne laisse pas lire",
        "9,4 s de calcul",
        "16,7 h ensemble",
    ] {
        assert!(how.contains(said), "{said}: {how}");
    }
    for source in ["Green Algorithms, 2021", "Aruba, 2019", "Fighiera, 2022", "ADEME, 2011"] {
        assert!(how.contains(source), "{source}: {how}");
    }
}

#[test]
fn energy_that_was_read_is_not_called_a_model() {
    let metered = Measurement {
        metered_ms: 9400,
        share_of_work_uj: 60_000_000,
        share_of_capacity_uj: 20_000_000,
        ..class()
    };
    let words = words(&Session::new(Some(metered)).screens("fr")[3]);
    assert!(words.contains("Pendant 9,4 s de calcul, l’énergie du processeur est lue"), "{words}");
    assert!(!words.contains("ne laisse pas lire"), "{words}");
    assert!(words.contains("5,6 – 17 – 17 mWh"), "{words}");
    let both = Measurement { metered_ms: 4400, ..metered };
    let words = self::words(&Session::new(Some(both)).screens("fr")[3]);
    assert!(
        words.contains("Pendant 4,4 s") && words.contains("lire l’énergie du processeur : 5 s"),
        "{words}"
    );
}

#[test]
fn nothing_measured_no_phone_and_far_too_much_are_drawn_too() {
    let far = Measurement {
        seconds: u64::MAX,
        phones: u32::MAX,
        phone_seconds: u64::MAX,
        to_phones: u64::MAX,
        from_phones: u64::MAX,
        to_screens: u64::MAX,
        from_screens: u64::MAX,
        busiest_phone: u64::MAX,
        cpu_ms: u64::MAX,
        metered_ms: u64::MAX,
        share_of_capacity_uj: u64::MAX,
        share_of_work_uj: 1,
    };
    let alone = Measurement {
        phones: 0,
        phone_seconds: 0,
        to_phones: 0,
        from_phones: 0,
        busiest_phone: 0,
        ..class()
    };
    let least = Measurement { to_screens: 1, ..Measurement::default() };
    for lang in ["fr", "en"] {
        for measured in [None, Some(alone), Some(least), Some(far)] {
            for html in Session::new(measured).screens(lang) {
                assert!(
                    !html.contains("NaN") && !html.contains("inf") && !html.contains('—'),
                    "{measured:?}: {html}"
                );
            }
        }
    }
    let words = words(&Session::new(Some(alone)).screens("fr")[1]);
    assert!(words.contains("aucun téléphone") && !words.contains("e-mail"), "{words}");
    let words = self::words(&Session::new(None).screens("fr")[0]);
    assert!(words.contains("La mesure arrive"), "{words}");
}

#[test]
fn it_takes_no_answer() {
    let mut session = Session::new(Some(class()));
    let answer = SeatCommand::Answer(Sent::new(STEP, json!({ "choice": "A" })));
    let refused = session.act(Command::Seat(SeatId([1; 16]), answer)).unwrap_err();
    assert_eq!(refused.code(), "takes-no-answer");
}

#[test]
fn a_pack_may_name_another_grid_in_its_unit() {
    let french = |grid: &str| {
        let step = format!(
            "id = \"e\"\ntitle = \"E\"\nminutes = 1\nactivity = \"footprint\"\nnotes = \"n\"\ngrid = {grid}"
        );
        let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
        let pack = library.pack("fr").unwrap();
        let step = toml::from_str(&step).unwrap();
        content::StepKinds::check(&Registry, "footprint", &step, pack.workshop("atelier-90").unwrap(), pack)
    };
    assert!(french("[\"grid-fr\", \"grid-fr-ademe\"]").is_empty());
    let faults = french("[\"grid-fr\", \"car-km-fr-thermal\"]");
    assert_eq!((faults.len(), faults[0].found.as_str()), (1, "car-km-fr-thermal"));
    let mut plan = {
        let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
        let pack = library.pack("fr").unwrap();
        freeze(pack.workshop("atelier-90").unwrap(), pack)
    };
    let step = plan.steps.iter_mut().find(|step| step.id.0 == STEP).unwrap();
    assert_eq!(step.params, json!({}), "what everybody has is not written into every plan");
    step.params = json!({ "grid": ["grid-fr"] });
    let mut session = Session::new(Some(class()));
    let before = words(&session.screens("fr")[3]);
    session.workshop = Workshop::new(plan, &Registry).unwrap();
    let after = words(&session.screens("fr")[3]);
    assert!(before.contains("12 – 32 – 43 g") && after.contains("5,6 – 13 – 17 g"), "{before}\n{after}");
}
