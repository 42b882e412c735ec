//! The examples of `docs/impact.md` that are typed: what stands there is what is written.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::path::Path;
use std::process::Command;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/impact.md");
const OPENED: &str = "```console\n$ ";
const CLOSED: &str = "\n```\n";

/// All that a command writes.
fn written(command: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_bisou")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let done =
        Command::new("sh").args(["-c", &format!("{command} 2>&1")]).env("PATH", path).output().unwrap();
    String::from_utf8(done.stdout).unwrap().trim_end().to_owned()
}

/// The page with what its commands write now, and how many they are.
fn rewritten(page: &str) -> (String, usize) {
    let mut parts = page.split(OPENED);
    let mut out = parts.next().unwrap().to_owned();
    let mut count = 0;
    for part in parts {
        let (example, rest) = part.split_once(CLOSED).unwrap();
        let command = example.lines().next().unwrap();
        out.extend([OPENED, command, "\n", &written(command), CLOSED, rest]);
        count += 1;
    }
    (out, count)
}

/// `UPDATE_DOCS=1` writes the page anew: look at what changes.
#[test]
fn what_is_typed_writes_what_stands_there() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (now, count) = rewritten(&page);
    assert_eq!(count, 10);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PAGE, now).unwrap();
        return;
    }
    let differs = page.lines().zip(now.lines()).find(|(stands, writes)| stands != writes);
    assert!(page == now, "{differs:?}: UPDATE_DOCS=1 cargo test -p bisou --test documented");
}
