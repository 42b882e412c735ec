//! `/calculer/hypotheses`: what each assumption may be, who says so, and what a use is taken to be.

use figures::french;
use impact::bisou::{Assumed, Assumptions, Basis};
use impact::week::uses;
use maud::{Markup, html};
use texts::{Texts, t};

use crate::assets::{Sheet, sheet};
use crate::pages::{Page, brand};
use crate::request::{Answer, Asker};

/// `GET /calculer/hypotheses`
pub async fn page(asker: Asker) -> Answer {
    let texts = asker.texts;
    let is_french = texts.lang() == texts::DEFAULT;
    let body = html! {
        body.reading.calculate {
            header.between { (brand()) a href="/calculer" { (t!(texts, "calc-back")) } }
            main {
                h1 { (t!(texts, "calc-hypotheses-title")) }
                p.lead { (t!(texts, "calc-hypotheses-lead")) }
                table.assumed {
                    thead { tr { th scope="col" { (t!(texts, "calc-hypothesis")) } th scope="col" { (t!(texts, "calc-reference-value")) }
                        th scope="col" { (t!(texts, "calc-ends")) } th scope="col" { (t!(texts, "calc-basis")) } } }
                    tbody {
                        @for one in Assumptions::embedded().all() { (row(texts, one, is_french)) }
                    }
                }
                h2 { (t!(texts, "calc-uses")) }
                dl.facts {
                    @for one in uses() {
                        dt { (if is_french { &one.label_fr } else { &one.label_en }) }
                        dd {
                            (t!(texts, "calc-use-tokens", written = french::number(one.output_tokens), read = french::number(one.input_tokens)))
                            @if one.images > 0.0 { ", " (t!(texts, "calc-use-images", images = french::number(one.images))) }
                            ". " span lang="fr" { (one.note_fr) }
                        }
                    }
                }
                p { a href="/calculer" { (t!(texts, "calc-back")) } }
            }
        }
    };
    let title = t!(texts, "calc-hypotheses-title");
    Ok(Page { texts, title: &title, sheet: sheet(Sheet::Calculate), script: None, refresh: None }
        .document(&body))
}

fn row(texts: &Texts, one: &Assumed, is_french: bool) -> Markup {
    let (low, high) = one.ends();
    let number = |value: f64| format!("{}\u{202f}{}", french::number(value), one.unit).trim_end().to_owned();
    let basis = match one.basis {
        Basis::Published => "calc-basis-published",
        Basis::Derived => "calc-basis-derived",
        Basis::Assumed => "calc-basis-assumed",
    };
    let reference = match (one.reference, one.assumption.id()) {
        (Some(reference), _) => number(reference),
        (None, "size" | "pue" | "wue") => t!(texts, "calc-of-each-model").into_owned(),
        (None, _) => t!(texts, "calc-not-counted").into_owned(),
    };
    html! {
        tr {
            th scope="row" { (if is_french { &one.label_fr } else { &one.label_en }) small lang="fr" { (one.why) } }
            td data-of=(t!(texts, "calc-reference-value")) { (reference) }
            td data-of=(t!(texts, "calc-ends")) {
                @if low < high { (french::number(low)) " – " (number(high)) } @else { (t!(texts, "calc-of-the-grid")) }
                small { (t!(texts, &format!("calc-shape-{}", one.shape().name()))) }
            }
            td data-of=(t!(texts, "calc-basis")) {
                (t!(texts, basis))
                small lang="fr" { (one.source) @if !one.verified { " " b.unverified { (t!(texts, "calc-unverified")) } } }
            }
        }
    }
}
