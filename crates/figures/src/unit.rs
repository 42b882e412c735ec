//! Units as the registry writes them: UCUM with annotations between braces.

use serde::Deserialize;

/// `g{CO2e}/{request}`: grams, of CO2 equivalent, per request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Unit(String);

/// What is measured, and how many of the base unit one of the unit is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measure {
    base: Base,
    factor: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Gram,
    WattHour,
    Litre,
    Watt,
    Metre,
    Second,
    Byte,
    One,
}

/// Units as written, with their base and their size in it.
const KNOWN: [(&str, Base, f64); 40] = [
    ("ug", Base::Gram, 1e-6),
    ("mg", Base::Gram, 1e-3),
    ("g", Base::Gram, 1.0),
    ("kg", Base::Gram, 1e3),
    ("t", Base::Gram, 1e6),
    ("kt", Base::Gram, 1e9),
    ("Mt", Base::Gram, 1e12),
    ("Gt", Base::Gram, 1e15),
    ("J", Base::WattHour, 1.0 / 3600.0),
    ("kJ", Base::WattHour, 1.0 / 3.6),
    ("MJ", Base::WattHour, 1e3 / 3.6),
    ("GJ", Base::WattHour, 1e6 / 3.6),
    ("W.h", Base::WattHour, 1.0),
    ("kW.h", Base::WattHour, 1e3),
    ("MW.h", Base::WattHour, 1e6),
    ("GW.h", Base::WattHour, 1e9),
    ("TW.h", Base::WattHour, 1e12),
    ("mL", Base::Litre, 1e-3),
    ("cL", Base::Litre, 1e-2),
    ("L", Base::Litre, 1.0),
    ("hL", Base::Litre, 1e2),
    ("m3", Base::Litre, 1e3),
    ("km3", Base::Litre, 1e12),
    ("W", Base::Watt, 1.0),
    ("kW", Base::Watt, 1e3),
    ("MW", Base::Watt, 1e6),
    ("GW", Base::Watt, 1e9),
    ("TW", Base::Watt, 1e12),
    ("m", Base::Metre, 1.0),
    ("km", Base::Metre, 1e3),
    ("min", Base::Second, 60.0),
    ("h", Base::Second, 3600.0),
    ("d", Base::Second, 86_400.0),
    ("a", Base::Second, 31_557_600.0),
    ("B", Base::Byte, 1.0),
    ("GB", Base::Byte, 1e9),
    ("%", Base::One, 0.01),
    ("1", Base::One, 1.0),
    ("", Base::One, 1.0),
    ("EUR", Base::One, f64::NAN),
];

/// What annotations are called in French, as the registry is read.
const NOTES: [(&str, &str); 16] = [
    ("CO2", "CO₂"),
    ("CO2e", "CO₂e"),
    ("Sb-eq", "Sb éq."),
    ("alerts", "alertes"),
    ("cases", "cas"),
    ("charge", "recharge"),
    ("claims", "affirmations"),
    ("dimensions", "indicateurs"),
    ("flights", "vols"),
    ("prompts", "requêtes"),
    ("requests", "requêtes"),
    ("return-trips", "allers-retours"),
    ("searches", "recherches"),
    ("species", "espèces"),
    ("times", "fois"),
    ("users", "utilisateurs"),
];

/// Units that stand after a slash.
const DENOMINATORS: [&str; 18] = [
    "", "1", "a", "d", "h", "min", "wk", "W.h", "kW.h", "MW.h", "GW.h", "km", "L", "m2", "kg", "GB", "MB",
    "t",
];

impl Unit {
    /// As the registry writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without what it is divided by, as a person reads it: `g CO₂e`, `Wh`, `mL`.
    pub fn symbol(&self) -> String {
        let numerator = self.0.split('/').next().unwrap_or_default();
        let (bare, note) = numerator.split_once('{').unwrap_or((numerator, ""));
        let symbol = bare.replace("W.h", "Wh").replace("m3", "m³").replace("ug", "µg");
        let symbol = if symbol == "1" { String::new() } else { symbol };
        let note = note.trim_end_matches('}');
        let note = NOTES.iter().find(|(known, _)| *known == note).map_or(note, |(_, french)| french);
        format!("{symbol} {note}").trim().to_owned()
    }

    /// The unit alone, without of what and per what: `g`, `Wh`, `mL`; empty for what is counted.
    pub fn plain(&self) -> String {
        let numerator = self.0.split(['/', '{']).next().unwrap_or_default();
        if numerator == "1" { String::new() } else { numerator.replace("W.h", "Wh") }
    }

    /// Whether values in both can be compared once one is converted: grams with kilograms, of the same thing.
    pub fn same_measure(&self, other: &Self) -> bool {
        self.factor_to(other).is_some()
    }

    /// How many of `other` one of this is; none when they measure different things. What they are divided by must be alike:
    /// a time is not a kilometre, but a request is a prompt (both are annotations).
    pub fn factor_to(&self, other: &Self) -> Option<f64> {
        let (own, their) = (self.measure()?, other.measure()?);
        let alike = own.base == their.base
            && self.divisor() == other.divisor()
            && substance(&self.0) == substance(&other.0);
        alike.then(|| own.factor / their.factor)
    }

    /// How many of a plain unit (`g`, `Wh`, `mL`) the part before the slash is.
    pub fn factor_to_symbol(&self, symbol: &str) -> Option<f64> {
        let their = measure_of(&symbol.replace("Wh", "W.h"))?;
        let own = self.measure().filter(|own| own.base == their.base)?;
        Some(own.factor / their.factor)
    }

    /// The annotation that says of what one unit of account is: `prompt` of `g{CO2e}/{prompt}`, `users` of `1{users}/wk`.
    pub fn account(&self) -> Option<&str> {
        let (numerator, divisor) = self.0.split_once('/').unwrap_or((&self.0, ""));
        let note = |part: &'_ str| -> Option<(usize, usize)> { Some((part.find('{')? + 1, part.find('}')?)) };
        if let Some((from, to)) = note(divisor) {
            return divisor.get(from..to);
        }
        let (from, to) = note(numerator)?;
        matches!(&numerator[..from - 1], "" | "1").then(|| &numerator[from..to])
    }

    /// Whether it is written as the registry allows.
    pub(crate) fn is_known(&self) -> bool {
        let Some(bare) = without_notes(&self.0) else { return false };
        let mut parts = bare.split('/');
        let numerator = parts.next().unwrap_or_default();
        KNOWN.iter().any(|(name, ..)| *name == numerator) && parts.all(|part| DENOMINATORS.contains(&part))
    }

    fn measure(&self) -> Option<Measure> {
        measure_of(without_notes(&self.0)?.split('/').next()?)
    }

    /// What it is divided by, annotations aside: nothing for `g/{request}`, `km` for `g/km`.
    fn divisor(&self) -> String {
        let bare = without_notes(&self.0).unwrap_or_default();
        bare.split('/').skip(1).filter(|part| !part.is_empty() && *part != "1").collect::<Vec<_>>().join("/")
    }
}

fn measure_of(name: &str) -> Option<Measure> {
    let known = KNOWN.iter().find(|(known, _, factor)| *known == name && factor.is_finite());
    known.map(|&(_, base, factor)| Measure { base, factor })
}

/// Of what: `CO2e` in `g{CO2e}/{request}`.
fn substance(unit: &str) -> &str {
    let numerator = unit.split('/').next().unwrap_or_default();
    numerator.split_once('{').map_or("", |(_, note)| note.trim_end_matches('}'))
}

/// Leaves out what is between braces; none when they do not match.
fn without_notes(unit: &str) -> Option<String> {
    let mut out = String::with_capacity(unit.len());
    let mut inside = false;
    for c in unit.chars() {
        match (c, inside) {
            ('{', false) => inside = true,
            ('}', true) => inside = false,
            ('{' | '}', _) => return None,
            (c, false) => out.push(c),
            _ => {}
        }
    }
    (!inside).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        Unit(text.into())
    }

    #[test]
    fn units_convert_within_one_measure() {
        assert_eq!(unit("kg{CO2e}").factor_to(&unit("g{CO2e}/{request}")), Some(1000.0));
        assert_eq!(unit("kg{CO2e}").factor_to(&unit("g{Sb-eq}")), None);
        assert_eq!(unit("g{CO2e}/km").factor_to(&unit("g{CO2e}/{request}")), None);
        assert_eq!(unit("cL/{conversation}").factor_to_symbol("mL"), Some(10.0));
        assert_eq!(unit("W.h/{prompt}").factor_to_symbol("Wh"), Some(1.0));
        assert_eq!(unit("g{CO2e}/{prompt}").factor_to_symbol("Wh"), None);
    }

    #[test]
    fn a_unit_says_of_what_it_is() {
        assert_eq!(unit("g{CO2e}/{prompt}").account(), Some("prompt"));
        assert_eq!(unit("1{users}/wk").account(), Some("users"));
        assert_eq!(unit("{users}").account(), Some("users"));
        assert_eq!(unit("t{CO2e}").account(), None);
        assert_eq!(unit("%").account(), None);
    }

    #[test]
    fn symbols_are_for_people() {
        assert_eq!(unit("g{CO2e}/{request}").symbol(), "g CO₂e");
        assert_eq!(unit("kW.h/a").symbol(), "kWh");
        assert_eq!(unit("g{CO2e}/{request}").plain(), "g");
        assert_eq!((unit("{users}").plain(), unit("1{users}/wk").plain()), (String::new(), String::new()));
        assert_eq!(unit("1{return-trips}").symbol(), "allers-retours");
    }

    #[test]
    fn what_is_counted_is_named_in_french() {
        for figure in crate::Registry::embedded().figures() {
            let counted = matches!(figure.unit.plain().as_str(), "") && !figure.unit.symbol().is_empty();
            let known =
                |symbol: String| symbol == "visites" || NOTES.iter().any(|(_, french)| *french == symbol);
            assert!(!counted || known(figure.unit.symbol()), "{}: {}", figure.id, figure.unit.symbol());
        }
    }
}
