//! What a session has cost: counted by the shell, told to the log in whole numbers, only summed up here.
//!
//! Each [`Measurement`] holds what has come since the one before, so that the sum is right after a restart too. What a server
//! had counted and not told before it died is missing; nothing is ever counted twice.

use serde::{Deserialize, Serialize};

use crate::{State, Timestamp};

/// What has come since the last measurement; or, in [`Measured`], all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Measurement {
    /// Seconds in which the session ran: the lobby and pauses are left out.
    pub seconds: u64,
    /// Phones that were heard so far. The one number that is not a difference.
    pub phones: u32,
    /// Seconds in which the session ran, times phones: each from when it came in.
    pub phone_seconds: u64,
    /// Bytes sent to phones.
    pub to_phones: u64,
    /// Bytes received from phones.
    pub from_phones: u64,
    /// Bytes sent to stages, remotes and desks.
    pub to_screens: u64,
    /// Bytes received from them.
    pub from_screens: u64,
    /// Bytes, sent and received, of the phone that has most of them.
    pub busiest_phone: u64,
    /// Milliseconds of one core, for this session.
    pub cpu_ms: u64,
    /// So many of them while an energy meter could be read.
    pub metered_ms: u64,
    /// Microjoules of the processor in that time, as the session's share of what the machine could have done.
    pub share_of_capacity_uj: u64,
    /// The same, as the session's share of what the machine has done.
    pub share_of_work_uj: u64,
}

impl Measurement {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let phones = self.phones.max(other.phones);
        Self { phones, ..self.each(other, u64::saturating_add) }
    }

    /// What is new in this sum when `before` is known already.
    #[must_use]
    pub fn since(self, before: Self) -> Self {
        self.each(before, u64::saturating_sub)
    }

    /// All bytes, sent and received.
    pub fn bytes(&self) -> u64 {
        self.phone_bytes().saturating_add(self.to_screens).saturating_add(self.from_screens)
    }

    /// Bytes sent to phones and received from them.
    pub fn phone_bytes(&self) -> u64 {
        self.to_phones.saturating_add(self.from_phones)
    }

    /// Number by number, but for the phones.
    fn each(self, other: Self, f: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            seconds: f(self.seconds, other.seconds),
            phones: self.phones,
            phone_seconds: f(self.phone_seconds, other.phone_seconds),
            to_phones: f(self.to_phones, other.to_phones),
            from_phones: f(self.from_phones, other.from_phones),
            to_screens: f(self.to_screens, other.to_screens),
            from_screens: f(self.from_screens, other.from_screens),
            busiest_phone: f(self.busiest_phone, other.busiest_phone),
            cpu_ms: f(self.cpu_ms, other.cpu_ms),
            metered_ms: f(self.metered_ms, other.metered_ms),
            share_of_capacity_uj: f(self.share_of_capacity_uj, other.share_of_capacity_uj),
            share_of_work_uj: f(self.share_of_work_uj, other.share_of_work_uj),
        }
    }
}

/// What a session has cost so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measured {
    /// All measurements together.
    pub sum: Measurement,
    /// When the last one was taken.
    pub at: Option<Timestamp>,
}

impl State {
    /// Milliseconds in which the session ran, until `now`.
    pub fn ran(&self, now: Timestamp) -> u64 {
        let spent: i64 = (0..self.steps.len()).map(|step| self.spent(step, now)).sum();
        u64::try_from(spent).unwrap_or_default()
    }

    /// Whether a measurement tells nothing that is not known.
    pub(crate) fn knows(&self, measurement: Measurement) -> bool {
        self.measured.sum.plus(measurement) == self.measured.sum
    }

    pub(crate) fn measure(&mut self, measurement: Measurement, at: Timestamp) {
        self.measured = Measured { sum: self.measured.sum.plus(measurement), at: Some(at) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_and_what_was_known_make_the_whole() {
        let known = Measurement { phones: 3, to_phones: 1000, cpu_ms: 40, ..Measurement::default() };
        let whole = Measurement { phones: 4, to_phones: 1500, cpu_ms: 40, seconds: 60, ..known };
        let new = whole.since(known);
        assert_eq!(new, Measurement { phones: 4, to_phones: 500, seconds: 60, ..Measurement::default() });
        assert_eq!(known.plus(new), whole);
    }

    #[test]
    fn numbers_stop_at_their_limit() {
        let most = Measurement { to_phones: u64::MAX, from_phones: 1, ..Measurement::default() };
        assert_eq!(most.plus(most).to_phones, u64::MAX);
        assert_eq!((most.bytes(), Measurement::default().since(most).to_phones), (u64::MAX, 0));
    }
}
