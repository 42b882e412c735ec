//! A page as a browser takes it apart: what is a tag, what is an attribute, what is text.

/// A start tag.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    /// Names and values, entities as they are.
    pub attributes: Vec<(String, String)>,
}

/// All start tags, in order.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            tags.push(tag);
            rest = after;
        }
    }
    tags
}

/// How many elements a browser that runs scripts makes of a page. As `EcoIndex` does, what is drawn inside an `<svg>` is not
/// counted; what is inside a `<noscript>` is text.
pub fn elements(page: &str) -> usize {
    let without = |page: &str, name: &str| {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        let mut parts = page.split(&open);
        let first = parts.next().unwrap_or_default().to_owned();
        // An empty element stands for each: it is counted, its content is not.
        parts.fold(first, |all, part| all + "<i>" + part.split_once(&close).map_or("", |(_, rest)| rest))
    };
    tags(&without(&without(page, "svg"), "noscript")).len()
}

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (Tag { name: name.to_ascii_lowercase(), attributes }, rest);
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end.max(1));
        let (value, after) = value(after);
        attributes.push((name.to_ascii_lowercase(), value.to_owned()));
        rest = after;
    }
}

/// `="…"`, or nothing.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=') else { return ("", text) };
    for quote in ['"', '\''] {
        if let Some(text) = text.strip_prefix(quote) {
            return text.split_once(quote).unwrap_or((text, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len()))
}

/// What would run or paint by itself: nothing of the house does, so somebody else would have put it there.
pub fn inline(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for Tag { name, attributes } in tags(page) {
        let has = |wanted: &str| attributes.iter().any(|(attribute, _)| attribute == wanted);
        if name == "style" || name == "base" || name == "iframe" || (name == "script" && !has("src")) {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in &attributes {
            let leads = ["href", "src", "action", "formaction"].contains(&attribute.as_str());
            let runs = attribute == "style"
                || attribute.starts_with("on")
                || (leads && value.contains("javascript:"));
            let strange =
                !attribute.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-:_".contains(&byte));
            if runs || strange {
                found.push(format!("<{name} {attribute}={value}>"));
            }
        }
    }
    found
}

#[test]
fn what_would_run_is_found_and_what_is_text_is_not() {
    let good = r#"<!DOCTYPE html><p title="a > b onclick=c javascript:d">&lt;script&gt; onclick=x</p><script defer src=/a.js></script><br/>"#;
    assert_eq!(inline(good), [""; 0]);
    assert_eq!(tags(good).len(), 3);
    let bad =
        r#"<script>x</script><img src=x onerror='y'><p style="">a</p><a href="javascript:z">b</a><i a"b=1>"#;
    assert_eq!(inline(bad).len(), 5, "{:?}", inline(bad));
}
