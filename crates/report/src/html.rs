//! The report to read and to print.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use texts::{Texts, t};
use workshop::Status;

use crate::document::{CitedFigure, CitedSource, Report, Round, Step};
use crate::{rows, words};

/// Where the page's style comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style<'a> {
    /// A page that is served: the address of its stylesheet.
    Link(&'a str),
    /// A file that stands alone: the stylesheet itself. It comes between `<style>` and `</style>` without a byte more, so
    /// that the hash of the text is the hash that a policy allows.
    Inline(&'a str),
}

/// A whole page: no script, no `style=`, nothing from elsewhere.
pub fn html(report: &Report, style: Style<'_>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(report.texts.lang()) {
            (head(report, style))
            body.report {
                (opening(report))
                main {
                    (path(report))
                    @for step in report.told() { (section(report, step)) }
                    (questions(report))
                    (figures(report))
                }
                (closing(report))
            }
        }
    };
    page.into_string()
}

fn head(report: &Report, style: Style<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="robots" content="noindex";
            meta name="referrer" content="no-referrer";
            title { (t!(report.texts, "report-page-title", title = report.session.title.as_str())) }
            @match style {
                Style::Link(address) => { link rel="stylesheet" href=(address); link rel="icon" href="data:,"; }
                Style::Inline(css) => style { (PreEscaped(css)) },
            }
        }
    }
}

/// The place of a step in the page: `step-a45-quiz_q-effet-rebond`.
fn anchor(step: &str) -> String {
    format!("step-{}", step.replace('.', "_"))
}

// --- The session ---------------------------------------------------------------------------------------------------

fn opening(report: &Report) -> Markup {
    let (session, texts) = (&report.session, report.texts);
    html! {
        header {
            p.kicker { (t!(texts, "report-kicker")) }
            h1 { (session.title) }
            @if session.rehearsal { p.rehearsal { (t!(texts, "report-rehearsal")) } }
            @if session.status != Status::Ended {
                p.notice { (t!(texts, "report-not-over", at = words::date_time(report, session.written_at))) }
            }
            dl.meta {
                @if session.workshop_title != session.title { (fact(report, "report-workshop", &html! { (session.workshop_title) })) }
                (fact(report, "report-date-label", &time(report, session.started_at.unwrap_or(session.created_at))))
                @if let Some(ms) = session.duration_ms { (fact(report, "report-duration", &html! { (words::duration(texts, ms)) })) }
                (fact(report, "report-people-label", &html! { (session.people) }))
                (fact(report, "report-answers-label", &html! { (session.answers) }))
                @if session.late > 0 { (fact(report, "report-late-label", &html! { (session.late) })) }
            }
        }
    }
}

fn fact(report: &Report, key: &str, value: &Markup) -> Markup {
    html! { dt { (report.texts.get(key)) } dd { (value) } }
}

fn time(report: &Report, at: jiff::Timestamp) -> Markup {
    html! { time datetime=(at) { (words::date_time(report, at)) } }
}

// --- The path ------------------------------------------------------------------------------------------------------

fn path(report: &Report) -> Markup {
    let texts = report.texts;
    let used: i64 = report.steps.iter().map(|step| step.used_ms).sum();
    html! {
        section.way {
            h2 { (t!(texts, "report-path")) }
            table.path {
                thead {
                    tr {
                        @for key in ["report-col-title", "report-used-planned", "report-col-answers", "report-col-state"] {
                            th scope="col" { (texts.get(key)) }
                        }
                    }
                }
                tbody { @for steps in told(report) { (path_row(report, steps)) } }
                tfoot {
                    tr {
                        th scope="row" { (t!(texts, "report-total")) }
                        td { (spent(texts, Some(used), report.session.planned_minutes)) }
                        td { (report.session.answers) }
                        td {}
                    }
                }
            }
        }
    }
}

/// Every step; those in a row that were passed over alike are told in one line.
fn told(report: &Report) -> impl Iterator<Item = &[Step]> {
    let is_over = |step: &Step| row_class(step).is_some() && !step.is_told();
    report.steps.chunk_by(move |one, next| is_over(one) && is_over(next) && row_class(one) == row_class(next))
}

fn path_row(report: &Report, steps: &[Step]) -> Markup {
    let texts = report.texts;
    let Some((step, others)) = steps.split_first() else { return html! {} };
    let planned = steps.iter().map(|step| step.planned_minutes).sum();
    let mut heads = vec![if others.is_empty() { heading(report, step) } else { step.title.clone() }];
    heads.extend(others.iter().map(|step| step.title.clone()));
    // The items of one step have its title.
    heads.dedup();
    let head = heads.join(" · ");
    html! {
        tr class=[row_class(step)] {
            th scope="row" {
                @if step.is_told() { a href={ "#" (anchor(&step.id)) } { (head) } } @else { (head) }
            }
            td { (spent(texts, step.reached.then_some(step.used_ms), planned)) }
            @if step.reached { td { @if step.takes_answers { (step.answered()) } } }
            td colspan=[(!step.reached).then_some(2)] { (rows::marks(texts, step).unwrap_or_default()) }
        }
    }
}

/// `4 min / 5 min`: used, of what was planned.
fn spent(texts: &Texts, used_ms: Option<i64>, planned: f64) -> String {
    let used = used_ms.map(|used| words::duration(texts, used));
    let planned = words::planned(texts, planned);
    match (used, planned) {
        (Some(used), Some(planned)) => format!("{used} / {planned}"),
        (used, planned) => used.or(planned).unwrap_or_default(),
    }
}

/// The step's title, with its place among the items of its step of the workshop.
fn heading(report: &Report, step: &Step) -> String {
    let Some(part) = &step.part else { return step.title.clone() };
    t!(report.texts, "report-part", title = step.title.as_str(), n = part.index + 1, of = part.count)
}

fn row_class(step: &Step) -> Option<&'static str> {
    if step.skipped { Some("skipped") } else { (!step.reached).then_some("missed") }
}

// --- A step --------------------------------------------------------------------------------------------------------

fn section(report: &Report, step: &Step) -> Markup {
    let texts = report.texts;
    html! {
        section.step id=(anchor(&step.id)) {
            h2 { (heading(report, step)) }
            p.meta { (step_meta(report, step)) }
            @if let Some(question) = &step.question { p.question { (question) } }
            @for (round, index) in step.rounds.iter().zip(1usize..) {
                @if step.rounds.len() > 1 { h3 { (t!(texts, "report-round", n = index)) } }
                (voted(report, step, round))
            }
            (step.explanation)
        }
    }
}

fn step_meta(report: &Report, step: &Step) -> String {
    let texts = report.texts;
    let used = words::duration(texts, step.used_ms);
    let time = match words::planned(texts, step.planned_minutes) {
        Some(planned) => t!(texts, "report-used-of-planned", used = used, planned = planned),
        None => used,
    };
    [Some(step.kind_title.clone()), Some(time), rows::marks(texts, step)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn voted(report: &Report, step: &Step, round: &Round) -> Markup {
    html! {
        @if step.takes_answers { p.answered { (t!(report.texts, "report-answered", n = round.answered)) } }
        (round.body)
        @if round.late > 0 { p.late { (t!(report.texts, "report-late", n = round.late)) } }
    }
}

// --- Questions -----------------------------------------------------------------------------------------------------

fn questions(report: &Report) -> Markup {
    let texts = report.texts;
    html! {
        @if !report.questions.is_empty() {
            section.questions {
                h2 { (t!(texts, "report-questions")) }
                ul.figures { @for question in &report.questions {
                    li {
                        span dir="auto" { (question.text) }
                        span.small {
                            (t!(texts, &format!("report-mark-{}", question.mark.as_str())))
                            " · " (t!(texts, "report-votes", n = question.votes))
                            @if let Some(by) = &question.by { " · " (by) }
                        }
                    }
                } }
            }
        }
    }
}

// --- Figures -------------------------------------------------------------------------------------------------------

/// What was shown, under the source that says it.
fn figures(report: &Report) -> Markup {
    html! {
        @if !report.figures.is_empty() {
            section.figures {
                h2 { (t!(report.texts, "report-figures")) }
                dl { @for (source, figures) in by_source(&report.figures) {
                    @if let Some(source) = source { dt { (reference(source)) } }
                    @for figure in figures { (cited(report, figure)) }
                } }
            }
        }
    }
}

/// In the order in which the sources were first cited; what has none comes first, so that it seems to have no other's.
fn by_source(figures: &[CitedFigure]) -> Vec<(Option<&CitedSource>, Vec<&CitedFigure>)> {
    let mut groups: Vec<(Option<&CitedSource>, Vec<&CitedFigure>)> = vec![(None, vec![])];
    for figure in figures {
        let source = figure.source.as_ref();
        match groups.iter_mut().find(|(other, _)| *other == source) {
            Some((_, group)) => group.push(figure),
            None => groups.push((source, vec![figure])),
        }
    }
    groups
}

fn cited(report: &Report, figure: &CitedFigure) -> Markup {
    let texts = report.texts;
    html! {
        dd id={ "fig-" (figure.id) } {
            (figure.text) @if let Some(per) = &figure.per { " " (per) }
            ". " (figure.label) " · "
            @if let Some(range) = &figure.range_text { (t!(texts, "report-range", range = range.as_str())) } @else { (t!(texts, "no-published-range")) }
            " · " (figure.year)
            @if let Some(verdict) = figure.verdict { " · " (texts.get(&format!("verdict-of-{verdict}"))) }
            @if !figure.verified { " · " b.unverified { (t!(texts, "not-verified")) } }
        }
    }
}

fn reference(source: &CitedSource) -> Markup {
    html! {
        (source.author) ", " (source.title) ", " (source.year)
        @if let Some(url) = &source.url { ". " a href=(url) rel="noreferrer" { (url) } }
    }
}

fn closing(report: &Report) -> Markup {
    html! {
        footer {
            h2 { (t!(report.texts, "report-privacy")) }
            p { (rows::privacy(report)) }
            p.small { (t!(report.texts, "report-written", at = words::date_time(report, report.session.written_at))) }
        }
    }
}
