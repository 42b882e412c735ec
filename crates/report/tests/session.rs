//! A real workshop, from the lobby to the report.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::Room;
use report::{Report, Style, csv, html, json, xlsx};
use serde_json::{Value, json as object};
use workshop::{Control, Outcome};

const CAME_IN: &str = "a45-accueil";
const POLL: &str = "a45-sondage";
const WEEK: &str = "a45-calcul";
const DUEL: &str = "a45-duel.duel-image-texte";
const WATER: &str = "a45-quiz.q-eau-conversation";
const REBOUND: &str = "a45-quiz.q-effet-rebond";

/// Three people, one with a name: a poll with a late answer, a week, a question asked twice, a duel put in, a step skipped.
fn played() -> Room {
    let mut room = Room::new("atelier-45", &[CAME_IN, POLL, WEEK, "a45-duel", "a45-quiz", "a45-badge"]);
    room.after(30).join(1, "Zoé").join(2, "").join(3, "");
    room.after(60).control(Control::Start).after(120).goto(POLL);
    for (seat, number) in [(1, 25), (2, 4)] {
        room.after(5).answer(seat, POLL, object!({ "number": number }));
    }
    room.after(40).control(Control::Reveal);
    assert_eq!(room.after(2).answer(3, POLL, object!({ "number": 900 })), Outcome::Late);
    room.after(60).goto(WEEK).after(20).answer(1, WEEK, object!({ "requests": 25, "what_if": 10 }));
    room.after(100).control(Control::Reveal).after(30).goto(WATER);
    room.after(10).answer(1, WATER, object!({ "choice": "A" }));
    room.after(1).answer(2, WATER, object!({ "choice": "B" }));
    room.after(10).control(Control::Reveal).after(60).control(Control::Round);
    room.after(10).answer(1, WATER, object!({ "choice": "B" }));
    room.after(10).control(Control::Reveal);
    room.control(Control::Skip { step: REBOUND.into() });
    room.after(30).goto(DUEL).after(8).answer(2, DUEL, object!({ "choice": "C" }));
    room.after(40).control(Control::Reveal);
    room
}

fn ended() -> Room {
    let mut room = played();
    room.after(60).control(Control::End).after(600);
    room
}

fn document(report: &Report) -> Value {
    serde_json::from_slice(&json(report)).unwrap()
}

fn step<'a>(document: &'a Value, id: &str) -> &'a Value {
    document["steps"].as_array().unwrap().iter().find(|step| step["id"] == id).unwrap()
}

fn page(report: &Report) -> String {
    html(report, Style::Link("/assets/report.css"))
}

/// One line a tag; drawings, which have their own tests, as one empty tag.
fn outline(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<svg") {
        out.push_str(before);
        out.push_str("<svg/>");
        rest = after.split_once("</svg>").unwrap().1;
    }
    out.push_str(rest);
    out.replace("><", ">\n<")
}

// --- Snapshots -----------------------------------------------------------------------------------------------------

#[test]
fn the_document() {
    insta::assert_json_snapshot!(document(&ended().report(false, "fr")));
}

#[test]
fn the_answers() {
    insta::assert_snapshot!(
        String::from_utf8(csv(&ended().report(false, "fr"))).unwrap().replace("\r\n", "\n")
    );
}

#[test]
fn the_page() {
    insta::assert_snapshot!(outline(&page(&ended().report(false, "fr"))));
}

// --- What is in it -------------------------------------------------------------------------------------------------

#[test]
fn a_late_answer_is_shown_apart_and_not_counted() {
    let report = ended().report(false, "fr");
    let document = document(&report);
    let round = &step(&document, POLL)["rounds"][0];
    assert_eq!(
        (&round["answered"], &round["late"], &round["tally"]["count"]),
        (&object!(2), &object!(1), &object!(2))
    );
    let late = &round["answers"][2];
    assert_eq!(
        (&late["seat"], &late["late"], &late["value"]["number"]),
        (&object!(3), &object!(true), &object!(900))
    );
    assert!(page(&report).contains("<p class=\"late\">1 réponse arrivée après la fin"));
}

#[test]
fn each_vote_has_its_own_tally() {
    let document = document(&ended().report(false, "fr"));
    let rounds = step(&document, WATER)["rounds"].as_array().unwrap();
    let counts: Vec<_> = rounds.iter().map(|round| &round["tally"]["counts"]).collect();
    assert_eq!(counts, [&object!([1, 1, 0, 0]), &object!([0, 1, 0, 0])]);
    assert_eq!(rounds[0]["table"][0]["value"], 1.0);
    assert_eq!(rounds[1]["table"][0]["value"], 0.0);
}

#[test]
fn the_path_has_what_was_put_in_and_what_was_left_out() {
    let document = document(&ended().report(false, "fr"));
    let duel = step(&document, DUEL);
    assert_eq!(
        (&duel["optional"], &duel["reached"], &duel["used_ms"]),
        (&object!(true), &object!(true), &object!(108_000))
    );
    let skipped = step(&document, REBOUND);
    assert_eq!(
        (&skipped["skipped"], &skipped["reached"], &skipped["rounds"]),
        (&object!(true), &object!(false), &object!([]))
    );
    let document = self::document(&Room::new("atelier-45", &[CAME_IN, "a45-duel"]).report(false, "fr"));
    assert_eq!(
        document["steps"].as_array().unwrap().len(),
        1,
        "an optional step that nobody put in is not on the path"
    );
}

#[test]
fn nobody_is_named_who_gave_no_name_and_seats_are_numbers() {
    let report = ended().report(false, "fr");
    let document = document(&report);
    let answers = step(&document, POLL)["rounds"][0]["answers"].as_array().unwrap();
    assert_eq!((&answers[0]["seat"], &answers[0]["name"]), (&object!(1), &object!("Zoé")));
    assert_eq!((&answers[1]["seat"], answers[1].get("name")), (&object!(2), None));
    let seat = "01".repeat(16);
    for text in [document.to_string(), String::from_utf8(csv(&report)).unwrap(), page(&report)] {
        assert!(!text.contains(&seat), "the id of a seat is in {text}");
    }
    assert!(!page(&report).contains("Zoé"), "the page tells what the room said, not who said it");
}

#[test]
fn erased_answers_are_gone_from_every_format() {
    let mut room = ended();
    room.command(workshop::Command::Seat(workshop::SeatId([1; 16]), workshop::SeatCommand::Erase));
    let report = room.report(false, "fr");
    let document = document(&report);
    assert_eq!(step(&document, WATER)["rounds"][1]["answered"], 0);
    assert_eq!(document["session"]["named"], 0);
    assert!(!document.to_string().contains("Zoé"));
    assert!(!String::from_utf8(csv(&report)).unwrap().contains("Zoé"));
}

// --- The page ------------------------------------------------------------------------------------------------------

/// Values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_link_has_its_place_in_the_document() {
    let page = page(&ended().report(false, "fr"));
    let ids = values(&page, "id");
    let links = values(&page, "href");
    assert!(
        links.iter().any(|link| link.starts_with("#fig-"))
            && links.iter().any(|link| link.starts_with("#step-"))
    );
    for link in links.into_iter().filter(|link| !["/assets/report.css", "data:,"].contains(link)) {
        match link.strip_prefix('#') {
            Some(id) => assert!(ids.contains(&id), "{link} leads nowhere"),
            None => assert!(
                link.starts_with("https://") || link.starts_with("http://"),
                "{link} needs the server"
            ),
        }
    }
    let once: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "an id is there twice: {ids:?}");
}

#[test]
fn the_page_needs_no_script_and_no_style_attribute() {
    let page = page(&ended().report(false, "fr"));
    for never in ["<script", " style=", "javascript:", " onclick", "<form", "<button", "<input", "{{fig:"] {
        assert!(!page.contains(never), "{never} is in the page");
    }
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"fr\">"));
}

#[test]
fn a_figure_that_nobody_saw_again_says_so() {
    let mut report = ended().report(false, "fr");
    assert!(!page(&report).contains("non vérifié"));
    report.figures[0].verified = false;
    assert!(page(&report).contains("<b class=\"unverified\">non vérifié</b>"));
}

#[test]
fn an_exported_page_carries_exactly_its_style() {
    let css = "body > p { content: \"é & <\" }";
    let page = html(&ended().report(false, "fr"), Style::Inline(css));
    assert!(page.contains(&format!("<style>{css}</style>")) && !page.contains("<link"));
}

#[test]
fn a_rehearsal_says_so_everywhere() {
    let (played, real) = (ended().report(true, "fr"), ended().report(false, "fr"));
    let mark = "<p class=\"rehearsal\">Répétition\u{202f}: participants simulés</p>";
    assert!(page(&played).contains(mark) && !page(&real).contains(mark));
    assert_eq!(document(&played)["session"]["rehearsal"], true);
    assert!(String::from_utf8(csv(&played)).unwrap().lines().nth(1).unwrap().ends_with("\"oui\""));
}

#[test]
fn a_session_that_goes_on_has_a_report_too() {
    let room = played();
    let report = room.report(false, "fr");
    assert!(page(&report).contains("Séance non terminée"));
    assert_eq!(document(&report)["session"]["ended_at"], Value::Null);
    let lobby = Room::new("atelier-45", &[CAME_IN]).report(false, "fr");
    assert_eq!(document(&lobby)["session"]["duration_ms"], Value::Null);
    assert!(page(&lobby).contains("<table class=\"path\">") && xlsx(&lobby).is_ok());
}

#[test]
fn dates_are_told_in_words_and_in_the_zone_of_the_room() {
    let page = page(&ended().report(false, "fr"));
    assert!(page.contains("mardi 24 novembre 2026, 14\u{202f}h\u{202f}06"), "{page}");
    assert!(page.contains("effacées le mercredi 24 novembre 2027"));
    let english = html(&ended().report(false, "en"), Style::Link("/report.css"));
    assert!(english.contains("<html lang=\"en\">") && english.contains("Tuesday 24 November 2026, 14:06"));
}

// --- The workbook --------------------------------------------------------------------------------------------------

#[test]
fn the_workbook_takes_its_date_from_the_report_and_not_from_the_machine() {
    let workbook = xlsx(&ended().report(false, "fr")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let core = std::io::read_to_string(zip.by_name("docProps/core.xml").unwrap()).unwrap();
    let dates: Vec<&str> =
        core.split("W3CDTF\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    let written = document(&ended().report(false, "fr"))["session"]["written_at"].clone();
    let written = written.as_str().unwrap().split('.').next().unwrap().trim_end_matches('Z');
    assert!(!dates.is_empty() && dates.iter().all(|date| date.starts_with(written)), "{dates:?} {written}");
}

#[test]
fn the_workbook_has_six_sheets_with_frozen_headings() {
    let workbook = xlsx(&ended().report(false, "fr")).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
    assert!(part("[Content_Types].xml").contains("/xl/workbook.xml"));
    let book = part("xl/workbook.xml");
    for (index, name) in
        ["Séance", "Étapes", "Totaux", "Réponses", "Questions", "Chiffres"].into_iter().enumerate()
    {
        assert!(book.contains(&format!("<sheet name=\"{name}\" sheetId=\"{}\"", index + 1)), "{book}");
        let sheet = part(&format!("xl/worksheets/sheet{}.xml", index + 1));
        assert!(
            sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\"") && sheet.contains("<col "),
            "{sheet}"
        );
    }
    let answers = part("xl/worksheets/sheet4.xml");
    assert!(answers.contains("<c r=\"E2\"><v>1</v></c>"), "a participant's number is a number");
}

/// Opens the workbook with another program's eyes, when there is one.
#[test]
fn the_workbook_opens_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xlsx");
    std::fs::write(&path, xlsx(&ended().report(false, "fr")).unwrap()).unwrap();
    let script = "import sys\ntry:\n import openpyxl\nexcept ImportError:\n sys.exit(77)\n\
        b = openpyxl.load_workbook(sys.argv[1])\n\
        print(b.sheetnames, [(s.max_row, s.freeze_panes) for s in b], b['Réponses']['E2'].value + 1, b['Réponses']['J2'].value)";
    let Ok(ran) = std::process::Command::new("python3").args(["-c", script]).arg(&path).output() else {
        return;
    };
    if ran.status.code() == Some(77) {
        return;
    }
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(
        said.starts_with("['Séance', 'Étapes', 'Totaux', 'Réponses', 'Questions', 'Chiffres']"),
        "{said}"
    );
    assert!(said.contains("(9, 'A2')") && said.contains(" 2 2026-11-24 14:08:35"), "{said}");
}
