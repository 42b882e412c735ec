//! What impacts are measured in, one type a measure.
//!
//! Invariant: no measure is mixed with another, and a number becomes a quantity, or a quantity a number, only where the
//! unit is written beside it (`Energy::from_watt_hours(0.24)`). Each type keeps the unit in which the reference method
//! answers, so that its numbers pass through unchanged.

use std::ops::Add;

use serde::Serialize;

/// Something that can be measured, added and repeated.
pub trait Quantity: Copy + PartialEq + PartialOrd + Add<Output = Self> {
    /// Its own unit, as people write it.
    const UNIT: &'static str;

    /// The number in [`Quantity::UNIT`].
    fn value(self) -> f64;

    /// So many of it, in [`Quantity::UNIT`].
    fn of(value: f64) -> Self;
}

macro_rules! quantity {
    (
        $(#[$about:meta])*
        $name:ident in $unit:literal: $from:ident, $get:ident
        $(; $(#[$other_about:meta])* $other_from:ident, $other_get:ident: $per:literal)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            #[doc = concat!("From ", $unit, ".")]
            pub const fn $from(value: f64) -> Self {
                Self(value)
            }

            #[doc = concat!("In ", $unit, ".")]
            pub const fn $get(self) -> f64 {
                self.0
            }
            $(
                $(#[$other_about])*
                pub const fn $other_from(value: f64) -> Self {
                    Self(value / $per)
                }

                $(#[$other_about])*
                pub const fn $other_get(self) -> f64 {
                    self.0 * $per
                }
            )*
        }

        impl Quantity for $name {
            const UNIT: &'static str = $unit;

            fn value(self) -> f64 {
                self.0
            }

            fn of(value: f64) -> Self {
                Self(value)
            }
        }

        impl Add for $name {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
    };
}

quantity! {
    /// Electricity.
    Energy in "kWh": from_kilowatt_hours, kilowatt_hours;
    /// In Wh.
    from_watt_hours, watt_hours: 1000.0
}

quantity! {
    /// Greenhouse gases by their warming over a hundred years (GWP).
    Carbon in "kgCO2e": from_kilograms, kilograms;
    /// In gCO2e.
    from_grams, grams: 1000.0
}

quantity! {
    /// Minerals and metals used up, as antimony (ADPe).
    Minerals in "kgSbeq": from_kilograms, kilograms;
    /// In µg Sb eq.
    from_micrograms, micrograms: 1e9
}

quantity! {
    /// Energy taken from nature to make what was used (PE).
    PrimaryEnergy in "MJ": from_megajoules, megajoules
}

quantity! {
    /// Water consumed: evaporated, not given back (WCF).
    Water in "L": from_litres, litres;
    /// In mL.
    from_millilitres, millilitres: 1000.0
}

quantity! {
    /// A length of time.
    Time in "s": from_seconds, seconds
}

quantity! {
    /// Memory, in powers of ten as the reference counts it.
    Memory in "GB": from_gigabytes, gigabytes
}

quantity! {
    /// Electric power.
    Power in "kW": from_kilowatts, kilowatts;
    /// In W.
    from_watts, watts: 1000.0
}

quantity! {
    /// Time of accelerators, added up.
    AcceleratorTime in "h": from_hours, hours
}

quantity! {
    /// Operations on numbers.
    Operations in "FLOP": from_count, count
}

quantity! {
    /// Operations a second.
    OperationRate in "FLOP/s": from_per_second, per_second;
    /// In TFLOP/s.
    from_tera_per_second, tera_per_second: 1e-12
}

quantity! {
    /// So many times something else.
    Factor in "×": from_times, times
}

/// So much of something for each kWh of electricity: an intensity, a primary energy factor, a water usage effectiveness.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Rate<Q>(Q);

impl<Q: Quantity> Rate<Q> {
    /// So much for each kWh.
    pub const fn per_kilowatt_hour(quantity: Q) -> Self {
        Self(quantity)
    }

    /// How much for each kWh.
    pub const fn of_a_kilowatt_hour(self) -> Q {
        self.0
    }

    /// So many times as much for each kWh.
    pub(crate) fn times(self, times: f64) -> Self {
        Self(Q::of(self.0.value() * times))
    }

    /// How much for that energy.
    pub fn of(self, energy: Energy) -> Q {
        Q::of(energy.kilowatt_hours() * self.0.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_reads_back_in_its_own_unit_to_the_bit() {
        for value in [0.000_578_873_789_956_586_4, 1e-300, 5e-324, 12.5] {
            assert_eq!(Energy::from_kilowatt_hours(value).kilowatt_hours().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn units_of_one_measure_convert() {
        assert_eq!(Energy::from_kilowatt_hours(0.25).watt_hours(), 250.0);
        assert_eq!(Carbon::from_grams(4.0).kilograms(), 0.004);
        assert_eq!(Water::from_millilitres(500.0).litres(), 0.5);
        assert_eq!(Minerals::from_kilograms(2e-9).micrograms(), 2.0);
        assert_eq!(Power::from_watts(250.0), Power::from_kilowatts(0.25));
        assert_eq!(Energy::from_watt_hours(1.0) + Energy::from_watt_hours(2.0), Energy::from_watt_hours(3.0));
        let mix = Rate::per_kilowatt_hour(Carbon::from_kilograms(0.15));
        assert_eq!(mix.of(Energy::from_kilowatt_hours(2.0)), Carbon::from_kilograms(0.3));
    }
}
