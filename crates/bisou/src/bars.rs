//! Intervals drawn in text: a bar on an axis, with the value in it.

use ::figures::Axis;

/// The width of a bar, in characters, without its ends.
pub const WIDTH: usize = 24;

/// A published value on a logarithmic axis: `▕···━━━●━━···▏`; a point alone where no range was published. What is 0 stands
/// before the axis: `◂`.
pub fn on(axis: Axis, value: f64, range: Option<(f64, f64)>) -> String {
    let column = |value: f64| ((axis.place(value) * WIDTH as f64) as usize).min(WIDTH - 1);
    let mut cells = ['·'; WIDTH];
    if let Some((low, high)) = range {
        cells[column(low)..=column(high)].fill('━');
    }
    cells[column(value)] = if value > 0.0 { '●' } else { '◂' };
    format!("▕{}▏", cells.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_where_a_value_and_its_range_are() {
        let axis = Axis::around(&[[1.0, 10.0, 100.0]]);
        assert_eq!(on(axis, 10.0, None), "▕············●···········▏");
        assert_eq!(on(axis, 10.0, Some((1.0, 100.0))), "▕······━━━━━━●━━━━━━·····▏");
        assert_eq!(on(axis, 0.0, None), "▕◂·······················▏");
        assert_eq!(on(axis, 1e9, None).chars().count(), WIDTH + 2);
    }
}
