//! The rules of a text: tokens, length as displayed, typography, no HTML. Places are in bytes of the text.

use std::ops::Range;

/// A displayed figure counts as so many characters.
const FIGURE_LENGTH: usize = 12;

/// `« word »`, at most sixty characters of it, on one line.
pub(crate) fn quoted(text: &str) -> String {
    format!("«\u{202f}{}\u{202f}»", clipped(text, 60))
}

/// At most so many characters, on one line.
pub(crate) fn clipped(text: &str, max: usize) -> String {
    let line = text.trim().replace('\n', " ");
    if line.chars().count() <= max {
        return line;
    }
    line.chars().take(max - 1).chain(['…']).collect()
}

/// Something between double braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// With its braces.
    pub range: Range<usize>,
    pub kind: TokenKind<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind<'a> {
    /// `{{fig:ID}}`, `{{fig:ID|ref}}`, `{{fig:ID|full}}`
    Figure(&'a str),
    /// `{{term:ID}}`, `{{term:ID|shown}}`
    Term { id: &'a str, shown: Option<&'a str> },
    /// Anything else.
    Unknown,
}

/// All tokens of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(close) = text[from..].find("}}").map(|at| from + at) {
        if let Some(open) = text[from..close].rfind("{{").map(|at| from + at) {
            found.push(Token { range: open..close + 2, kind: token_kind(&text[open + 2..close]) });
        }
        from = close + 2;
    }
    found
}

fn token_kind(inside: &str) -> TokenKind<'_> {
    let (name, form) = inside.split_once('|').map_or((inside, None), |(name, form)| (name, Some(form)));
    match name.split_once(':') {
        Some((_, id)) if !is_id(id) => TokenKind::Unknown,
        Some(("fig", id)) if matches!(form, None | Some("ref" | "full")) => TokenKind::Figure(id),
        Some(("term", id)) if form.is_none_or(is_shown) => TokenKind::Term { id, shown: form },
        _ => TokenKind::Unknown,
    }
}

fn is_shown(word: &str) -> bool {
    !word.is_empty() && !word.contains(['|', '{', '}'])
}

/// `^[a-z0-9]+(-[a-z0-9]+)*$`, at most 64 characters.
pub(crate) fn is_id(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= 64 && text.split('-').all(part)
}

/// How many characters a person sees.
pub(crate) fn shown_length(text: &str) -> usize {
    let text = text.trim();
    tokens(text).into_iter().fold(text.chars().count(), |length, token| {
        let written = text[token.range].chars().count();
        let shown = match token.kind {
            TokenKind::Figure(_) => FIGURE_LENGTH,
            TokenKind::Term { id, shown } => shown.unwrap_or(id).chars().count(),
            TokenKind::Unknown => written,
        };
        length - written + shown
    })
}

/// A text with one word in the place of each token.
pub(crate) fn with_tokens_as(text: &str, word: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for token in tokens(text) {
        out.push_str(&text[from..token.range.start]);
        out.push_str(word);
        from = token.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Whether braces of tokens are left over.
pub(crate) fn is_unbalanced(text: &str) -> bool {
    let rest = with_tokens_as(text, "");
    rest.contains("{{") || rest.contains("}}")
}

/// Where HTML or an image begins.
pub(crate) fn markup(text: &str) -> Option<usize> {
    let opens = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let html = text.match_indices('<').find(|(at, _)| opens(&text[at + 1..])).map(|(at, _)| at);
    html.or_else(|| text.find("!["))
}

/// A breach of French typography.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// An ordinary space where a narrow no-break one belongs.
    Space,
    /// A straight apostrophe where a curly one belongs.
    Apostrophe,
}

/// All breaches of French typography, in order.
pub(crate) fn slips(text: &str) -> Vec<(usize, Slip)> {
    let chars = with_tokens_masked(text);
    let slip = |at: usize| {
        let get = |offset: isize| at.checked_add_signed(offset).and_then(|at| chars.get(at)).map(|(_, c)| *c);
        match chars[at].1 {
            ' ' if is_space_wrong(get) => Some(Slip::Space),
            '\'' if is_apostrophe_wrong(get) => Some(Slip::Apostrophe),
            _ => None,
        }
    };
    (0..chars.len()).filter_map(|at| slip(at).map(|slip| (chars[at].0, slip))).collect()
}

/// Characters with their places; a token stands for a number, its ends are digits.
fn with_tokens_masked(text: &str) -> Vec<(usize, char)> {
    let mut tokens = tokens(text).into_iter().map(|token| token.range).peekable();
    let mask = |(at, c): (usize, char)| {
        while tokens.next_if(|range| range.end <= at).is_some() {}
        match tokens.peek().filter(|range| range.contains(&at)) {
            Some(range) if at == range.start || at + 1 == range.end => (at, '0'),
            Some(_) => (at, 'x'),
            None => (at, c),
        }
    };
    text.char_indices().map(mask).collect()
}

fn is_space_wrong(get: impl Fn(isize) -> Option<char>) -> bool {
    let is = |offset: isize, test: fn(char) -> bool| get(offset).is_some_and(test);
    let digit = |offset: isize| is(offset, |c| c.is_ascii_digit());
    let high = is(1, |c| ";:!?»".contains(c))
        && is(-1, |c| !c.is_whitespace())
        && get(2).is_none_or(|c| c.is_whitespace() || "\"'.,…)*]".contains(c));
    let opening = get(-1) == Some('«') && is(1, |c| !c.is_whitespace());
    let unit = digit(-1) && is(1, |c| c == '%' || c == '€');
    let thousands = (-1..=3).filter(|offset| *offset != 0).all(digit) && !is(4, is_word);
    high || opening || unit || thousands
}

fn is_apostrophe_wrong(get: impl Fn(isize) -> Option<char>) -> bool {
    get(-1).is_some_and(char::is_alphabetic)
        && get(1).is_some_and(|next| next.is_alphanumeric() || "{«*".contains(next))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Units of impact: a number before one of them should be a figure of the registry.
const UNITS: [&str; 22] = [
    "g",
    "kg",
    "t",
    "tonne",
    "tonnes",
    "wh",
    "kwh",
    "mwh",
    "gwh",
    "twh",
    "ml",
    "cl",
    "l",
    "litre",
    "litres",
    "m3",
    "m³",
    "%",
    "million",
    "millions",
    "milliard",
    "milliards",
];

/// Numbers of impact that were typed by hand.
pub(crate) fn typed_numbers(text: &str) -> Vec<Range<usize>> {
    let tokens = tokens(text);
    let in_token = |at: usize| tokens.iter().any(|token| token.range.contains(&at));
    let chars: Vec<(usize, char)> =
        text.char_indices().map(|(at, c)| (at, if in_token(at) { ';' } else { c })).collect();
    let run =
        |from: usize, test: fn(char) -> bool| chars[from..].iter().take_while(|(_, c)| test(*c)).count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].1.is_ascii_digit() || (at > 0 && is_word(chars[at - 1].1)) {
            at += 1;
            continue;
        }
        let unit = at + run(at, |c| c.is_ascii_digit() || " .,\u{a0}\u{202f}".contains(c));
        let end = unit + run(unit, |c| is_word(c) || c == '%');
        let word: String = chars[unit..end].iter().flat_map(|(_, c)| c.to_lowercase()).collect();
        if UNITS.contains(&word.as_str()) {
            found.push(chars[at].0..chars.get(end).map_or(text.len(), |(place, _)| *place));
        }
        at = end;
    }
    found
}

/// How many words are read on the stage; a figure is one.
pub(crate) fn words(text: &str) -> usize {
    let text = with_tokens_as(text, "chiffre");
    let words = text.split(|c: char| !(is_word(c) || "'’-".contains(c)));
    words.filter(|word| word.contains(is_word)).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tokens_are_told_apart() {
        let text = "a {{fig:x-1|full}} b {{term:g-rebond|rebonds}} {{fig:X}} {{fig:x|raf}} c";
        let kinds: Vec<TokenKind<'_>> = tokens(text).into_iter().map(|token| token.kind).collect();
        let term = TokenKind::Term { id: "g-rebond", shown: Some("rebonds") };
        assert_eq!(kinds, [TokenKind::Figure("x-1"), term, TokenKind::Unknown, TokenKind::Unknown]);
        assert!(is_unbalanced("a {{ b") && is_unbalanced("a }} b") && !is_unbalanced("{{fig:x}}"));
    }

    #[test]
    fn a_length_is_what_is_shown() {
        assert_eq!(shown_length(" {{fig:x}} ab "), 15);
        assert_eq!(shown_length("{{term:g-rebond|effet rebond}}"), 12);
    }

    #[test]
    fn an_ordinary_space_is_wrong_where_a_narrow_one_belongs() {
        for wrong in
            ["Pourquoi ?", "« mot\u{202f}»", "12 %", "1 287 Wh", "l'eau", "attention : oui", "{{fig:x}} %"]
        {
            assert_eq!(slips(wrong).len(), 1, "{wrong}");
        }
        let right = [
            "Pourquoi\u{202f}?",
            "«\u{202f}mot\u{202f}»",
            "12\u{202f}%",
            "l’eau",
            "a :b",
            "en 2024 330g",
            "3 à 5",
        ];
        for right in right {
            assert_eq!(slips(right), [], "{right}");
        }
        assert_eq!(slips("Oui ? Non !"), [(3, Slip::Space), (9, Slip::Space)]);
    }

    #[test]
    fn a_number_with_a_unit_is_a_figure_that_was_typed() {
        let text = "4 g puis 1 200 kWh, 5 minutes, {{fig:x}} g, 58\u{202f}%, co2 g";
        let typed: Vec<&str> = typed_numbers(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(typed, ["4 g", "1 200 kWh", "58\u{202f}%"]);
    }

    #[test]
    fn words_are_counted_as_they_are_read() {
        assert_eq!(words("L’IA, c'est {{fig:x}} – peut-être."), 4);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "(\\{\\{|\\}\\}|fig:|term:|\\||x|é|\u{202f}| |'|\\?|«|»|1|%|<){0,30}") {
            let _ = (shown_length(&text), markup(&text), words(&text), is_unbalanced(&text));
            for (at, _) in slips(&text) {
                prop_assert!(text.is_char_boundary(at));
            }
            for range in typed_numbers(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
