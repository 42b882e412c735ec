//! The set for a table, an envelope a group: the letter, the puzzles, the grid, the hints to fold, what is in the safe; and
//! what only the facilitator may see.

use maud::{Markup, html};
use texts::t;

use super::door::{Door, Lamp};
use super::rules::{HINT_SECONDS, Params, Puzzle};
use super::same::compared;
use crate::Paper;

/// A sheet holds the slips of so many puzzles.
const A_SHEET: usize = 3;

/// All sheets, the solution last.
pub(super) fn sheets(paper: &Paper<'_>, params: &Params) -> Markup {
    html! {
        (letter(paper, params))
        @for (index, puzzle) in params.puzzles.iter().enumerate() { (riddle(paper, params, index, puzzle)) }
        (grid(paper, params))
        (hints(paper, params))
        (reward(paper, params))
        (solution(paper, params))
    }
}

fn word(paper: &Paper<'_>, what: &str) -> String {
    paper.texts.get(&format!("vault-print-{what}")).into_owned()
}

/// The message, and how it is played.
fn letter(paper: &Paper<'_>, params: &Params) -> Markup {
    html! {
        section.sheet.vault-sheet {
            h2 { (word(paper, "envelope")) " · " (t!(paper.texts, "vault-message")) }
            h3 { (params.title) }
            div.mail { (paper.figure_text(&params.message)) }
            h4 { (t!(paper.texts, "vault-rules")) }
            div.body { (paper.figure_text(&params.rules)) }
        }
    }
}

/// One puzzle, with room to work at it and a box for its digit.
fn riddle(paper: &Paper<'_>, params: &Params, index: usize, puzzle: &Puzzle) -> Markup {
    html! {
        section.sheet.vault-sheet.riddle {
            h2 { (word(paper, "envelope")) " · " (t!(paper.texts, "vault-print-puzzle", n = index + 1, of = params.puzzles.len())) }
            h3 { (index + 1) ". " (puzzle.title) }
            div.story { (paper.figure_text(&puzzle.story)) }
            div.body { (paper.figure_text(&puzzle.task)) }
            div.draft {}
            p.answer-line { (t!(paper.texts, "vault-col-answer")) span.rule {} }
            div.digit-line { div { (paper.figure_text(&puzzle.digit_rule)) } span.box { small { (index + 1) } } }
        }
    }
}

/// Where the digits go, and what tells that they may be right.
fn grid(paper: &Paper<'_>, params: &Params) -> Markup {
    let lamps = vec![Lamp::default(); params.puzzles.len()];
    html! {
        section.sheet.vault-sheet.grid-sheet {
            h2 { (word(paper, "envelope")) " · " (word(paper, "grid")) }
            h3 { (t!(paper.texts, "vault-dial")) }
            (Door { lamps: &lamps, opened: None, now: workshop::Timestamp(0) }.draw(paper.texts))
            ol.boxes { @for index in 0..params.puzzles.len() { li.box { small { (index + 1) } } } }
            p.checksum { (params.checksum) }
            p { (word(paper, "announce")) }
            p.answer-line { (word(paper, "group")) span.rule {} }
        }
    }
}

/// A slip a hint, to cut out and to fold in three: its number outside, a flap over the hint.
fn hints(paper: &Paper<'_>, params: &Params) -> Markup {
    let numbered: Vec<(usize, &Puzzle)> = (1..).zip(&params.puzzles).collect();
    html! {
        @for puzzles in numbered.chunks(A_SHEET) {
            section.sheet.vault-sheet {
                h2 { span aria-hidden="true" { "✂ " } (word(paper, "hints")) }
                p.small { (t!(paper.texts, "vault-print-fold", minutes = HINT_SECONDS / 60)) }
                ul.slips { @for (puzzle, hint, number) in puzzles.iter().flat_map(|(index, puzzle)| slips(*index, puzzle)) {
                    li {
                        div.outside { b { (puzzle) } span { (t!(paper.texts, "vault-print-hint", n = number)) } }
                        div { (paper.figure_text(hint)) }
                        div.flap {}
                    }
                } }
            }
        }
    }
}

fn slips(index: usize, puzzle: &Puzzle) -> impl Iterator<Item = (usize, &str, usize)> {
    puzzle.hints.iter().zip(1..).map(move |(hint, number)| (index, hint.as_str(), number))
}

/// The second envelope.
fn reward(paper: &Paper<'_>, params: &Params) -> Markup {
    let open = Some(workshop::Timestamp(0));
    html! {
        section.sheet.vault-sheet.reward-sheet {
            h2 { (word(paper, "second")) }
            (Door { lamps: &[], opened: open, now: workshop::Timestamp(i64::MAX) }.draw(paper.texts))
            h3 { (params.reward_title) }
            div.body { (paper.figure_text(&params.reward)) }
            h4 { (t!(paper.texts, "vault-debate")) }
            (paper.figure_text(&params.debate_opening))
            p.thesis { (params.statement) }
        }
    }
}

/// For the one who leads: how to prepare it, the code, each answer with its digit and why.
fn solution(paper: &Paper<'_>, params: &Params) -> Markup {
    let forms = |puzzle: &Puzzle| {
        let mut known = vec![compared(&puzzle.answer)];
        let mut forms: Vec<&str> = puzzle.accept.iter().map(String::as_str).collect();
        forms.retain(|form| {
            let same = compared(form);
            let new = !known.contains(&same);
            known.push(same);
            new
        });
        forms.join(" · ")
    };
    html! {
        section.sheet.solution {
            h2 { (word(paper, "solution")) }
            div.prepare { (paper.figure_text(&params.envelope)) }
            p { (t!(paper.texts, "vault-the-code")) " " b.digit { (params.code()) } ". " (params.checksum) }
            ol { @for puzzle in &params.puzzles {
                li {
                    b { (puzzle.title) } " · " b.place { (puzzle.answer) } " → " b.digit { (puzzle.digit) }
                    @let forms = forms(puzzle);
                    @if !forms.is_empty() { p.small { (t!(paper.texts, "vault-print-accepted", forms = forms)) } }
                    (paper.figure_text(&puzzle.solution))
                }
            } }
        }
    }
}
