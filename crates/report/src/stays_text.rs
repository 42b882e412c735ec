//! What people typed stays text: in every format, whatever it is.

use std::io::{Cursor, Read};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::html;
use proptest::prelude::*;
use workshop::{Json, Mark, Phase, Status};

use crate::document::{Answer, Question, Report, Round, SCHEMA, Session, Step};
use crate::{Style, csv, html, json, xlsx};

/// A report in which every text that a person can type is this one.
fn report(text: &str) -> Report {
    let at = Timestamp::from_second(1_795_525_200).unwrap();
    let answer = |seat, late| Answer {
        group: None,
        seat,
        name: Some(text.into()),
        key: text.into(),
        value: Some(Json::of(&text)),
        at,
        late,
        beside: false,
        words: Some(text.into()),
    };
    let round = Round {
        answered: 1,
        late: 1,
        tally: serde_json::Value::Null,
        table: vec![],
        answers: vec![answer(1, false), answer(2, true)],
        body: html! { p { (text) } },
    };
    let step = Step {
        id: "step".into(),
        kind: "quiz".into(),
        title: text.into(),
        part: None,
        question: Some(text.into()),
        optional: false,
        reached: true,
        skipped: false,
        planned_minutes: 4.0,
        used_ms: 240_000,
        phase: Phase::Revealed,
        figures: vec![],
        rounds: vec![round],
        kind_title: "Quiz".into(),
        explanation: maud::Markup::default(),
        takes_answers: true,
    };
    let session = Session {
        id: "s1".into(),
        code: "ABCDEF".into(),
        title: text.into(),
        workshop: "w".into(),
        workshop_title: text.into(),
        lang: "fr".into(),
        rehearsal: false,
        status: Status::Ended,
        created_at: at,
        started_at: Some(at),
        ended_at: Some(at),
        written_at: at,
        expires_at: at,
        duration_ms: Some(0),
        planned_minutes: 4.0,
        people: 2,
        named: 2,
        answers: 1,
        late: 1,
    };
    let texts = texts::texts("fr");
    let question = Question { text: text.into(), by: Some(text.into()), votes: 1, mark: Mark::Later };
    Report {
        schema: SCHEMA,
        session,
        questions: vec![question],
        steps: vec![step],
        figures: vec![],
        texts,
        zone: TimeZone::UTC,
    }
}

/// Texts that begin as a formula does, texts that look like markup, and any other.
fn hostile() -> impl Strategy<Value = String> {
    let beginning = prop_oneof![
        Just(""),
        Just("="),
        Just("+"),
        Just("-"),
        Just("@"),
        Just("\t="),
        Just("\r="),
        Just("'"),
        Just("\";="),
        Just("<script>"),
        Just("</style>"),
        Just("-->"),
    ];
    (beginning, "(?s).{0,30}").prop_map(|(beginning, rest)| format!("{beginning}{rest}"))
}

fn rows_of(csv: &[u8]) -> Vec<Vec<String>> {
    let text = csv.strip_prefix("\u{feff}".as_bytes()).expect("the file begins with a byte order mark");
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The parts of a workbook, by name.
fn parts_of(workbook: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let count = zip.len();
    let read = |index: usize| {
        let mut file = zip.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..count).map(read).collect()
}

/// Characters that no XML document may hold.
fn not_xml(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The names of the tags of a page, in order.
fn tags(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '!').next().unwrap())
        .collect()
}

proptest! {
    #[test]
    fn in_csv(text in hostile()) {
        let rows = rows_of(&csv(&report(&text)));
        prop_assert_eq!(rows.len(), 3);
        for (row, columns) in rows.iter().zip([&[2, 5, 6, 7][..], &[2, 5, 6, 7], &[2, 5]]) {
            for &column in columns {
                let field = &row[column];
                prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", field);
                prop_assert!(field == &text || field.strip_prefix('\'') == Some(&text), "{:?} of {:?}", field, text);
            }
        }
    }

    #[test]
    fn in_a_workbook(text in hostile()) {
        let parts = parts_of(xlsx(&report(&text)).unwrap());
        let sheets: Vec<_> = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).collect();
        prop_assert_eq!(sheets.len(), 6);
        for (name, sheet) in sheets {
            prop_assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "a formula in {}", name);
        }
        for (name, part) in &parts {
            prop_assert!(!part.contains(not_xml), "{} is not XML", name);
        }
        if !text.is_empty() && !text.contains(|c: char| c.is_control() || matches!(c, '_' | '\u{fffe}' | '\u{ffff}')) {
            let (_, strings) = parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap();
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            prop_assert!(strings.contains(&format!(">{escaped}</t>")), "{:?} is not in {}", text, strings);
        }
    }

    #[test]
    fn in_a_page(text in hostile()) {
        let page = html(&report(&text), Style::Link("/report.css"));
        let plain = html(&report("x"), Style::Link("/report.css"));
        prop_assert_eq!(tags(&page), tags(&plain));
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let heading = format!("<h1>{escaped}</h1>");
        prop_assert!(page.contains(&heading));
    }

    #[test]
    fn in_json(text in hostile()) {
        let read: serde_json::Value = serde_json::from_slice(&json(&report(&text))).unwrap();
        let answer = &read["steps"][0]["rounds"][0]["answers"][1];
        prop_assert_eq!(answer["name"].as_str(), Some(&*text));
        prop_assert_eq!(answer["value"].as_str(), Some(&*text));
    }
}
