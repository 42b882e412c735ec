//! The nearest names to one that is not known.
//!
//! Distance is Damerau-Levenshtein (an adjacent swap is one edit) between names made comparable, the lesser of the whole
//! name's and that of its part after the last `/`. A name among whose parts (maximal runs of letters, of digits) is every
//! part of the query counts as `1 + 0.01 (its length - the query's)` when that is less.

use strsim::damerau_levenshtein;

/// So many are told.
pub(crate) const TOLD: usize = 5;
/// A name this near is told whatever the query's length.
const ALWAYS_NEAR: usize = 2;
/// Nothing that has a name is so long: what is, is near to none, and is not compared.
const LONGEST: usize = 200;
/// What each letter costs that a name has beyond the parts of the query.
const A_LETTER_MORE: f64 = 0.01;

/// The nearest of `names`, best first; each is given comparable and as it is told.
pub(crate) fn nearest<'a, 'b>(query: &str, names: impl Iterator<Item = (&'b str, &'a str)>) -> Vec<&'a str> {
    nearest_within(query, ALWAYS_NEAR.max(query.chars().count() / 3), names)
}

/// The nearest of `names` that are not farther than `limit`.
pub(crate) fn nearest_within<'a, 'b>(
    query: &str,
    limit: usize,
    names: impl Iterator<Item = (&'b str, &'a str)>,
) -> Vec<&'a str> {
    if query.is_empty() || query.len() > LONGEST {
        return Vec::new();
    }
    let query_parts = parts(query);
    let query = Query { text: query, length: query.chars().count(), letters: Letters::of(query), limit };
    let mut near: Vec<(f64, usize, &str)> = Vec::new();
    for (name, told) in names {
        let long = name.chars().count();
        let mut distance = query.edits(name);
        if let Some((_, last)) = name.rsplit_once('/') {
            distance = distance.min(query.edits(last));
        }
        if holds(name, &query_parts) {
            distance = distance.min(1.0 + A_LETTER_MORE * (long as f64 - query.length as f64));
        }
        if distance <= limit as f64 {
            near.push((distance, long, told));
        }
    }
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(b.2)));
    let mut best = Vec::with_capacity(TOLD);
    for (_, _, told) in near {
        // What has several names is told by its nearest one.
        if best.len() < TOLD && !best.contains(&told) {
            best.push(told);
        }
    }
    best
}

/// What is looked for.
struct Query<'a> {
    text: &'a str,
    length: usize,
    letters: Letters,
    limit: usize,
}

impl Query<'_> {
    /// Edits between the query and a name; infinite when they are surely more than the limit.
    fn edits(&self, name: &str) -> f64 {
        let length = name.chars().count();
        if length.abs_diff(self.length) > self.limit
            || self.letters.least_edits(&Letters::of(name)) > self.limit
        {
            return f64::INFINITY;
        }
        damerau_levenshtein(self.text, name) as f64
    }
}

/// How often each letter is in a name, letters being thrown together in so many bins.
struct Letters([i32; Self::BINS]);

impl Letters {
    const BINS: usize = 64;

    fn of(name: &str) -> Self {
        let mut bins = [0; Self::BINS];
        name.chars().for_each(|letter| bins[letter as usize % Self::BINS] += 1);
        Self(bins)
    }

    /// A lower bound of the edits between two names: one edit takes away, or brings, one letter at most; a swap none.
    fn least_edits(&self, other: &Self) -> usize {
        let (mut more, mut less) = (0_i32, 0_i32);
        for (own, others) in self.0.iter().zip(&other.0) {
            more += (own - others).max(0);
            less += (others - own).max(0);
        }
        more.max(less).unsigned_abs() as usize
    }
}

/// Whether every part of a query is a part of the name.
fn holds(name: &str, query_parts: &[&str]) -> bool {
    // Nearly all names fail the cheap test.
    !query_parts.is_empty() && query_parts.iter().all(|part| name.contains(part)) && {
        let own = parts(name);
        query_parts.iter().all(|part| own.contains(part))
    }
}

/// Maximal runs of letters, of digits.
fn parts(query: &str) -> Vec<&str> {
    let kind = |c: char| (c.is_alphabetic(), c.is_numeric());
    let mut found = Vec::new();
    let mut begin = 0;
    let mut before = None;
    for (at, c) in query.char_indices().chain([(query.len(), ' ')]) {
        let now = kind(c);
        if before.is_some_and(|before| before != now) {
            found.push(&query[begin..at]);
            begin = at;
        }
        before = Some(now);
    }
    found.retain(|part| part.starts_with(char::is_alphanumeric));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Catalogue, flat};

    fn models(query: &str) -> Vec<&'static str> {
        Catalogue::embedded().nearest_models(&flat(query), |_| true)
    }

    #[test]
    fn a_query_is_cut_where_letters_and_digits_meet() {
        assert_eq!(parts("gpt4o"), ["gpt", "4", "o"]);
        assert_eq!(parts("mistral large-2.5"), ["mistral", "large", "2", "5"]);
        assert_eq!(parts("--"), [""; 0]);
    }

    #[test]
    fn near_misses_find_the_model_that_was_meant() {
        let cases: [(&str, &[&str]); 9] = [
            ("gpt4o", &["gpt-4o", "gpt-4o-mini"]),
            ("gpt-4-o", &["gpt-4o"]),
            ("gpt 4", &["gpt-4"]),
            ("claude-sonnet-45", &["claude-sonnet-5", "claude-sonnet-4-5"]),
            ("mistral-lagre-latest", &["mistral-large-latest"]),
            (
                "mistral large",
                &["mistral-large-4", "mistral-large-4-0", "mistral-large-2512", "mistral-large-latest"],
            ),
            ("llama3", &["meta-llama/Meta-Llama-3-8B"]),
            ("gpt-4o-2099-01-01", &["gpt-4o-2024-08-06"]),
            ("gemini-2.5-flsh", &["gemini-2.5-flash"]),
        ];
        for (query, first) in cases {
            let found = models(query);
            assert!(found.starts_with(first), "{query}: {found:?}");
            assert!(found.len() <= TOLD, "{query}: {found:?}");
        }
        assert!(models("llama3").iter().all(|name| name.contains("lama") && name.contains('3')));
        assert_eq!(models("zzzzzzzz"), [""; 0]);
        assert_eq!(models(&"g".repeat(60_000)), [""; 0], "a name as long as a line");
        assert_eq!(models(&"gpt4".repeat(60)), [""; 0], "though each of its parts is in a name");
        assert_eq!(models(""), [""; 0]);
    }

    proptest::proptest! {
        #[test]
        fn the_cheap_bound_never_hides_a_near_name(one in "[a-c0-2é-]{0,12}", other in "[a-c0-2é-]{0,12}") {
            let edits = damerau_levenshtein(&one, &other);
            let bound = Letters::of(&one).least_edits(&Letters::of(&other));
            proptest::prop_assert!(bound <= edits, "{} > {}", bound, edits);
        }
    }

    #[test]
    fn near_misses_find_the_zone_that_was_meant() {
        let first = |query: &str| Catalogue::embedded().nearest_zones(query).first().copied();
        assert_eq!(first("Belgqiue"), Some("BEL"));
        assert_eq!(first("W0R"), Some("WOR"));
        assert_eq!(first("Duitsland "), Some("DEU"));
        assert_eq!(first("Allemange"), Some("DEU"));
        assert!(Catalogue::embedded().nearest_zones("XXX").iter().all(|code| code.contains('X')));
        assert_eq!(first("XXX"), Some("MEX"));
        let both = Catalogue::embedded().nearest_zones("Belgqiue");
        assert_eq!(both, ["BEL", "BLZ"], "a zone is told once, however many of its names are near");
        assert_eq!(first(""), None);
    }
}
