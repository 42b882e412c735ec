//! What the reference method warns of, by its own codes.

use serde::ser::{Serialize, Serializer};

/// A doubt of the reference method about its own inputs. In the order of their codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The zone has no value of its own for minerals: the world's is used.
    MixMineralsOfTheWorld,
    /// The zone has no value of its own for primary energy: the world's is used.
    MixPrimaryEnergyOfTheWorld,
    /// The zone has no value of its own for water: the world's is used.
    MixWaterOfTheWorld,
    /// The model takes or makes more than text, which the method does not count.
    Multimodal,
    /// The size of the model was never published: it is guessed.
    ArchitectureNotReleased,
}

impl Warning {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 5] = [
        Self::MixMineralsOfTheWorld,
        Self::MixPrimaryEnergyOfTheWorld,
        Self::MixWaterOfTheWorld,
        Self::Multimodal,
        Self::ArchitectureNotReleased,
    ];

    /// As the reference spells it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MixMineralsOfTheWorld => "electricity-mix-adpe-world",
            Self::MixPrimaryEnergyOfTheWorld => "electricity-mix-pe-world",
            Self::MixWaterOfTheWorld => "electricity-mix-wue-world",
            Self::Multimodal => "model-arch-multimodal",
            Self::ArchitectureNotReleased => "model-arch-not-released",
        }
    }

    /// One sentence, in French.
    pub const fn french(self) -> &'static str {
        match self {
            Self::MixMineralsOfTheWorld => {
                "Les métaux de l’électricité de cette zone sont ceux du monde, faute de valeur propre."
            }
            Self::MixPrimaryEnergyOfTheWorld => {
                "L’énergie primaire de l’électricité de cette zone est celle du monde, faute de valeur propre."
            }
            Self::MixWaterOfTheWorld => {
                "L’eau de l’électricité de cette zone est celle du monde, faute de valeur propre."
            }
            Self::Multimodal => "Le modèle sait plus que du texte, et la méthode ne compte que le texte.",
            Self::ArchitectureNotReleased => "La taille du modèle n’a jamais été publiée : elle est devinée.",
        }
    }

    /// The warning of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|warning| warning.code() == code)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of warnings, each at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Warnings(u8);

impl Warnings {
    /// None.
    pub const NONE: Self = Self(0);

    /// With one more.
    #[must_use]
    pub const fn with(self, warning: Warning) -> Self {
        Self(self.0 | warning.bit())
    }

    /// Those of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without those on the electricity.
    #[must_use]
    pub(crate) const fn without_mix(self) -> Self {
        let of_a_model = Warning::Multimodal.bit() | Warning::ArchitectureNotReleased.bit();
        Self(self.0 & of_a_model)
    }

    /// Whether it is one of them.
    pub const fn contains(self, warning: Warning) -> bool {
        self.0 & warning.bit() != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of their codes.
    pub fn iter(self) -> impl Iterator<Item = Warning> {
        Warning::ALL.into_iter().filter(move |warning| self.contains(*warning))
    }
}

/// A list of codes.
impl Serialize for Warnings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Warning::code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_sorted_and_once() {
        assert!(Warning::ALL.is_sorted_by(|a, b| a.code() < b.code()));
        let both = Warnings::NONE.with(Warning::ArchitectureNotReleased).with(Warning::MixWaterOfTheWorld);
        let codes: Vec<_> = both.and(both).iter().map(Warning::code).collect();
        assert_eq!(codes, ["electricity-mix-wue-world", "model-arch-not-released"]);
        assert!(codes.iter().all(|code| Warning::from_code(code).is_some()));
        assert!(!both.contains(Warning::Multimodal) && Warnings::NONE.is_empty());
    }
}
