//! What can be printed for a step, to play it without screens.

use figures::Links;
use maud::PreEscaped;
use texts::Texts;
use workshop::{Plan, PlanStep};

/// A step on its way to paper.
pub struct Paper<'a> {
    /// The workshop it is part of.
    pub plan: &'a Plan,
    /// The step.
    pub step: &'a PlanStep,
    /// The words.
    pub texts: &'static Texts,
    /// The sourced figures.
    pub figures: &'a figures::Registry,
}

impl Paper<'_> {
    /// A text of a pack with its figures filled in, as HTML. Paper has no links.
    pub fn figure_text(&self, html: &str) -> PreEscaped<String> {
        PreEscaped(figures::expand(html, self.figures, Links::Plain))
    }
}
