//! Markdown to safe HTML: no raw HTML, no image, links to the web only. Figures stay as tokens for `figures::expand`.

use figures::{Registry, expand_text};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::{Pack, Slide};

/// A slide's body, and how many of its parts appear one by one.
pub struct SlideHtml {
    /// HTML; with `build`, each part carries ` data-p="N"`, from 1.
    pub html: String,
    /// 0 when all is there at once.
    pub points: usize,
}

/// A text as HTML. Glossary terms are looked up in the pack.
pub fn to_html(text: &str, pack: Option<&Pack>) -> String {
    render(text, pack, false).html
}

/// The same without its `<p>` when it is one paragraph.
pub fn inline(text: &str, pack: Option<&Pack>) -> String {
    let html = to_html(text, pack);
    let inner = html.trim_end().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    match inner.filter(|inner| !inner.contains("<p>")) {
        Some(inner) => inner.to_owned(),
        None => html,
    }
}

/// A slide's body as HTML.
pub fn slide(slide: &Slide, pack: &Pack) -> SlideHtml {
    render(&slide.body, Some(pack), slide.build)
}

/// Shows the first `point` parts of a slide; the others keep their room.
///
/// ```
/// let html = r#"<p data-p="1">Un</p><p data-p="2">Deux</p>"#;
/// assert_eq!(content::markdown::shown(html, 1), r#"<p>Un</p><p class="later">Deux</p>"#);
/// ```
pub fn shown(html: &str, point: usize) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(MARK) {
        out.push_str(before);
        let (number, next) = after.split_once('"').unwrap_or((after, ""));
        if number.parse::<usize>().is_ok_and(|number| number > point) {
            out.push_str(" class=\"later\"");
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

const MARK: &str = " data-p=\"";

fn render(text: &str, pack: Option<&Pack>, build: bool) -> SlideHtml {
    let mut cooked = Cooked { build, ..Cooked::default() };
    Parser::new_ext(text, Options::ENABLE_TASKLISTS).for_each(|event| cooked.take(event));
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, cooked.events.into_iter());
    SlideHtml { html: with_terms(&out, pack), points: cooked.points }
}

/// Events on their way to HTML.
#[derive(Default)]
struct Cooked<'a> {
    events: Vec<Event<'a>>,
    build: bool,
    /// How many elements are open.
    depth: usize,
    points: usize,
    /// For each open link, whether it is kept.
    links: Vec<bool>,
}

impl<'a> Cooked<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            // Raw HTML is a text like any other.
            Event::Html(raw) | Event::InlineHtml(raw) => self.events.push(Event::Text(raw)),
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            other => self.events.push(other),
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        let part = match tag {
            Tag::Paragraph if self.build && self.depth == 0 => Some("p"),
            Tag::Item if self.build && self.depth == 1 => Some("li"),
            _ => None,
        };
        self.depth += 1;
        if let Some(part) = part {
            self.points += 1;
            let open = format!("<{part}{MARK}{}\">", self.points);
            self.events.push(Event::InlineHtml(open.into()));
            return;
        }
        match tag {
            Tag::Image { .. } => {}
            Tag::Link { ref dest_url, .. } => {
                let web = is_web(dest_url);
                self.links.push(web);
                if web {
                    let open = format!("<a href=\"{}\" rel=\"noopener\">", attribute(dest_url));
                    self.events.push(Event::InlineHtml(open.into()));
                }
            }
            // The word after the fence would become a class.
            Tag::CodeBlock(_) => {
                self.events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::Borrowed("")))));
            }
            other => self.events.push(Event::Start(other)),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Paragraph if self.build && self.depth == 0 => {
                self.events.push(Event::InlineHtml("</p>\n".into()));
            }
            TagEnd::Item if self.build && self.depth == 1 => {
                self.events.push(Event::InlineHtml("</li>\n".into()));
            }
            TagEnd::Image => {}
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.events.push(Event::InlineHtml("</a>".into()));
                }
            }
            other => self.events.push(Event::End(other)),
        }
    }
}

fn is_web(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Glossary terms in a text that is already HTML.
fn with_terms(html: &str, pack: Option<&Pack>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("{{term:") {
        let Some((inside, next)) = after.split_once("}}") else { break };
        out.push_str(before);
        let (id, shown) = inside.split_once('|').map_or((inside, None), |(id, shown)| (id, Some(shown)));
        out.push_str(&term(id, shown, pack));
        rest = next;
    }
    out.push_str(rest);
    out
}

/// A term with its definition; the bare word when there is none, or when markup begins or ends within it.
fn term(id: &str, shown: Option<&str>, pack: Option<&Pack>) -> String {
    let item = pack.and_then(|pack| pack.item(id)).filter(|item| item.kind == "term");
    let field = |name: &str| item.and_then(|item| item.fields.text(name));
    let word = shown
        .map_or_else(|| field("term").map_or_else(|| id.to_owned(), |word| escape(&word)), str::to_owned);
    match field("definition") {
        Some(definition) if !word.contains('<') => {
            let definition = expand_text(&definition, Registry::embedded()).replace("**", "");
            format!("<dfn title=\"{}\">{word}</dfn>", attribute(&definition))
        }
        _ => word,
    }
}

/// Escaped for an attribute: braces too, so that no figure is filled in there.
fn attribute(text: &str) -> String {
    escape(text).replace('{', "&#123;").replace('}', "&#125;")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prose_becomes_html_and_keeps_its_figures() {
        assert_eq!(
            to_html("**Un** mot, {{fig:x|ref}}.", None),
            "<p><strong>Un</strong> mot, {{fig:x|ref}}.</p>\n"
        );
        assert_eq!(to_html("Un {{term:g-x|mot}}.", None), "<p>Un mot.</p>\n");
    }

    #[test]
    fn parts_are_numbered_and_appear_one_by_one() {
        let html = render("Un\n\n- deux\n- **trois**\n", None, true);
        assert_eq!(html.points, 3);
        assert_eq!(
            html.html,
            "<p data-p=\"1\">Un</p>\n<ul>\n<li data-p=\"2\">deux</li>\n<li data-p=\"3\"><strong>trois</strong></li>\n</ul>\n"
        );
        assert_eq!(
            shown(&html.html, 1),
            "<p>Un</p>\n<ul>\n<li class=\"later\">deux</li>\n<li class=\"later\"><strong>trois</strong></li>\n</ul>\n"
        );
        assert!(!shown(&html.html, usize::MAX).contains("later"));
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        assert_eq!(
            to_html("[a](https://x.be)", None),
            "<p><a href=\"https://x.be\" rel=\"noopener\">a</a></p>\n"
        );
        assert_eq!(to_html("[a](javascript:alert(1)) ![i](x.png)", None), "<p>a i</p>\n");
        let figure = to_html("[a](https://x.be/{{fig:x}} \"{{fig:x}}\")\n\n```{{fig:x}}\nb\n```", None);
        assert!(!figure.contains("{{fig"), "{figure}");
        assert_eq!(to_html("<script>alert(1)</script>", None), "&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    #[test]
    fn a_term_has_its_definition() {
        let mut pack = Pack::default();
        let table = toml::toml! {
            term = "Effet rebond"
            definition = "Un gain \"rattrapé\", {{fig:seed-request-co2}} <à> **voir**."
        };
        let fields = toml::Value::Table(table).try_into().unwrap();
        let item = crate::Item { kind: "term".into(), id: "g-rebond".into(), fields, file: String::new() };
        pack.items.insert("g-rebond".into(), item);
        assert_eq!(
            inline("Un {{term:g-rebond|rebond}}.", Some(&pack)),
            "Un <dfn title=\"Un gain &quot;rattrapé&quot;, 4\u{202f}g\u{202f}CO₂e &lt;à&gt; voir.\">rebond</dfn>."
        );
        assert_eq!(inline("{{term:g-rebond|un *re}} bond*", Some(&pack)), "un <em>re bond</em>");
        assert_eq!(inline("a\n\nb", None), "<p>a</p>\n<p>b</p>\n");
    }

    /// The tags of a text of ours, without what is quoted in them.
    fn tags(html: &str) -> Vec<String> {
        let mut found = Vec::new();
        let (mut tag, mut quoted): (Option<String>, bool) = (None, false);
        for c in html.chars() {
            match (c, &mut tag) {
                ('<', None) => tag = Some(String::new()),
                ('>', Some(_)) if !quoted => found.extend(tag.take()),
                ('"', Some(_)) => quoted = !quoted,
                (c, Some(tag)) if !quoted => tag.push(c),
                _ => {}
            }
        }
        assert!(tag.is_none(), "{html}");
        found
    }

    const OURS: [&str; 24] = [
        "p",
        "li",
        "ul",
        "ol",
        "em",
        "strong",
        "code",
        "pre",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "br",
        "a",
        "dfn",
        "input",
        "del",
        "/a",
        "/p",
        "/",
    ];

    proptest! {
        #[test]
        fn no_input_makes_a_script(text in "(<|>|\\[|\\]|\\(|\\)|javascript:|script|onload=|&|\"|'|`|~|\\*|_|\n|- |1\\. |> |#|\t|!|a| |\\{\\{fig:x\\}\\}|\\{\\{term:x\\||\\}\\}|https://|\\\\){0,60}") {
            for build in [false, true] {
                let html = render(&text, None, build).html.to_lowercase();
                prop_assert!(!html.contains("<script") && !html.contains("href=\"javascript") && !html.contains("<img"), "{}", html);
                let html = figures::expand(&html, Registry::embedded(), figures::Links::Page);
                for tag in tags(&html) {
                    let name = tag.split([' ', '/']).next().unwrap_or_default();
                    let known = OURS.contains(&name) || tag.starts_with('/') || tag == "span class=";
                    prop_assert!(known && !tag.contains("on") || tag == "strong" || tag == "/strong", "{} in {}", tag, html);
                    prop_assert!(!tag.contains("style"));
                }
                prop_assert!(!shown(&html, 1).contains("data-p"));
            }
        }

        #[test]
        fn any_text_can_be_shown(text in "\\PC{0,80}") {
            let html = to_html(&text, None);
            prop_assert!(!html.contains("<script"));
            tags(&html);
        }
    }
}
