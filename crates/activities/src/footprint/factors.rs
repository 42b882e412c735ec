//! Which figures of the registry the sums are made with.

use figures::{Figure, Registry};

use super::Params;
use super::sums::{
    Factors, GramsCo2e, GramsCo2ePerKilometre, GramsCo2ePerKilowattHour, Interval, Part, Watts,
};

const CORE: &str = "cpu-core-power";
const PHONE: &str = "smartphone-power";
const PROJECTOR: &str = "projector-power";
const LAPTOP: &str = "laptop-hour";
const ACCESS_POINT: &str = "access-point-power";
/// Two that contradict each other: never one alone.
pub(super) const EMAILS: [&str; 2] = ["sami-2022-email-attachment", "ademe-2011-email-attachment"];
const CAR: &str = "car-km";

/// The unit of a figure that a pack may name as its grid.
pub(super) const GRID_UNIT: &str = "g{CO2e}/kW.h";

/// The figures as factors; none when the registry has not all of them.
pub(super) fn factors(registry: &Registry, params: &Params) -> Option<Factors> {
    let watts = |id: &str| registry.figure(id).and_then(power);
    let car = registry.equivalence(CAR)?;
    Some(Factors {
        core: watts(CORE)?,
        phone: watts(PHONE)?,
        projector: watts(PROJECTOR)?,
        laptop: watts(LAPTOP)?,
        access_point: watts(ACCESS_POINT)?,
        grid: GramsCo2ePerKilowattHour(of_all(registry, &params.grid)?),
        email: GramsCo2e(of_all(registry, &EMAILS)?),
        car: GramsCo2ePerKilometre(Interval { low: car.low, central: car.central, high: car.high }),
    })
}

/// The figure that a part rests on.
pub(super) fn figure_of(part: Part) -> &'static str {
    match part {
        Part::Server => CORE,
        Part::AccessPoint => ACCESS_POINT,
        Part::Phones => PHONE,
        Part::Laptop => LAPTOP,
        Part::Projector => PROJECTOR,
    }
}

/// All figures that are shown, in the order in which they are used.
pub(super) fn cited(registry: &Registry, params: &Params) -> Vec<String> {
    let parts = [Part::Projector, Part::Laptop, Part::Phones, Part::AccessPoint, Part::Server].map(figure_of);
    let car = registry.equivalence(CAR).into_iter().flat_map(|car| car.figures.iter().map(|id| id.0.clone()));
    let fixed = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    fixed(&parts).into_iter().chain(params.grid.clone()).chain(fixed(&EMAILS)).chain(car).collect()
}

/// Watts, or watt-hours an hour, which is the same.
fn power(figure: &Figure) -> Option<Watts> {
    let per_hour = (figure.unit.as_str() == "W.h/h").then_some(1.0);
    let factor = figure.unit.factor_to_symbol("W").or(per_hour)?;
    let ends = figure.range().unwrap_or((figure.value, figure.value));
    Some(Watts(Interval::around(figure.value * factor, [ends.0 * factor, ends.1 * factor])))
}

/// The first one's value, between the least and the most that any of them says.
fn of_all(registry: &Registry, ids: &[impl AsRef<str>]) -> Option<Interval> {
    let figures: Vec<&Figure> = ids.iter().filter_map(|id| registry.figure(id.as_ref())).collect();
    let ends = figures.iter().flat_map(|figure| {
        let (low, high) = figure.range().unwrap_or((figure.value, figure.value));
        [low, high]
    });
    let central = figures.first()?.value;
    Some(ends.fold(Interval::exactly(central), |all, end| {
        Interval::around(central, [all.low.min(end), all.high.max(end)])
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_has_every_figure_in_its_unit() {
        let registry = Registry::embedded();
        let params = Params { grid: super::super::belgium() };
        let factors = factors(registry, &params).expect("all figures of the footprint");
        assert_eq!(factors.projector.0.spread(), [100.0, 260.0, 310.0]);
        assert_eq!(factors.laptop.0.spread(), [15.0, 30.0, 60.0]);
        assert_eq!(factors.grid.0.spread(), [118.0, 138.0, 138.0]);
        assert_eq!(factors.email.0.spread(), [3.3, 3.3, 19.0]);
        let cited = cited(registry, &params);
        assert!(cited.iter().all(|id| registry.figure(id).is_some()), "{cited:?}");
        for (index, id) in cited.iter().enumerate() {
            assert!(!cited[..index].contains(id), "{id} is cited twice");
        }
    }

    #[test]
    fn what_contradicts_a_figure_is_shown_beside_it() {
        let registry = Registry::embedded();
        let cited = cited(registry, &Params { grid: super::super::belgium() });
        for id in &cited {
            let hidden: Vec<_> = registry
                .contradictions(id)
                .into_iter()
                .map(|against| against.other)
                .filter(|other| !cited.contains(&other.id.0))
                .collect();
            assert!(
                hidden.is_empty(),
                "{id} is shown without {:?}",
                hidden.iter().map(|one| &one.id).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_registry_without_them_gives_nothing() {
        assert_eq!(factors(Registry::embedded(), &Params { grid: vec!["nowhere".into()] }), None);
    }
}
