//! The sheet of a group on each of its phones: the letter, the puzzles with one of them open, the dial; then what was in the
//! safe. What is read once, or again, has pages beside it.

use maud::{Markup, html};
use texts::t;
use workshop::{Loaded, Owner, Phase};

use super::door::Door;
use super::groups::{self, Group};
use super::rules::{Answer, CODE, HINT_SECONDS, HINTS, Puzzle, Vault, next_try};
use crate::Aside;
use crate::kind::Cx;
use crate::parts::mmss;

/// What is on a phone. Without a group it is what everybody may know.
pub(super) fn phone(cx: &Cx<'_, Vault>) -> Markup {
    let all = groups::all(cx);
    let own = cx.group().and_then(|own| all.into_iter().find(|group| group.number == own));
    match own {
        Some(group) => Sheet { cx, group }.draw(),
        None if cx.revealed() => html! { h1 { (cx.plan().title) } (reward(cx)) (solutions(cx)) },
        None => html! {
            h1 { (cx.plan().title) }
            @if cx.seat.is_some() { p.notice { (t!(cx.texts, "problem-no-group-detail")) } }
            (mail(cx))
            (links(cx, &["regles"]))
        },
    }
}

/// The pages beside the sheet: `message`, `regles`, and after the reveal `solutions`.
pub(super) fn aside(cx: &Cx<'_, Vault>, page: &str) -> Option<Aside> {
    let body = match page {
        "message" => mail(cx),
        "regles" => html! { div.body { (cx.figure_text(&cx.params.rules)) } },
        "solutions" if cx.revealed() => explained(cx),
        _ => return None,
    };
    Some(Aside { title: title_of(cx, page), body })
}

fn title_of(cx: &Cx<'_, Vault>, page: &str) -> String {
    let text = match page {
        "message" => "vault-message",
        "regles" => "vault-rules",
        _ => "vault-explained",
    };
    cx.texts.get(text).into_owned()
}

fn links(cx: &Cx<'_, Vault>, pages: &[&str]) -> Markup {
    html! { p.links { @for page in pages { a href=(cx.aside(page)) { (title_of(cx, page)) } " " } } }
}

/// The message, in the shape of a letter.
fn mail(cx: &Cx<'_, Vault>) -> Markup {
    html! { div.mail { (cx.figure_text(&cx.params.message)) } }
}

/// What was in the safe, and the way to the debate.
fn reward(cx: &Cx<'_, Vault>) -> Markup {
    html! {
        section.reward {
            h2 { (cx.params.reward_title) }
            div.body { (cx.figure_text(&cx.params.reward)) }
        }
        @if cx.params.debate_step.is_some() {
            section.card {
                h2 { (t!(cx.texts, "vault-debate")) }
                (cx.figure_text(&cx.params.debate_opening))
                p.thesis { (cx.params.statement) }
                p.small { (t!(cx.texts, "vault-debate-here")) }
            }
        }
    }
}

/// After the reveal: each puzzle's answer and digit.
fn solutions(cx: &Cx<'_, Vault>) -> Markup {
    html! {
        h2 { (t!(cx.texts, "vault-solutions")) }
        ol.given { @for puzzle in &cx.params.puzzles { li { (puzzle.title) "\u{202f}: " (puzzle.answer) " · " b.digit { (puzzle.digit) } } } }
        (links(cx, &["solutions"]))
    }
}

/// The same, with what was asked and why it is so.
fn explained(cx: &Cx<'_, Vault>) -> Markup {
    html! {
        @for puzzle in &cx.params.puzzles {
            section.body {
                h2 { (puzzle.title) }
                (cx.figure_text(&puzzle.task))
                p { b { (puzzle.answer) } " · " b.digit { (puzzle.digit) } }
                div.note { (cx.figure_text(&puzzle.solution)) }
            }
        }
    }
}

/// What a group sees.
struct Sheet<'a, 'v> {
    cx: &'a Cx<'v, Vault>,
    group: Group<'v>,
}

impl Sheet<'_, '_> {
    fn draw(&self) -> Markup {
        let (cx, progress) = (self.cx, self.group.progress);
        let fresh = cx.part.is_empty() && cx.round().of(self.owner()).next().is_none();
        if cx.revealed() {
            return html! {
                h1 { (cx.plan().title) }
                (self.safe())
                (self.took())
                (reward(cx))
                (solutions(cx))
            };
        }
        html! {
            h1 { (cx.plan().title) }
            @if let Some(news) = self.news() { span hidden data-say=(news) {} }
            @if cx.phase() == Phase::Closed { p.notice { (t!(cx.texts, "answers-closed")) } }
            @if progress.opened_at.is_some() {
                (self.safe())
                (self.took())
                (reward(cx))
            } @else { (self.time()) }
            @if fresh { (mail(cx)) (links(cx, &["regles"])) } @else { (links(cx, &["message", "regles"])) }
            h2 #puzzles { (t!(cx.texts, "vault-puzzles")) " " span.small { (t!(cx.texts, "n-of", n = progress.solved.len(), of = cx.params.puzzles.len())) } }
            ol.puzzles { @for (index, puzzle) in cx.params.puzzles.iter().enumerate() { (self.puzzle(index, puzzle)) } }
            @if progress.opened_at.is_none() { (self.dial()) }
        }
    }

    fn owner(&self) -> Owner {
        Owner::Group(self.group.number)
    }

    fn answer(&self, key: &str) -> Option<Answer> {
        self.cx.answer(key)
    }

    /// Where an answer under a key is sent to; without a script the page comes back as it was, at this place.
    fn address(&self, key: &str, place: &str) -> String {
        format!("{}#{place}", self.cx.address(&format!("a/{}?key={key}", self.cx.plan().id)))
    }

    /// An answer under a key. What somebody else of the group has sent meanwhile is no conflict: what is right counts, whoever
    /// says it.
    fn form(&self, key: &str, place: &str, content: &Markup) -> Markup {
        html! {
            form.try method="post" action=(self.address(key, place)) data-form { (content) }
        }
    }

    /// What the group has done last, for who hears the page.
    fn news(&self) -> Option<String> {
        let (cx, params) = (self.cx, self.cx.params);
        let (key, last) = cx.round().of(self.owner()).max_by_key(|(_, answer)| answer.seq)?;
        let answer = Loaded::<Vault>::parse(&last.value);
        let Some(word) = answer.word() else { return Some(t!(cx.texts, "vault-hints-n", n = answer.hint())) };
        let title = params.puzzle(key).map(|puzzle| puzzle.title.as_str());
        match params.puzzle(key) {
            None if params.opens(word) => Some(t!(cx.texts, "vault-door-open").into_owned()),
            None => Some(t!(cx.texts, "vault-wrong-code", code = word)),
            Some(puzzle) if puzzle.is_solved_by(word) => {
                let digit = t!(cx.texts, "vault-digit");
                Some(format!("{}\u{202f}: {digit} {}", title.unwrap_or_default(), puzzle.digit))
            }
            Some(_) => Some(t!(cx.texts, "vault-wrong", answer = word)),
        }
    }

    // --- The time ----------------------------------------------------------------------------------------------------

    fn time(&self) -> Markup {
        let (cx, progress) = (self.cx, self.group.progress);
        let clock = groups::clock(cx, progress);
        let cost = mmss(groups::penalty(progress));
        html! {
            p.time {
                @if !clock.0.is_empty() { (t!(cx.texts, "vault-your-time")) " " b { (clock) } }
                @if progress.hints > 0 { " " span.small { (t!(cx.texts, "vault-hints-cost", n = progress.hints, time = cost)) } }
            }
        }
    }

    fn took(&self) -> Markup {
        let cx = self.cx;
        let Some(time) = self.group.time(cx) else { return html! {} };
        let hints = self.group.progress.hints;
        html! {
            p.noted role="status" {
                span aria-hidden="true" { "✓ " } (t!(cx.texts, "vault-opened-in", time = mmss(time)))
                @if hints > 0 { " " (t!(cx.texts, "vault-with-hints", n = hints)) }
            }
        }
    }

    // --- A puzzle ----------------------------------------------------------------------------------------------------

    /// One line of the list; the one that is open shows all that belongs to it.
    fn puzzle(&self, index: usize, puzzle: &Puzzle) -> Markup {
        let cx = self.cx;
        let (solved, open) = (self.group.progress.solved.contains(&puzzle.id), cx.part == puzzle.id);
        let place = format!("p-{}", puzzle.id);
        html! {
            li id=(place) class=[open.then_some("open")] {
                @if open { h3 { (puzzle.title) } } @else { a href={ "?e=" (puzzle.id) "#" (place) } { (puzzle.title) } }
                span.state {
                    @if solved { "✓ " (t!(cx.texts, "vault-digit")) " " b.digit { (puzzle.digit) } }
                    @else { (t!(cx.texts, "vault-to-solve")) }
                }
                @if open {
                    div.story { (cx.figure_text(&puzzle.story)) }
                    div.body { (cx.figure_text(&puzzle.task)) }
                    @if solved { (self.solved(puzzle)) } @else { (self.attempt(index, puzzle, &place)) }
                    (self.given(puzzle))
                }
            }
        }
    }

    fn solved(&self, puzzle: &Puzzle) -> Markup {
        let (cx, answer) = (self.cx, self.answer(&puzzle.id));
        html! {
            div.noted role="status" {
                p { "✓ " (answer.as_ref().and_then(Answer::word).unwrap_or(&puzzle.answer)) }
                (cx.figure_text(&puzzle.digit_rule))
                p { (t!(cx.texts, "vault-gives")) " " b.digit { (puzzle.digit) } }
            }
        }
    }

    /// The field, and beside the button that sends it the one that asks for the next hint, with what it costs.
    fn attempt(&self, index: usize, puzzle: &Puzzle, place: &str) -> Markup {
        let cx = self.cx;
        let wrong = self.answer(&puzzle.id);
        let (hint, next) = (puzzle.hint_key(), self.hints(puzzle) + 1);
        html! {
            @if let Some(wrong) = wrong.as_ref().and_then(Answer::word) {
                p.notice role="status" dir="auto" { (t!(cx.texts, "vault-wrong", answer = wrong)) }
            }
            (self.form(&puzzle.id, place, &html! {
                label for={ "a-" (puzzle.id) } { (t!(cx.texts, "vault-answer", n = index + 1)) }
                input id={ "a-" (puzzle.id) } type="text" name="answer" maxlength="280" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" required disabled[!cx.open()];
                button.btn id={ "c-" (puzzle.id) } type="submit" disabled[!cx.open()] { (t!(cx.texts, "vault-check")) }
                @if next <= HINTS && self.group.progress.opened_at.is_none() {
                    button.btn.quiet id={ "h-" (puzzle.id) } type="submit" formaction=(self.address(&hint, place)) formnovalidate name="hint" value=(next) disabled[!cx.open()] {
                        (t!(cx.texts, "vault-ask-hint", n = next, of = HINTS))
                        small { (t!(cx.texts, "vault-hint-cost", minutes = HINT_SECONDS / 60)) }
                    }
                }
            }))
        }
    }

    /// How many hints the group has asked for.
    fn hints(&self, puzzle: &Puzzle) -> u8 {
        self.answer(&puzzle.hint_key()).map_or(0, |answer| answer.hint())
    }

    fn given(&self, puzzle: &Puzzle) -> Markup {
        let given = self.hints(puzzle);
        html! {
            @if given > 0 {
                ol.given { @for hint in puzzle.hints.iter().take(usize::from(given)) { li { (self.cx.figure_line(hint)) } } }
            }
        }
    }

    // --- The dial ----------------------------------------------------------------------------------------------------

    fn safe(&self) -> Markup {
        let (cx, own) = (self.cx, std::slice::from_ref(&self.group));
        let lamps = groups::digits(cx, own);
        let opened = if cx.revealed() { Some(cx.state.created_at) } else { None };
        let opened = self.group.progress.opened_at.or(opened);
        Door { lamps: &lamps, opened, now: cx.now }.draw(cx.texts)
    }

    fn dial(&self) -> Markup {
        let (cx, wrong) = (self.cx, self.wrong_code());
        let length = cx.params.puzzles.len();
        html! {
            section.dial #dial {
                h2 { (t!(cx.texts, "vault-dial")) }
                (self.safe())
                p { (cx.params.checksum) }
                (wrong)
                (self.form(CODE, "dial", &html! {
                    label for="code" { (t!(cx.texts, "vault-code", n = length)) }
                    input.code #code type="text" name="answer" inputmode="numeric" maxlength="280" autocomplete="off" required disabled[!cx.open()];
                    button.btn.leaf #open type="submit" disabled[!cx.open()] { (t!(cx.texts, "vault-open")) }
                }))
            }
        }
    }

    fn wrong_code(&self) -> Markup {
        let cx = self.cx;
        let Some(standing) = cx.standing(CODE) else { return html! {} };
        let tried = self.answer(CODE);
        let next = next_try(standing.at, groups::tries(cx, self.group.number));
        html! {
            p.notice role="status" {
                (t!(cx.texts, "vault-wrong-code", code = tried.as_ref().and_then(Answer::word).unwrap_or_default()))
                @if next > cx.now && cx.open() {
                    " " (t!(cx.texts, "vault-next-try")) " " time data-ends=(next.0) { (mmss(next.since(cx.now))) }
                }
            }
        }
    }
}
