//! The engine's own estimate of a request, and what moves it: method `bisou`, once for each model and zone of the pack.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use impact::bisou::{Basket, Draws, Indicator};
use impact::check::{Kind, Received, Value};
use impact::unit::Carbon;
use impact::{Catalogue, Field, Question};

/// A page of answer: the tokens that EcoLogits, Mistral and the registry count by.
const PAGE: f64 = 400.0;

/// What the engine says of one request of a page.
#[derive(Debug, PartialEq)]
pub struct Own {
    /// Grams of CO2e: from 5 % to 95 % of the draws, the median between.
    pub grams: [f64; 3],
    /// The name of the zone, in French and in English.
    pub zone: [&'static str; 2],
    /// « Ce qui compte le plus : … », in French and in English: three things, and the first of them alone.
    pub most: [[String; 2]; 2],
}

/// Estimates, by model and zone.
type Estimates = BTreeMap<(String, String), Arc<Own>>;

/// The estimates so far. Packs are bounded, so this is too.
static KNOWN: Mutex<Estimates> = Mutex::new(BTreeMap::new());

/// The estimate for a model, in a zone; none where either is not known.
pub fn own(model: &str, zone: &str) -> Option<Arc<Own>> {
    let key = (model.to_owned(), zone.to_owned());
    if let Some(known) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(Arc::clone(known));
    }
    let found = Arc::new(estimate(model, zone)?);
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&found));
    Some(found)
}

fn estimate(model: &str, zone: &str) -> Option<Own> {
    let mut asked = Received::default();
    asked.put(Field::Model, Value::Text(model.into()));
    asked.put(Field::Zone, Value::Text(zone.into()));
    asked.put(Field::OutputTokens, Value::Number(PAGE));
    let Question::Request(request) = Question::check(Catalogue::embedded(), Kind::Known, asked).ok()? else {
        return None;
    };
    let basket = Basket::of(&request);
    let gwp = basket.outcome(Draws::DEFAULT).ok()?.total.gwp;
    let moves = basket.moves();
    Some(Own {
        grams: gwp.three(Carbon::grams),
        zone: request.zone.map(|zone| [zone.name.fr, zone.name.en])?,
        most: [3, 1].map(|told| [moves.french(Indicator::Gwp, told), moves.english(Indicator::Gwp, told)]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_estimated_once_and_what_is_not_known_is_not() {
        let own_page = own("gpt-4o", "BEL").unwrap();
        assert!(own_page.grams[0] < own_page.grams[1] && own_page.grams[1] < own_page.grams[2]);
        assert!((0.1..0.2).contains(&own_page.grams[1]), "{:?}", own_page.grams);
        assert_eq!(own_page.zone[0], "Belgique");
        assert!(Arc::ptr_eq(&own_page, &own("gpt-4o", "BEL").unwrap()));
        assert!(own("gpt4o", "BEL").is_none() && own("gpt-4o", "XXX").is_none());
    }
}
