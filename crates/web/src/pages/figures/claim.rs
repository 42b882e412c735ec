//! A claim: every published value on one axis, what makes them differ to be turned, why they differ.

use axum::response::Response;
use figures::{Choice, Claim, Exchange, Figure, Position, Registry, Setting, Switch};
use maud::{Markup, html};
use texts::{Texts, t};

use super::draw::{Rows, Scale, Spread};
use super::{beside, document, files, legend, sentence};

/// `GET /chiffres/{claim}?water=on-site&…`
pub(super) fn page(texts: &Texts, registry: &Registry, claim: &Claim, set: &[(String, String)]) -> Response {
    let switches = claim.switches(registry);
    let choice = Choice::read(&switches, set);
    let figures = registry.figures_of(claim);
    let exchanged = choice.exchanges(registry, claim);
    let (kept, left): (Vec<&Figure>, Vec<&Figure>) =
        figures.iter().partition(|figure| choice.keeps(registry, claim, figure));
    let is_exchanged = |figure: &&Figure| exchanged.iter().any(|one| one.from == figure.id);
    let aside: Vec<&Figure> = left.into_iter().filter(|figure| !is_exchanged(figure)).collect();
    let shown = Shown { all: &figures, kept: &kept, aside: &aside, exchanged: &exchanged };
    let question = claim.question(texts.lang());
    let content = html! {
        p.kicker { (texts.word("group", claim.group.as_str())) }
        h1 { (question) }
        p.spread #spread role="status" { (spread(texts, claim, &choice, &figures, &kept)) }
        h2.sr { (t!(texts, "figures-why")) }
        ol.why { @for why in claim.why(texts.lang()) { li { (sentence(why, registry)) } } }
        @if !switches.is_empty() { (turn(texts, claim, &switches, &choice)) }
        div.chart #chart { (chart(texts, registry, claim, &shown)) }
        @if !claim.beside.is_empty() { h2 { (t!(texts, "figures-beside")) } (beside(texts, registry, Some(claim), registry.beside(claim), &figures)) }
        (files(texts, "figures-files-claim", &format!("?claim={}", claim.id)))
        p.no-print.way { a href="/chiffres" { (t!(texts, "figures-all-questions")) } }
    };
    document(texts, question, !switches.is_empty(), &content)
}

/// « 2 chiffres sur 8, de 0,26 mL à 0,32 mL : un facteur 1,2 »
fn spread(texts: &Texts, claim: &Claim, choice: &Choice<'_>, all: &[&Figure], kept: &[&Figure]) -> Markup {
    let of = |figures: &[&Figure]| Spread::of(figures, &claim.unit);
    let set = kept.len() < all.len();
    let turned: Vec<String> = choice
        .iter()
        .map(|(setting, position)| format!("{} ({})", name(texts, setting), told(texts, setting, position)))
        .collect();
    html! {
        @match of(kept) {
            None => (t!(texts, "figures-nothing-kept")),
            Some(shown) => {
                @if set { (t!(texts, "figures-count-of", n = kept.len(), of = all.len())) } @else { (t!(texts, "figures-count", n = all.len())) }
                ", " (shown.ends(texts))
                @if let Some(factor) = shown.factor(texts) { "\u{202f}: " strong { (factor) } }
            }
        }
        @if set && let Some(factor) = of(all).and_then(|all| all.factor(texts)) { small { (t!(texts, "figures-unset", factor = factor)) } }
        @if !turned.is_empty() {
            small { (t!(texts, "figures-turned", settings = turned.join(", "))) }
            a.no-print href={ "/chiffres/" (claim.id) } { (t!(texts, "figures-turn-back")) }
        }
    }
}

/// The settings as a form that works without a script.
fn turn(texts: &Texts, claim: &Claim, switches: &[Switch<'_>], choice: &Choice<'_>) -> Markup {
    html! {
        details.turned open[!choice.is_empty()] {
        summary { (t!(texts, "figures-turn-lead", n = switches.len())) }
        form.turn method="get" action={ "/chiffres/" (claim.id) } aria-label=(t!(texts, "figures-turn")) {
            @for switch in switches {
                @let chosen = choice.of(switch.setting);
                label class=[chosen.map(|_| "set")] {
                    span { (name(texts, switch.setting)) small { (does(texts, claim, switch.setting)) } }
                    select name=(switch.setting.word()) {
                        option value="" { (t!(texts, "fig-setting-all")) }
                        @for position in &switch.positions {
                            option value=(position) selected[chosen == Some(position)] { (told(texts, switch.setting, position)) }
                        }
                    }
                }
            }
            button.btn.quiet type="submit" { (t!(texts, "figures-turn-go")) }
        }
        }
    }
}

/// What a setting does: whether figures take each other's place, or are sorted alone.
fn does(texts: &Texts, claim: &Claim, setting: &Setting) -> String {
    match claim.exchanges.iter().filter(|one| one.setting == *setting).count() {
        0 => t!(texts, "figures-filters").into_owned(),
        n => t!(texts, "figures-exchanges", n = n),
    }
}

/// A setting in words: « Périmètre : téléviseurs ».
pub(super) fn name(texts: &Texts, setting: &Setting) -> String {
    match setting {
        Setting::Stage(stage) => t!(texts, "fig-setting-stage", stage = texts.word("stage", stage)),
        _ => texts.word("setting", &setting.word()).into_owned(),
    }
}

/// A position in words.
pub(super) fn told(texts: &Texts, setting: &Setting, position: &Position) -> String {
    match setting {
        Setting::Date => position.to_string(),
        _ => texts.word("position", position.as_str()).into_owned(),
    }
}

/// What is shown of a claim, as it is set.
struct Shown<'a> {
    all: &'a [&'a Figure],
    kept: &'a [&'a Figure],
    aside: &'a [&'a Figure],
    exchanged: &'a [&'a Exchange],
}

fn chart(texts: &Texts, registry: &Registry, claim: &Claim, shown: &Shown<'_>) -> Markup {
    let scale = Scale::around(shown.all, &claim.unit);
    let rows = Rows {
        texts,
        registry,
        claim: Some(claim),
        about: None,
        unit: &claim.unit,
        scale,
        shown: shown.all,
        exchanged: shown.exchanged,
    };
    html! {
        p.small.keys { (legend(texts)) }
        @if !shown.kept.is_empty() { (rows.list(shown.kept, "")) }
        @if !shown.aside.is_empty() {
            h2 { (t!(texts, "figures-aside")) }
            p.small { (t!(texts, "figures-aside-note", n = shown.aside.len())) }
            (rows.list(shown.aside, "set-aside"))
        }
        p.small { (t!(texts, "figures-marks")) }
    }
}
