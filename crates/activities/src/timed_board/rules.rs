//! Notes, cards, and which phase is for what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::text::{self, TEXT_MAX, TextFault};
use workshop::{
    Act, Activity, Dice, Entry, Gate, GroupNo, Moment, Owner, Owners, Robot, Situation, Stretch, Traits,
    ValueError, Voting,
};

use crate::number_poll::{out_of_range, whole};

/// The kind.
pub struct TimedBoard;

/// How many cards of others one person may vote for.
pub(crate) const DOTS: u16 = 3;

/// The board and its phases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// What ideas are sought for.
    pub question: String,
    /// How many cards a group's sheet has.
    pub max_cards: u16,
    /// Where cards may stand; none: they stand in one heap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Beginnings of sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starters: Vec<String>,
    /// What a good idea is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// In order.
    pub phases: Vec<Phase>,
}

/// One phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    /// What it is called.
    pub label: String,
    /// What to do.
    pub prompt: String,
    /// How long; for each group, where they take turns.
    pub seconds: u32,
    /// What it is for.
    pub mode: Mode,
    /// Each group has its turn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub per_group: bool,
}

/// What a phase is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Everybody notes for themselves.
    Individual,
    /// Groups write their cards.
    Group,
    /// Groups tell the room.
    Pitch,
    /// The room votes.
    Vote,
}

/// A stretch of the step: a phase, and whose turn it is in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Turn<'a> {
    pub phase: &'a Phase,
    pub group: Option<GroupNo>,
}

impl Params {
    /// The phases one after the other, a turn a group where groups take turns.
    pub(crate) fn turns(&self, groups: u16) -> impl Iterator<Item = Turn<'_>> {
        self.phases.iter().flat_map(move |phase| {
            let turns = if phase.takes_turns() { groups } else { 1 };
            (0..turns).map(move |turn| Turn { phase, group: phase.takes_turns().then_some(GroupNo(turn)) })
        })
    }

    /// The turn that a stretch is; the last one when groups have become fewer meanwhile.
    pub(crate) fn turn(&self, stretch: u16, groups: u16) -> Option<Turn<'_>> {
        let turn = self.turns(groups).nth(stretch.into());
        turn.or_else(|| self.turns(groups).last())
    }

    /// Whether a stretch comes at or after the first phase that is for one of these. Turns are taken in pitches only, which
    /// come after all that this is asked of, so that a stretch is a phase until then.
    fn has_come_to(&self, stretch: u16, modes: &[Mode]) -> bool {
        let first = self.phases.iter().position(|phase| modes.contains(&phase.mode));
        first.is_some_and(|first| usize::from(stretch) >= first)
    }

    /// Whether cards are written from this stretch on.
    pub(crate) fn takes_cards(&self, stretch: u16) -> bool {
        self.has_come_to(stretch, &[Mode::Group])
    }

    /// Whether people vote from this stretch on.
    pub(crate) fn takes_votes(&self, stretch: u16) -> bool {
        self.has_come_to(stretch, &[Mode::Pitch, Mode::Vote])
    }

    /// The keys of the cards.
    pub(crate) fn slots(&self) -> impl Iterator<Item = String> + use<> {
        (1..=self.max_cards).map(|slot| slot.to_string())
    }
}

impl Phase {
    fn takes_turns(&self) -> bool {
        self.per_group && self.mode == Mode::Pitch
    }
}

/// `{"note": "…"}` alone, `{"text": "…", "column": 0}` on the sheet of the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Nobody else ever reads it.
    Note {
        /// 1 to 280 characters.
        note: String,
    },
    /// A card of the group; an empty text takes it away.
    Card {
        /// Up to 280 characters.
        text: String,
        /// Where it stands, unless the facilitator has moved it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<u16>,
    },
}

/// How much there is; never what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// People who have noted something for themselves.
    pub notes: u32,
    /// Cards with a text, by group.
    pub cards: BTreeMap<u16, u32>,
}

impl Counts {
    /// How many cards a group has.
    pub(crate) fn of(&self, group: GroupNo) -> u32 {
        self.cards.get(&group.0).copied().unwrap_or(0)
    }
}

impl Activity for TimedBoard {
    const KIND: &'static str = "timed-board";
    const TRAITS: Traits = Traits { answers: true, screen: true, sheets: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Counts;

    fn has_key(params: &Params, key: &str) -> bool {
        key.is_empty() || params.slots().any(|slot| slot == key)
    }

    fn accept(params: &Params, key: &str, value: &Value) -> Result<Answer, ValueError> {
        if key.is_empty() {
            return Ok(Answer::Note { note: words(value, "note")? });
        }
        if value.get("text").and_then(Value::as_str).is_some_and(is_blank) {
            return Ok(Answer::Card { text: String::new(), column: None });
        }
        let text = words(value, "text")?;
        let column = match value.get("column") {
            None | Some(Value::Null) => None,
            some => Some(column(params, some)?),
        };
        Ok(Answer::Card { text, column })
    }

    fn add(_: &Params, tally: &mut Counts, entry: Entry<'_, Answer>) {
        match (entry.answer, entry.owner) {
            (Answer::Note { .. }, _) => tally.notes += 1,
            (Answer::Card { text, .. }, Owner::Group(group)) if !text.is_empty() => {
                *tally.cards.entry(group.0).or_default() += 1;
            }
            _ => {}
        }
    }

    fn remove(_: &Params, tally: &mut Counts, entry: Entry<'_, Answer>) {
        match (entry.answer, entry.owner) {
            (Answer::Note { .. }, _) => tally.notes -= 1,
            (Answer::Card { text, .. }, Owner::Group(group)) if !text.is_empty() => {
                let Some(count) = tally.cards.get_mut(&group.0) else { return };
                *count -= 1;
                if *count == 0 {
                    tally.cards.remove(&group.0);
                }
            }
            _ => {}
        }
    }

    fn simulate(_: &Params, dice: &mut Dice) -> Option<Value> {
        dice.chance(0.9).then(|| json!({ "note": idea(dice) }))
    }

    fn owners(_: &Params, key: &str) -> Owners {
        if key.is_empty() { Owners::Seats } else { Owners::Groups }
    }

    fn is_private(_: &Params, key: &str) -> bool {
        key.is_empty()
    }

    fn gate(params: &Params, here: &Situation<'_, Answer>, answer: &Answer) -> Result<Gate, ValueError> {
        let too_soon = matches!(answer, Answer::Card { .. }) && !params.takes_cards(here.stretch);
        if too_soon { Err(ValueError::at("not-this-phase", "/key")) } else { Ok(Gate::Take) }
    }

    fn words(answer: &Answer) -> Option<&str> {
        match answer {
            Answer::Card { text, .. } if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    fn voting(_: &Params) -> Voting {
        Voting::Dots(DOTS)
    }

    fn texts_are_open(params: &Params, moment: Moment) -> bool {
        moment.revealed || params.takes_votes(moment.stretch)
    }

    fn columns(params: &Params) -> u16 {
        u16::try_from(params.columns.len()).unwrap_or(u16::MAX)
    }

    /// After all cards together, each column by itself.
    fn points(params: &Params) -> u16 {
        Self::columns(params)
    }

    fn stretches(params: &Params, groups: u16) -> Vec<Stretch> {
        params.turns(groups).map(|turn| Stretch { seconds: turn.phase.seconds }).collect()
    }

    fn turns(_: &Params) -> u32 {
        2
    }

    /// Alone, everybody notes something; in a group, each has a card of their own and may change it; then they vote.
    fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        if params.takes_votes(robot.stretch) {
            return votes(robot);
        }
        if params.takes_cards(robot.stretch) {
            return card(params, robot).into_iter().collect();
        }
        if robot.turn > 0 && robot.dice.chance(0.7) {
            return vec![];
        }
        let note = Self::simulate(params, &mut robot.dice);
        note.map(|value| Act::Answer { key: String::new(), value }).into_iter().collect()
    }
}

fn card(params: &Params, robot: &mut Robot<'_>) -> Option<Act> {
    // The first to come writes, the others agree; a few change a word later.
    let slot = u16::try_from(robot.rank).ok()?.checked_add(1).filter(|slot| *slot <= params.max_cards)?;
    if robot.turn > 0 && robot.dice.chance(0.7) {
        return None;
    }
    let mut value = json!({ "text": idea(&mut robot.dice) });
    if !params.columns.is_empty() {
        value["column"] = json!(robot.dice.below(params.columns.len()));
    }
    Some(Act::Answer { key: slot.to_string(), value })
}

/// One dot at a time, so that they are spread over the turns of the groups.
fn votes(robot: &mut Robot<'_>) -> Vec<Act> {
    let liked = robot.items.get(robot.dice.below(robot.items.len()));
    liked.filter(|_| robot.dice.chance(0.6)).map(|item| Act::Vote(*item)).into_iter().collect()
}

/// The words in a field.
fn words(value: &Value, field: &str) -> Result<String, ValueError> {
    let pointer = format!("/{field}");
    let sent = value.get(field).and_then(Value::as_str).unwrap_or_default();
    text::clean(sent, TEXT_MAX).map_err(|fault| match fault {
        TextFault::Empty => ValueError::new("text-missing", &pointer),
        TextFault::Control => ValueError::new("text-control", &pointer),
        TextFault::TooLong { found, max } => {
            ValueError::new("text-too-long", &pointer).with("found", found).with("max", max)
        }
    })
}

fn is_blank(text: &str) -> bool {
    text::clean(text, TEXT_MAX) == Err(TextFault::Empty)
}

/// One of the board's columns; where it has none, nothing stands in one.
fn column(params: &Params, value: Option<&Value>) -> Result<u16, ValueError> {
    let last = params.columns.len().saturating_sub(1).min(usize::from(u16::MAX));
    let bounds = 0..=last as u64;
    let column = whole(value, "/column", &bounds)?;
    if params.columns.is_empty() { Err(out_of_range("/column", &bounds)) } else { Ok(column as u16) }
}

/// What somebody simulated writes.
fn idea(dice: &mut Dice) -> &'static str {
    const IDEAS: [&str; 12] = [
        "Chercher d’abord dans nos propres documents",
        "Garder les bonnes réponses dans un dossier partagé",
        "Dessiner nous-mêmes l’affiche de la fête de l’école",
        "Demander la durée de vie avant d’acheter un appareil",
        "Réparer les tablettes au repair café du quartier",
        "Écrire une demande précise plutôt que cinq floues",
        "Éteindre l’écran interactif entre deux cours",
        "Expliquer aux familles quand nous utilisons l’IA, et quand non",
        "Une heure par semaine sans écran, pour tout le monde",
        "Comparer la réponse de l’IA avec le manuel",
        "Demander au fournisseur ses chiffres d’énergie et d’eau",
        "Choisir le plus petit modèle qui suffit",
    ];
    IDEAS[dice.below(IDEAS.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(mode: Mode, per_group: bool) -> Phase {
        Phase { label: "phase".into(), prompt: "?".into(), seconds: 60, mode, per_group }
    }

    fn board() -> Params {
        Params {
            question: "?".into(),
            max_cards: 3,
            columns: vec!["ici".into(), "là".into()],
            starters: vec![],
            criteria: vec![],
            phases: vec![
                phase(Mode::Individual, false),
                phase(Mode::Group, false),
                phase(Mode::Pitch, true),
                phase(Mode::Vote, false),
            ],
        }
    }

    fn refused(key: &str, value: &Value) -> (&'static str, String) {
        let error = TimedBoard::accept(&board(), key, value).unwrap_err();
        (error.code, error.pointer)
    }

    #[test]
    fn there_are_as_many_cards_as_the_sheet_has() {
        let has = |key| TimedBoard::has_key(&board(), key);
        assert!(["", "1", "2", "3"].into_iter().all(has));
        assert!(!["0", "4", "01", "+1", " 1", "1.0", "une", "99999999999"].into_iter().any(has));
    }

    #[test]
    fn texts_are_one_to_280_signs_on_one_line() {
        for (key, field) in [("", "note"), ("2", "text")] {
            let pointer = format!("/value/{field}");
            let wrong = [
                (json!({}), "text-missing"),
                (json!({ field: 3 }), "text-missing"),
                (json!([field]), "text-missing"),
                (json!({ field: "x".repeat(281) }), "text-too-long"),
                (json!({ field: "deux\nlignes" }), "text-control"),
            ];
            for (value, code) in wrong {
                assert_eq!(refused(key, &value), (code, pointer.clone()));
            }
            for right in ["x".repeat(280), "🌳".repeat(280), " مرحبا ".into(), "e\u{301}".repeat(280)]
            {
                assert!(TimedBoard::accept(&board(), key, &json!({ field: right })).is_ok(), "{right}");
            }
        }
        assert_eq!(refused("", &json!({ "note": "  " })).0, "text-missing");
    }

    #[test]
    fn an_empty_text_takes_a_card_away() {
        let away = TimedBoard::accept(&board(), "1", &json!({ "text": " \u{200b}", "column": 1 })).unwrap();
        assert_eq!(away, Answer::Card { text: String::new(), column: None });
        assert_eq!(TimedBoard::words(&away), None);
        assert_eq!(serde_json::to_value(away).unwrap(), json!({ "text": "" }));
    }

    #[test]
    fn a_card_stands_in_a_column_of_the_board_or_in_none() {
        let of = |column| {
            TimedBoard::accept(&board(), "1", &json!({ "text": "x", "column": column }))
                .map(|card| serde_json::to_value(card).unwrap())
        };
        assert_eq!(of(json!(1)), Ok(json!({ "text": "x", "column": 1 })));
        assert_eq!(of(json!(null)), Ok(json!({ "text": "x" })));
        for wrong in [json!(2), json!(-1), json!(1.5), json!(70_000), json!("1")] {
            assert_eq!(of(wrong).unwrap_err().pointer, "/value/column");
        }
        let without = Params { columns: vec![], ..board() };
        let error = TimedBoard::accept(&without, "1", &json!({ "text": "x", "column": 0 })).unwrap_err();
        assert_eq!(error.code, "out-of-range");
    }

    #[test]
    fn each_group_has_its_turn_and_its_minute() {
        let seconds = |groups| TimedBoard::stretches(&board(), groups).len();
        assert_eq!((seconds(1), seconds(4)), (4, 7));
        let board = board();
        let turn = |stretch, groups| board.turn(stretch, groups).map(|turn| (turn.phase.mode, turn.group));
        assert_eq!(turn(3, 4), Some((Mode::Pitch, Some(GroupNo(1)))));
        assert_eq!(turn(6, 4), Some((Mode::Vote, None)));
        assert_eq!(turn(6, 2), Some((Mode::Vote, None)), "fewer groups than when the turn began");
    }

    #[test]
    fn cards_and_votes_have_their_time() {
        let board = board();
        let moment = |stretch| Moment { stretch, ..Moment::default() };
        let open =
            |stretch| (board.takes_cards(stretch), TimedBoard::votes_are_open(&board, moment(stretch)));
        assert_eq!([0, 1, 2, 6].map(open), [(false, false), (true, false), (true, true), (true, true)]);
        let revealed = Moment { revealed: true, ..moment(1) };
        assert!(TimedBoard::votes_are_open(&board, revealed), "what was revealed can be voted for");
        let silent = Params { phases: vec![phase(Mode::Individual, false)], ..board };
        assert!(!silent.takes_cards(5) && !TimedBoard::votes_are_open(&silent, moment(5)));
    }
}
