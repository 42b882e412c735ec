//! What slow and stubborn clients may cost. Guessing codes is slow; a right code never is: a whole school may share one
//! address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::Duration;

use workshop::Timestamp;

/// Wrong codes an address may try within [`WINDOW_MS`].
const PER_ADDRESS: u32 = 10;
/// Wrong codes that all addresses together may try in a second.
const PER_SECOND: u32 = 50;
/// After so long without a wrong code, an address starts anew.
const WINDOW_MS: i64 = 60_000;
/// Addresses that are remembered; beyond it those whose time is over are forgotten, or else all.
const REMEMBERED: usize = 10_000;

/// The most questions of a batch.
pub const BATCH_ITEMS: usize = 10_000;
/// The most bytes of a batch: some four hundred for each question.
pub const BATCH_BODY: usize = 4 << 20;

/// How long the server waits for others, and lets others wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// With a request's head, and with the silence between two requests.
    pub head: Duration,
    /// With a request's body.
    pub body: Duration,
    /// Before a wrong code or a wrong link is answered.
    pub wrong_code: Duration,
    /// For the turn of what takes the processor for a while, before who asks is told to come again.
    pub turn: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            body: Duration::from_secs(10),
            wrong_code: Duration::from_millis(300),
            turn: Duration::from_millis(500),
        }
    }
}

/// Wrong codes, counted. Nothing of it is written anywhere.
#[derive(Default)]
pub struct Guesses {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    by_address: HashMap<IpAddr, (u32, Timestamp)>,
    second: i64,
    in_second: u32,
}

impl Guesses {
    /// Counts a wrong code. False: this one is not even looked at any more.
    pub fn wrong(&self, address: IpAddr, now: Timestamp) -> bool {
        let mut inner = self.inner.lock().expect("nobody panics while counting");
        // An address that is refused uses up nobody else's tries.
        inner.of_address(address, now) <= PER_ADDRESS && inner.of_all(now) <= PER_SECOND
    }
}

impl Inner {
    /// The wrong codes of an address within the window, this one included.
    fn of_address(&mut self, address: IpAddr, now: Timestamp) -> u32 {
        self.make_room(now);
        let (count, last) = self.by_address.entry(address).or_insert((0, now));
        if now.since(*last) >= WINDOW_MS {
            *count = 0;
        }
        *count = count.saturating_add(1);
        *last = now;
        *count
    }

    /// The wrong codes of all addresses within this second, this one included.
    fn of_all(&mut self, now: Timestamp) -> u32 {
        let second = now.0 / 1000;
        if self.second != second {
            (self.second, self.in_second) = (second, 0);
        }
        self.in_second += 1;
        self.in_second
    }

    fn make_room(&mut self, now: Timestamp) {
        if self.by_address.len() >= REMEMBERED {
            self.by_address.retain(|_, (_, last)| now.since(*last) < WINDOW_MS);
        }
        if self.by_address.len() >= REMEMBERED {
            self.by_address.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 7));

    #[test]
    fn ten_wrong_codes_then_no_more_until_a_minute_has_passed() {
        let guesses = Guesses::default();
        let tries =
            |from: i64, n: i64| (0..n).filter(|i| guesses.wrong(HERE, Timestamp(from + i * 100))).count();
        assert_eq!(tries(0, 15), 10);
        assert_eq!(tries(2_000, 5), 0);
        assert_eq!(tries(200_000, 3), 3);
    }

    #[test]
    fn a_flood_of_addresses_is_not_remembered_for_ever() {
        let guesses = Guesses::default();
        for address in 0..25_000_u32 {
            guesses.wrong(IpAddr::V4(address.into()), Timestamp(i64::from(address)));
        }
        assert!(guesses.inner.lock().unwrap().by_address.len() <= REMEMBERED);
    }

    #[test]
    fn fifty_wrong_codes_a_second_in_all() {
        let guesses = Guesses::default();
        let from = |i: u8| IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, i));
        assert_eq!((0..80).filter(|&i| guesses.wrong(from(i), Timestamp(5_000))).count(), 50);
        assert!(guesses.wrong(from(200), Timestamp(6_000)));
    }
}
