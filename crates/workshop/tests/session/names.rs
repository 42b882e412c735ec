//! What people are called.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use workshop::{Command, Control, SeatCommand, SeatId, SeatNo};

use crate::plans::{Step, plan};
use crate::room::{Room, seat_id};
use crate::wishes::name;

proptest! {
    #[test]
    fn who_comes_twice_is_the_same_person(first in name(), second in name()) {
        let mut room = Room::lobby(plan(&[Step::plain("vote")]), 0);
        if room.send(Command::Join { seat: seat_id(1), name: first }).is_ok() {
            let before = room.bytes();
            let again = room.send(Command::Join { seat: seat_id(1), name: second }).unwrap();
            prop_assert!(again.events.is_empty());
            prop_assert_eq!(room.bytes(), before);
        }
    }

    #[test]
    fn to_be_called_as_one_is_makes_no_event(name in name(), others in prop::collection::vec(name(), 0..3)) {
        let mut room = Room::lobby(plan(&[Step::plain("vote")]), 0);
        for (seat, name) in (2..).zip(others) {
            let _ = room.send(Command::Join { seat: seat_id(seat), name });
        }
        if room.send(Command::Join { seat: seat_id(1), name: name.clone() }).is_ok() {
            let rename = Command::Seat(seat_id(1), SeatCommand::Rename(name));
            prop_assert_eq!(room.send(rename).unwrap().events, []);
        }
    }

    #[test]
    fn a_seat_is_named_by_32_hexadecimal_digits_and_nothing_else(bytes in any::<[u8; 16]>(), text in prop_oneof!["([0-9a-fA-F]{2}|\\+[0-9a-f]){16}", "[0-9a-fA-F -]{30,33}"]) {
        let id = SeatId(bytes);
        prop_assert_eq!(id.to_string().parse(), Ok(id));
        let hexadecimal = text.len() == 32 && text.chars().all(|sign| sign.is_ascii_hexdigit());
        prop_assert_eq!(text.parse::<SeatId>().map(|id| id.to_string()).ok(), hexadecimal.then(|| text.to_lowercase()));
    }
}

#[test]
fn a_second_one_alike_gets_a_number() {
    let mut room = Room::lobby(plan(&[Step::plain("vote")]), 0);
    for (seat, name) in (0..).zip(["Zoé", "zoé", "ZOE\u{301}", "Zoé 2", "", " "]) {
        room.send(Command::Join { seat: seat_id(seat), name: name.into() }).unwrap();
    }
    let names: Vec<_> = room.state.seats.iter().map(|seat| seat.name.as_deref()).collect();
    assert_eq!(names, [Some("Zoé"), Some("zoé 2"), Some("ZOÉ 3"), Some("Zoé 2 2"), None, None]);
}

#[test]
fn a_seat_is_renamed_by_its_public_name() {
    let mut room = Room::lobby(plan(&[Step::plain("vote")]), 2);
    let rename = |name: &str| Control::Rename { seat: seat_id(1).to_string(), name: name.into() };
    room.control(rename("Ana")).unwrap();
    assert_eq!(room.state.seats[SeatNo(1).index()].name.as_deref(), Some("Ana"));
    room.control(rename("")).unwrap();
    assert_eq!(room.state.seats[SeatNo(1).index()].name, None);
}

/// A hall where all type the same name must not stop the session.
#[test]
fn a_thousand_people_of_one_name_come_in_at_once() {
    let mut room = Room::new(plan(&[Step::plain("vote")]));
    room.send(Command::Create { capacity: 1000 }).unwrap();
    let start = Instant::now();
    for number in 0..1000_u128 {
        let seat = SeatId(number.to_be_bytes());
        room.send(Command::Join { seat, name: "Ana".into() }).unwrap();
    }
    assert_eq!(room.state.seats[999].name.as_deref(), Some("Ana 1000"));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
