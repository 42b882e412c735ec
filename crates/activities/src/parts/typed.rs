//! What people type: a field with its counter.

use maud::{Markup, html};
use texts::{Texts, t};
use workshop::text::TEXT_MAX;

/// What was typed into a form, on one line, as an answer has one.
pub fn one_line(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A few lines to type into, and how many signs are left: the page's script counts them.
pub fn area(texts: &Texts, name: &str, label: &str, value: &str, open: bool) -> Markup {
    let left = TEXT_MAX.saturating_sub(value.chars().count());
    html! {
        label.typed {
            span { (label) }
            textarea name=(name) rows="3" maxlength=(TEXT_MAX) aria-describedby={ (name) "-left" } disabled[!open] { (value) }
        }
        p.small id={ (name) "-left" } data-left=(name) data-words=(t!(texts, "signs-left", n = "%")) {
            (t!(texts, "signs-left", n = left.to_string()))
        }
    }
}
