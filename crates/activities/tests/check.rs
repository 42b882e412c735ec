//! The same questions before and after: what the class has gained, and what nobody is shown.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod class;

use activities::{Registry, View, own, phone, remote, report, stage};
use class::{Class, workshop};
use content::Library;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{Command, Control, SeatCommand, SeatId};

const BEFORE: &str = "m1-avant";
const AFTER: &str = "m1-apres";
/// The questions of the day, each with what is right.
const QUESTIONS: [(&str, &str); 4] = [
    ("q-garder-appareil", "B"),
    ("q-gpu-fabrication", "A"),
    ("q-greenwashing-mot", "D"),
    ("q-heures-creuses", "C"),
];

/// `BA-C`: a letter for each question, a dash for none.
fn letters(letters: &str) -> Value {
    let given = QUESTIONS.iter().zip(letters.chars()).filter(|(_, letter)| *letter != '-');
    let answers: serde_json::Map<String, Value> =
        given.map(|((id, _), letter)| ((*id).to_owned(), json!(letter.to_string()))).collect();
    json!({ "answers": answers })
}

/// Everybody answers both times; a dot: not at all.
fn played<'a>(workshop: &'a workshop::Workshop, said: &[(&str, &str)]) -> Class<'a> {
    let mut class = Class::new(workshop, u8::try_from(said.len()).unwrap());
    for (step, moment) in [(BEFORE, 0), (AFTER, 1)] {
        class.ask(step);
        for (person, said) in said.iter().enumerate() {
            let said = [said.0, said.1][moment];
            if said != "." {
                class.answer(u8::try_from(person).unwrap(), step, "", letters(said)).unwrap();
            }
        }
        class.control(Control::Reveal);
    }
    class
}

/// Six people who answer twice, one who does only before, two who do only after.
const SAID: [(&str, &str); 9] = [
    ("BAAA", "BADC"),
    ("AADA", "AADC"),
    ("A-AA", "BAD-"),
    ("BADC", "BADC"),
    ("CBAB", "BBDB"),
    ("--A-", "BADC"),
    ("BADC", "."),
    (".", "BADC"),
    (".", "AAAA"),
];

#[test]
fn the_gain_is_that_of_the_pairs_and_of_nobody_else() {
    let workshop = workshop("module-1");
    let class = played(&workshop, &SAID);
    let shown = class.html(AFTER, None, stage);
    // Before: 2 + 2 + 0 + 4 + 0 + 0 of 24; after: 4 + 3 + 3 + 4 + 2 + 4 of 24: 8, then 20. Of 16 that were missing 12 came.
    assert!(shown.contains("De 33 % à 83 % de bonnes réponses"), "{shown}");
    assert!(shown.contains("Gain de la classe : 75 % du chemin qui restait (entre "), "{shown}");
    assert!(
        shown
            .contains("6 personnes ont répondu aux deux moments. 3 n’ont répondu qu’une fois : non comptées"),
        "{shown}"
    );
    // The first question: B twice before, five times after; two shares of six.
    assert!(shown.contains("aria-label=\"A 2, B (bonne réponse) 2, C 1, D 0, sans réponse 1\""), "{shown}");
    assert!(shown.contains("aria-label=\"A 1, B (bonne réponse) 5, C 0, D 0, sans réponse 0\""), "{shown}");
    let section = class.view(AFTER, None, report);
    let row = |label: &str| section.table.iter().find(|row| row.label == label).map(|row| row.value);
    assert_eq!(row("Personnes des deux moments"), Some(6.0));
    assert_eq!(
        (row("Personnes d’avant seulement"), row("Personnes d’après seulement")),
        (Some(1.0), Some(2.0))
    );
    assert_eq!(row("Gain normalisé de la classe"), Some(0.75));
    let ends =
        [row("Gain, bas de la fourchette à 95\u{202f}%"), row("Gain, haut de la fourchette à 95\u{202f}%")];
    assert!(ends[0].unwrap() < 0.75 && ends[1].unwrap() > 0.75, "{ends:?}");
    let body = section.explanation.into_string();
    assert!(body.contains("Hake, 1998") && body.contains("Efron et Tibshirani, 1986"), "{body}");
}

#[test]
fn each_question_is_explained_in_turn_and_only_at_the_end() {
    let workshop = workshop("module-1");
    let mut class = played(&workshop, &SAID);
    let titles = [
        "Quel choix réduit",
        "Alimenté en électricité",
        "Laquelle de ces phrases",
        "Utilisez l’IA aux heures creuses",
    ];
    for title in titles {
        class.control(Control::Next);
        let shown = class.html(AFTER, None, stage);
        assert!(
            shown.contains("answer right") && shown.contains("strip") && shown.contains("why"),
            "{shown}"
        );
        assert_eq!(titles.map(|other| shown.contains(other)), titles.map(|other| other == title), "{shown}");
    }
    class.control(Control::Next);
    assert_ne!(
        class.state.position.map(|place| place.step),
        workshop.position(AFTER),
        "then the room goes on"
    );
    class.ask(BEFORE);
    class.control(Control::Next);
    assert_ne!(
        class.state.position.map(|place| place.step),
        workshop.position(BEFORE),
        "nothing more is told before"
    );
    // With few pairs the explanation is there, and nobody's answers are.
    let mut few = played(&workshop, &SAID[..3]);
    few.control(Control::Next);
    let shown = few.html(AFTER, None, stage);
    assert!(shown.contains("Fabriquer un smartphone émet") && !shown.contains("strip"), "{shown}");
}

#[test]
fn before_the_end_nobody_learns_what_is_right() {
    let workshop = workshop("module-1");
    let mut class = Class::new(&workshop, 6);
    class.ask(BEFORE);
    for person in 0..6 {
        class.answer(person, BEFORE, "", letters("BADC")).unwrap();
    }
    for control in [Control::Close, Control::Reveal] {
        class.control(control);
        for draw in [phone, stage] {
            for seat in [None, Some(0)] {
                let shown = class.html(BEFORE, seat, draw);
                for told in ["right", "juste", "bonne", " %", "Bien vu", "strip"] {
                    assert!(!shown.contains(told), "{told}: {shown}");
                }
            }
        }
        let shown = class.html(BEFORE, None, remote);
        assert!(shown.contains("B ✓") && shown.contains("100 %"), "the facilitator knows: {shown}");
    }
    class.ask(AFTER);
    class.answer(0, AFTER, "", letters("BADC")).unwrap();
    for draw in [phone, stage] {
        let shown = class.html(AFTER, Some(0), draw);
        assert!(!shown.contains("right") && !shown.contains("avant</span>"), "{shown}");
    }
    let tally = class.state.steps[workshop.position(BEFORE).unwrap()].round().tally.to_json();
    assert_eq!(tally["questions"]["q-garder-appareil"], json!([0, 6, 0, 0]));
    assert!(!tally.to_string().contains("right"), "what phones may ask for does not tell either");
}

#[test]
fn a_phone_shows_the_way_of_its_own_person() {
    let workshop = workshop("module-1");
    let class = played(&workshop, &SAID);
    let page = class.html(AFTER, Some(0), phone);
    assert!(page.contains("Ce n’est pas une note"), "{page}");
    let tag = |html: &str, mark: &str| html.contains(&format!("own on\" data-value=\"{mark}\""));
    assert!(tag(&page, "was:q-greenwashing-mot:A") && tag(&page, "q-greenwashing-mot:D"), "{page}");
    assert!(!tag(&page, "was:q-greenwashing-mot:D"), "{page}");
    assert!(
        page.contains("Reprend") || page.contains("Fabriquer un smartphone émet"),
        "the explanation is there: {page}"
    );
    let all = class.html(AFTER, None, phone);
    assert!(
        !all.contains("own on") && all.contains("data-value=\"was:q-greenwashing-mot:A\""),
        "what all get is nobody's: {all}"
    );
    let told = class.view(AFTER, Some(0), |view| own(view, view.mine().unwrap()));
    assert_eq!(told.words.replace('\u{a0}', " "), "1 B · 2 A · 3 D · 4 C");
    for mark in ["was:q-heures-creuses:A", "q-heures-creuses:C"] {
        assert!(told.marks.contains(&mark.to_owned()), "{:?}", told.marks);
    }
}

#[test]
fn with_four_pairs_the_class_is_not_spoken_of() {
    let workshop = workshop("module-1");
    let mut class = played(&workshop, &[&SAID[..4], &SAID[6..]].concat());
    for draw in [stage, phone] {
        let shown = class.html(AFTER, None, draw);
        assert!(!shown.contains("Gain de la classe") && !shown.contains("strip"), "{shown}");
    }
    let told = class.html(AFTER, None, remote);
    assert!(!told.contains("Gain de la classe") && !told.contains("avant</small>"), "{told}");
    let section = class.view(AFTER, None, report);
    assert_eq!(section.table.len(), 3, "how many answered, and no more");
    assert!(class.html(AFTER, None, stage).contains("Moins de 5 personnes ont répondu aux deux moments"));
    // One more makes five, and is taken away again by its owner.
    class.control(Control::Reopen);
    class.answer(4, AFTER, "", letters("AAAA")).unwrap();
    class.control(Control::Reveal);
    assert!(class.html(AFTER, None, stage).contains("Gain de la classe"));
    class.act(Command::Seat(SeatId([4; 16]), SeatCommand::Erase)).unwrap();
    assert!(!class.html(AFTER, None, stage).contains("Gain de la classe"));
}

#[test]
fn what_comes_late_makes_no_pair() {
    let workshop = workshop("module-1");
    let mut class = played(&workshop, &SAID);
    class.answer(6, AFTER, "", letters("AAAA")).unwrap();
    assert!(class.html(AFTER, None, stage).contains("6 personnes ont répondu aux deux moments"));
}

#[test]
fn a_class_that_knew_it_all_or_lost_is_told_so_kindly() {
    let workshop = workshop("module-1");
    let all = played(&workshop, &[("BADC", "BADC"); 6]).html(AFTER, None, stage);
    assert!(all.contains("il ne restait rien à gagner") && all.contains("De 100 % à 100 %"), "{all}");
    let less = played(
        &workshop,
        &[("BADC", "BADC"), ("BADA", "BAAA"), ("BAAA", "AAAA"), ("BADC", "BADA"), ("BADC", "BADC")],
    );
    for draw in [remote, |view: &View<'_>| report(view).body] {
        let told = less.html(AFTER, None, draw);
        assert!(
            told.contains("Pas de gain de la classe cette fois") && told.contains("Gain normalisé : −100 %."),
            "{told}"
        );
    }
    let less = less.html(AFTER, None, stage);
    assert!(less.contains("Pas de gain de la classe cette fois") && !less.contains('−'), "{less}");
    let lost = played(
        &workshop,
        &[("BADA", "BAAA"), ("AADA", "AAAA"), ("BAAA", "AAAA"), ("AAAA", "AAAA"), ("ABDC", "ABDA")],
    );
    let lost = lost.html(AFTER, None, remote);
    assert!(lost.contains("Gain normalisé : −40 % (entre −"), "{lost}");
    let same = played(
        &workshop,
        &[("BADA", "BADA"), ("BABA", "BABA"), ("AADC", "AADC"), ("BADC", "BADC"), ("BBDC", "BBDC")],
    );
    assert!(same.html(AFTER, None, stage).contains("Gain de la classe : aucun"));
    assert!(same.html(AFTER, None, remote).contains("Gain normalisé : 0 %"));
    let chance = played(
        &workshop,
        &[("BAAA", "BADA"), ("BADA", "BAAA"), ("AADC", "BADC"), ("BADC", "BADA"), ("ABDC", "BADC")],
    );
    assert!(chance.html(AFTER, None, stage).contains("La fourchette contient zéro"));
}

#[test]
fn bad_answers_change_nothing() {
    let workshop = workshop("module-1");
    let mut class = Class::new(&workshop, 1);
    class.ask(BEFORE);
    class.answer(0, BEFORE, "", letters("BADC")).unwrap();
    let before = serde_json::to_vec(&class.state).unwrap();
    let code =
        |class: &mut Class<'_>, key: &str, value: Value| class.answer(0, BEFORE, key, value).unwrap_err();
    for (key, value, wanted) in [
        ("", json!({ "answers": { "q-digcomp": "A" } }), ("unknown-question", "/value/answers/q-digcomp")),
        (
            "",
            json!({ "answers": { "q-heures-creuses": "E" } }),
            ("unknown-choice", "/value/answers/q-heures-creuses"),
        ),
        ("", json!({ "answers": {} }), ("choice-missing", "/value/answers")),
        ("2", letters("BADC"), ("unknown-key", "/key")),
    ] {
        let (found, place) = code(&mut class, key, value);
        assert_eq!((found.as_str(), place.as_str()), wanted);
    }
    assert_eq!(class.answer(0, AFTER, "", letters("BADC")).unwrap_err().0, "step-not-open");
    assert!(serde_json::to_vec(&class.state).unwrap() == before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever answers first, and whatever they thought of in between.
    #[test]
    fn the_result_does_not_depend_on_the_order(order in Just((0usize..9).collect::<Vec<_>>()).prop_shuffle(), again in prop::collection::vec(0usize..9, 0..6)) {
        let workshop = workshop("module-1");
        let mut class = Class::new(&workshop, 9);
        for (step, moment) in [(BEFORE, 0), (AFTER, 1)] {
            class.ask(step);
            let drafts = again.iter().map(|&person| (person, "AB--"));
            for (person, said) in drafts.chain(order.iter().map(|&person| (person, [SAID[person].0, SAID[person].1][moment]))) {
                let sent = if said == "." { "A---" } else { said };
                class.answer(u8::try_from(person).unwrap(), step, "", letters(sent)).unwrap();
            }
            class.control(Control::Reveal);
        }
        let all: Vec<(&str, &str)> = SAID.iter().map(|&(before, after)| (before, after)).map(|(before, after)| (if before == "." { "A---" } else { before }, if after == "." { "A---" } else { after })).collect();
        let straight = played(&workshop, &all);
        prop_assert_eq!(class.html(AFTER, None, stage), straight.html(AFTER, None, stage));
    }
}

// --- In a pack -----------------------------------------------------------------------------------------------------

const QUIZ: &str = r#"schema = 1
kind = "quiz"
id = "essai-quiz"
title = "Essai"
summary = "Des questions pour essayer."
"#;

const WORKSHOP: &str = r#"schema = 1
kind = "workshop"
id = "essai-atelier"
title = "Essai"
summary = "Un essai."
minutes = 10
levels = ["secondaire"]
people = [1, 30]
material = ["Rien"]

[[objective]]
id = "o-un"
text = "Essayer."
digcomp = ["4.4"]
axes = [1]
"#;

/// What `bisou check` says of a workshop with these steps: place, what was found, what was meant.
fn faults(steps: &[&str]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let question = |id: &str, answers: &str| {
        format!(
            "\n[[question]]\nid = \"{id}\"\nquestion = \"Une question de l’essai, assez longue pour que cinq ensemble ne tiennent pas sur un écran de la salle\u{202f}?\"\noptions = [\"Un\", \"Deux\", \"Trois\"]\nanswers = {answers}\nexplanation = \"Une explication qui est assez longue pour être une explication de quiz.\"\nfigures = []\nlevels = [\"secondaire\"]\ndifficulty = 1\naxis = 1\n"
        )
    };
    let ids = ["q-un", "q-deux", "q-trois", "q-quatre", "q-cinq", "q-six"];
    let quiz: String = ids
        .iter()
        .map(|id| question(id, "[\"A\"]"))
        .chain([question("q-double", "[\"A\", \"B\"]")])
        .collect();
    let step = |(index, step): (usize, &&str)| {
        format!(
            "\n[[step]]\nid = \"e-{index}\"\ntitle = \"Étape\"\nminutes = {}\nnotes = \"Rien.\"\n{step}\n",
            if index == 0 { 11 - steps.len() } else { 1 }
        )
    };
    let workshop: String =
        [WORKSHOP.to_owned()].into_iter().chain(steps.iter().enumerate().map(step)).collect();
    std::fs::create_dir_all(dir.path().join("quiz")).unwrap();
    std::fs::create_dir_all(dir.path().join("workshops")).unwrap();
    let card = "schema = 1\nkind = \"pack\"\nid = \"essai\"\nlang = \"fr\"\ntitle = \"Essai\"\nsummary = \"Un essai.\"\nversion = \"0.1.0\"\nlicense = \"CC-BY-SA-4.0\"\nauthors = [\"Personne\"]\n";
    std::fs::write(dir.path().join("pack.toml"), card).unwrap();
    std::fs::write(dir.path().join("quiz/essai.toml"), format!("{QUIZ}{quiz}")).unwrap();
    std::fs::write(dir.path().join("workshops/essai.toml"), &workshop).unwrap();
    let Err(report) = Library::check(&[dir.path().to_owned()], &Registry) else { return vec![] };
    let told = report.diagnostics.iter().map(|one| {
        let line = workshop.lines().nth(one.line.saturating_sub(1)).unwrap_or_default();
        let help = one.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}| {} | {}{help}", &line[..line.find('=').unwrap_or(0)], one.found, one.expected)
            .replace('\u{202f}', "")
    });
    told.collect()
}

const FIRST: &str =
    "activity = \"check\"\nmoment = \"before\"\nquestions = [\"q-un\", \"q-deux\", \"q-trois\"]";
const AGAIN: &str =
    "activity = \"check\"\nmoment = \"after\"\nquestions = [\"q-un\", \"q-deux\", \"q-trois\"]\n";
const BREAK: &str = "activity = \"break\"";

fn again(before: &str) -> String {
    format!("{AGAIN}before = \"{before}\"")
}

#[test]
fn a_check_that_comes_back_with_the_same_questions_is_right() {
    assert_eq!(faults(&[FIRST, BREAK, &again("e-0")]), Vec::<String>::new());
    assert_eq!(faults(&[BREAK, FIRST, &again("e-1"), &again("e-1")]), Vec::<String>::new());
}

#[test]
fn the_step_before_is_looked_for_and_told_with_its_place() {
    let one = |steps: &[&str]| {
        let faults = faults(steps);
        assert_eq!(faults.len(), 1, "{faults:#?}");
        faults[0].clone()
    };
    let expected = "l’identifiant d’une étape check, moment = \"before\", plus tôt dans l’atelier";
    assert_eq!(
        one(&[FIRST, &again("e0")]),
        format!("before | «before»: «e0» | {expected} (vouliez-vous dire «e-0»?)")
    );
    assert_eq!(
        one(&[BREAK, FIRST, &again("e-0")]),
        format!("before | «before»: «e-0» est une étape break | {expected} (vouliez-vous dire «e-1»?)")
    );
    assert_eq!(
        one(&[BREAK, &again("e-2"), FIRST]),
        format!("before | «before»: «e-2» vient plus tard | {expected}")
    );
    assert_eq!(
        one(&[BREAK, &again("e-1")]),
        format!("before | «before»: «e-1» est une étape check | {expected}")
    );
    assert_eq!(
        one(&[FIRST, AGAIN]),
        format!(
            "moment | «moment»: \"after\", sans la clé before | before = {expected} (par exemple before = \"e-0\")"
        )
    );
    let lost = one(&[BREAK, &format!("{FIRST}\nbefore = \"e-0\"")]);
    assert_eq!(
        lost,
        "before | «before»: «e-0» avec moment = \"before\" | moment = \"after\", ou une étape sans cette clé"
    );
}

#[test]
fn other_questions_are_told_one_by_one() {
    let of = |questions: &str| {
        format!("activity = \"check\"\nmoment = \"after\"\nbefore = \"e-0\"\nquestions = [{questions}]")
    };
    let told = faults(&[FIRST, &of("\"q-un\", \"q-quatre\", \"q-trois\"")]);
    assert_eq!(
        told,
        [
            "questions | «questions»: «q-quatre» | les questions de «e-0», dans le même ordre: q-un, q-deux, q-trois"
        ]
    );
    let more = faults(&[FIRST, &of("\"q-un\", \"q-deux\", \"q-trois\", \"q-quatre\"")]);
    assert_eq!(more.len(), 1, "{more:#?}");
    assert!(more[0].contains("d’autres questions qu’avant"), "{more:#?}");
    let first =
        |questions: &str| format!("activity = \"check\"\nmoment = \"before\"\nquestions = [{questions}]");
    let told = faults(&[BREAK, &first("\"q-un\", \"q-double\", \"q-un\"")]);
    assert_eq!(
        told,
        [
            "questions | «questions»: «q-double» a 2 bonnes réponses | des questions qui n’ont qu’une bonne réponse",
            "questions | «questions»: «q-un» deux fois | des questions différentes",
        ]
    );
    let long = faults(&[BREAK, &first("\"q-un\", \"q-deux\", \"q-trois\", \"q-quatre\", \"q-cinq\"")]);
    assert!(long.len() == 1 && long[0].contains("440 signes au plus"), "{long:#?}");
    for few in
        ["\"q-un\", \"q-deux\"", "\"q-un\", \"q-deux\", \"q-trois\", \"q-quatre\", \"q-cinq\", \"q-six\""]
    {
        let told = faults(&[BREAK, &first(few)]);
        assert!(told.iter().any(|one| one.contains("une liste de 3 à 5 éléments")), "{told:#?}");
    }
}
