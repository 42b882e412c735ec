//! A result in things that people know: so many kilometres, charges, glasses.

use crate::registry::closest;
use crate::{Equivalence, Registry};

/// A result of which equivalents are made: low, central, high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// In g CO2e.
    Carbon([f64; 3]),
    /// In Wh.
    Energy([f64; 3]),
    /// In mL.
    Water([f64; 3]),
}

impl Measured {
    /// As the registry calls what it measures, the symbol of its unit, the numbers.
    const fn parts(self) -> (&'static str, &'static str, [f64; 3]) {
        match self {
            Self::Carbon(grams) => ("carbon", "g", grams),
            Self::Energy(watt_hours) => ("energy", "Wh", watt_hours),
            Self::Water(millilitres) => ("water", "mL", millilitres),
        }
    }
}

/// So many of something known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equivalent<'r> {
    /// Of what.
    pub of: &'r Equivalence,
    /// Low, central, high: the low result by the most that one may be, the high result by the least.
    pub count: [f64; 3],
}

impl Equivalence {
    /// How many of it a result is; none when it measures something else.
    pub fn count(&self, result: Measured) -> Option<Equivalent<'_>> {
        let (dimension, symbol, [low, central, high]) = result.parts();
        let size = self.unit.factor_to_symbol(symbol).filter(|_| self.dimension == dimension)?;
        let count = [low / (self.high * size), central / (self.central * size), high / (self.low * size)];
        Some(Equivalent { of: self, count })
    }
}

/// Why an equivalence cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEquivalent {
    /// The registry refuses it, and says why.
    #[error("«\u{202f}{label}\u{202f}»\u{202f}: {reason}")]
    Refused {
        /// What would be compared.
        label: String,
        /// Why not.
        reason: String,
    },
    /// There is none of that id.
    #[error("l’équivalence «\u{202f}{id}\u{202f}» n’est pas dans le registre\u{202f}; {near}")]
    Unknown {
        /// What was asked.
        id: String,
        /// What was probably meant, else all of them, in words.
        near: String,
    },
}

impl Registry {
    /// What a result is in the things that are proposed without being asked for, in the order of the registry.
    pub fn equivalents(&self, result: Measured) -> impl Iterator<Item = Equivalent<'_>> {
        self.equivalences().iter().filter(|one| one.default).filter_map(move |one| one.count(result))
    }

    /// An equivalence by its id. One that misleads is refused, with its reason.
    pub fn equivalence_or_why(&self, id: &str) -> Result<&Equivalence, NoEquivalent> {
        if let Some(found) = self.equivalence(id) {
            return Ok(found);
        }
        if let Some(refused) = self.refused().iter().find(|refused| refused.id == id) {
            let (label, reason) = (refused.label.clone(), refused.reason.clone());
            return Err(NoEquivalent::Refused { label, reason });
        }
        let all = || self.equivalences().iter().map(|one| one.id.as_str());
        let near = closest(id, all()).map_or_else(
            || format!("possible\u{202f}: {}", all().collect::<Vec<_>>().join(", ")),
            |near| format!("la plus proche\u{202f}: {near}"),
        );
        Err(NoEquivalent::Unknown { id: id.to_owned(), near })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_counted_from_the_least_to_the_most() {
        let registry = Registry::embedded();
        let car = registry.equivalence_or_why("car-km").unwrap();
        let counted = car.count(Measured::Carbon([100.0, 218.0, 1000.0])).unwrap().count;
        assert!((counted[0] - 100.0 / 218.0).abs() < 1e-12 && counted[1] == 1.0 && counted[2] == 10.0);
        assert_eq!(car.count(Measured::Energy([1.0; 3])), None);
        let beef = registry.equivalence_or_why("beef-meal").unwrap();
        assert_eq!(
            beef.count(Measured::Carbon([7260.0; 3])).unwrap().count[1],
            1.0,
            "its unit is the kilogram"
        );
        let proposed: Vec<_> =
            registry.equivalents(Measured::Water([1.0; 3])).map(|one| one.of.id.as_str()).collect();
        assert_eq!(proposed, ["glass-water", "shower"]);
    }

    #[test]
    fn what_misleads_is_refused_with_its_reason() {
        let refused = Registry::embedded().equivalence_or_why("trees").unwrap_err();
        assert!(refused.to_string().contains("compensation"), "{refused}");
        let unknown = Registry::embedded().equivalence_or_why("car-kn").unwrap_err();
        assert!(unknown.to_string().ends_with("car-km"), "{unknown}");
    }
}
