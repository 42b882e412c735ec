//! A chain of citations: what the room points at stays hidden, then stands beside what changed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod class;

use activities::chain::alone::{Chains, Found};
use activities::{Paper, column_names, describe, from_form, own, phone, print, remote, report, stage};
use class::{Class, workshop};
use figures::Registry;
use serde_json::{Value, json};
use workshop::Control;

const STEP: &str = "a90-chaine.ch-bouteille";

fn hop(id: &str) -> Value {
    json!({ "hop": id })
}

/// Three for the turn, one for the last hop, one for the origin.
fn played(workshop: &workshop::Workshop) -> Class<'_> {
    let mut class = Class::new(workshop, 6);
    class.ask(STEP);
    for (person, id) in
        [(0, "eau-presse"), (1, "eau-presse"), (2, "eau-classe"), (3, "eau-etude"), (4, "eau-presse")]
    {
        class.answer(person, STEP, "", hop(id)).unwrap();
    }
    class
}

#[test]
fn what_changed_and_what_the_room_thinks_are_hidden_until_the_reveal() {
    let workshop = workshop("atelier-90");
    let mut class = played(&workshop);
    let shown = |class: &Class<'_>| {
        [class.html(STEP, None, phone), class.html(STEP, Some(0), phone), class.html(STEP, None, stage)]
            .concat()
    };
    let before = shown(&class);
    for hidden in [
        "hop-change",
        "hop-bars",
        "60 %",
        "bascule",
        "Une conversation n’a pas de longueur",
        "class=\"hop turn",
    ] {
        assert!(!before.contains(hidden), "{hidden} in {before}");
    }
    assert!(before.contains("non vérifié"), "what nobody read in a source is marked at once: {before}");
    class.control(Control::Reveal);
    let after = shown(&class);
    for told in ["hop-change", "60 %", "3 personnes ici", "Ici, le sens bascule", "une conversation</mark>"] {
        assert!(after.contains(told), "{told} is not in {after}");
    }
}

#[test]
fn the_facilitator_sees_it_before() {
    let workshop = workshop("atelier-90");
    let class = played(&workshop);
    let seen = class.html(STEP, None, remote);
    assert!(
        seen.contains("2. La presse, 2023") && seen.contains("20 à 50 réponses → une conversation"),
        "{seen}"
    );
}

#[test]
fn an_answer_is_a_hop_of_this_chain_and_may_be_changed() {
    let workshop = workshop("atelier-90");
    let mut class = played(&workshop);
    let refused = |told: Result<(), (String, String)>| told.unwrap_err();
    assert_eq!(
        refused(class.answer(5, STEP, "", hop("wh-calcul"))),
        ("unknown-hop".into(), "/value/hop".into())
    );
    assert_eq!(refused(class.answer(5, STEP, "", json!({}))), ("hop-missing".into(), "/value/hop".into()));
    assert_eq!(refused(class.answer(5, STEP, "2", hop("eau-presse"))).0, "unknown-key");
    class.answer(3, STEP, "", hop("eau-presse")).unwrap();
    let tally = |class: &Class<'_>| class.view(STEP, None, |view| view.round().tally.to_json());
    assert_eq!(tally(&class), json!({ "hops": { "eau-classe": 1, "eau-presse": 4 }, "answered": 5 }));
}

#[test]
fn a_person_reads_what_they_pointed_at() {
    let workshop = workshop("atelier-90");
    let class = played(&workshop);
    class.view(STEP, Some(2), |view| {
        let mine = view.mine().unwrap();
        assert_eq!(describe(view, mine), "4. Des élèves, des adultes");
        assert_eq!(own(view, mine).marks, ["eau-classe"]);
        assert_eq!(from_form(view, &[("hop".into(), "eau-classe".into())]), hop("eau-classe"));
        assert!(column_names(view).is_empty());
    });
}

#[test]
fn after_the_reveal_the_stage_goes_on_to_what_others_count() {
    let workshop = workshop("atelier-90");
    let mut class = played(&workshop);
    class.control(Control::Reveal);
    assert!(!class.html(STEP, None, stage).contains("Ce que d’autres comptent"));
    class.control(Control::Next);
    let next = class.html(STEP, None, stage);
    assert!(next.contains("Ce que d’autres comptent") && next.contains("0,26 mL"), "{next}");
}

#[test]
fn the_report_has_a_row_a_hop_and_every_figure_once() {
    let workshop = workshop("atelier-90");
    let class = played(&workshop);
    let section = class.view(STEP, None, report);
    let rows: Vec<(&str, f64, Option<bool>)> =
        section.table.iter().map(|row| (&*row.label, row.value, row.right)).collect();
    assert_eq!(
        rows,
        [
            ("1. Li et son équipe, 2023", 1.0, Some(false)),
            ("2. La presse, 2023", 3.0, Some(true)),
            ("3. Un diaporama de formation, 2024", 0.0, Some(false)),
            ("4. Des élèves, des adultes", 1.0, Some(false)),
        ]
    );
    let mut once = section.figures.clone();
    once.dedup();
    assert_eq!(once, section.figures);
    assert!(section.figures.iter().all(|id| Registry::embedded().figure(id).is_some()));
}

#[test]
fn the_set_for_a_table_tells_the_turn_on_the_last_sheet_only() {
    let workshop = workshop("atelier-90");
    let step = workshop.step(workshop.position(STEP).unwrap());
    let paper =
        Paper { plan: workshop.plan(), step, texts: texts::texts("fr"), figures: Registry::embedded() };
    let sheets = print(&paper).unwrap().into_string();
    let (cards, solution) = sheets.rsplit_once("<section").unwrap();
    assert_eq!(cards.matches("<li>").count(), 4);
    assert!(!cards.contains("bascule") && solution.contains("bascule"), "{sheets}");
    assert!(!sheets.contains("href"), "paper has no links");
}

#[test]
fn every_chain_of_the_pack_reads_well_in_both_languages() {
    let library =
        content::Library::embedded(&activities::Registry).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    for lang in texts::languages() {
        let chains = Chains::new(texts::texts(lang), Registry::embedded(), pack).unwrap();
        assert_eq!(chains.list().into_string().matches("<h2>").count(), 7);
        for item in pack.of_kind("chain") {
            let chain = chains.one(&item.id).unwrap();
            let (read, asked) = (chain.read().into_string(), chain.ask(Found::default()).into_string());
            assert_eq!(read.matches("class=\"hop turn").count(), 1, "{}", item.id);
            assert!(
                !asked.contains("hop-change") && !asked.contains("<a "),
                "{}: the search does not tell",
                item.id
            );
            assert!(!read.contains("{{") && !asked.contains("{{"), "{}", item.id);
        }
        assert!(chains.one("eau-presse").is_none(), "a hop is no chain");
    }
}

#[test]
fn somebody_alone_is_told_what_they_found_without_a_mark() {
    let library =
        content::Library::embedded(&activities::Registry).unwrap_or_else(|report| panic!("{report}"));
    let chains = Chains::new(texts::texts("fr"), Registry::embedded(), library.pack("fr").unwrap()).unwrap();
    let chain = chains.one("ch-bouteille").unwrap();
    let told =
        |hop, what| chain.answer(Found { hop: Some(hop), what: Some(what) }).map(maud::Markup::into_string);
    for (hop, verdict) in [
        ("eau-presse", "C’est bien là"),
        ("eau-classe", "Là aussi, quelque chose change"),
        ("eau-etude", "Ici, rien ne change"),
    ] {
        let told = told(hop, "scope").unwrap();
        assert!(told.contains(verdict) && told.contains("hop-change"), "{told}");
        assert_eq!(told.contains("Vous pensiez à ceci"), hop != "eau-etude");
    }
    for (hop, what, code) in [
        ("wh-calcul", "scope", "unknown-hop"),
        ("", "scope", "hop-missing"),
        ("eau-presse", "size", "what-missing"),
        ("eau-presse", "", "what-missing"),
    ] {
        assert_eq!(told(hop, what).unwrap_err().code, code);
    }
}
