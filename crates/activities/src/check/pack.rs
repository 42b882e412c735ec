//! What the schema cannot say of a `check` in a pack.

use std::collections::BTreeSet;

use content::{Fault, Pack, Segment, StepDoc, WorkshopDoc, near_miss};
use serde::Deserialize;

use crate::freeze::plain;

/// All the questions of a step stand on one screen of the stage: their texts, together, in characters.
const TOGETHER: usize = 440;

/// The fields of a step.
#[derive(Deserialize)]
pub(super) struct Fields {
    pub questions: Vec<String>,
    pub moment: String,
    pub before: Option<String>,
}

/// A question of a quiz, as far as it is looked at here.
#[derive(Deserialize)]
struct Asked {
    question: String,
    answers: Vec<String>,
}

/// All that is wrong with a step whose fields are right.
pub(super) fn faults(step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
    let Ok(fields) = step.read::<Fields>() else { return vec![] };
    let mut faults = questions(&fields.questions, pack);
    faults.extend(moment(&fields, step, workshop));
    faults
}

fn questions(ids: &[String], pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (mut seen, mut length) = (BTreeSet::new(), 0);
    for (index, id) in ids.iter().enumerate() {
        let place = || vec![Segment::from("questions"), index.into()];
        if !seen.insert(id) {
            faults.push(fault(
                place(),
                format!("{} deux fois", quoted(id)),
                "des questions différentes".into(),
            ));
        }
        let Some(asked) = pack.read::<Asked>("question", id) else { continue };
        length += plain(&asked.question, pack).chars().count();
        if asked.answers.len() != 1 {
            let found = format!("{} a {} bonnes réponses", quoted(id), asked.answers.len());
            faults.push(fault(place(), found, "des questions qui n’ont qu’une bonne réponse".into()));
        }
    }
    if length > TOGETHER {
        let found = format!("{length} signes en tout");
        let expected =
            format!("{TOGETHER} signes au plus\u{202f}: les questions tiennent ensemble à l’écran");
        faults.push(fault(vec!["questions".into()], found, expected));
    }
    faults
}

/// The step that is named exists, comes earlier, and asked the same.
fn moment(fields: &Fields, step: &StepDoc, workshop: &WorkshopDoc) -> Option<Fault> {
    const EXPECTED: &str = "l’identifiant d’une étape check, moment = \"before\", plus tôt dans l’atelier";
    let firsts = || {
        let earlier = workshop.steps.iter().take_while(|other| other.id != step.id);
        earlier.filter_map(|other| Some((other.id.as_str(), first(other)?)))
    };
    let Some(before) = &fields.before else {
        let found = "\"after\", sans la clé before".to_owned();
        let help = firsts().next().map(|(id, _)| format!("par exemple before = \"{id}\""));
        let missing =
            Fault { path: vec!["moment".into()], found, expected: format!("before = {EXPECTED}"), help };
        return (fields.moment == "after").then_some(missing);
    };
    if fields.moment == "before" {
        let expected = "moment = \"after\", ou une étape sans cette clé".to_owned();
        return Some(fault(
            vec!["before".into()],
            format!("{} avec moment = \"before\"", quoted(before)),
            expected,
        ));
    }
    let Some((_, asked)) = firsts().find(|(id, _)| id == before) else {
        let elsewhere = workshop.steps.iter().find(|other| other.id == *before);
        let found = elsewhere.map_or_else(|| quoted(before), |other| not_that_one(other, before));
        let help = near_miss(before, firsts().map(|(id, _)| id).filter(|id| id != before));
        return Some(Fault { path: vec!["before".into()], found, expected: EXPECTED.into(), help });
    };
    (asked != fields.questions).then(|| {
        let differs = fields.questions.iter().zip(&asked).position(|(one, other)| one != other);
        let mut path = vec![Segment::from("questions")];
        path.extend(differs.map(Segment::from));
        let found = differs
            .map_or("d’autres questions qu’avant".to_owned(), |index| quoted(&fields.questions[index]));
        fault(
            path,
            found,
            format!("les questions de {}, dans le même ordre\u{202f}: {}", quoted(before), asked.join(", ")),
        )
    })
}

/// The questions of a step that asks for the first time.
fn first(step: &StepDoc) -> Option<Vec<String>> {
    let fields = step.read::<Fields>().ok().filter(|_| step.activity == "check")?;
    (fields.moment == "before").then_some(fields.questions)
}

fn not_that_one(step: &StepDoc, id: &str) -> String {
    if first(step).is_some() {
        return format!("{} vient plus tard", quoted(id));
    }
    format!("{} est une étape {}", quoted(id), step.activity)
}

fn fault(path: Vec<Segment>, found: String, expected: String) -> Fault {
    Fault { path, found, expected, help: None }
}

fn quoted(id: &str) -> String {
    format!("«\u{202f}{id}\u{202f}»")
}
