//! The rules of a text: tokens, length as displayed, typography, no HTML.

/// A displayed figure counts as so many characters.
const FIGURE_LENGTH: usize = 12;

/// `{{…}}` in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `{{fig:ID}}`, `{{fig:ID|ref}}`, `{{fig:ID|full}}`
    Figure(&'a str),
    /// `{{term:ID}}`, `{{term:ID|shown}}`
    Term { id: &'a str, shown: Option<&'a str> },
    /// Anything else.
    Unknown(&'a str),
}

/// Pieces of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Plain(&'a str),
    Token(Token<'a>),
    /// `{{` without its `}}`, or the other way round.
    Unbalanced,
}

/// Cuts a text at its tokens.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        plain(before, &mut out);
        match after.split_once("}}") {
            Some((inside, next)) if !inside.contains("{{") => {
                out.push(Piece::Token(token(inside)));
                rest = next;
            }
            _ => {
                out.push(Piece::Unbalanced);
                rest = after;
            }
        }
    }
    plain(rest, &mut out);
    out
}

fn plain<'a>(text: &'a str, out: &mut Vec<Piece<'a>>) {
    if text.contains("}}") {
        out.push(Piece::Unbalanced);
    }
    if !text.is_empty() {
        out.push(Piece::Plain(text));
    }
}

fn token(inside: &str) -> Token<'_> {
    let (name, form) = inside.split_once('|').map_or((inside, None), |(name, form)| (name, Some(form)));
    if let Some(id) = name.strip_prefix("fig:").filter(|id| is_id(id)) {
        return if matches!(form, None | Some("ref" | "full")) {
            Token::Figure(id)
        } else {
            Token::Unknown(inside)
        };
    }
    match name.strip_prefix("term:").filter(|id| is_id(id)) {
        Some(id) if form != Some("") => Token::Term { id, shown: form },
        _ => Token::Unknown(inside),
    }
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
    let length = |piece: Piece<'_>| match piece {
        Piece::Plain(text) => text.chars().count(),
        Piece::Token(Token::Figure(_)) => FIGURE_LENGTH,
        Piece::Token(Token::Term { id, shown }) => shown.unwrap_or(id).chars().count(),
        Piece::Token(Token::Unknown(inside)) => inside.chars().count() + 4,
        Piece::Unbalanced => 0,
    };
    pieces(text.trim()).into_iter().map(length).sum()
}

/// Whether the text holds HTML.
pub(crate) fn has_html(text: &str) -> bool {
    let opens =
        |rest: &str| rest.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!');
    text.match_indices('<').any(|(at, _)| opens(&text[at + 1..]))
}

/// The first breach of French typography: where a narrow no-break space or a curly apostrophe is expected.
pub(crate) fn typography(text: &str) -> Option<String> {
    let chars: Vec<char> = pieces(text)
        .into_iter()
        .flat_map(|piece| match piece {
            Piece::Plain(text) => text.chars().collect(),
            _ => vec!['0'],
        })
        .collect();
    let wrong = (0..chars.len()).find(|&at| is_breach(&chars, at))?;
    let around = &chars[wrong.saturating_sub(15)..(wrong + 8).min(chars.len())];
    Some(around.iter().collect::<String>().replace('\n', " "))
}

fn is_breach(chars: &[char], at: usize) -> bool {
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|index| chars.get(index)).copied();
    match chars[at] {
        ' ' => {
            let high = get(1).is_some_and(|next| ";:!?»".contains(next))
                && get(-1).is_some_and(|before| !before.is_whitespace());
            let closes = get(2).is_none_or(|after| after.is_whitespace() || "\"'.,…)*]".contains(after));
            let quote = get(-1) == Some('«') && get(1).is_some_and(|next| !next.is_whitespace());
            let digit = get(-1).is_some_and(|before| before.is_ascii_digit());
            let unit = get(1).is_some_and(|next| next == '%' || next == '€');
            let three = (1..=3).all(|offset| get(offset).is_some_and(|c| c.is_ascii_digit()))
                && get(4).is_none_or(|c| !c.is_alphanumeric());
            (high && closes) || quote || (digit && (unit || three))
        }
        '\'' => {
            get(-1).is_some_and(char::is_alphabetic)
                && get(1).is_some_and(|next| next.is_alphanumeric() || "{«*".contains(next))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart() {
        let text = "a {{fig:x-1|full}} b {{term:g-rebond|rebonds}} {{fig:X}} c";
        let tokens: Vec<Piece<'_>> =
            pieces(text).into_iter().filter(|piece| matches!(piece, Piece::Token(_))).collect();
        assert_eq!(
            tokens,
            [
                Piece::Token(Token::Figure("x-1")),
                Piece::Token(Token::Term { id: "g-rebond", shown: Some("rebonds") }),
                Piece::Token(Token::Unknown("fig:X"))
            ]
        );
        assert!(
            pieces("a {{ b").contains(&Piece::Unbalanced) && pieces("a }} b").contains(&Piece::Unbalanced)
        );
        assert_eq!(shown_length(" {{fig:x}} ab "), 15);
    }

    #[test]
    fn an_ordinary_space_is_wrong_where_a_narrow_one_belongs() {
        for wrong in ["Pourquoi ?", "« mot»", "12 %", "1 287 Wh", "l'eau", "attention : oui"] {
            assert!(typography(wrong).is_some(), "{wrong}");
        }
        for right in [
            "Pourquoi\u{202f}?",
            "«\u{202f}mot\u{202f}»",
            "12\u{202f}%",
            "l’eau",
            "a :b",
            "en 2024 330g",
            "3 à 5",
        ] {
            assert_eq!(typography(right), None, "{right}");
        }
    }
}
