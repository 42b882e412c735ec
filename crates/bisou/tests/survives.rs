//! Answers survive the end of the process, whenever it comes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Seat, Server, bisou, send};
use serde_json::{Value, json};

const ROUNDS: u64 = 50;
const PEOPLE: usize = 6;

#[test]
fn an_acknowledged_answer_survives_kill_9_at_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path());
    let (session, code) = server.session();
    let seats: Vec<Seat> = (0..PEOPLE).map(|_| Seat::join(server.address, &code)).collect();
    assert_eq!(server.command(&session, &json!({ "command": "goto", "step": "a45-sondage" })).status, 200);
    let mut dice = 0x9e37_79b9_u64;
    let mut kept = 0;
    for round in 0..ROUNDS {
        let known = Arc::new(Mutex::new(BTreeMap::<usize, (u64, Option<u64>)>::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let address = server.address;
        let people: Vec<_> = seats
            .iter()
            .cloned()
            .enumerate()
            .map(|(person, seat)| {
                let (known, stop) = (Arc::clone(&known), Arc::clone(&stop));
                std::thread::spawn(move || answer_until(&stop, address, person, &seat, &known))
            })
            .collect();
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round | 1);
        std::thread::sleep(Duration::from_millis(20 + (dice >> 33) % 120));
        let address = server.kill();
        stop.store(true, Ordering::Relaxed);
        people.into_iter().for_each(|person| person.join().unwrap());

        server = Server::start_at(folder.path(), address, &[]);
        for (person, (acknowledged, pending)) in known.lock().unwrap().iter() {
            let found = seats[*person].state(server.address)["mine"]["number"].as_u64();
            let lived = found == Some(*acknowledged) || (pending.is_some() && found == *pending);
            assert!(
                lived,
                "round {round}: person {person} was told that {acknowledged} is kept, {pending:?} was under way, {found:?} is there"
            );
            kept += 1;
        }
        // The same device finds the same seat, by the same code.
        let again = send(
            server.address,
            "POST",
            "/api/v1/join",
            &[("cookie", &seats[0].cookie)],
            &json!({ "code": code }),
        )
        .unwrap();
        assert_eq!(again.status, 200, "{}", again.body);
    }
    assert!(kept > ROUNDS, "the load was too light to show anything: {kept} answers checked");
    server.terminate();
    let replay = bisou()
        .args(["replay", &session, "--verify", "--json", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&replay.stdout).unwrap();
    assert_eq!(told["faults"], json!([]), "{told}");
}

/// Answers again and again, a larger number each time. What was acknowledged last, and what was under way, is noted.
fn answer_until(
    stop: &AtomicBool,
    address: std::net::SocketAddr,
    person: usize,
    seat: &Seat,
    known: &Mutex<BTreeMap<usize, (u64, Option<u64>)>>,
) {
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) && number < 1000 {
        number += 1;
        if let Some(entry) = known.lock().unwrap().get_mut(&person) {
            entry.1 = Some(number);
        }
        match seat.answer(address, "a45-sondage", &json!({ "number": number })) {
            Some(reply) if reply.status == 200 => {
                known.lock().unwrap().insert(person, (number, None));
            }
            _ => return,
        }
    }
}

#[test]
fn a_folder_is_used_by_one_server_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let _server = Server::start(folder.path());
    let second = bisou()
        .args(["serve", "--no-open", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    let told = String::from_utf8_lossy(&second.stderr);
    assert!(told.contains("un autre Bisou utilise déjà") && told.contains("--data"), "{told}");
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let other = tempfile::tempdir().unwrap();
    let second = bisou()
        .args(["serve", "--no-open", "--listen", &server.address.to_string(), "--data"])
        .arg(other.path())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    let told = String::from_utf8_lossy(&second.stderr);
    assert!(told.contains("est déjà pris") && told.contains("--listen"), "{told}");
}

#[test]
fn a_folder_that_cannot_be_made_or_written_is_told() {
    let told = refused("/proc/bisou");
    assert!(told.contains("/proc/bisou") && told.contains("aide"), "{told}");
    let folder = tempfile::tempdir().unwrap();
    let Some(_mounted) = Mounted::on(folder.path(), "ro,size=1m") else { return };
    let told = refused(folder.path().to_str().unwrap());
    assert!(told.contains("ne peut pas être écrit") && told.contains("--data"), "{told}");
}

#[test]
fn a_database_of_a_newer_bisou_and_a_file_that_is_none_are_told() {
    let folder = tempfile::tempdir().unwrap();
    drop(Server::start(folder.path()));
    let path = folder.path().join("bisou.sqlite");
    let database = rusqlite::Connection::open(&path).unwrap();
    database.pragma_update(None, "user_version", 999).unwrap();
    drop(database);
    let told = refused(folder.path().to_str().unwrap());
    assert!(told.contains("version plus récente") && told.contains("999"), "{told}");

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bisou.sqlite"), "ceci n’est pas une base de données\n".repeat(200))
        .unwrap();
    let told = refused(folder.path().to_str().unwrap());
    assert!(told.contains("n’est pas une base de Bisou"), "{told}");
}

#[test]
fn a_database_held_by_another_program_is_told() {
    let folder = tempfile::tempdir().unwrap();
    drop(Server::start(folder.path()));
    for mode in ["NORMAL", "EXCLUSIVE"] {
        let database = rusqlite::Connection::open(folder.path().join("bisou.sqlite")).unwrap();
        database.pragma_update(None, "locking_mode", mode).unwrap();
        database.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let told = refused(folder.path().to_str().unwrap());
        assert!(told.contains("un autre programme tient"), "{mode}: {told}");
    }
}

#[test]
fn another_program_that_holds_the_database_in_a_session_is_waited_for_then_told() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let (session, code) = server.session();
    let seat = Seat::join(server.address, &code);
    server.command(&session, &json!({ "command": "goto", "step": "a45-sondage" }));
    let answer =
        |number: u64| seat.answer(server.address, "a45-sondage", &json!({ "number": number })).unwrap();
    let database = rusqlite::Connection::open(folder.path().join("bisou.sqlite")).unwrap();
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| answer(7));
        database.execute_batch("COMMIT").unwrap();
        assert_eq!(waiting.join().unwrap().status, 200);
    });
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    let told = answer(8);
    assert_eq!((told.status, told.code().as_str()), (503, "database-held"), "{}", told.body);
    assert_eq!(seat.state(server.address)["mine"]["number"], 7);
    database.execute_batch("COMMIT").unwrap();
    assert_eq!(answer(8).status, 200);
    assert_eq!(seat.state(server.address)["mine"]["number"], 8);
}

fn refused(folder: &str) -> String {
    let output =
        bisou().args(["serve", "--no-open", "--listen", "127.0.0.1:0", "--data", folder]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A small file system of its own: the disk is full in the middle of an answer, and has room again later.
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let Some(_mounted) = Mounted::on(folder.path(), "size=2m") else { return };
    let server = Server::start(folder.path());
    let (session, code) = server.session();
    let seat = Seat::join(server.address, &code);
    server.command(&session, &json!({ "command": "goto", "step": "a45-sondage" }));
    assert_eq!(seat.answer(server.address, "a45-sondage", &json!({ "number": 7 })).unwrap().status, 200);

    let ballast = folder.path().join("ballast");
    let _ = std::fs::write(&ballast, vec![1; 4 << 20]);
    let full = (8..400).find_map(|number| {
        let reply = seat.answer(server.address, "a45-sondage", &json!({ "number": number })).unwrap();
        (reply.status != 200).then_some((number, reply))
    });
    let (number, reply) = full.expect("the disk is full at last");
    assert_eq!((reply.status, reply.code().as_str()), (507, "disk-full"), "{}", reply.body);
    assert_eq!(
        seat.state(server.address)["mine"]["number"],
        json!(number - 1),
        "the last acknowledged answer stands"
    );

    std::fs::remove_file(&ballast).unwrap();
    let reply = seat.answer(server.address, "a45-sondage", &json!({ "number": 900 })).unwrap();
    assert_eq!(reply.status, 200, "there is room again: {}", reply.body);
    let address = server.kill();
    let server = Server::start_at(folder.path(), address, &[]);
    assert_eq!(seat.state(server.address)["mine"]["number"], json!(900));
    drop(server);
}

struct Mounted(std::path::PathBuf);

impl Mounted {
    /// A file system in memory; none where this account cannot mount one, which is said.
    fn on(folder: &Path, options: &str) -> Option<Self> {
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder.to_owned()));
        }
        println!("skipped: this account cannot mount a file system of its own");
        None
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l"]).arg(&self.0).status();
    }
}
