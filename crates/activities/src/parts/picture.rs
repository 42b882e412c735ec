//! A picture of a pack, kept by name in the frozen plan.

use content::Pack;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

/// A picture with what it shows, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The end of its address.
    pub name: String,
    /// For who does not see it.
    pub alt: String,
    /// In pixels: the page keeps its place before it is there.
    pub width: usize,
    /// In pixels.
    pub height: usize,
}

impl Picture {
    /// The picture at this path of a checked pack.
    pub(crate) fn of(pack: &Pack, path: &str, alt: &str) -> Option<Self> {
        let image = pack.image(path)?;
        let (name, alt) = (image.name.clone(), alt.to_owned());
        Some(Self { name, alt, width: image.width, height: image.height })
    }

    /// As large as there is room.
    pub(crate) fn show(&self) -> Markup {
        html! { img.picture src={ "/i/" (self.name) } alt=(self.alt) width=(self.width) height=(self.height); }
    }
}
