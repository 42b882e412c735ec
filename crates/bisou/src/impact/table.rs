//! An answer for people: a table with the bars of its intervals, the equivalents, what is to be said beside.

use std::fmt::Write;

use figures::{Equivalence, Measured, Registry, french};
use impact::bisou::{Assumptions, Basket, Outcome, Spread};
use impact::check::{Request, VideoRequest};
use impact::data::Zone;
use impact::input::Requests;
use impact::unit::{Carbon, Energy, Minerals, PrimaryEnergy, Quantity, Water};
use impact::{By, Estimate, Fault, Interval, Method, Note, Question, Subject, Warnings};

use super::scopes;

/// The width of a bar.
const BAR: f64 = 24.0;

/// Whose data the figures are made of; their licences ask for it.
pub const SOURCES: &str = "Données\u{202f}: EcoLogits 0.11.3 (MPL-2.0), Our World in Data (CC BY 4.0), ADEME Base Empreinte, \
                           World Resources Institute.\n";

/// What is known of a quantity: its range, and its middle where the method has one.
#[derive(Clone, Copy)]
struct Known<Q> {
    range: Interval<Q>,
    central: Option<Q>,
}

impl<Q> From<Interval<Q>> for Known<Q> {
    fn from(range: Interval<Q>) -> Self {
        Self { range, central: None }
    }
}

impl<Q: Quantity> From<Spread<Q>> for Known<Q> {
    fn from(spread: Spread<Q>) -> Self {
        Self { range: spread.range(), central: Some(spread.central()) }
    }
}

/// The totals by either method, and the share of making the hardware.
pub struct Totals {
    energy: Known<Energy>,
    gwp: Known<Carbon>,
    adpe: Known<Minerals>,
    pe: Known<PrimaryEnergy>,
    wcf: Known<Water>,
    made: [Option<String>; 3],
}

impl From<&Estimate> for Totals {
    fn from(estimate: &Estimate) -> Self {
        let (total, made) = (&estimate.total, &estimate.embodied);
        Self {
            energy: total.energy.into(),
            gwp: total.gwp.into(),
            adpe: total.adpe.into(),
            pe: total.pe.into(),
            wcf: total.wcf.into(),
            made: [share(made.gwp, total.gwp), share(made.adpe, total.adpe), share(made.pe, total.pe)],
        }
    }
}

impl From<&Outcome> for Totals {
    fn from(outcome: &Outcome) -> Self {
        let (total, made) = (&outcome.total, &outcome.embodied);
        Self {
            energy: total.energy.into(),
            gwp: total.gwp.into(),
            adpe: total.adpe.into(),
            pe: total.pe.into(),
            wcf: total.wcf.into(),
            made: [
                middle_share(made.gwp, total.gwp),
                middle_share(made.adpe, total.adpe),
                middle_share(made.pe, total.pe),
            ],
        }
    }
}

/// The table of a question's answer; equivalents are those asked for, else those the registry proposes.
pub fn of(question: &Question<'_>, by: By, wanted: &[&Equivalence]) -> Result<String, Fault> {
    match question {
        Question::Request(request) => of_request(request, by, wanted),
        Question::Video(video) => {
            let head = video_head(video);
            by_the_reference(
                &head,
                &video.estimate()?,
                &video.notes,
                video.warnings,
                "la puissance du serveur",
                wanted,
            )
        }
        Question::Training(training) => scopes::of(training),
    }
}

fn of_request(request: &Request<'_>, by: By, wanted: &[&Equivalence]) -> Result<String, Fault> {
    let model = request.model.map_or("modèle donné par sa taille", |model| model.name);
    let (zone, tokens) = (zone(request.zone), french::number(request.tokens.get()));
    let changed = request.notes.iter().any(|note| note.subject == Subject::MixOverridden);
    let mix = if changed { ", mix en partie donné" } else { "" };
    let head = format!("{}{model}, {tokens} tokens, {zone}{mix}", times(request.requests));
    match by.method {
        Method::Reference => {
            let estimate = request.estimate()?;
            by_the_reference(
                &head,
                &estimate,
                &request.notes,
                request.warnings,
                "la taille du modèle",
                wanted,
            )
        }
        Method::Bisou => {
            let outcome = Basket::of(request).outcome(by.draws)?;
            let mut out = format!("{head}\n");
            drawn(&mut out, &outcome, wanted);
            out.push_str(&remarks(&request.notes, request.warnings));
            out.push_str(SOURCES);
            Ok(out)
        }
    }
}

/// `of`: what else than PUE and WUE has a range there.
fn by_the_reference(
    head: &str,
    estimate: &Estimate,
    notes: &[Note],
    warnings: Warnings,
    of: &str,
    wanted: &[&Equivalence],
) -> Result<String, Fault> {
    let mut out = format!("{head}\nMéthode {}\n\n", Method::Reference.as_str());
    body(&mut out, &estimate.into(), wanted);
    out.push_str(&remarks(notes, warnings));
    if !notes.iter().any(|note| note.subject == Subject::ZeroTokens) {
        let _ = writeln!(
            out,
            "L’intervalle ne porte que sur {of}, le PUE et le WUE\u{202f}: le doute réel est plus large (--method bisou)."
        );
    }
    out.push_str(SOURCES);
    Ok(out)
}

/// What method `bisou` says: how it was drawn, the table, the hull.
pub fn drawn(out: &mut String, outcome: &Outcome, wanted: &[&Equivalence]) {
    let _ = writeln!(
        out,
        "Méthode {}, hypothèses {}\u{202f}: {} tirages, de 5 % à 95 %, médiane au milieu\n",
        Method::Bisou.as_str(),
        Assumptions::embedded().edition(),
        french::number(f64::from(outcome.draws.number())),
    );
    body(out, &outcome.into(), wanted);
    let (energy, gwp) = (outcome.hull.total.energy, outcome.hull.total.gwp);
    let _ = writeln!(
        out,
        "Enveloppe exacte, tout au plus bas et tout au plus haut\u{202f}: {}, {} CO₂e.",
        french::watt_hours_range(energy.low().watt_hours(), energy.high().watt_hours()),
        french::grams_co2e_range(gwp.low().grams(), gwp.high().grams()),
    );
}

// Writing to a text cannot fail.
fn body(out: &mut String, totals: &Totals, wanted: &[&Equivalence]) {
    for line in rows(totals) {
        let _ = writeln!(out, "{line}");
    }
    for line in equivalents(totals, wanted) {
        let _ = writeln!(out, "{line}");
    }
}

/// Notes and warnings, a line each.
pub fn remarks(notes: &[Note], warnings: Warnings) -> String {
    let mut out = String::new();
    for note in notes {
        let mark = if note.subject.is_warning() { "⚠" } else { "·" };
        let _ = writeln!(out, "{mark} {}", note.french());
    }
    for warning in warnings.iter() {
        let _ = writeln!(out, "⚠ {}", warning.french());
    }
    out
}

fn video_head(video: &VideoRequest<'_>) -> String {
    let zone = zone(video.zone);
    let times = times(video.requests);
    let size = &video.clip.resolution;
    let (width, height) = (size.width(), size.height());
    let seconds = french::quantity(video.clip.duration.time().seconds(), "s");
    let sound = if video.clip.audio { "avec son" } else { "muette" };
    format!("{times}{}, {width} × {height}, {seconds}, {sound}, {zone}", video.model.name)
}

/// A zone by name and code.
pub fn zone(zone: Option<&Zone>) -> String {
    zone.map_or("mix propre".to_owned(), |zone| format!("{} ({})", zone.name.fr, zone.code))
}

fn times(requests: Option<Requests>) -> String {
    requests.map(|n| format!("{} × ", french::number(n.get()))).unwrap_or_default()
}

/// How numbers of one kind are written: with a middle, and without.
#[derive(Clone, Copy)]
struct Written {
    spread: fn([f64; 3]) -> french::Spread,
    range: fn(f64, f64) -> String,
}

const WATT_HOURS: Written = Written { spread: french::watt_hours_spread, range: french::watt_hours_range };
const CARBON: Written = Written { spread: french::grams_co2e_spread, range: french::grams_co2e_range };
const GRAMS: Written = Written { spread: french::grams_spread, range: french::grams_range };
const JOULES: Written = Written { spread: french::megajoules_spread, range: french::megajoules_range };
const WATER: Written = Written { spread: french::millilitres_spread, range: french::millilitres_range };
const COUNT: Written = Written { spread: french::count_spread, range: french::count_range };

impl Written {
    fn tell(self, low: f64, central: Option<f64>, high: f64) -> String {
        match central {
            Some(central) => (self.spread)([low, central, high]).to_string(),
            None => (self.range)(low, high),
        }
    }
}

fn rows(totals: &Totals) -> [String; 5] {
    let [gwp, adpe, pe] = totals.made.each_ref().map(Option::as_deref);
    [
        row("énergie", totals.energy, Energy::watt_hours, WATT_HOURS, None),
        row("CO₂e", totals.gwp, Carbon::grams, CARBON, gwp),
        row("métaux (Sb éq.)", totals.adpe, |mass| mass.kilograms() * 1000.0, GRAMS, adpe),
        row("énergie primaire", totals.pe, PrimaryEnergy::megajoules, JOULES, pe),
        row("eau consommée", totals.wcf, Water::millilitres, WATER, None),
    ]
}

fn row<Q: Quantity>(
    name: &str,
    known: Known<Q>,
    number: fn(Q) -> f64,
    written: Written,
    made: Option<&str>,
) -> String {
    let (low, high) = (number(known.range.low()), number(known.range.high()));
    let central = known.central.map(number);
    let told = written.tell(low, central, high);
    let made = made.map(|share| format!("fabrication {share}")).unwrap_or_default();
    format!("{name:<17} {told:>22}  {}  {made}", bar(low, central, high)).trim_end().to_owned()
}

/// From nothing to the high end; the interval is what is full, its middle is marked.
fn bar(low: f64, central: Option<f64>, high: f64) -> String {
    let place =
        |value: f64| if high > 0.0 { (value / high * BAR).round().min(BAR - 1.0) as usize } else { 0 };
    let (from, middle) = (place(low), central.map(place));
    let drawn = (0..BAR as usize).map(|at| match at {
        _ if high <= 0.0 => ' ',
        _ if middle == Some(at) => '┃',
        _ if at < from => '·',
        _ => '█',
    });
    format!("▕{}▏", drawn.collect::<String>())
}

fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}

/// The share of making the hardware, at both ends.
fn share<Q: Quantity>(made: Interval<Q>, total: Interval<Q>) -> Option<String> {
    let of = |made: Q, total: Q| (total.value() > 0.0).then(|| made.value() / total.value());
    let (one, other) = (of(made.low(), total.low())?, of(made.high(), total.high())?);
    let both = french::interval(percent(one.min(other)), percent(one.max(other)));
    Some(format!("{both}\u{202f}%"))
}

/// The share of making the hardware, of the medians.
fn middle_share<Q: Quantity>(made: Spread<Q>, total: Spread<Q>) -> Option<String> {
    let (made, total) = (made.central().value(), total.central().value());
    (total > 0.0).then(|| format!("{}\u{202f}%", french::number(percent(made / total))))
}

/// What that is in everyday life, from the least to the most that it may be.
fn equivalents(totals: &Totals, wanted: &[&Equivalence]) -> Vec<String> {
    fn ends<Q: Quantity>(known: Known<Q>, number: fn(Q) -> f64) -> [f64; 3] {
        let (low, high) = (number(known.range.low()), number(known.range.high()));
        [low, known.central.map_or(low, number), high]
    }
    let has_middle = totals.energy.central.is_some();
    let results = [
        Measured::Carbon(ends(totals.gwp, Carbon::grams)),
        Measured::Energy(ends(totals.energy, Energy::watt_hours)),
        Measured::Water(ends(totals.wcf, Water::millilitres)),
    ];
    let proposed = Registry::embedded().equivalences().iter().filter(|one| one.default);
    let taken: Vec<_> = if wanted.is_empty() { proposed.collect() } else { wanted.to_vec() };
    taken
        .into_iter()
        .filter_map(|one| results.iter().find_map(|result| one.count(*result)))
        .map(|equivalent| {
            let [low, central, high] = equivalent.count;
            format!("≈ {} {}", COUNT.tell(low, has_middle.then_some(central), high), equivalent.of.label)
        })
        .collect()
}
