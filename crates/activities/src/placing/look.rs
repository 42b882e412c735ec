//! What both kinds of placing are dressed in.

pub const ALL: &str = include_str!("look.css");
pub const PHONE: &str = include_str!("phone.css");
pub const REMOTE: &str = include_str!("remote.css");
pub const STAGE: &str = include_str!("stage.css");
pub const REPORT: &str = include_str!("report.css");
pub const SCRIPT: &str = include_str!("phone.js");
