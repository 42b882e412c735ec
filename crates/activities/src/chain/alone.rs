//! Chains outside any session: to read, and to search for the mistake alone. A search is its address; nothing is kept.

use std::borrow::Cow;

use content::Pack;
use figures::{Links, Registry};
use maud::{Markup, html};
use texts::{Texts, t};
use workshop::{Activity, ValueError};

use super::drawing::{Beside, Canvas, named};
use super::rules::{Chain, Hop, Params, Role, Setting};

/// Where the chains are.
const AT: &str = "/chiffres/chaines";

/// The chains of a pack, in their order.
pub struct Chains<'a> {
    canvas: Canvas<'a>,
    pack: &'a Pack,
    /// Order and id.
    ids: Vec<(i64, &'a str)>,
}

/// One chain.
pub struct One<'a> {
    all: &'a Chains<'a>,
    chain: Params,
}

/// What somebody found: the hop, and what they think has changed there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found<'a> {
    /// The id of a hop.
    pub hop: Option<&'a str>,
    /// The word of a setting.
    pub what: Option<&'a str>,
}

impl<'a> Chains<'a> {
    /// None where the pack has no chain.
    pub fn new(texts: &'a Texts, figures: &'a Registry, pack: &'a Pack) -> Option<Self> {
        let mut ids: Vec<(i64, &str)> = pack
            .of_kind("chain")
            .map(|item| (item.fields.get("order").unwrap_or(i64::MAX), &*item.id))
            .collect();
        ids.sort_unstable();
        let canvas = Canvas { texts, figures, links: Links::Page };
        (!ids.is_empty()).then_some(Self { canvas, pack, ids })
    }

    /// The words of the interface around them.
    pub fn texts(&self) -> &'a Texts {
        self.canvas.texts
    }

    /// What the whole is called in its pack.
    pub fn title(&self) -> Cow<'_, str> {
        self.told("title")
    }

    fn told(&self, field: &str) -> Cow<'_, str> {
        let file = self.pack.of_kind("chains").next();
        file.and_then(|file| file.fields.text(field)).unwrap_or_default()
    }

    /// A chain by its id.
    pub fn one(&'a self, id: &str) -> Option<One<'a>> {
        let chain = Params::of(self.pack, id)?;
        Some(One { all: self, chain })
    }

    /// All chains: what each ends in, and through how many hands it went.
    pub fn list(&self) -> Markup {
        let texts = self.canvas.texts;
        let chains = self.ids.iter().filter_map(|(_, id)| Params::of(self.pack, id));
        html! {
            p.chains-lead { (self.told("summary")) }
            ol.chains {
                @for chain in chains {
                    li {
                        h2 { a href={ (AT) "/" (chain.id) } { q { (chain.claim) } } }
                        p.small { (chain.title) ", " (span(texts, &chain)) " · " a href={ (AT) "/" (chain.id) "/exercice" } { (t!(texts, "chain-exercise")) span.sr { " " (chain.title) } } }
                    }
                }
            }
            p.chain-ways.no-print { a href="/chiffres/reflexe" { (t!(texts, "reflex-link")) } }
        }
    }

    /// The chain after this one, the first after the last.
    fn after(&self, id: &str) -> &str {
        let at = self.ids.iter().position(|(_, known)| *known == id).unwrap_or_default();
        self.ids[(at + 1) % self.ids.len()].1
    }
}

impl One<'_> {
    /// `La petite bouteille`
    pub fn title(&self) -> &str {
        &self.chain.title
    }

    /// What everybody says.
    pub fn claim(&self) -> &str {
        &self.chain.claim
    }

    /// The chain with what changed at each hop, and how to say it.
    pub fn read(&self) -> Markup {
        let texts = self.all.canvas.texts;
        html! {
            p.no-print { a.btn.quiet href={ (AT) "/" (self.chain.id) "/exercice" } { (t!(texts, "chain-first")) } }
            (self.all.canvas.chain(&self.chain, Beside::default()))
            (self.all.canvas.kept(&self.chain))
            (self.ways())
        }
    }

    /// The chain without what changed, to search in. `found`: what was chosen so far.
    pub fn ask(&self, found: Found<'_>) -> Markup {
        let (texts, canvas) = (self.all.canvas.texts, self.all.canvas);
        html! {
            p { (t!(texts, "chain-exercise-lead")) }
            form.chain-search method="get" action={ (AT) "/" (self.chain.id) "/exercice" } {
                fieldset {
                    legend { (t!(texts, "chain-ask")) }
                    @for (number, hop) in self.chain.numbered() {
                        label.hop-press {
                            input type="radio" name="hop" value=(hop.id) required checked[found.hop == Some(&*hop.id)];
                            b.hop-n { (number) }
                            span { (canvas.told(hop)) }
                        }
                    }
                }
                fieldset.chain-settings {
                    legend { (t!(texts, "chain-ask-what")) }
                    @for setting in Setting::ALL {
                        label { input type="radio" name="what" value=(setting.as_str()) required checked[found.what == Some(setting.as_str())]; " " (self.word(setting)) }
                    }
                }
                button.btn.leaf type="submit" { (t!(texts, "chain-show")) }
            }
        }
    }

    /// What there is to say about what somebody found, then the chain with all that changed.
    ///
    /// # Errors
    /// What they sent is no hop of this chain, or no setting.
    pub fn answer(&self, found: Found<'_>) -> Result<Markup, ValueError> {
        let value = serde_json::json!({ "hop": found.hop.unwrap_or_default() });
        let answer = Chain::accept(&self.chain, "", &value)?;
        let (number, hop) = self.chain.hop(&answer.hop).expect("what was accepted is a hop of the chain");
        let word = found.what.filter(|word| !word.is_empty());
        let what = word.ok_or_else(|| ValueError::new("what-missing", "/what"))?;
        let what = Setting::parse(what).ok_or_else(|| ValueError::new("what-missing", "/what"))?;
        Ok(self.told(number, hop, what))
    }

    fn told(&self, number: usize, hop: &Hop, what: Setting) -> Markup {
        let (texts, role) = (self.all.canvas.texts, self.chain.role(hop));
        let verdict = match role {
            Role::Turn(_) => "chain-found-turn",
            Role::Also(_) => "chain-found-also",
            Role::Same => "chain-found-same",
        };
        html! {
            section.chain-told aria-label=(t!(texts, "chain-yours")) {
                p { (t!(texts, "chain-yours")) " " b { (named(number, hop)) } }
                p.chain-verdict { (t!(texts, verdict)) }
                @if let Role::Turn(change) | Role::Also(change) = role {
                    p { (t!(texts, "chain-thought")) " " b { (self.word(what)) } ". " (t!(texts, "chain-was")) " " b { (self.word(change.kind)) } "." }
                }
            }
            (self.all.canvas.chain(&self.chain, Beside { votes: None, mine: Some(&hop.id) }))
            (self.all.canvas.kept(&self.chain))
            (self.ways())
        }
    }

    fn word(&self, setting: Setting) -> String {
        self.all.canvas.texts.get(&format!("chain-kind-{}", setting.as_str())).into_owned()
    }

    /// Where to go from here.
    fn ways(&self) -> Markup {
        let (texts, next) = (self.all.canvas.texts, self.all.after(&self.chain.id));
        html! {
            nav.chain-ways.no-print aria-label=(t!(texts, "chain-ways")) {
                a href=(AT) { (t!(texts, "chain-all")) }
                a href={ (AT) "/" (next) "/exercice" } { (t!(texts, "chain-next")) }
                a href="/chiffres/reflexe" { (t!(texts, "reflex-link")) }
            }
        }
    }
}

/// `4 maillons, de 2023 à 2024`
fn span(texts: &Texts, chain: &Params) -> String {
    let years = || chain.hops.iter().filter_map(|hop| hop.year);
    let (first, last) = (years().min().unwrap_or_default(), years().max().unwrap_or_default());
    t!(texts, "chain-span", n = chain.hops.len(), first = first.to_string(), last = last.to_string())
}
