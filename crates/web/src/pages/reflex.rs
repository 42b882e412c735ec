//! `/chiffres/reflexe`: four questions to ask of a figure, on one sheet of A4.

use content::{Pack, markdown};
use figures::{Links, Registry, Source, expand};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use texts::{Texts, t};

use super::chains::packs;
use super::{Page, brand, ways};
use crate::app::Shared;
use crate::assets::{Sheet, sheet};
use crate::problem::Problem;
use crate::request::{Answer, Asker};

/// The sheet as it stands in a pack.
#[derive(Deserialize)]
struct Reflex {
    title: String,
    summary: String,
    question: Vec<Question>,
    holds: Vec<Holds>,
    falls: Vec<Falls>,
}

/// A question to ask, and what to look for.
#[derive(Deserialize)]
struct Question {
    question: String,
    text: String,
}

/// A conclusion that holds with every figure of the registry.
#[derive(Deserialize)]
struct Holds {
    title: String,
    text: String,
}

/// A sentence that does not; where there is one, the chain that led to it.
#[derive(Deserialize)]
struct Falls {
    say: String,
    text: String,
    chain: Option<String>,
}

/// Fills the texts of a pack.
struct Filled<'a> {
    texts: &'a Texts,
    pack: &'a Pack,
    registry: &'a Registry,
}

/// `GET /chiffres/reflexe`
pub async fn page(asker: Asker) -> Answer {
    let read = |pack| of(pack).map(|reflex| (pack, reflex));
    let (pack, reflex) = packs(&asker).find_map(read).ok_or_else(|| asker.fail(Problem::not_found()))?;
    // The whole page is in the language of what it says.
    let texts = texts::texts(&pack.meta.lang);
    let filled = Filled { texts, pack, registry: asker.app.shared.figures };
    let body = html! {
        body.print.reflex-page {
            header { (brand()) (ways(texts)) p.note { (t!(texts, "reflex-how")) } }
            main { (filled.sheet(&reflex)) }
        }
    };
    Ok(Page { texts, title: &reflex.title, sheet: sheet(Sheet::Print), script: None, refresh: None }
        .document(&body))
}

/// Whether there is a sheet in a language.
pub(super) fn is_in(shared: &Shared, lang: &str) -> bool {
    shared.library.pack(lang).is_some_and(|pack| pack.of_kind("reflex").next().is_some())
}

/// The first sheet of a pack.
fn of(pack: &Pack) -> Option<Reflex> {
    let item = pack.of_kind("reflex").next()?;
    pack.read("reflex", &item.id)
}

impl Filled<'_> {
    fn text(&self, text: &str) -> PreEscaped<String> {
        PreEscaped(expand(&markdown::inline(text, Some(self.pack)), self.registry, Links::Page))
    }

    fn sheet(&self, reflex: &Reflex) -> Markup {
        let texts = self.texts;
        html! {
            section.sheet.reflex {
                h1 { (reflex.title) }
                p.reflex-lead { (reflex.summary) }
                ol.reflex-questions { @for one in &reflex.question { li { h2 { (one.question) } p { (self.text(&one.text)) } } } }
                div.reflex-both {
                    section { h2 { (t!(texts, "reflex-holds")) } ul { @for one in &reflex.holds { li { b { (one.title) } " " (self.text(&one.text)) } } } }
                    section { h2 { (t!(texts, "reflex-falls")) } ul { @for one in &reflex.falls { (self.falls(one)) } } }
                }
                p.reflex-sources {
                    (t!(texts, "sources")) "\u{202f}: "
                    @for (place, source) in self.sources(reflex).into_iter().enumerate() { @if place > 0 { " · " } (cited(source)) }
                }
            }
        }
    }

    /// Whom the sheet cites, for paper leads nowhere; each once.
    fn sources(&self, reflex: &Reflex) -> Vec<&Source> {
        let falls = reflex.falls.iter().flat_map(|one| [&one.say, &one.text]);
        let cited = reflex.holds.iter().map(|one| &one.text).chain(falls).flat_map(|text| figures::ids(text));
        let mut sources: Vec<&Source> = Vec::new();
        for figure in cited.filter_map(|id| self.registry.figure(id)) {
            let found = self.registry.source(&figure.source);
            sources.extend(found.filter(|one| !sources.iter().any(|known| known.id == one.id)));
        }
        sources
    }

    fn falls(&self, one: &Falls) -> Markup {
        html! {
            li {
                q.reflex-say { (self.text(&one.say)) } " " (self.text(&one.text))
                @if let Some(chain) = &one.chain { " " a.no-print href={ "/chiffres/chaines/" (chain) } { (t!(self.texts, "reflex-chain")) span.sr { " " (figures::expand_text(&one.say, self.registry)) } } }
            }
        }
    }
}

/// A source with where it is: its identifier, else its address without what every address begins with.
fn cited(source: &Source) -> Markup {
    let address = source.url.as_deref().map(|url| url.split_once("://").map_or(url, |(_, address)| address));
    html! {
        (source.short)
        @if let Some(doi) = &source.doi { " (doi:" (doi) ")" } @else if let Some(address) = address { " (" (address.trim_end_matches('/')) ")" }
    }
}
