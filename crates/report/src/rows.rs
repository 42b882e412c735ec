//! The report as tables: what CSV and XLSX share.

use jiff::Timestamp;
use texts::{Texts, t};

use crate::document::{Answer, CitedFigure, Question, Report, Step};
use crate::words;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// Never anything else than text.
    Text(String),
    /// A number to count with.
    Number(f64),
    /// An instant.
    Time(Timestamp),
    /// Nothing.
    Empty,
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    fn number(number: impl Into<f64>) -> Self {
        Self::Number(number.into())
    }

    fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }

    fn yes(texts: &Texts, yes: bool) -> Self {
        Self::text(texts.get(if yes { "report-yes" } else { "report-no" }))
    }
}

/// A table with the keys of its headings in the catalogue, and their widths in characters.
pub(crate) struct Table {
    /// The key of its name.
    pub(crate) name: &'static str,
    /// Key and width of each column.
    pub(crate) columns: &'static [(&'static str, f64)],
    /// As many cells as columns each.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// What is true of the session as a whole.
pub(crate) fn session(report: &Report) -> Table {
    let (session, texts) = (&report.session, report.texts);
    let mut rows = vec![
        ("report-title", Cell::text(&session.title)),
        ("report-workshop", Cell::text(&session.workshop_title)),
        ("report-date-label", session.started_at.map_or(Cell::Empty, Cell::Time)),
        ("report-ended-at", session.ended_at.map_or(Cell::Empty, Cell::Time)),
        ("report-duration-minutes", session.duration_ms.map_or(Cell::Empty, minutes)),
        ("report-planned-minutes", Cell::Number(session.planned_minutes)),
        ("report-people-label", Cell::count(session.people)),
        ("report-answers-label", Cell::count(session.answers)),
        ("report-late-label", Cell::count(session.late)),
        ("report-code", Cell::text(&session.code)),
        ("report-id", Cell::text(&session.id)),
        ("report-written-at", Cell::Time(session.written_at)),
        ("report-privacy", Cell::text(privacy(report))),
    ];
    if session.rehearsal {
        rows.insert(0, ("report-rehearsal-label", Cell::text(texts.get("report-rehearsal"))));
    }
    Table {
        name: "report-sheet-session",
        columns: &[("report-col-what", 26.0), ("report-col-value", 60.0)],
        rows: rows.into_iter().map(|(key, cell)| vec![Cell::text(texts.get(key)), cell]).collect(),
    }
}

/// One row a step.
pub(crate) fn steps(report: &Report) -> Table {
    let texts = report.texts;
    let row = |step: &Step| {
        let late: usize = step.rounds.iter().map(|round| round.late).sum();
        let answers = |count: Cell| if step.takes_answers { count } else { Cell::Empty };
        vec![
            Cell::text(&step.id),
            Cell::text(&step.title),
            Cell::text(&step.kind_title),
            Cell::maybe(step.question.as_ref()),
            Cell::Number(step.planned_minutes),
            if step.reached { minutes(step.used_ms) } else { Cell::Empty },
            answers(Cell::count(step.rounds.len())),
            answers(Cell::number(step.answered())),
            answers(Cell::count(late)),
            Cell::maybe(marks(texts, step)),
        ]
    };
    Table {
        name: "report-sheet-steps",
        columns: &[
            ("report-col-step", 26.0),
            ("report-col-title", 34.0),
            ("report-col-kind", 20.0),
            ("report-col-question", 60.0),
            ("report-planned-minutes", 14.0),
            ("report-used-minutes", 14.0),
            ("report-col-rounds", 8.0),
            ("report-col-answers", 10.0),
            ("report-late-label", 18.0),
            ("report-col-state", 18.0),
        ],
        rows: report.steps.iter().map(row).collect(),
    }
}

/// One row a line of a tally, a vote after the other.
pub(crate) fn tallies(report: &Report) -> Table {
    let texts = report.texts;
    let mut rows = Vec::new();
    for step in &report.steps {
        for (round, index) in step.rounds.iter().zip(1u32..) {
            rows.extend(round.table.iter().map(|row| {
                vec![
                    Cell::text(&step.id),
                    Cell::text(step.asked()),
                    Cell::number(index),
                    Cell::text(&row.label),
                    Cell::Number(row.value),
                    Cell::text(&row.unit),
                    row.right.map_or(Cell::Empty, |right| Cell::yes(texts, right)),
                ]
            }));
        }
    }
    Table {
        name: "report-sheet-tallies",
        columns: &[
            ("report-col-step", 26.0),
            ("report-col-question", 60.0),
            ("report-col-round", 6.0),
            ("report-col-counted", 50.0),
            ("report-col-value", 12.0),
            ("report-col-unit", 14.0),
            ("report-col-right", 10.0),
        ],
        rows,
    }
}

/// One row an answer.
pub(crate) fn answers(report: &Report) -> Table {
    let mut rows = Vec::with_capacity(report.session.answers + report.session.late);
    for step in &report.steps {
        for (round, index) in step.rounds.iter().zip(1u32..) {
            rows.extend(round.answers.iter().map(|given| answer(report, step, index, given)));
        }
    }
    Table {
        name: "report-sheet-answers",
        columns: &[
            ("report-col-step", 26.0),
            ("report-col-kind", 20.0),
            ("report-col-question", 60.0),
            ("report-col-round", 6.0),
            ("report-col-participant", 12.0),
            ("report-col-name", 20.0),
            ("report-col-key", 14.0),
            ("report-col-answer", 40.0),
            ("report-col-late", 10.0),
            ("report-col-time", 20.0),
            ("report-col-rehearsal", 12.0),
        ],
        rows,
    }
}

fn answer(report: &Report, step: &Step, round: u32, given: &Answer) -> Vec<Cell> {
    vec![
        Cell::text(&step.id),
        Cell::text(&step.kind_title),
        Cell::text(step.asked()),
        Cell::number(round),
        Cell::number(given.seat),
        Cell::maybe(given.name.as_ref()),
        if given.key.is_empty() { Cell::Empty } else { Cell::text(&given.key) },
        given.words.as_ref().map_or_else(|| Cell::text(report.texts.get("report-hidden")), Cell::text),
        Cell::yes(report.texts, given.late),
        Cell::Time(given.at),
        Cell::yes(report.texts, report.session.rehearsal),
    ]
}

/// The questions of the room as further rows of the answers: what was asked, by whom, what became of it.
pub(crate) fn questions_as_answers(report: &Report) -> Vec<Vec<Cell>> {
    let texts = report.texts;
    let row = |question: &Question| {
        vec![
            Cell::Empty,
            Cell::text(texts.get("report-sheet-questions")),
            Cell::text(&question.text),
            Cell::Empty,
            Cell::Empty,
            Cell::maybe(question.by.as_ref()),
            Cell::Empty,
            Cell::text(texts.get(&format!("report-mark-{}", question.mark.as_str()))),
            Cell::Empty,
            Cell::Empty,
            Cell::yes(texts, report.session.rehearsal),
        ]
    };
    report.questions.iter().map(row).collect()
}

/// One row a question of the room.
pub(crate) fn questions(report: &Report) -> Table {
    let texts = report.texts;
    let row = |question: &Question| {
        vec![
            Cell::text(&question.text),
            Cell::maybe(question.by.as_ref()),
            Cell::count(question.votes),
            Cell::text(texts.get(&format!("report-mark-{}", question.mark.as_str()))),
        ]
    };
    Table {
        name: "report-sheet-questions",
        columns: &[
            ("report-col-question", 60.0),
            ("report-col-name", 20.0),
            ("report-col-votes", 8.0),
            ("report-col-state", 20.0),
        ],
        rows: report.questions.iter().map(row).collect(),
    }
}

/// One row a figure.
pub(crate) fn figures(report: &Report) -> Table {
    let texts = report.texts;
    let row = |figure: &CitedFigure| {
        let source = figure.source.as_ref();
        vec![
            Cell::text(&figure.id),
            Cell::text(&figure.label),
            Cell::Number(figure.value),
            figure.low.map_or(Cell::Empty, Cell::Number),
            figure.high.map_or(Cell::Empty, Cell::Number),
            Cell::text(&figure.unit),
            Cell::text(&figure.text),
            Cell::number(figure.year),
            Cell::maybe(source.map(|source| format!("{}. {}", source.short, source.title))),
            Cell::maybe(source.and_then(|source| source.url.as_ref())),
            Cell::maybe(figure.verdict.map(|verdict| texts.get(&format!("verdict-of-{verdict}")))),
            Cell::yes(texts, figure.verified),
        ]
    };
    Table {
        name: "report-sheet-figures",
        columns: &[
            ("report-col-figure", 26.0),
            ("report-col-label", 50.0),
            ("report-col-value", 12.0),
            ("report-col-low", 12.0),
            ("report-col-high", 12.0),
            ("report-col-unit", 22.0),
            ("report-col-text", 22.0),
            ("report-col-year", 8.0),
            ("report-col-source", 50.0),
            ("report-col-url", 40.0),
            ("report-col-verdict", 24.0),
            ("report-col-verified", 10.0),
        ],
        rows: report.figures.iter().map(row).collect(),
    }
}

fn minutes(ms: i64) -> Cell {
    Cell::Number((ms as f64 / 6000.0).round() / 10.0)
}

/// What is special about a step: added, left out, not reached.
pub(crate) fn marks(texts: &Texts, step: &Step) -> Option<String> {
    let marks = [
        (step.optional, "report-added"),
        (step.skipped, "report-skipped"),
        (!step.reached && !step.skipped, "report-not-reached"),
    ];
    let words: Vec<_> =
        marks.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| texts.get(key)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// When the session will be gone, and whose names are in it.
pub(crate) fn privacy(report: &Report) -> String {
    let until = words::date(report, report.session.expires_at);
    t!(report.texts, "report-privacy-text", date = until, named = report.session.named)
}
