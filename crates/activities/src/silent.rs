//! Kinds that take no answer share one set of rules.

/// Writes the rules of a kind that takes no answer.
macro_rules! silent {
    ($kind:ident, $name:literal, $params:ty, screen: $screen:literal) => {
        $crate::silent::silent!($kind, $name, $params, screen: $screen, measures: false);
    };
    ($kind:ident, $name:literal, $params:ty, screen: $screen:literal, measures: $measures:literal) => {
        impl workshop::Activity for $kind {
            const KIND: &'static str = $name;
            const TRAITS: workshop::Traits = workshop::Traits { screen: $screen, ..workshop::Traits::NONE };
            const MEASURES: bool = $measures;
            type Params = $params;
            type Answer = workshop::NoAnswer;
            type Tally = ();

            fn accept(
                _: &$params,
                _: &str,
                _: &serde_json::Value,
            ) -> Result<Self::Answer, workshop::ValueError> {
                Err(workshop::ValueError::new("takes-no-answer", ""))
            }

            fn add(_: &$params, (): &mut (), _: workshop::Entry<'_, Self::Answer>) {}

            fn remove(_: &$params, (): &mut (), _: workshop::Entry<'_, Self::Answer>) {}

            fn simulate(_: &$params, _: &mut workshop::Dice) -> Option<serde_json::Value> {
                None
            }
        }
    };
}

pub(crate) use silent;
