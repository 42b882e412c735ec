//! Cards in places, counted.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::{Act, Dice, Json, Owners, Robot, Traits, ValueError};

/// One of the few places that cards are put into.
pub trait Place: Copy + Ord + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// In their order.
    const ALL: &'static [Self];
    /// The code of a card that the step does not have.
    const UNKNOWN_CARD: &'static str;
    /// The code of a place that there is not.
    const UNKNOWN_PLACE: &'static str;

    /// The word of the packs and of the API.
    fn word(self) -> &'static str;

    /// The place of this word.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|place| place.word() == word)
    }

    /// From 0.
    fn index(self) -> usize {
        Self::ALL.iter().position(|place| *place == self).expect("every place is one of all")
    }
}

/// Who places: everybody for themselves, or each group together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Everybody.
    #[default]
    Seat,
    /// Each group, on whichever of its phones.
    Group,
}

impl By {
    /// The words of the packs.
    pub const WORDS: &'static [&'static str] = &["seat", "group"];

    /// Whose the answers are.
    pub fn owners(self) -> Owners {
        match self {
            Self::Seat => Owners::Seats,
            Self::Group => Owners::Groups,
        }
    }

    /// What a step can do. The phones of a group show what any of them has placed.
    pub fn traits(self) -> Traits {
        let sheets = self == Self::Group;
        Traits { answers: true, rounds: true, screen: true, sheets, ..Traits::NONE }
    }
}

/// Something to put into a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "P: Place")]
pub struct Card<P> {
    /// Its id in its pack.
    pub id: String,
    /// What it tells about: `Un téléphone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What is read first.
    pub title: String,
    /// What is read then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Its place of reference.
    pub place: P,
    /// Other places that can be defended.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<P>,
    /// Why, as HTML with figures to fill in.
    pub explanation: String,
    /// Ids of figures shown with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
}

impl<P: Place> Card<P> {
    /// Whether the card may stand there.
    pub fn accepts(&self, place: P) -> bool {
        self.place == place || self.also.contains(&place)
    }
}

/// `{"placements": {"CARD": "extraction"}}`: at least one, sorted by card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "P: Place")]
pub struct Placed<P> {
    /// The place of each card that has one.
    pub placements: BTreeMap<String, P>,
}

/// Checks what was sent: cards of this step, each in a place that there is.
pub(crate) fn accept<P: Place>(cards: &[Card<P>], value: &Value) -> Result<Placed<P>, ValueError> {
    let sent = value.get("placements").and_then(Value::as_object).filter(|sent| !sent.is_empty());
    let sent = sent.ok_or_else(|| ValueError::new("placements-missing", "/placements"))?;
    let mut placements = BTreeMap::new();
    for (card, place) in sent {
        let wrong = |code| ValueError::new(code, &format!("/placements/{}", escaped(card)));
        if !cards.iter().any(|known| known.id == *card) {
            return Err(wrong(P::UNKNOWN_CARD));
        }
        let place = place.as_str().and_then(P::parse).ok_or_else(|| wrong(P::UNKNOWN_PLACE))?;
        placements.insert(card.clone(), place);
    }
    Ok(Placed { placements })
}

/// A group places card by card: what one of its phones sends moves the cards that it names, and leaves the others where they
/// are. A card is put elsewhere, never back in hand. Who places alone sends all of it each time.
pub(crate) fn combine<P: Place>(by: By, standing: &Placed<P>, sent: &Placed<P>) -> Option<Placed<P>> {
    let both = standing.placements.iter().chain(&sent.placements);
    (by == By::Group)
        .then(|| Placed { placements: both.map(|(card, place)| (card.clone(), *place)).collect() })
}

/// A key as a part of a JSON pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What a room put where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "P: Place")]
pub struct Tally<P> {
    /// Who placed anything.
    pub answered: u32,
    /// Who placed every card.
    pub complete: u32,
    /// How many put each card into each place; nothing that is 0.
    pub cards: BTreeMap<String, BTreeMap<P, u32>>,
}

impl<P> Default for Tally<P> {
    fn default() -> Self {
        Self { answered: 0, complete: 0, cards: BTreeMap::new() }
    }
}

impl<P: Place> Tally<P> {
    /// Counts an answer in.
    pub(crate) fn add(&mut self, cards: &[Card<P>], answer: &Placed<P>) {
        self.answered += 1;
        self.complete += u32::from(answer.placements.len() == cards.len());
        for (card, place) in &answer.placements {
            *self.cards.entry(card.clone()).or_default().entry(*place).or_default() += 1;
        }
    }

    /// Counts the same answer out.
    pub(crate) fn remove(&mut self, cards: &[Card<P>], answer: &Placed<P>) {
        self.answered -= 1;
        self.complete -= u32::from(answer.placements.len() == cards.len());
        for (card, place) in &answer.placements {
            let Some(counts) = self.cards.get_mut(card) else { continue };
            if let Some(count) = counts.get_mut(place) {
                *count -= 1;
            }
            counts.retain(|_, count| *count > 0);
            if counts.is_empty() {
                self.cards.remove(card);
            }
        }
    }

    /// How many put this card there.
    pub fn count(&self, card: &Card<P>, place: P) -> u32 {
        self.cards.get(&card.id).and_then(|counts| counts.get(&place)).copied().unwrap_or(0)
    }

    /// How many put this card anywhere.
    pub fn votes(&self, card: &Card<P>) -> u32 {
        self.cards.get(&card.id).map_or(0, |counts| counts.values().sum())
    }

    /// How many put this card where it may stand.
    pub fn agreeing(&self, card: &Card<P>) -> u32 {
        P::ALL.iter().filter(|place| card.accepts(**place)).map(|place| self.count(card, *place)).sum()
    }

    /// All placements of all people.
    pub fn placements(&self) -> u32 {
        self.cards.values().flat_map(BTreeMap::values).sum()
    }

    /// How many stand in this place.
    pub fn in_place(&self, place: P) -> u32 {
        self.cards.values().filter_map(|counts| counts.get(&place)).sum()
    }
}

/// The cards, those first that the fewest put at their reference, even where another place can be defended: there is
/// something to talk about. Cards that nobody placed come last.
pub(crate) fn disputed<'a, P: Place>(cards: &'a [Card<P>], tally: &Tally<P>) -> Vec<&'a Card<P>> {
    let mut sorted: Vec<&Card<P>> = cards.iter().collect();
    sorted.sort_by_key(|card| {
        let votes = u64::from(tally.votes(card));
        let at_reference = u64::from(tally.count(card, card.place));
        (votes == 0, (at_reference * 1000).checked_div(votes))
    });
    sorted
}

/// As many cards are shown one by one after the reveal: the more disputed half, five at most.
pub(crate) fn pages<P>(cards: &[Card<P>]) -> u16 {
    (cards.len() / 2).min(5) as u16
}

/// A class as it is: most know most, a few stop half-way, and who errs on a card errs mostly the same way.
pub(crate) fn simulate<P: Place>(cards: &[Card<P>], dice: &mut Dice) -> Option<Value> {
    let skill = 0.55 + 0.35 * dice.unit();
    let patience = if dice.chance(0.88) { cards.len() } else { 1 + dice.below(cards.len()) };
    let placements: serde_json::Map<String, Value> = cards
        .iter()
        .take(patience)
        .map(|card| (card.id.clone(), json!(guess(card, skill, dice).word())))
        .collect();
    Some(json!({ "placements": placements }))
}

/// One who places with others leaves it to the first of them. In a second vote people keep most of what they had.
pub(crate) fn play<P: Place>(cards: &[Card<P>], by: By, robot: &mut Robot<'_>) -> Vec<Act> {
    if by == By::Group && robot.rank > 0 {
        return vec![];
    }
    let value = match robot.before {
        Some(before) => thought_again(cards, before, &mut robot.dice),
        None => simulate(cards, &mut robot.dice),
    };
    value.map(|value| Act::Answer { key: String::new(), value }).into_iter().collect()
}

/// The same placing after a discussion: some of what stood elsewhere is where most would put it now.
fn thought_again<P: Place>(cards: &[Card<P>], before: &Json, dice: &mut Dice) -> Option<Value> {
    let Placed { mut placements } = serde_json::from_str::<Placed<P>>(before.as_str()).ok()?;
    for card in cards {
        let convinced = dice.chance(0.3);
        if let Some(place) = placements.get_mut(&card.id).filter(|_| convinced) {
            *place = guess(card, 0.85, dice);
        }
    }
    Some(json!({ "placements": placements }))
}

fn guess<P: Place>(card: &Card<P>, skill: f64, dice: &mut Dice) -> P {
    if !card.also.is_empty() && dice.chance(0.3) {
        return card.also[dice.below(card.also.len())];
    }
    if dice.chance(skill) {
        return card.place;
    }
    if dice.chance(0.7) { classic_error(card) } else { P::ALL[dice.below(P::ALL.len())] }
}

/// The neighbour of the right place that this card makes one think of: always the same for a card.
fn classic_error<P: Place>(card: &Card<P>) -> P {
    let forward = card.id.bytes().map(u32::from).sum::<u32>().is_multiple_of(2);
    let step = if forward { 1 } else { P::ALL.len() - 1 };
    P::ALL[(card.place.index() + step) % P::ALL.len()]
}

/// A form's fields: `_placed` is where the cards are (`CARD=PLACE CARD=PLACE`), `_to` the place that was pressed for `_card`.
/// A group's form has the latter alone.
pub(crate) fn from_form(fields: &[(String, String)]) -> Value {
    let last = |name: &str| fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let stood = last("_placed").unwrap_or_default().split(' ').filter_map(|pair| pair.split_once('='));
    let pressed = last("_card").zip(last("_to"));
    let placements: serde_json::Map<String, Value> =
        stood.chain(pressed).map(|(card, place)| (card.to_owned(), place.into())).collect();
    json!({ "placements": placements })
}

/// Where cards are, as the form has it.
pub(crate) fn placed<P: Place>(answer: &Placed<P>) -> String {
    pairs(answer).collect::<Vec<_>>().join(" ")
}

fn pairs<P: Place>(answer: &Placed<P>) -> impl Iterator<Item = String> {
    answer.placements.iter().map(|(card, place)| format!("{card}={}", place.word()))
}

/// What is placed, `CARD`; then where, `CARD=PLACE`.
pub(crate) fn marks<P: Place>(answer: &Placed<P>) -> Vec<String> {
    answer.placements.keys().cloned().chain(pairs(answer)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::wheel::LifeStage as Stage;

    fn card(id: &str, place: Stage, also: &[Stage]) -> Card<Stage> {
        Card {
            id: id.into(),
            label: None,
            title: id.into(),
            lead: None,
            place,
            also: also.to_vec(),
            explanation: String::new(),
            figures: vec![],
        }
    }

    fn cards() -> Vec<Card<Stage>> {
        vec![
            card("mine", Stage::Extraction, &[]),
            card("training", Stage::Production, &[Stage::Use]),
            card("drawer", Stage::End, &[]),
        ]
    }

    fn placed(placements: &Value) -> Placed<Stage> {
        accept(&cards(), &json!({ "placements": placements })).unwrap()
    }

    #[test]
    fn a_part_of_the_cards_is_an_answer_and_is_kept_sorted() {
        let answer = placed(&json!({ "training": "utilisation", "drawer": "fin-de-vie" }));
        assert_eq!(
            serde_json::to_string(&answer).unwrap(),
            r#"{"placements":{"drawer":"fin-de-vie","training":"utilisation"}}"#
        );
        assert_eq!(marks(&answer), ["drawer", "training", "drawer=fin-de-vie", "training=utilisation"]);
    }

    #[test]
    fn what_is_no_placing_is_refused_with_its_place() {
        let refused = |value: Value| {
            let error = accept(&cards(), &value).unwrap_err();
            (error.code, error.pointer)
        };
        let missing = ("placements-missing", "/value/placements".to_owned());
        for value in [
            json!(null),
            json!([]),
            json!("mine"),
            json!({}),
            json!({ "placements": null }),
            json!({ "placements": {} }),
            json!({ "placements": [["mine", "extraction"]] }),
            json!({ "mine": "extraction" }),
        ] {
            assert_eq!(refused(value), missing);
        }
        let one = |card: &str, place: Value| refused(json!({ "placements": { card: place } }));
        assert_eq!(
            one("yours", json!("extraction")),
            ("unknown-card", "/value/placements/yours".into()),
            "a card of another step"
        );
        assert_eq!(one("a/b~c", json!("extraction")).1, "/value/placements/a~1b~0c");
        for place in [json!("refuser"), json!("Extraction"), json!(""), json!(1), json!(null), json!({})] {
            assert_eq!(one("mine", place), ("unknown-stage", "/value/placements/mine".into()));
        }
        let both = json!({ "placements": { "mine": "extraction", "yours": "extraction" } });
        assert_eq!(refused(both).0, "unknown-card", "one wrong card refuses the whole");
    }

    #[test]
    fn what_is_counted_out_leaves_nothing_behind() {
        let (cards, mut tally) = (cards(), Tally::default());
        let part = placed(&json!({ "training": "utilisation" }));
        let whole =
            placed(&json!({ "mine": "extraction", "training": "production", "drawer": "valorisation" }));
        tally.add(&cards, &part);
        tally.add(&cards, &whole);
        assert_eq!((tally.answered, tally.complete, tally.placements()), (2, 1, 4));
        assert_eq!(tally.agreeing(&cards[1]), 2, "both places of the training are accepted");
        assert_eq!((tally.agreeing(&cards[2]), tally.in_place(Stage::SecondLife)), (0, 1));
        tally.remove(&cards, &part);
        tally.remove(&cards, &whole);
        assert_eq!(tally, Tally::default());
    }

    #[test]
    fn what_can_be_defended_twice_is_disputed_and_what_nobody_placed_is_not() {
        let (cards, mut tally) = (cards(), Tally::default());
        for training in ["production", "utilisation", "utilisation"] {
            tally.add(&cards, &placed(&json!({ "training": training, "mine": "extraction" })));
        }
        let order: Vec<&str> = disputed(&cards, &tally).iter().map(|card| card.id.as_str()).collect();
        assert_eq!(order, ["training", "mine", "drawer"]);
        let before: Vec<&str> =
            disputed(&cards, &Tally::default()).iter().map(|card| card.id.as_str()).collect();
        assert_eq!(before, ["mine", "training", "drawer"], "the step's own order before any vote");
    }

    #[test]
    fn a_class_of_robots_is_mostly_right_and_disagrees() {
        let cards = cards();
        let mut tally = Tally::default();
        for robot in 0..200 {
            let sent = simulate(&cards, &mut Dice::new(robot)).unwrap();
            tally.add(&cards, &accept(&cards, &sent).unwrap());
        }
        assert!((150..200).contains(&tally.complete), "{}", tally.complete);
        for card in &cards {
            let (votes, agreeing) = (tally.votes(card), tally.agreeing(card));
            assert!(agreeing * 2 > votes && agreeing < votes, "{}: {agreeing} of {votes}", card.id);
        }
    }

    /// What a robot would place at this seed, after `before`.
    fn played(by: By, seed: u64, rank: usize, before: Option<&Json>) -> Option<Placed<Stage>> {
        let dice = Dice::new(seed);
        let mut robot = Robot { dice, turn: 0, rank, mates: 4, stretch: 0, items: &[], before };
        match &play(&cards(), by, &mut robot)[..] {
            [Act::Answer { key, value }] if key.is_empty() => Some(accept(&cards(), value).unwrap()),
            [] => None,
            acts => panic!("{acts:?}"),
        }
    }

    #[test]
    fn in_a_second_vote_robots_keep_most_of_what_they_had() {
        let (mut kept, mut moved) = (0, 0);
        for seed in 0..100 {
            let before = played(By::Seat, seed, 3, None).unwrap();
            let after = played(By::Seat, seed + 1000, 3, Some(&Json::of(&before))).unwrap();
            assert!(before.placements.keys().eq(after.placements.keys()));
            for (card, place) in &before.placements {
                *(if after.placements[card] == *place { &mut kept } else { &mut moved }) += 1;
            }
        }
        assert!(moved > 0 && moved * 4 < kept, "{moved} of {}", kept + moved);
    }

    #[test]
    fn a_group_of_robots_leaves_it_to_one_of_them() {
        assert!(played(By::Group, 7, 0, None).is_some() && played(By::Group, 7, 1, None).is_none());
    }

    #[test]
    fn a_form_says_where_its_cards_are_and_which_place_was_pressed_for_which() {
        let fields = [("_placed", "mine=extraction"), ("_card", "training"), ("_to", "production")];
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let placements = json!({ "mine": "extraction", "training": "production" });
        assert_eq!(from_form(&fields), json!({ "placements": placements }));
        assert_eq!(from_form(&fields[..2]), json!({ "placements": { "mine": "extraction" } }));
        assert_eq!(super::placed(&placed(&placements)), "mine=extraction training=production");
    }
}
