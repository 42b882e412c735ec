//! Figures cited in texts: `{{fig:ID}}`, `{{fig:ID|ref}}`, `{{fig:ID|full}}`.

use crate::{Figure, Registry};

/// Where the link on a figure leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// To the figure's page: `/chiffres/ID`.
    Page,
    /// To the figure's place in the same document: `#fig-ID`.
    Anchor,
    /// Nowhere.
    Plain,
}

impl Links {
    /// The address of a figure, where there is one.
    pub fn to(self, id: &str) -> Option<String> {
        match self {
            Self::Page => Some(format!("/chiffres/{id}")),
            Self::Anchor => Some(format!("#fig-{id}")),
            Self::Plain => None,
        }
    }
}

/// Fills figures into a text that is already HTML.
pub fn expand(html: &str, registry: &Registry, links: Links) -> String {
    replace(html, |id, form| match registry.figure(id) {
        Some(figure) => linked(figure, &escape(&written(figure, form, registry)), links),
        None => format!("<span class=\"fig missing\">{}</span>", escape(id)),
    })
}

/// Fills figures into a plain text.
pub fn expand_text(text: &str, registry: &Registry) -> String {
    replace(text, |id, form| {
        registry.figure(id).map_or_else(|| id.to_owned(), |figure| written(figure, form, registry))
    })
}

/// The ids cited in a text.
pub fn ids(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, token, next)) = next_token(rest) {
        found.extend(token.map(|(id, _)| id));
        rest = next;
    }
    found
}

fn replace(text: &str, write: impl Fn(&str, &str) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, token, next)) = next_token(rest) {
        out.push_str(before);
        match token {
            Some((id, form)) => out.push_str(&write(id, form)),
            None => out.push_str(OPEN),
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

const OPEN: &str = "{{fig:";

type IdAndForm<'a> = (&'a str, &'a str);

/// The text before the next token, its id and form, and the text behind it. No id and form: what opens like a token is
/// none, for markup or another token begins within it; only its opening is passed over.
fn next_token(text: &str) -> Option<(&str, Option<IdAndForm<'_>>, &str)> {
    let (before, after) = text.split_once(OPEN)?;
    match after.split_once("}}") {
        Some((token, next)) if !token.contains(['<', '>', '{', '}']) => {
            Some((before, Some(token.split_once('|').unwrap_or((token, ""))), next))
        }
        _ => Some((before, None, after)),
    }
}

fn written(figure: &Figure, form: &str, registry: &Registry) -> String {
    match form {
        "ref" => figure.reference(registry).to_owned(),
        "full" => figure.full(registry),
        _ => figure.text(),
    }
}

fn linked(figure: &Figure, text: &str, links: Links) -> String {
    let mark = if figure.verified { "" } else { " unverified" };
    match links.to(&figure.id) {
        Some(href) => format!("<a class=\"fig{mark}\" href=\"{href}\">{text}</a>"),
        None => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cited_figure_is_written_and_linked() {
        let registry = Registry::embedded();
        let html =
            expand("<p>{{fig:seed-request-co2}} ({{fig:seed-request-co2|ref}})</p>", registry, Links::Page);
        assert_eq!(
            html,
            "<p><a class=\"fig\" href=\"/chiffres/seed-request-co2\">4\u{202f}g\u{202f}CO₂e</a> (<a class=\"fig\" href=\"/chiffres/seed-request-co2\">Dutoit, 2024</a>)</p>"
        );
        assert_eq!(expand_text("{{fig:seed-request-co2}} !", registry), "4\u{202f}g\u{202f}CO₂e !");
        assert_eq!(
            expand("{{fig:a&b}}", registry, Links::Plain),
            "<span class=\"fig missing\">a&amp;b</span>"
        );
        assert_eq!(expand("<p>{{fig:a</p><p>}}</p>", registry, Links::Page), "<p>{{fig:a</p><p>}}</p>");
        assert_eq!(expand("{{fig:open", registry, Links::Plain), "{{fig:open");
        assert_eq!(ids("a {{fig:x|full}} b {{fig:y}}"), ["x", "y"]);
    }
}
