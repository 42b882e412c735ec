//! Instants and durations as people say them.

use figures::french;
use jiff::ZonedDateTime;
use texts::{Texts, t};

use crate::Report;

/// The instant of a log; one that no calendar holds is brought to the nearest that it does.
pub(crate) fn instant(at: workshop::Timestamp) -> jiff::Timestamp {
    let nearest = if at.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(nearest)
}

/// « mardi 24 novembre 2026, 14 h 05 »
pub(crate) fn date_time(report: &Report, at: jiff::Timestamp) -> String {
    let local = at.to_zoned_datetime(report.zone.clone());
    let date = date_of(report.texts, &local);
    let minute = format!("{:02}", local.minute());
    t!(report.texts, "report-date-time", date = date, hour = local.hour().to_string(), minute = minute)
}

/// « mardi 24 novembre 2026 »
pub(crate) fn date(report: &Report, at: jiff::Timestamp) -> String {
    date_of(report.texts, &at.to_zoned_datetime(report.zone.clone()))
}

fn date_of(texts: &Texts, local: &ZonedDateTime) -> String {
    let weekday = texts.get(&format!("report-weekday-{}", local.weekday().to_monday_one_offset()));
    let month = texts.get(&format!("report-month-{}", local.month()));
    t!(
        texts,
        "report-date",
        weekday = weekday,
        day = local.day(),
        month = month,
        year = local.year().to_string()
    )
}

/// « 14 min », « 1 h 05 », below a minute « 35 s ».
pub(crate) fn duration(texts: &Texts, ms: i64) -> String {
    let seconds = ms / 1000;
    if seconds < 60 {
        return t!(texts, "report-seconds", n = seconds.to_string());
    }
    let minutes = (seconds + 30) / 60;
    if minutes < 60 {
        return t!(texts, "report-minutes", n = minutes.to_string());
    }
    t!(texts, "report-hours", hours = (minutes / 60).to_string(), minutes = format!("{:02}", minutes % 60))
}

/// Planned minutes, which may have halves: « 2,5 min »; nothing when none are planned.
pub(crate) fn planned(texts: &Texts, minutes: f64) -> Option<String> {
    (minutes > 0.0).then(|| t!(texts, "report-minutes", n = french::number(minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_rounded_to_what_matters() {
        let texts = texts::texts("fr");
        let cases = [
            (0, "0\u{202f}s"),
            (59_999, "59\u{202f}s"),
            (60_000, "1\u{202f}min"),
            (89_999, "1\u{202f}min"),
            (14 * 60_000 + 29_000, "14\u{202f}min"),
            (59 * 60_000 + 30_000, "1\u{202f}h\u{202f}00"),
            (65 * 60_000, "1\u{202f}h\u{202f}05"),
        ];
        for (ms, words) in cases {
            assert_eq!(duration(texts, ms), words, "{ms}");
        }
        assert_eq!(planned(texts, 2.5).as_deref(), Some("2,5\u{202f}min"));
        assert_eq!(planned(texts, 0.0), None);
    }

    #[test]
    fn an_instant_out_of_the_calendar_is_no_reason_to_fail() {
        assert_eq!(instant(workshop::Timestamp(i64::MAX)), jiff::Timestamp::MAX);
        assert_eq!(instant(workshop::Timestamp(i64::MIN)), jiff::Timestamp::MIN);
        assert_eq!(instant(workshop::Timestamp(1500)).to_string(), "1970-01-01T00:00:01.5Z");
    }
}
