//! A hop, once a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

/// The kind.
pub struct Chain;

/// A figure on its way from its origin to what everybody says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Its id in the pack.
    pub id: String,
    /// `La petite bouteille`
    pub title: String,
    /// What everybody says.
    pub claim: String,
    /// From the origin on; the first one changes nothing.
    #[serde(alias = "hop")]
    pub hops: Vec<Hop>,
    /// The id of the hop where the meaning turns; something changes there.
    pub turn: String,
    /// What to keep of it, as HTML with figures to fill in.
    pub lesson: String,
    /// How to say it, as HTML with figures to fill in.
    pub better: String,
    /// Ids of figures that say otherwise.
    pub figures: Vec<String>,
}

/// Somebody says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hop {
    /// Its id in the pack: what a phone sends.
    pub id: String,
    /// Who; a group of people where nobody is the first.
    pub who: String,
    /// When, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// What, in our words; as HTML with figures to fill in.
    pub said: String,
    /// The id of the figure they gave, where the registry has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
    /// What is no longer as it was at the hop before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Change>,
    /// Whether it was read in a source, and comes from the hop before for sure.
    pub verified: bool,
}

/// What changes at a hop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The words before.
    pub from: String,
    /// The words from now on.
    pub to: String,
    /// What kind of change it is.
    pub kind: Setting,
    /// Why it matters, as HTML with figures to fill in.
    pub why: String,
}

/// What can make two honest figures differ; and what is no longer honest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// Per answer, per conversation, per year.
    Unit,
    /// Chip, server, building, manufacture.
    Scope,
    /// On site, or also at the power station.
    Water,
    /// Of the grid, or of the contracts.
    Electricity,
    /// Median, mean or worst.
    Statistic,
    /// Of which model, when, where.
    Model,
    /// Measured, modelled, declared; with which reserve.
    Author,
    /// Bits for bytes, seats for planes.
    Mistake,
}

impl Setting {
    /// In the order in which they are taught.
    pub const ALL: [Self; 8] = [
        Self::Unit,
        Self::Scope,
        Self::Water,
        Self::Electricity,
        Self::Statistic,
        Self::Model,
        Self::Author,
        Self::Mistake,
    ];

    /// The word of the packs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Scope => "scope",
            Self::Water => "water",
            Self::Electricity => "electricity",
            Self::Statistic => "statistic",
            Self::Model => "model",
            Self::Author => "author",
            Self::Mistake => "mistake",
        }
    }

    /// The setting of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.as_str() == word)
    }
}

/// What became of the figure at a hop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role<'a> {
    /// The meaning turns here.
    Turn(&'a Change),
    /// Something changes here too.
    Also(&'a Change),
    /// It is said again as it was.
    Same,
}

impl Params {
    /// Each hop with its number, from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Hop)> {
        (1..).zip(&self.hops)
    }

    /// A hop by its id, with its number.
    pub fn hop(&self, id: &str) -> Option<(usize, &Hop)> {
        self.numbered().find(|(_, hop)| hop.id == id)
    }

    /// What became of the figure at a hop.
    pub fn role<'a>(&self, hop: &'a Hop) -> Role<'a> {
        match &hop.changed {
            Some(change) if hop.id == self.turn => Role::Turn(change),
            Some(change) => Role::Also(change),
            None => Role::Same,
        }
    }

    /// What changes where the meaning turns.
    pub fn turning(&self) -> Option<&Change> {
        self.hop(&self.turn)?.1.changed.as_ref()
    }
}

/// `{"hop": "eau-presse"}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The id of a hop of the chain.
    pub hop: String,
}

/// How many people pointed at each hop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Votes {
    /// By hop; those that nobody pointed at are left out.
    pub hops: BTreeMap<String, u32>,
    /// Seats that answered.
    pub answered: u32,
}

impl Votes {
    /// How many pointed at this one.
    pub fn of(&self, hop: &str) -> u32 {
        self.hops.get(hop).copied().unwrap_or_default()
    }
}

impl Activity for Chain {
    const KIND: &'static str = "chain";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Votes;

    fn accept(params: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let missing = || ValueError::new("hop-missing", "/hop");
        let id = value.get("hop").and_then(Value::as_str).filter(|id| !id.is_empty()).ok_or_else(missing)?;
        let (_, hop) = params.hop(id).ok_or_else(|| ValueError::new("unknown-hop", "/hop"))?;
        Ok(Answer { hop: hop.id.clone() })
    }

    fn add(_: &Params, tally: &mut Votes, entry: Entry<'_, Answer>) {
        *tally.hops.entry(entry.answer.hop.clone()).or_default() += 1;
        tally.answered += 1;
    }

    fn remove(_: &Params, tally: &mut Votes, entry: Entry<'_, Answer>) {
        let Some(count) = tally.hops.get_mut(&entry.answer.hop) else { return };
        *count -= 1;
        if *count == 0 {
            tally.hops.remove(&entry.answer.hop);
        }
        tally.answered -= 1;
    }

    /// After the reveal: once more, for what others count.
    fn points(_: &Params) -> u16 {
        1
    }

    /// Two in five find the turn; the others suspect the last hops more than the first.
    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        if dice.chance(0.4) {
            return Some(json!({ "hop": params.turn }));
        }
        let count = params.hops.len();
        let at = dice.below(count).max(dice.below(count));
        Some(json!({ "hop": params.hops[at].id }))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn hop(id: &str, figure: Option<&str>, changed: bool) -> Hop {
        let change = Change {
            from: "une page".into(),
            to: "une question".into(),
            kind: Setting::Unit,
            why: String::new(),
        };
        Hop {
            id: id.into(),
            who: "la presse".into(),
            year: None,
            said: String::new(),
            figure: figure.map(str::to_owned),
            changed: changed.then_some(change),
            verified: false,
        }
    }

    /// Three hops: an origin, the turn, and another change.
    pub(in crate::chain) fn bottle() -> Params {
        Params {
            id: "ch-essai".into(),
            title: "Essai".into(),
            claim: "Une question, une bouteille.".into(),
            hops: vec![
                hop("origine", Some("li-2023-water"), false),
                hop("presse", None, true),
                hop("diapo", Some("seed-chatgpt-water"), true),
            ],
            turn: "presse".into(),
            lesson: String::new(),
            better: String::new(),
            figures: vec!["google-2025-water".into()],
        }
    }

    #[test]
    fn a_hop_of_the_chain_is_an_answer_in_one_form() {
        let answer = Chain::accept(&bottle(), "", &json!({ "hop": "presse", "more": 1 })).unwrap();
        assert_eq!(serde_json::to_string(&answer).unwrap(), r#"{"hop":"presse"}"#);
    }

    #[test]
    fn what_is_no_hop_is_refused_with_its_place() {
        let refused = |value: Value| {
            let error = Chain::accept(&bottle(), "", &value).unwrap_err();
            (error.code, error.pointer)
        };
        for wrong in [json!({ "hop": "eau-presse" }), json!({ "hop": "presse " }), json!({ "hop": "2" })] {
            assert_eq!(refused(wrong), ("unknown-hop", "/value/hop".into()));
        }
        for wrong in [
            json!({ "hop": 2 }),
            json!({ "hop": "" }),
            json!({ "hop": ["presse"] }),
            json!("presse"),
            json!(null),
        ] {
            assert_eq!(refused(wrong), ("hop-missing", "/value/hop".into()));
        }
    }

    #[test]
    fn the_meaning_turns_at_one_hop_and_may_change_at_others() {
        let chain = bottle();
        let roles: Vec<Role<'_>> = chain.hops.iter().map(|hop| chain.role(hop)).collect();
        assert!(matches!(roles[..], [Role::Same, Role::Turn(_), Role::Also(_)]));
        assert_eq!(chain.turning().map(|change| &*change.to), Some("une question"));
    }

    #[test]
    fn every_setting_has_its_word() {
        for setting in Setting::ALL {
            assert_eq!(Setting::parse(setting.as_str()), Some(setting));
            assert_eq!(serde_json::to_value(setting).unwrap(), json!(setting.as_str()));
        }
    }
}
