//! Parts of a [`Look`](crate::Look) that several kinds are made of: the text of style sheets and scripts.

/// Answers to choose from: shape, letter, colour.
pub const ANSWERS: &str = include_str!("css/answers.css");
/// Questions that are sent together.
pub const ASKED: &str = include_str!("css/asked.css");
/// Bars.
pub const BARS: &str = include_str!("css/bars.css");
/// A chain of citations.
pub const CHAIN: &str = include_str!("../chain/look.css");
/// Figures of the registry as tiles.
pub const FIGURES: &str = include_str!("css/figures.css");
/// Intervals on a log axis.
pub const RANGES: &str = include_str!("css/ranges.css");
/// Texts of the room, and votes for them.
pub const TEXTS: &str = include_str!("css/texts.css");
/// A text of one's own, with its label.
pub const TYPED: &str = include_str!("css/typed.css");
/// The wheel of the four phases, and their colours.
pub const WHEEL: &str = include_str!("css/wheel.css");
/// A text to write, and where it goes.
pub const WRITES: &str = include_str!("css/writes.css");

/// Numbers as the page's language writes them.
pub const NUMBERS: &str = include_str!("js/numbers.js");
