//! Pictures of a pack: small, of a known type, named by their content.

use std::sync::Arc;

use sha2::{Digest, Sha256};

/// The largest picture, in bytes: it goes to every phone of the room.
pub(crate) const IMAGE_MAX: usize = 128 << 10;

/// A picture of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// By its content, with its extension: what its address ends with, for ever.
    pub name: String,
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub mime: &'static str,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// Whether a file of this extension is a picture.
pub(crate) fn is_extension(extension: &str) -> bool {
    matches!(extension, "png" | "jpg" | "jpeg" | "webp")
}

impl Image {
    /// Reads what the file is from its first bytes; none when it is no picture of a known type.
    pub(crate) fn read(bytes: Vec<u8>) -> Option<Self> {
        let (mime, extension) = match imagesize::image_type(&bytes).ok()? {
            imagesize::ImageType::Png => ("image/png", "png"),
            imagesize::ImageType::Jpeg => ("image/jpeg", "jpg"),
            imagesize::ImageType::Webp => ("image/webp", "webp"),
            _ => return None,
        };
        let size = imagesize::blob_size(&bytes).ok()?;
        let hash: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{hash}.{extension}");
        Some(Self { name, mime, width: size.width, height: size.height, bytes: bytes.into() })
    }
}
