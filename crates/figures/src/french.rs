//! Numbers the French way: `1 287`, `0,24`, narrow no-break spaces, a real minus sign.

use std::fmt;

/// The narrow no-break space between thousands and before units.
const NARROW: char = '\u{202f}';
/// Numbers below this are written with three significant digits.
const WHOLE_FROM: f64 = 1000.0;

/// A number: whole from a thousand on, else three significant digits; `—` when there is none.
///
/// ```
/// assert_eq!(figures::french::number(1287.0), "1\u{202f}287");
/// assert_eq!(figures::french::number(0.24), "0,24");
/// ```
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "—".into();
    }
    let magnitude = value.abs();
    let decimals =
        if magnitude >= WHOLE_FROM || magnitude.fract() == 0.0 { 0 } else { decimals_for(magnitude, 3) };
    let text = format!("{magnitude:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::with_capacity(text.len() + 4);
    if value < 0.0 && (whole != "0" || !fraction.is_empty()) {
        out.push('\u{2212}');
    }
    push_grouped(&mut out, whole);
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

fn decimals_for(magnitude: f64, digits: i32) -> usize {
    let exponent = magnitude.log10().floor() as i32;
    usize::try_from(digits - 1 - exponent).unwrap_or(0).min(12)
}

fn push_grouped(out: &mut String, whole: &str) {
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(NARROW);
        }
        out.push(digit);
    }
}

/// `2–31`, or the one value when both ends are written alike.
pub fn interval(low: f64, high: f64) -> String {
    if !low.is_finite() || !high.is_finite() {
        return number(f64::NAN);
    }
    let (low, high) = (number(low), number(high));
    if low == high { low } else { format!("{low}–{high}") }
}

/// A number with its unit: `1 287 MWh`.
pub fn quantity(value: f64, unit: &str) -> String {
    if !value.is_finite() {
        return number(value);
    }
    format!("{}{NARROW}{unit}", number(value))
}

/// Two significant digits: what a computed estimate deserves.
pub fn estimate(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number(value);
    }
    let digit = 10f64.powf(value.abs().log10().floor() - 1.0);
    number((value / digit).round() * digit)
}

/// Writes an estimate in the unit of a scale that leaves one to three digits before the comma.
fn scaled(value: f64, scale: &[(&str, f64)]) -> String {
    if !value.is_finite() {
        return number(value);
    }
    let fits = scale.iter().rfind(|(_, size)| value.abs() >= *size).or(scale.first());
    fits.map_or_else(|| number(value), |(unit, size)| format!("{}{NARROW}{unit}", estimate(value / size)))
}

/// Low, central and high in one unit, that of the central one, with two significant digits each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The least, without the unit.
    pub low: String,
    /// The usual value.
    pub central: String,
    /// The most.
    pub high: String,
    /// The unit of the three.
    pub unit: &'static str,
}

/// `75 – 200 – 230 Wh`; once what is three times the same.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low != self.central || self.central != self.high {
            write!(f, "{} – {} – ", self.low, self.central)?;
        }
        f.write_str(&self.high)?;
        if self.unit.is_empty() { Ok(()) } else { write!(f, "{NARROW}{}", self.unit) }
    }
}

fn spread(values: [f64; 3], scale: &[(&'static str, f64)]) -> Spread {
    let fits = scale.iter().rfind(|(_, size)| values[1].abs() >= *size).or(scale.first());
    let (unit, size) = fits.copied().unwrap_or(("", 1.0));
    let [low, central, high] = values.map(|value| estimate(value / size));
    Spread { low, central, high, unit }
}

/// Both ends with two significant digits, rounded outwards, in one unit: that of the high one. Once when they are alike.
fn outwards(low: f64, high: f64, scale: &[(&str, f64)]) -> String {
    let fits = scale.iter().rfind(|(_, size)| high.abs() >= *size).or(scale.first());
    let (unit, size) = fits.copied().unwrap_or(("", 1.0));
    let both = interval(to_two_digits(low / size, f64::floor), to_two_digits(high / size, f64::ceil));
    if low.is_finite() && high.is_finite() { format!("{both}{NARROW}{unit}") } else { both }
}

fn to_two_digits(value: f64, round: fn(f64) -> f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let digit = 10f64.powf(value.abs().log10().floor() - 1.0);
    let digits = value / digit;
    // What is two digits already stays as it is, whatever the last bit of the division says.
    let whole = digits.round();
    if (digits - whole).abs() < 1e-9 { whole * digit } else { round(digits) * digit }
}

const GRAMS: [(&str, f64); 4] = [("mg", 1e-3), ("g", 1.0), ("kg", 1e3), ("t", 1e6)];
const WATT_HOURS: [(&str, f64); 5] = [("mWh", 1e-3), ("Wh", 1.0), ("kWh", 1e3), ("MWh", 1e6), ("GWh", 1e9)];
const WATER: [(&str, f64); 3] = [("mL", 1.0), ("L", 1e3), ("m³", 1e6)];
const MASS: [(&str, f64); 6] =
    [("ng", 1e-9), ("µg", 1e-6), ("mg", 1e-3), ("g", 1.0), ("kg", 1e3), ("t", 1e6)];
const JOULES: [(&str, f64); 5] = [("J", 1e-6), ("kJ", 1e-3), ("MJ", 1.0), ("GJ", 1e3), ("TJ", 1e6)];
const METRES: [(&str, f64); 3] = [("mm", 1e-6), ("m", 1e-3), ("km", 1.0)];

/// Grams of CO2 equivalent, from milligrams to tonnes: `29 kg`.
pub fn grams_co2e_short(grams: f64) -> String {
    scaled(grams, &GRAMS)
}

/// Low, central and high, in grams of CO2 equivalent: `12 – 34 – 48 g`.
pub fn grams_co2e_spread(values: [f64; 3]) -> Spread {
    spread(values, &GRAMS)
}

/// The same with what it is of: `29 kg CO₂e`.
pub fn grams_co2e(grams: f64) -> String {
    format!("{}{NARROW}CO₂e", grams_co2e_short(grams))
}

/// Energy, from milliwatt-hours to gigawatt-hours.
pub fn watt_hours(value: f64) -> String {
    scaled(value, &WATT_HOURS)
}

/// Low, central and high, in watt-hours: `110 – 240 – 350 Wh`.
pub fn watt_hours_spread(values: [f64; 3]) -> Spread {
    spread(values, &WATT_HOURS)
}

/// Low, central and high, of a mass given in grams, down to nanograms.
pub fn grams_spread(values: [f64; 3]) -> Spread {
    spread(values, &MASS)
}

/// Low, central and high, of an energy given in megajoules.
pub fn megajoules_spread(values: [f64; 3]) -> Spread {
    spread(values, &JOULES)
}

/// Low, central and high, of water given in millilitres.
pub fn millilitres_spread(values: [f64; 3]) -> Spread {
    spread(values, &WATER)
}

/// Low, central and high, of anything that is counted.
pub fn count_spread(values: [f64; 3]) -> Spread {
    spread(values, &[("", 1.0)])
}

/// From low to high, in watt-hours, rounded outwards: `0,57–0,97 Wh`.
pub fn watt_hours_range(low: f64, high: f64) -> String {
    outwards(low, high, &WATT_HOURS)
}

/// From low to high, in grams of CO2 equivalent, rounded outwards: `0,1–0,16 g`.
pub fn grams_co2e_range(low: f64, high: f64) -> String {
    outwards(low, high, &GRAMS)
}

/// From low to high, of a mass given in grams, down to nanograms, rounded outwards: `0,9–0,91 µg`.
pub fn grams_range(low: f64, high: f64) -> String {
    outwards(low, high, &MASS)
}

/// From low to high, of an energy given in megajoules, rounded outwards: `7,2–12 kJ`.
pub fn megajoules_range(low: f64, high: f64) -> String {
    outwards(low, high, &JOULES)
}

/// From low to high, of water given in millilitres, rounded outwards: `1,8–3 mL`.
pub fn millilitres_range(low: f64, high: f64) -> String {
    outwards(low, high, &WATER)
}

/// From low to high, of anything that is counted, rounded outwards: `0,002–0,005`.
pub fn count_range(low: f64, high: f64) -> String {
    interval(to_two_digits(low, f64::floor), to_two_digits(high, f64::ceil))
}

/// Bytes, in powers of a thousand: `75 ko`.
pub fn bytes(value: f64) -> String {
    scaled(value, &[("o", 1.0), ("ko", 1e3), ("Mo", 1e6), ("Go", 1e9)])
}

/// Water given in millilitres, to cubic metres.
pub fn millilitres(value: f64) -> String {
    scaled(value, &WATER)
}

/// Water given in litres, from millilitres to cubic metres: `45 mL`, `50 cL` is `500 mL`.
pub fn litres(value: f64) -> String {
    millilitres(value * 1000.0)
}

/// A clock: `3:05`, `1:02:30`; none for what is not a duration.
pub fn duration_mmss(seconds: f64) -> String {
    if !seconds.is_finite() || !(0.0..1e9).contains(&seconds) {
        return "—".into();
    }
    let whole = seconds.round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// Distance given in kilometres: metres below one.
pub fn kilometres(value: f64) -> String {
    scaled(value, &METRES[1..])
}

/// Low, central and high, of a distance given in kilometres, down to millimetres.
pub fn kilometres_spread(values: [f64; 3]) -> Spread {
    spread(values, &METRES)
}

/// A share of 1: `58 %`.
pub fn percent(share: f64) -> String {
    format!("{}{NARROW}%", number((share * 100.0).round()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_the_french_way() {
        let cases = [
            (1287.0, "1\u{202f}287"),
            (0.24, "0,24"),
            (32_000.4, "32\u{202f}000"),
            (25.0, "25"),
            (28.5, "28,5"),
            (1.14, "1,14"),
            (0.000_012_34, "0,0000123"),
            (-4.0, "\u{2212}4"),
            (0.0, "0"),
            (999.96, "1\u{202f}000"),
            (f64::NAN, "—"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text, "{value}");
        }
    }

    #[test]
    fn units_follow_the_size() {
        assert_eq!(grams_co2e(29_232.0), "29\u{202f}kg\u{202f}CO₂e");
        assert_eq!(grams_co2e_short(0.75), "750\u{202f}mg");
        assert_eq!(kilometres(0.0034), "3,4\u{202f}m");
        assert_eq!(millilitres(1125.0), "1,1\u{202f}L");
        assert_eq!(percent(0.583), "58\u{202f}%");
        assert_eq!(interval(2.0, 31.0), "2–31");
        assert_eq!(litres(0.5), "500\u{202f}mL");
        assert_eq!(litres(-0.002), "\u{2212}2\u{202f}mL");
        assert_eq!((duration_mmss(185.0), duration_mmss(3750.4)), ("3:05".into(), "1:02:30".into()));
        assert_eq!(duration_mmss(f64::NAN), "—");
        assert_eq!(quantity(1287.0, "MWh"), "1\u{202f}287\u{202f}MWh");
        assert_eq!(watt_hours(f64::INFINITY), "—");
        assert_eq!(interval(f64::NAN, 1.0), "—");
        assert_eq!((bytes(75_400.0), bytes(0.0)), ("75\u{202f}ko".into(), "0\u{202f}o".into()));
    }

    #[test]
    fn three_numbers_have_one_unit_and_two_digits() {
        let plain = |spread: Spread| spread.to_string().replace(NARROW, " ");
        assert_eq!(plain(watt_hours_spread([75.4, 195.0, 232.0])), "75 – 200 – 230 Wh");
        assert_eq!(plain(grams_co2e_spread([0.4, 12.0, 1250.0])), "0,4 – 12 – 1 300 g");
        assert_eq!(plain(grams_co2e_spread([100.0, 218.0, 218.0])), "100 – 220 – 220 g");
        assert_eq!(plain(kilometres_spread([0.05, 0.16, 0.48])), "50 – 160 – 480 m");
        assert_eq!(plain(kilometres_spread([2e-7, 4e-6, 9e-6])), "0,2 – 4 – 9 mm");
        assert_eq!(plain(watt_hours_spread([2.0, 2.0, 2.0])), "2 Wh");
        assert_eq!(plain(watt_hours_spread([0.0, f64::NAN, 2.0])), "0 – — – 2 000 mWh");
    }

    #[test]
    fn a_range_is_rounded_outwards() {
        let plain = |text: String| text.replace(NARROW, " ");
        assert_eq!(plain(watt_hours_range(0.5788, 0.9637)), "570–970 mWh");
        assert_eq!(plain(watt_hours_range(57.88, 963.7)), "57–970 Wh");
        assert_eq!(plain(watt_hours_range(7.6, 7.6)), "7,6 Wh");
        assert_eq!(plain(grams_range(0.9e-6, 0.901e-6)), "900–910 ng");
        assert_eq!(plain(megajoules_range(0.0071, 0.0119)), "7,1–12 kJ");
        assert_eq!(plain(millilitres_range(0.0, 0.0)), "0 mL");
        assert_eq!(count_range(0.000_521, 0.29), "0,00052–0,29");
        assert_eq!(millilitres_range(f64::NAN, 1.0), "—");
    }

    proptest! {
        #[test]
        fn a_range_never_loses_what_it_holds(low in 1e-6f64..1e6, more in 1.0f64..1e3) {
            let high = low * more;
            let told = (to_two_digits(low, f64::floor), to_two_digits(high, f64::ceil));
            prop_assert!(told.0 <= low * (1.0 + 1e-9) && told.1 >= high * (1.0 - 1e-9), "{:?}", told);
            prop_assert!(told.0 >= low * 0.9 && told.1 <= high * 1.1, "{:?}", told);
        }

        #[test]
        fn what_is_written_can_be_read_back(value in -1e9f64..1e9) {
            let text = number(value).replace(NARROW, "").replace(',', ".").replace('\u{2212}', "-");
            let read: f64 = text.parse().unwrap();
            prop_assert!((read - value).abs() <= value.abs().max(1e-9) * 0.006 || (read - value).abs() <= 0.5 && value.abs() >= 1000.0);
        }

        #[test]
        fn nothing_is_ever_in_scientific_notation(value in proptest::num::f64::ANY) {
            prop_assert!(!number(value).contains('e'));
            for written in [kilometres(value), litres(value), percent(value), duration_mmss(value), interval(value, 2.0)] {
                prop_assert!(!written.contains(['e', 'N', 'n']), "{}", written);
            }
            prop_assert!(!grams_co2e_short(value).contains('e') && !watt_hours(value).contains('e'));
        }
    }
}
