//! What was measured, as a table for people and as JSON, with what is to be reached beside it.

use std::fmt::Write as _;

use serde::Serialize;

/// What one room has shown; `None`: not measured.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// Participants with a seat and a stream.
    pub joined: Option<f64>,
    /// Those without.
    pub join_failed: Option<f64>,
    /// Until all were in.
    pub join_ms: Option<f64>,
    /// CPU of the server for each who came in.
    pub join_cpu_ms: Option<f64>,
    /// From the sending of a step's command to its message on a phone: the median.
    pub fanout_p50_ms: Option<f64>,
    /// Of a hundred messages, the slowest but one.
    pub fanout_p99_ms: Option<f64>,
    /// The slowest.
    pub fanout_max_ms: Option<f64>,
    /// Streams that have missed the last step.
    pub dropped: Option<f64>,
    /// From the sending of an answer to its acknowledgement: the median.
    pub ack_p50_ms: Option<f64>,
    /// Of a hundred answers, the slowest but one.
    pub ack_p99_ms: Option<f64>,
    /// The slowest.
    pub ack_max_ms: Option<f64>,
    /// Acknowledged answers.
    pub answers: Option<f64>,
    /// How fast they were acknowledged.
    pub answers_per_s: Option<f64>,
    /// Answers that were refused or lost.
    pub answer_errors: Option<f64>,
    /// From the sending of a reveal to its message on a phone.
    pub result_p99_ms: Option<f64>,
    /// Until all were back at the right step, including the second in which they begin.
    pub reconnect_ms: Option<f64>,
    /// From a phone's first attempt to the right step.
    pub reconnect_p99_ms: Option<f64>,
    /// Those who were not back in time.
    pub reconnect_failed: Option<f64>,
    /// Attempts beyond the first.
    pub reconnect_again: Option<f64>,
    /// CPU of the server for each who came back.
    pub reconnect_cpu_ms: Option<f64>,
    /// CPU of the server for each step seen by a phone.
    pub step_cpu_ms: Option<f64>,
    /// CPU of the server for each acknowledged answer.
    pub answer_cpu_ms: Option<f64>,
    /// CPU of the server for each result seen by a phone.
    pub result_cpu_ms: Option<f64>,
    /// CPU of the server for each participant-event: the mean of the three above, as a question is one of each.
    pub event_cpu_ms: Option<f64>,
    /// CPU of the generator for each step seen: it shares the cores.
    pub generator_cpu_ms: Option<f64>,
    /// Memory of the server before anybody is there.
    pub idle_mb: Option<f64>,
    /// Memory with everybody there.
    pub seated_mb: Option<f64>,
    /// The difference, for each seat.
    pub seat_kb: Option<f64>,
    /// Events of the log that are replayed in a second.
    pub replay_per_s: Option<f64>,
}

impl Figures {
    /// Draws the figures that follow from others.
    pub fn conclude(&mut self) {
        let parts = [self.step_cpu_ms, self.answer_cpu_ms, self.result_cpu_ms];
        self.event_cpu_ms = parts.into_iter().sum::<Option<f64>>().map(|sum| sum / 3.0);
        let grown = self.seated_mb.zip(self.idle_mb).map(|(seated, idle)| (seated - idle) * 1000.0);
        self.seat_kb =
            grown.zip(self.joined.filter(|&seats| seats > 0.0)).map(|(grown, seats)| grown / seats);
    }
}

/// One room.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// How many were to come.
    pub participants: usize,
    /// Which stream they opened.
    pub stream: &'static str,
    /// What was measured.
    pub figures: Figures,
    /// What went wrong, and why a figure is absent.
    pub notes: Vec<String>,
}

/// Start-up times.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Starts {
    /// With an empty store.
    pub empty_ms: Option<f64>,
    /// With sessions in the past.
    pub past_ms: Option<f64>,
    /// How many.
    pub past_sessions: usize,
}

/// Everything that was measured.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Cores that server and generator share.
    pub cores: usize,
    /// Open files that each of them may have.
    pub open_files: u64,
    /// The rooms.
    pub runs: Vec<Run>,
    /// Start-up times.
    pub starts: Option<Starts>,
    /// What is to be known of the whole.
    pub notes: Vec<String>,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, Serialize)]
struct Target {
    /// The figure's name.
    name: &'static str,
    /// First, at most.
    most: f64,
    /// Then, at most.
    goal: Option<f64>,
}

/// The targets that are not a row of the table.
const EMPTY_START: Target = Target { name: "empty_ms", most: 50.0, goal: None };
const PAST_START: Target = Target { name: "past_ms", most: 100.0, goal: None };

/// A line of the table.
struct Row {
    label: &'static str,
    decimals: usize,
    figure: fn(&Figures) -> Option<f64>,
    target: Option<Target>,
}

macro_rules! row {
    ($label:literal, $figure:ident, $decimals:literal $(, most $most:literal $(, goal $goal:literal)?)?) => {
        Row {
            label: $label,
            decimals: $decimals,
            figure: |figures| figures.$figure,
            target: row!(@target $figure $(, $most $(, $goal)?)?),
        }
    };
    (@target $figure:ident) => { None };
    (@target $figure:ident, $most:literal) => {
        Some(Target { name: stringify!($figure), most: $most, goal: None })
    };
    (@target $figure:ident, $most:literal, $goal:literal) => {
        Some(Target { name: stringify!($figure), most: $most, goal: Some($goal) })
    };
}

const ROWS: &[Row] = &[
    row!("joined", joined, 0),
    row!("not joined", join_failed, 0, most 0.0),
    row!("all in after, ms", join_ms, 0),
    row!("server CPU a join, ms", join_cpu_ms, 3),
    row!("step to phone p50, ms", fanout_p50_ms, 1),
    row!("step to phone p99, ms", fanout_p99_ms, 1, most 250.0),
    row!("step to phone max, ms", fanout_max_ms, 1),
    row!("streams dropped", dropped, 0, most 0.0),
    row!("answers acknowledged", answers, 0),
    row!("answers a second", answers_per_s, 0),
    row!("answers refused or lost", answer_errors, 0, most 0.0),
    row!("answer to disk p50, ms", ack_p50_ms, 1),
    row!("answer to disk p99, ms", ack_p99_ms, 1, most 50.0),
    row!("answer to disk max, ms", ack_max_ms, 1),
    row!("result to phone p99, ms", result_p99_ms, 1),
    row!("all back after, ms", reconnect_ms, 0, most 3000.0),
    row!("a phone back p99, ms", reconnect_p99_ms, 1),
    row!("not back", reconnect_failed, 0, most 0.0),
    row!("tried again", reconnect_again, 0),
    row!("server CPU a reconnect, ms", reconnect_cpu_ms, 3),
    row!("server CPU a step seen, ms", step_cpu_ms, 4),
    row!("server CPU an answer, ms", answer_cpu_ms, 4),
    row!("server CPU a result seen, ms", result_cpu_ms, 4),
    row!("server CPU an event (mean), ms", event_cpu_ms, 4, most 0.08, goal 0.016),
    row!("generator CPU a step seen, ms", generator_cpu_ms, 4),
    row!("memory idle, MB", idle_mb, 1, most 15.0),
    row!("memory with all, MB", seated_mb, 1),
    row!("memory a seat, kB", seat_kb, 1, most 60.0, goal 12.0),
    row!("log events replayed a second", replay_per_s, 0),
];

/// Behind a figure that misses its target.
const MISSED: &str = " !";
/// Where nothing was measured.
const ABSENT: &str = "-";

impl Report {
    /// The table: a column a room, a line a figure, the target last.
    pub fn table(&self) -> String {
        let mut lines = Vec::new();
        if !self.runs.is_empty() {
            let titles = self.runs.iter().map(|run| format!("N={} {}", run.participants, run.stream));
            lines.push([vec![String::new()], titles.collect(), vec!["target".to_owned()]].concat());
        }
        for row in ROWS {
            let values: Vec<_> = self.runs.iter().map(|run| (row.figure)(&run.figures)).collect();
            if values.iter().all(Option::is_none) {
                continue;
            }
            let cells = values.into_iter().map(|value| cell(value, row.decimals, row.target));
            lines.push([vec![row.label.to_owned()], cells.collect(), vec![wanted(row.target)]].concat());
        }
        let mut table = aligned(&lines);
        if let Some(starts) = &self.starts {
            let past = format!("start-up, {} past sessions, ms", grouped(starts.past_sessions as f64, 0));
            table += "\n";
            table += &aligned(&[
                start("start-up, empty store, ms".to_owned(), starts.empty_ms, EMPTY_START),
                start(past, starts.past_ms, PAST_START),
            ]);
        }
        let of_runs = self.runs.iter().flat_map(|run| {
            run.notes.iter().map(|note| format!("N={} {}: {note}", run.participants, run.stream))
        });
        let notes: Vec<String> = self.notes.iter().cloned().chain(of_runs).collect();
        if !notes.is_empty() {
            let _ = write!(table, "\n{}\n", notes.join("\n"));
        }
        table
    }

    /// The same for programs.
    pub fn json(&self) -> serde_json::Value {
        let targets: Vec<Target> =
            ROWS.iter().filter_map(|row| row.target).chain([EMPTY_START, PAST_START]).collect();
        let mut json = serde_json::to_value(self).expect("figures are plain numbers");
        json["targets"] = serde_json::to_value(targets).expect("targets are plain numbers");
        json
    }
}

fn start(label: String, value: Option<f64>, target: Target) -> Vec<String> {
    vec![label, cell(value, 1, Some(target)), wanted(Some(target))]
}

fn cell(value: Option<f64>, decimals: usize, target: Option<Target>) -> String {
    let Some(value) = value else { return ABSENT.to_owned() };
    let missed = target.is_some_and(|target| value > target.most);
    format!("{}{}", grouped(value, decimals), if missed { MISSED } else { "" })
}

fn wanted(target: Option<Target>) -> String {
    match target {
        None => String::new(),
        Some(Target { most, goal: None, .. }) => format!("<= {most}"),
        Some(Target { most, goal: Some(goal), .. }) => format!("<= {most} (goal {goal})"),
    }
}

/// A number with its thousands apart.
fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole.split_at(whole.len() - whole.trim_start_matches('-').len());
    let mut out = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// The first column to the left, the last one too, those between to the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut table = String::new();
    for line in lines {
        let mut text = format!("{:<width$}", line[0], width = widths[0]);
        for column in 1..columns - 1 {
            // What is marked as missed stays in line with the others.
            let mark = if line[column].ends_with(MISSED) { 0 } else { MISSED.len() };
            let _ = write!(
                text,
                "  {:>width$}{:mark$}",
                line[column],
                "",
                width = widths[column] + MISSED.len() - mark
            );
        }
        let _ = write!(text, "  {}", line[columns - 1]);
        table += text.trim_end();
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut small = Figures { joined: Some(30.0), fanout_p99_ms: Some(3.21), ..Figures::default() };
        (small.idle_mb, small.seated_mb) = (Some(9.0), Some(10.5));
        small.conclude();
        let mut large = Figures { joined: Some(9000.0), fanout_p99_ms: Some(312.0), ..Figures::default() };
        (large.step_cpu_ms, large.answer_cpu_ms, large.result_cpu_ms) = (Some(0.01), Some(0.1), Some(0.01));
        large.conclude();
        let run = |participants, figures| Run { participants, stream: "live", figures, notes: vec![] };
        Report {
            runs: vec![run(30, small), run(9000, large)],
            starts: Some(Starts { empty_ms: Some(12.04), past_ms: None, past_sessions: 1000 }),
            ..Report::default()
        }
    }

    #[test]
    fn the_table_is_aligned_and_marks_what_is_missed() {
        let expected = "                                N=30 live    N=9000 live    target\n\
                        joined                                 30          9,000\n\
                        step to phone p99, ms                 3.2          312.0 !  <= 250\n\
                        server CPU a step seen, ms              -         0.0100\n\
                        server CPU an answer, ms                -         0.1000\n\
                        server CPU a result seen, ms            -         0.0100\n\
                        server CPU an event (mean), ms          -         0.0400    <= 0.08 (goal 0.016)\n\
                        memory idle, MB                       9.0              -    <= 15\n\
                        memory with all, MB                  10.5              -\n\
                        memory a seat, kB                    50.0              -    <= 60 (goal 12)\n\
                        \n\
                        start-up, empty store, ms          12.0    <= 50\n\
                        start-up, 1,000 past sessions, ms     -    <= 100\n";
        assert_eq!(report().table(), expected);
    }

    #[test]
    fn the_json_has_the_figures_and_the_targets() {
        let json = report().json();
        assert_eq!(json["runs"][1]["participants"], 9000);
        assert_eq!(json["runs"][1]["figures"]["fanout_p99_ms"], 312.0);
        assert_eq!(json["runs"][0]["figures"]["seat_kb"], 50.0);
        assert_eq!(json["starts"]["past_sessions"], 1000);
        let targets = json["targets"].as_array().unwrap();
        let seat = targets.iter().find(|target| target["name"] == "seat_kb").unwrap();
        assert_eq!((&seat["most"], &seat["goal"]), (&60.0.into(), &12.0.into()));
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(grouped(1_234_567.891, 1), "1,234,567.9");
        assert_eq!(grouped(-999.0, 0), "-999");
        assert_eq!(grouped(0.05, 3), "0.050");
    }
}
