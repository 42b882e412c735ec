//! One or two practices a person: the class's list, whose words can be hidden, and a line to keep.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod class;

use activities::{aside, own, phone, remind, remote, report, stage};
use class::{Class, workshop};
use serde_json::{Value, json};
use workshop::{Command, Control, Dice, Robot, SeatCommand, SeatId, Timestamp};

const STEP: &str = "m1-engagement";

fn pledge(practice: &str, words: &str) -> Value {
    json!({ "practice": practice, "words": words })
}

/// Three for one practice, two for another, one of whom has a second pledge.
fn played(workshop: &workshop::Workshop) -> Class<'_> {
    let mut class = Class::new(workshop, 5);
    class.ask(STEP);
    for (person, key, practice, words) in [
        (0, "", "reparer", "La batterie d’abord."),
        (1, "", "bp-precise", "Cinq lignes, pas plus."),
        (2, "", "bp-precise", "Pour qui, combien de lignes."),
        (3, "", "bp-precise", "Au brouillon."),
        (4, "", "reparer", "Je demande à Zoé."),
        (4, "2", "bp-limiter", "Le dictionnaire."),
    ] {
        class.answer(person, STEP, key, pledge(practice, words)).unwrap();
    }
    class
}

/// The places of texts in a page, each of which must be there.
fn places(html: &str, texts: &[&str]) -> Vec<usize> {
    texts.iter().map(|text| html.find(text).unwrap_or_else(|| panic!("{text} is not in {html}"))).collect()
}

#[test]
fn the_most_chosen_practice_comes_first_with_its_words() {
    let workshop = workshop("module-1");
    let mut class = played(&workshop);
    let before = class.html(STEP, None, stage);
    assert!(!before.contains("Au brouillon.") && !before.contains("ranking"), "{before}");
    assert!(!class.html(STEP, None, phone).contains("Au brouillon."));
    class.control(Control::Reveal);
    let shown = class.html(STEP, None, stage);
    let found = places(
        &shown,
        &["Préciser ses demandes</b>", "Réparer</b>", "Préférer un autre outil quand il suffit</b>"],
    );
    assert!(found.is_sorted(), "{shown}");
    assert_eq!(shown.matches("<li hidden>").count(), 5, "six texts, one at a time: {shown}");
    let page = class.html(STEP, None, phone);
    let found = places(
        &page,
        &["Cinq lignes, pas plus.", "plus/pratiques#bp-precise", "La batterie d’abord.", "Le dictionnaire."],
    );
    assert!(found.is_sorted(), "{page}");
    let practices = class.view(STEP, Some(0), |view| aside(view, "pratiques").unwrap().body.into_string());
    assert!(
        practices.contains("id=\"bp-precise\"") && practices.contains("La critique honnête"),
        "{practices}"
    );
    let section = class.view(STEP, None, report);
    let rows: Vec<_> =
        section.table.iter().map(|row| (row.label.as_str(), row.value, row.unit.as_str())).collect();
    let wanted =
        [("Préciser ses demandes", 3.0), ("Réparer", 2.0), ("Préférer un autre outil quand il suffit", 1.0)];
    assert_eq!(rows, wanted.map(|(label, value)| (label, value, "people")));
    let body = section.body.into_string();
    assert!(body.contains("Je demande à Zoé.") && !body.contains("details"), "{body}");
    assert!(section.explanation.into_string().contains("rampe") || !rows.is_empty());
}

#[test]
fn what_is_hidden_is_counted_and_shown_to_nobody() {
    let workshop = workshop("module-1");
    let mut class = played(&workshop);
    class.control(Control::Reveal);
    let step = workshop.position(STEP);
    let id = class.state.texts(step).into_iter().find(|text| text.item.text.contains("Zoé")).unwrap().id;
    class.control(Control::Hide { item: id });
    for draw in [stage, phone, remote] {
        let shown = class.html(STEP, None, draw);
        assert!(!shown.contains("Zoé") && shown.contains("Réparer</b>"), "{shown}");
    }
    let section = class.view(STEP, None, report);
    assert!(!section.body.into_string().contains("Zoé"));
    assert_eq!(section.table[1].value, 2.0);
}

#[test]
fn a_second_pledge_comes_after_a_first_and_is_another_one() {
    let workshop = workshop("module-1");
    let mut class = played(&workshop);
    let refused = |class: &mut Class<'_>, person, key, value| {
        let before = serde_json::to_vec(&class.state).unwrap();
        let told = class.answer(person, STEP, key, value).unwrap_err();
        assert!(serde_json::to_vec(&class.state).unwrap() == before, "{told:?} changed something");
        told
    };
    let at = |code: &str, place: &str| (code.to_owned(), place.to_owned());
    class.join(5);
    assert_eq!(refused(&mut class, 5, "2", pledge("reparer", "Oui")), at("first-missing", "/key"));
    assert_eq!(refused(&mut class, 4, "2", pledge("reparer", "Oui")), at("same-practice", "/value/practice"));
    assert_eq!(
        refused(&mut class, 4, "", pledge("bp-limiter", "Oui")),
        at("same-practice", "/value/practice")
    );
    assert_eq!(refused(&mut class, 4, "3", pledge("bp-precise", "Oui")), at("unknown-key", "/key"));
    assert_eq!(
        refused(&mut class, 4, "", pledge("bp-inconnue", "Oui")),
        at("unknown-practice", "/value/practice")
    );
    assert_eq!(refused(&mut class, 4, "", pledge("reparer", " ")), at("text-missing", "/value/words"));
    assert_eq!(
        refused(&mut class, 4, "", pledge("reparer", &"é".repeat(281))),
        at("text-too-long", "/value/words")
    );
    class.answer(4, STEP, "2", pledge("refuser", "Non merci.")).unwrap();
    let told = class.view(STEP, Some(4), |view| own(view, view.mine().unwrap()));
    assert_eq!(told.marks, [":reparer", "words=Je demande à Zoé.", "2:refuser", "words2=Non merci."]);
    let page = class.html(STEP, Some(4), phone);
    assert!(
        page.contains("Je demande à Zoé.</textarea>") && page.contains("Non merci.</textarea>"),
        "{page}"
    );
    assert!(told.words.contains("Je demande à Zoé.") && told.words.contains("Non merci."), "{}", told.words);
}

#[test]
fn a_line_to_keep_is_that_of_its_person_and_of_nobody_else() {
    let workshop = workshop("module-1");
    let class = played(&workshop);
    let kept = class.view(STEP, Some(4), remind).unwrap();
    assert_eq!(kept.title.replace('\u{202f}', " "), "Ce que je garde : Réparer");
    let lines = kept.lines.join("\n").replace('\u{202f}', " ");
    let found = places(
        &lines,
        &[
            "Réparer : « Je demande à Zoé. »",
            "« Le dictionnaire. »",
            "Existe-t-il un outil sans IA",
            "Choisi pendant",
        ],
    );
    assert!(found.is_sorted(), "{lines}");
    assert!(kept.from > Timestamp(1000) && kept.from < Timestamp(2000));
    assert!(class.view(STEP, None, remind).is_none(), "not from what everybody gets");
    assert!(class.view("m1-avant", Some(4), remind).is_none(), "other kinds have nothing to keep");
    let page = class.html(STEP, Some(4), phone);
    assert!(page.contains("href=\"/s/0195c0de/rappel.ics?step=m1-engagement\""), "{page}");
}

#[test]
fn who_erases_takes_their_words_along() {
    let workshop = workshop("module-1");
    let mut class = played(&workshop);
    class.act(Command::Seat(SeatId([4; 16]), SeatCommand::Erase)).unwrap();
    class.control(Control::Reveal);
    let shown = class.html(STEP, None, phone);
    assert!(!shown.contains("Zoé") && !shown.contains("Le dictionnaire."), "{shown}");
    assert!(class.view(STEP, Some(4), remind).is_none());
}

#[test]
fn texts_of_every_script_stay_text() {
    let workshop = workshop("module-1");
    let mut class = Class::new(&workshop, 4);
    class.ask(STEP);
    let words = [
        "<script>alert(1)</script>\"'><img src=x>",
        "مرحبا بكم في المدرسة",
        "👩🏽\u{200d}🚀 e\u{301}te\u{301} 漢字 ไทย",
        "=1+1",
    ];
    for (person, words) in (0u8..).zip(words) {
        class.answer(person, STEP, "", pledge("refuser", words)).unwrap();
    }
    class.control(Control::Reveal);
    for lang in ["fr", "en"] {
        for draw in [phone, stage, remote] {
            let shown = class.view_in(lang, STEP, Some(0), draw).into_string();
            assert!(!shown.contains("<script") && !shown.contains("<img"), "{shown}");
        }
    }
    let shown = class.html(STEP, None, stage);
    for words in ["&lt;script&gt;", "مرحبا", "👩🏽\u{200d}🚀 été 漢字 ไทย", "=1+1"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn a_simulated_class_chooses_differently_and_sometimes_twice() {
    let workshop = workshop("module-1");
    let mut class = Class::new(&workshop, 40);
    class.ask(STEP);
    let step = workshop.position(STEP).unwrap();
    let mut seeds = Dice::new(5);
    for person in 0..40 {
        let dice = Dice::new(seeds.bits());
        let mut robot = Robot { dice, turn: 0, rank: 0, mates: 1, stretch: 0, items: &[], before: None };
        for act in workshop.rules(step).play(&mut robot) {
            let workshop::Act::Answer { key, value } = act else { panic!("{act:?}") };
            class.answer(person, STEP, &key, value).unwrap();
        }
    }
    let round = class.state.steps[step].round();
    let tally = round.tally.to_json();
    let counts: Vec<u64> =
        tally["practices"].as_object().unwrap().values().filter_map(Value::as_u64).collect();
    assert!(counts.len() >= 6 && counts.iter().max() > Some(&6), "{tally}");
    assert!((30..40).contains(&round.answered) && round.answers.len() > round.answered as usize + 4);
}
