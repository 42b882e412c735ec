//! QR codes as inline SVG: one path, no style.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The text as a square to aim at, with its quiet zone.
pub fn svg(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M) else {
        return String::new();
    };
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|&&module| module == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    let side = width + 8;
    format!(
        r##"<svg class="qr" viewBox="-4 -4 {side} {side}" aria-hidden="true"><path d="M-4-4h{side}v{side}h-{side}z" fill="#fff"/><path d="{path}" fill="#16302b"/></svg>"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_join_link_fits_a_small_square() {
        let svg = svg("http://192.168.1.20:8080/j/KARLMT");
        assert!(svg.starts_with("<svg") && svg.contains("viewBox=\"-4 -4 37 37\""), "{svg}");
        assert!(!svg.contains("style="));
    }
}
