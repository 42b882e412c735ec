//! A calendar file (RFC 5545) with one event: a line that somebody keeps for themselves. It names nobody.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};

/// The most bytes of a line, without its end (section 3.1).
const LINE_MAX: usize = 75;
/// In UTC: the `Z` is part of the value (section 3.3.5).
const UTC: &str = "%Y%m%dT%H%M%SZ";

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'a> {
    /// The same event has the same one, so that a calendar that takes it twice has it once.
    pub uid: String,
    /// When it was written.
    pub written: Timestamp,
    /// When it begins.
    pub start: Timestamp,
    /// How long it takes.
    pub minutes: u32,
    /// Its title.
    pub title: &'a str,
    /// What stands in it.
    pub lines: &'a [String],
    /// In which language.
    pub lang: &'a str,
}

/// The same hour on the clock two weeks later, also when summer begins or ends in between.
pub fn in_two_weeks(from: Timestamp, zone: &TimeZone) -> Timestamp {
    let later = from.to_zoned_datetime(zone.clone()).checked_add(2.weeks());
    later.map_or(from, |later| later.timestamp())
}

/// A name that tells nothing of whom it is.
pub fn uid(parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\n"));
    let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hash}@bisou")
}

/// The file.
pub fn file(event: &Event<'_>) -> String {
    let lang = event.lang.to_uppercase();
    let alarm = escaped(event.title);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//Bisou//Bisou//{lang}"),
        "CALSCALE:GREGORIAN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", event.uid),
        format!("DTSTAMP:{}", event.written.strftime(UTC)),
        format!("DTSTART:{}", event.start.strftime(UTC)),
        format!("DURATION:PT{}M", event.minutes),
        format!("SUMMARY:{}", escaped(event.title)),
        format!("DESCRIPTION:{}", escaped(&event.lines.join("\n"))),
        "CLASS:PRIVATE".to_owned(),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        "TRIGGER:PT0M".to_owned(),
        format!("DESCRIPTION:{alarm}"),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

/// A text as a value (section 3.3.11). Other control characters have no place in one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// A line with its end, cut into pieces that are short enough, never within a character (section 3.1).
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / LINE_MAX * 3 + 2);
    let mut length = 0;
    for sign in line.chars() {
        if length + sign.len_utf8() > LINE_MAX {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(sign);
        length += sign.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brussels() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn event<'a>(title: &'a str, lines: &'a [String]) -> Event<'a> {
        let written = at("2026-03-20T13:05:09.250Z");
        let start = in_two_weeks(written, &brussels());
        Event {
            uid: uid(&["session", "step", "seat"]),
            written,
            start,
            minutes: 10,
            title,
            lines,
            lang: "fr",
        }
    }

    #[test]
    fn the_file_is_as_the_rfc_wants_it() {
        let lines = [
            "Préciser ses demandes\u{202f}: «\u{202f}Je dis pour qui, en cinq lignes\u{202f}; sinon, je relis \\ je coupe\u{202f}»".to_owned(),
            "Où en êtes-vous\u{202f}?".to_owned(),
        ];
        insta::assert_snapshot!(
            file(&event("Ce que je garde\u{202f}: préciser ses demandes", &lines)).replace('\r', "␍")
        );
    }

    #[test]
    fn no_line_is_too_long_and_unfolding_gives_the_text_back() {
        let long: String = "👩🏽‍🚀 été, où; ça\\ \u{0}\u{7}مرحبا ".repeat(40);
        let text = file(&event(&long, &[long.clone(), long.clone()]));
        assert!(text.lines().all(|line| line.trim_end_matches('\r').len() <= LINE_MAX));
        assert!(
            text.split("\r\n").all(|line| !line.contains(['\r', '\n'])),
            "every line ends as the RFC wants it"
        );
        let unfolded = text.replace("\r\n ", "");
        let summary = unfolded.lines().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
        let told = summary.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        assert_eq!(told, long.replace(['\u{0}', '\u{7}'], ""));
    }

    #[test]
    fn words_cannot_become_lines_of_the_calendar() {
        let evil = "fin\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:EMAIL".to_owned();
        let text = file(&event(&evil, std::slice::from_ref(&evil)));
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
        assert_eq!(text.matches("\r\nACTION:").count(), 1);
        assert!(text.contains("SUMMARY:fin\\nEND:VEVENT\\nBEGIN:VALARM"));
    }

    #[test]
    fn two_weeks_keep_the_hour_on_the_clock() {
        // Winter, and over both changes: 14:05 stays 14:05 in Brussels.
        for (from, to) in [
            ("2026-01-12T13:05:00Z", "2026-01-26T13:05:00Z"),
            ("2026-03-20T13:05:00Z", "2026-04-03T12:05:00Z"),
            ("2026-10-16T12:05:00Z", "2026-10-30T13:05:00Z"),
        ] {
            assert_eq!(in_two_weeks(at(from), &brussels()), at(to), "{from}");
        }
    }

    #[test]
    fn a_name_is_stable_and_tells_nothing() {
        assert_eq!(uid(&["a", "b"]), uid(&["a", "b"]));
        assert_ne!(uid(&["a", "b"]), uid(&["a", "c"]));
        assert!(!uid(&["lou"]).contains("lou"));
    }
}
