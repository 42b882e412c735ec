//! What a kind's screens are dressed in, beside what all screens share.

/// Rules of style and scripts, as the text of files: those of the kind's own folder, and the parts of the house it is
/// made of. A phone gets only what its step needs; the projector and the report know all kinds.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// On all its screens, in the report and on paper.
    pub everywhere: &'static [&'static str],
    /// On the participant's phone only.
    pub phone: &'static [&'static str],
    /// On the facilitator's phone only.
    pub remote: &'static [&'static str],
    /// On the projector only.
    pub stage: &'static [&'static str],
    /// In the report only.
    pub report: &'static [&'static str],
    /// On its printed sheets only.
    pub paper: &'static [&'static str],
    /// What the phone's script does beside forms, in ES5. It may come after the page's own script, in the same global scope:
    /// what it defines must not be in the way of other kinds, and what it draws it adds to `painters`.
    pub script: &'static [&'static str],
}

impl Look {
    /// Nothing of its own.
    pub const PLAIN: Self =
        Self { everywhere: &[], phone: &[], remote: &[], stage: &[], report: &[], paper: &[], script: &[] };
}

/// A kind and its look.
pub struct Dressed {
    /// Its name in the packs.
    pub kind: &'static str,
    /// Its look.
    pub look: Look,
}
