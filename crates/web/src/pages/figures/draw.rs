//! Published values under each other on one axis. A row is text with a small picture: the text says all that it shows.

use figures::{Axis, Claim, Exchange, Figure, Registry, french};
use maud::{Markup, html};
use texts::{Texts, t};

use super::{against, marks, provenance, registry_lang, sentence};

/// The width of a row's picture, whatever its size on the screen.
const WIDTH: f64 = 100.0;

/// An axis of values in one unit.
#[derive(Clone, Copy)]
pub(super) enum Scale {
    /// Each tick multiplies.
    Logarithmic(Axis),
    /// From 0 to this.
    Linear(f64),
}

impl Scale {
    /// The closest one around these figures.
    pub(super) fn around(figures: &[&Figure], unit: &str) -> Self {
        let spreads: Vec<[f64; 3]> = figures.iter().filter_map(|figure| figure.spread_in(unit)).collect();
        Self::Logarithmic(Axis::close_around(&spreads))
    }

    /// From 0 to a round number above all of them.
    pub(super) fn from_zero(figures: &[&Figure], unit: &str) -> Self {
        let most = figures.iter().filter_map(|figure| figure.spread_in(unit)).flatten().fold(0.0, f64::max);
        let step = if most > 0.0 { 10f64.powf(most.log10().floor()) } else { 1.0 };
        Self::Linear((most / step).ceil() * step)
    }

    /// The place of a value on a row's picture.
    fn x(self, value: f64) -> f64 {
        let place = match self {
            Self::Logarithmic(axis) => axis.place(value),
            Self::Linear(end) => (value / end).clamp(0.0, 1.0),
        };
        (place * WIDTH * 100.0).round() / 100.0
    }

    fn ticks(self) -> Vec<f64> {
        match self {
            Self::Logarithmic(axis) => axis.ticks(),
            Self::Linear(end) => vec![0.0, end / 2.0, end],
        }
    }

    /// Whether a value has no place on it.
    fn leaves_out(self, value: f64) -> bool {
        matches!(self, Self::Logarithmic(_)) && value <= 0.0
    }
}

/// What a list of rows needs to know.
pub(super) struct Rows<'a> {
    pub(super) texts: &'a Texts,
    pub(super) registry: &'a Registry,
    /// The claim that they answer, which knows their mistakes.
    pub(super) claim: Option<&'a Claim>,
    /// The figure that the page is about.
    pub(super) about: Option<&'a Figure>,
    pub(super) unit: &'a str,
    pub(super) scale: Scale,
    /// All that the page shows: what contradicts a row and is not there stands beside it in words.
    pub(super) shown: &'a [&'a Figure],
    /// Which rows stand in the place of others, as the claim is set.
    pub(super) exchanged: &'a [&'a Exchange],
}

impl Rows<'_> {
    /// The axis, then a row a figure.
    pub(super) fn list(&self, figures: &[&Figure], class: &str) -> Markup {
        html! {
            (self.axis())
            ol class={ "rows " (class) } lang=[registry_lang(self.texts)] { @for figure in figures { (self.row(figure)) } }
        }
    }

    fn row(&self, figure: &Figure) -> Markup {
        let about = self.about.is_some_and(|about| about.id == figure.id);
        html! {
            li.deck[figure.seed].about[about] id={ "fig-" (figure.id) } {
                p.who {
                    a href={ "/chiffres/" (figure.id) } { (figure.label) }
                    small { (provenance(self.texts, self.registry, figure)) }
                    (marks(self.texts, figure, self.claim))
                }
                (self.picture(figure))
                p.value { b { (figure.text()) } small { (self.range(figure)) } }
                p.scope { (figure.scope) }
                @for one in self.exchanged.iter().filter(|one| one.to == figure.id) { (self.exchange(one)) }
                (against(self.texts, self.registry, figure, self.shown))
            }
        }
    }

    /// Whose place a row has taken, and how.
    fn exchange(&self, one: &Exchange) -> Markup {
        let from = self.registry.figure(&one.from);
        html! {
            @if let Some(from) = from {
                p.swap.deck[from.seed] id={ "fig-" (from.id) } {
                    (t!(self.texts, "figures-instead")) " " a href={ "/chiffres/" (from.id) } { (from.text()) @if let Some(per) = from.per() { " " (per) } }
                    " (" (from.reference(self.registry)) ")\u{202f}: " (sentence(one.how(self.texts.lang()), self.registry)) "."
                }
            }
        }
    }

    fn range(&self, figure: &Figure) -> String {
        if self.scale.leaves_out(figure.value) {
            return self.texts.get("figures-zero").into_owned();
        }
        let told = figure.range_text().map(|range| t!(self.texts, "figures-range", range = range));
        told.unwrap_or_else(|| self.texts.get("figures-no-range").into_owned())
    }

    /// The ticks, the published range, the value: paths that stretch with the row, whose strokes do not.
    fn picture(&self, figure: &Figure) -> Markup {
        let x = |value| self.scale.x(value);
        let ticks: String = self.scale.ticks().iter().map(|&tick| format!("M{} 0V10", x(tick))).collect();
        let spread = figure.spread_in(self.unit);
        html! {
            svg.plot viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                path.grid d=(ticks) {}
                @if let Some([low, value, high]) = spread {
                    @if let Scale::Linear(_) = self.scale { path.bar d={ "M0 5H" (x(value)) } {} }
                    @if figure.has_range() { path.band d={ "M" (x(low)) " 5H" (x(high)) } {} }
                    @if self.scale.leaves_out(value) { path.nought d="M2 2L.4 5L2 8" {} }
                    @else if figure.has_range() { path.at d={ "M" (x(value)) " 1V9" } {} }
                    @else { path.dot d={ "M" (x(value)) " 5h0" } {} }
                }
            }
        }
    }

    fn axis(&self) -> Markup {
        let ticks = self.scale.ticks();
        let last = ticks.len().saturating_sub(1);
        html! {
            svg.scale aria-hidden="true" {
                @for (index, &value) in ticks.iter().enumerate() {
                    @let x = self.scale.x(value);
                    // What stands at an end is written inwards.
                    text class=[if x < 4.0 { Some("first") } else if x > 96.0 { Some("last") } else { None }] x={ (x) "%" } y="1em" {
                        (tick(value)) @if index == last && !self.unit.is_empty() { "\u{202f}" (self.unit) }
                    }
                }
            }
        }
    }
}

/// A value of the axis, short: `0,01`, `1 000`, `10 M`, `1 Md`.
fn tick(value: f64) -> String {
    let scaled = [(1e9, "Md"), (1e6, "M")].into_iter().find(|(size, _)| value >= size * 0.999);
    match scaled {
        Some((size, name)) => french::quantity(value / size, name),
        None => french::number(value),
    }
}

/// All values of a claim as dots on a line of their own; those of the deck apart.
pub(super) fn dots(registry: &Registry, claim: &Claim) -> Markup {
    let figures = registry.figures_of(claim);
    let scale = Scale::around(&figures, &claim.unit);
    let places = |seed: bool| -> String {
        let shown = figures.iter().filter(|figure| figure.seed == seed && !scale.leaves_out(figure.value));
        shown
            .filter_map(|figure| figure.spread_in(&claim.unit))
            .map(|[_, value, _]| format!("M{} 5h0", scale.x(value)))
            .collect()
    };
    html! {
        svg.dots viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            path.grid d="M0 5H100" {}
            path.dot d=(places(false)) {}
            @let deck = places(true);
            @if !deck.is_empty() { path.dot.deck d=(deck) {} }
        }
    }
}

/// From where to where figures go.
pub(super) struct Spread {
    low: String,
    high: String,
    /// How many times the least the most is; none of less than two values above 0.
    factor: Option<f64>,
}

impl Spread {
    /// Of central values.
    pub(super) fn of(figures: &[&Figure], unit: &str) -> Option<Self> {
        let value = |figure: &&&Figure| figure.spread_in(unit).map_or(f64::NAN, |[_, value, _]| value);
        let size = |one: &&&Figure, other: &&&Figure| value(one).total_cmp(&value(other));
        let (least, most) = (figures.iter().min_by(size)?, figures.iter().max_by(size)?);
        let positive = figures.iter().filter(|figure| value(figure) > 0.0);
        let smallest = positive.clone().min_by(size).map(|figure| value(&figure));
        let factor = smallest.filter(|_| positive.count() > 1).map(|smallest| value(&most) / smallest);
        Some(Self { low: least.text(), high: most.text(), factor })
    }

    /// « de 0,26 mL à 519 mL »
    pub(super) fn ends(&self, texts: &Texts) -> String {
        if self.low == self.high {
            self.low.clone()
        } else {
            t!(texts, "figures-from-to", low = &*self.low, high = &*self.high)
        }
    }

    /// « un facteur 2 000 »
    pub(super) fn factor(&self, texts: &Texts) -> Option<String> {
        let factor = self.factor?;
        Some(match french::estimate(factor) {
            one if one == "1" => texts.get("figures-same").into_owned(),
            told => t!(texts, "figures-factor", n = told),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

    use super::*;

    #[test]
    fn ticks_are_short() {
        let told: Vec<String> = [0.01, 1000.0, 1e7, 2e9].into_iter().map(tick).collect();
        assert_eq!(told, ["0,01", "1\u{202f}000", "10\u{202f}M", "2\u{202f}Md"]);
    }

    #[test]
    fn a_linear_scale_ends_at_a_round_number() {
        let registry = Registry::embedded();
        let figure = registry.figure("ademe-2025-carbon").unwrap();
        let Scale::Linear(end) = Scale::from_zero(&[figure], "Mt") else { panic!() };
        assert_eq!(end, 30.0);
        assert!(matches!(Scale::from_zero(&[], "Mt"), Scale::Linear(end) if end.is_finite()));
    }

    #[test]
    fn a_spread_is_of_what_can_be_divided() {
        let registry = Registry::embedded();
        let french = texts::texts("fr");
        let of = |ids: &[&str], unit: &str| {
            let figures: Vec<&Figure> = ids.iter().map(|id| registry.figure(id).unwrap()).collect();
            Spread::of(&figures, unit).map(|spread| (spread.ends(french), spread.factor(french)))
        };
        let (ends, factor) = of(&["google-2025-water", "wapo-2024-email-water"], "mL").unwrap();
        assert_eq!(
            (&*ends, factor.as_deref()),
            ("de 0,26\u{202f}mL à 519\u{202f}mL", Some("un facteur 2\u{202f}000"))
        );
        assert_eq!(of(&["llama31-2024-co2-market", "llama31-2024-co2"], "t").unwrap().1, None);
        assert!(of(&[], "t").is_none());
    }
}
