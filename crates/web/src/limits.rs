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
/// Addresses that are remembered; beyond it the oldest are forgotten.
const REMEMBERED: usize = 10_000;

/// How long the server waits for others, and lets others wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// With a request's head, and with the silence between two requests.
    pub head: Duration,
    /// With a request's body.
    pub body: Duration,
    /// Before a wrong code or a wrong link is answered.
    pub wrong_code: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            body: Duration::from_secs(10),
            wrong_code: Duration::from_millis(300),
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
        if inner.second != now.0 / 1000 {
            inner.second = now.0 / 1000;
            inner.in_second = 0;
        }
        inner.in_second += 1;
        let total = inner.in_second;
        if inner.by_address.len() >= REMEMBERED {
            inner.by_address.retain(|_, (_, last)| now.since(*last) < WINDOW_MS);
        }
        let (count, last) = inner.by_address.entry(address).or_insert((0, now));
        if now.since(*last) >= WINDOW_MS {
            *count = 0;
        }
        *count += 1;
        *last = now;
        *count <= PER_ADDRESS && total <= PER_SECOND
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
    fn fifty_wrong_codes_a_second_in_all() {
        let guesses = Guesses::default();
        let from = |i: u8| IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, i));
        assert_eq!((0..80).filter(|&i| guesses.wrong(from(i), Timestamp(5_000))).count(), 50);
        assert!(guesses.wrong(from(200), Timestamp(6_000)));
    }
}
