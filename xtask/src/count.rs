//! How many tests passed, read from what the runners print.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use crate::process::Ended;

/// Tests that passed and tests that failed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Count {
    /// Those that passed.
    pub passed: u32,
    /// Those that failed, timed out or could not be run.
    pub failed: u32,
}

impl Count {
    /// A check that is one test.
    pub fn one(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed) }
    }

    /// What a runner counted, held against its end: one that fails without a failed test, or that ran no test
    /// at all, is a failure itself.
    pub fn of_runner(self, ended: &Ended) -> Self {
        let silent = self.passed + self.failed == 0;
        let broken = !ended.ok && self.failed == 0;
        Self { failed: self.failed + u32::from(silent || broken), ..self }
    }

    /// Some test ran and none failed.
    pub fn is_green(self) -> bool {
        self.failed == 0 && self.passed > 0
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// `cargo test`: the sum of its lines `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
pub fn cargo_test(output: &str) -> Count {
    let results = output.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
    results.map(|result| sum_of_parts(result.split(['.', ';']), &["passed"], &["failed"])).sum()
}

/// `cargo nextest`: its line `Summary [ 0.1s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped`.
pub fn nextest(output: &str) -> Count {
    let summary = output.lines().filter(|line| line.trim_start().starts_with("Summary ["));
    let counts = summary.filter_map(|line| line.split_once(" run: ")).map(|(_, counts)| counts);
    counts
        .map(|counts| {
            sum_of_parts(
                without_parentheses(counts).split(','),
                &["passed"],
                &["failed", "exec failed", "timed out"],
            )
        })
        .sum()
}

/// Node's test runner, its reporter `spec`: `ℹ pass 5`, `ℹ fail 1`, `ℹ cancelled 0`.
pub fn node(output: &str) -> Count {
    let lines = output.lines().filter_map(|line| line.strip_prefix("ℹ "));
    let swapped =
        lines.filter_map(|line| line.split_once(' ')).map(|(word, number)| format!("{number} {word}"));
    swapped.map(|part| sum_of_parts([part.as_str()].into_iter(), &["pass"], &["fail", "cancelled"])).sum()
}

/// Adds up parts that read `NUMBER WORD`; other parts are passed over.
fn sum_of_parts<'a>(parts: impl Iterator<Item = &'a str>, passed: &[&str], failed: &[&str]) -> Count {
    let numbered = parts.filter_map(|part| part.trim().split_once(' '));
    let counts = numbered.filter_map(|(number, word)| {
        let number = number.parse().ok()?;
        let of = |words: &[&str]| if words.contains(&word.trim()) { number } else { 0 };
        Some(Count { passed: of(passed), failed: of(failed) })
    });
    counts.sum()
}

fn without_parentheses(text: &str) -> String {
    let outside = text.split('(').enumerate().map(|(index, part)| match index {
        0 => part,
        _ => part.split_once(')').map_or("", |(_, rest)| rest),
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: u32, failed: u32) -> Count {
        Count { passed, failed }
    }

    fn ended(ok: bool) -> Ended {
        Ended { ok, stdout: String::new(), stderr: String::new() }
    }

    #[test]
    fn results_of_cargo_test_add_up() {
        let output = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                      test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(cargo_test(output), count(4, 2));
    }

    #[test]
    fn the_summary_of_nextest_is_read() {
        let output = "     Summary [   0.006s] 2 tests run: 2 passed, 0 skipped\n";
        assert_eq!(nextest(output), count(2, 0));
    }

    #[test]
    fn every_way_to_fail_under_nextest_counts() {
        let output = "Summary [ 9.1s] 15/20 tests run: 10 passed (1 slow, 1 leaky), 2 failed (1 due to being leaky), 1 exec failed, 2 timed out, 3 skipped";
        assert_eq!(nextest(output), count(10, 5));
    }

    #[test]
    fn the_end_of_nodes_report_is_read() {
        let output = "✔ healthz (3ms)\nℹ tests 8\nℹ suites 0\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 41.5\n";
        assert_eq!(node(output), count(5, 2));
    }

    #[test]
    fn a_runner_without_tests_is_a_failure() {
        assert_eq!(count(0, 0).of_runner(&ended(true)), count(0, 1));
        assert_eq!(count(0, 0).of_runner(&ended(false)), count(0, 1));
    }

    #[test]
    fn a_runner_that_fails_beside_its_tests_is_a_failure() {
        assert_eq!(count(5, 0).of_runner(&ended(false)), count(5, 1));
        assert_eq!(count(5, 2).of_runner(&ended(false)), count(5, 2));
        assert_eq!(count(5, 0).of_runner(&ended(true)), count(5, 0));
    }

    #[test]
    fn nothing_at_all_is_not_green() {
        assert!(!count(0, 0).is_green());
        assert!(!count(3, 1).is_green());
        assert!(count(3, 0).is_green());
    }
}
