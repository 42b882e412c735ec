//! The method alone, outside any session: a situation, the questions, a reading in words. Nothing is kept.

use content::Pack;
use figures::{Links, Registry};
use maud::{Markup, html};
use texts::{Texts, t};
use workshop::ValueError;
use workshop::text::{self, TEXT_MAX};

use super::ask::{self, Filled, word};
use super::profile;
use super::rules::{Answer, Method, Situation, read};
use crate::parts::typed::{self, one_line};

/// What the page is made of.
pub struct Alone<'a> {
    texts: &'static Texts,
    pack: &'a Pack,
    method: Method,
}

/// What a person does with the method.
enum About {
    /// A situation of the pack.
    Pack(Box<Situation>),
    /// One of their own.
    Own(Option<String>),
}

impl<'a> Alone<'a> {
    /// None where the pack has no method.
    pub fn new(texts: &'static Texts, pack: &'a Pack) -> Option<Self> {
        Some(Self { texts, pack, method: Method::of(pack)? })
    }

    /// The situations to choose from, and one's own.
    pub fn choose(&self) -> Markup {
        let texts = self.texts;
        let situations = self.pack.of_kind("situation").filter_map(|item| Situation::of(self.pack, &item.id));
        html! {
            p { (t!(texts, "bisou-alone-lead")) }
            p { a.btn.leaf href="/bisou?situation=" { (t!(texts, "bisou-alone-own")) } }
            h2 { (t!(texts, "bisou-alone-pack")) }
            ul.situations {
                @for situation in situations {
                    li { a href={ "/bisou?situation=" (situation.id) } { (situation.title) } p.small { (situation.text) } }
                }
            }
        }
    }

    /// The questions about a situation of the pack, or about one's own when its id is empty; none when there is no such one.
    pub fn ask(&self, id: &str) -> Option<Markup> {
        let about = if id.is_empty() {
            About::Own(None)
        } else {
            About::Pack(Box::new(Situation::of(self.pack, id)?))
        };
        Some(self.form(&about, &Filled::with(None)))
    }

    /// The reading of a form that was filled in.
    pub fn read(&self, fields: &[(String, String)]) -> Result<Markup, ValueError> {
        let answer = read(&ask::from_form(fields))?;
        let mut about = self.about(fields);
        if let About::Own(own) = &mut about {
            *own = text::optional(own.as_deref().unwrap_or_default(), TEXT_MAX)
                .map_err(|fault| fault.error("/value/own"))?;
        }
        Ok(self.reading(&about, &answer))
    }

    /// The form once more, with what can be read of it.
    pub fn again(&self, fields: &[(String, String)]) -> Markup {
        self.form(&self.about(fields), &Filled::again(fields))
    }

    fn about(&self, fields: &[(String, String)]) -> About {
        let field =
            |name: &str| fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.as_str());
        match field("situation").and_then(|id| Situation::of(self.pack, id)) {
            Some(situation) => About::Pack(Box::new(situation)),
            None => About::Own(field("own").map(one_line)),
        }
    }

    fn form(&self, about: &About, filled: &Filled) -> Markup {
        let texts = self.texts;
        html! {
            form.asked method="post" action="/bisou" {
                @match about {
                    About::Pack(situation) => { input type="hidden" name="situation" value=(situation.id); h2 { (situation.title) } p { (situation.text) } },
                    About::Own(own) => (typed::area(texts, "own", &t!(texts, "bisou-alone-what"), own.as_deref().unwrap_or_default(), true)),
                }
                (ask::questions(texts, &self.method, filled, true))
                button.btn.leaf type="submit" { (t!(texts, "bisou-alone-read")) }
            }
        }
    }

    fn reading(&self, about: &About, answer: &Answer) -> Markup {
        let texts = self.texts;
        html! {
            @match about {
                About::Pack(situation) => { h2 { (situation.title) } p { (situation.text) } },
                About::Own(Some(own)) => p { (own) },
                About::Own(None) => {},
            }
            @if let Some(verdict) = self.method.reading(answer.scores) {
                section.card.reading-of { p.kicker { (t!(texts, "bisou-alone-reading")) } h2 { (verdict.title) } p { (verdict.text) } p.small { (t!(texts, "bisou-alone-yours")) } }
            }
            p { (t!(texts, "bisou-alone-decided")) " " b { (word(texts, answer.decision)) } "." }
            @if let Some(alternative) = &answer.alternative { p { (t!(texts, "bisou-alone-instead")) " " b { (alternative) } } }
            (profile::of_one(texts, &self.method.letters, answer.scores))
            (self.letters(about, answer))
            @if let About::Pack(situation) = about { (more(texts, situation)) }
            p.no-print { (t!(texts, "bisou-alone-print")) }
            p.no-print { a.btn.quiet href="/bisou" { (t!(texts, "bisou-alone-again")) } }
        }
    }

    /// Letter by letter: what was answered, and how to go on.
    fn letters(&self, about: &About, answer: &Answer) -> Markup {
        let hints = match about {
            About::Pack(situation) => situation.hints.all().map(Some),
            About::Own(_) => [None; 5],
        };
        html! {
            @for ((letter, score), hint) in self.method.letters.iter().zip(answer.scores.0).zip(hints) {
                section.letter {
                    h3 { (letter.letter) ". " (letter.question) }
                    p { b { (profile::end(self.texts, letter, score)) "." } @if let Some(hint) = hint { " " (hint) } }
                    p.small { (letter.advice) }
                }
            }
        }
    }
}

fn more(texts: &Texts, situation: &Situation) -> Markup {
    let registry = Registry::embedded();
    let figures: Vec<_> = situation.figures.iter().filter_map(|id| registry.figure(id)).collect();
    html! {
        h2 { (t!(texts, "bisou-without")) }
        ul { @for way in &situation.alternatives { li { (way) } } }
        h2 { (t!(texts, "bisou-if-ai")) }
        p { (situation.if_ai) }
        p { b { (situation.discuss) } }
        @if !figures.is_empty() {
            h2 { (t!(texts, "sources")) }
            ul { @for figure in figures { li {
                a href=[Links::Page.to(&figure.id)] { b { (figure.text()) } } " " (figure.label) ", " (figure.reference(registry))
                @if !figure.verified { ", " (t!(texts, "not-verified")) }
            } } }
        }
    }
}
