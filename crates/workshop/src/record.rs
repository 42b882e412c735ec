//! Events as lines of a log: versioned JSON, and a replay that never guesses.

use serde::{Deserialize, Serialize};

use crate::{
    Event, GROUPS_MAX, GroupNo, Json, Owners, Rules, SeatNo, State, Timestamp, Workshop, groups, items,
};

/// The version that this code writes.
pub const VERSION: u32 = 1;

/// Why a log cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// A line was written by a newer program.
    #[error(
        "event {seq} is of version {found}, this program reads up to version {VERSION}: update Bisou to open this session"
    )]
    Newer {
        /// Which line.
        seq: u64,
        /// Its version.
        found: u32,
    },
    /// A line says something that this program does not know.
    #[error("event {seq} is not understood ({reason}): the log is damaged or was written by another program")]
    Unknown {
        /// Which line.
        seq: u64,
        /// What is wrong.
        reason: String,
    },
    /// A line is missing or there twice.
    #[error("event {expected} is missing: the log goes on with event {found}")]
    Gap {
        /// What should have come.
        expected: u64,
        /// What came.
        found: u64,
    },
}

#[derive(Serialize, Deserialize)]
struct Line<E> {
    v: u32,
    e: E,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// An event as a line of the log.
pub fn encode(event: &Event) -> Vec<u8> {
    serde_json::to_vec(&Line { v: VERSION, e: event }).expect("an event is made of what JSON can hold")
}

/// Reads a line back. `seq` is for the message only.
pub fn decode(seq: u64, line: &[u8]) -> Result<Event, LogError> {
    let unknown = |reason: serde_json::Error| LogError::Unknown { seq, reason: reason.to_string() };
    match serde_json::from_slice::<Line<Event>>(line) {
        Ok(line) if line.v > VERSION => Err(LogError::Newer { seq, found: line.v }),
        Ok(line) if line.v == 0 => Err(LogError::Unknown { seq, reason: "there is no version 0".into() }),
        Ok(line) => Ok(line.e),
        Err(reason) => match serde_json::from_slice::<Version>(line) {
            Ok(Version { v }) if v > VERSION => Err(LogError::Newer { seq, found: v }),
            _ => Err(unknown(reason)),
        },
    }
}

/// Whose words the line holds: what is erased when that person asks for it.
pub fn owner(event: &Event) -> Option<SeatNo> {
    match event {
        Event::Answered { seat, .. } => *seat,
        Event::Renamed { seat, .. }
        | Event::Asked { seat, .. }
        | Event::Voted { seat, .. }
        | Event::Claimed { seat, .. } => Some(*seat),
        _ => None,
    }
}

/// Builds the state again from a log of `(seq, at, line)`.
pub fn replay<'a>(
    workshop: &Workshop,
    lines: impl IntoIterator<Item = (u64, i64, &'a [u8])>,
) -> Result<State, LogError> {
    let mut state = State::new(workshop);
    for (seq, at, line) in lines {
        let expected = state.seq + 1;
        if seq != expected {
            return Err(LogError::Gap { expected, found: seq });
        }
        let event = decode(seq, line)?;
        if let Some(reason) = foreign(&state, workshop, &event) {
            return Err(LogError::Unknown { seq, reason });
        }
        state.apply(workshop, &event, Timestamp(at));
    }
    Ok(state)
}

/// What in the event is not of this session: a step, a seat, a place or a round that it does not have.
fn foreign(state: &State, workshop: &Workshop, event: &Event) -> Option<String> {
    if (state.seq == 0) != matches!(event, Event::Created { .. }) {
        return Some("a session is created once, by its first event".into());
    }
    match event {
        Event::Joined { seat, .. } if state.seat(*seat).is_some() => {
            return Some(format!("the seat {seat} is there twice"));
        }
        Event::Renamed { seat, .. }
        | Event::Answered { seat: Some(seat), .. }
        | Event::Asked { seat, .. }
        | Event::Voted { seat, .. }
        | Event::Claimed { seat, .. }
        | Event::GroupChosen { seat, .. }
        | Event::GroupSet { seat, .. }
        | Event::Erased { seat }
            if seat.index() >= state.seats.len() =>
        {
            return Some(format!("there is no seat number {}", seat.0));
        }
        Event::Answered { seat: None, group: None, .. }
        | Event::Answered { seat: None, beside: true, .. } => {
            return Some("its answer is nobody's".into());
        }
        Event::Answered { group: Some(GroupNo(group)), .. } if *group >= GROUPS_MAX => {
            return Some(format!("there is no group {group}"));
        }
        _ => {}
    }
    if let Some(reason) = groups::foreign(state, event).or_else(|| items::foreign(event)) {
        return Some(reason);
    }
    let step = step_of(event)?;
    let Some(index) = workshop.position(step) else { return Some(format!("there is no step {step}")) };
    let rounds = state.steps[index].rounds.len();
    match event {
        Event::Moved { screen, .. } if *screen >= workshop.screens(index) => {
            Some(format!("step {step} has no screen {screen}"))
        }
        Event::Moved { screen, point, .. } if *point > state.points(workshop, index, *screen) => {
            Some(format!("screen {screen} of step {step} has no point {point}"))
        }
        Event::RoundBegun { round, .. } if *round as usize != rounds => {
            Some(format!("round {round} of step {step} does not come after {rounds} rounds"))
        }
        Event::PhaseBegun { index: stretch, .. }
            if usize::from(*stretch) >= workshop.rules(index).stretches(state.group_count()).len() =>
        {
            Some(format!("step {step} has no phase {stretch}"))
        }
        Event::Answered { round, .. } | Event::Vacated { round, .. } if *round as usize >= rounds => {
            Some(format!("step {step} has no round {round}"))
        }
        Event::Answered { group, key, .. }
            if group.is_some() != (workshop.rules(index).owners(key) == Owners::Groups) =>
        {
            Some(format!("step {step} has other people's answers"))
        }
        Event::Answered { key, value, .. } => foreign_answer(workshop.rules(index), key, value),
        _ => None,
    }
}

fn foreign_answer(rules: &dyn Rules, key: &str, value: &Json) -> Option<String> {
    let sent = serde_json::from_str(value.as_str()).unwrap_or_default();
    match rules.accept(key, &sent) {
        Err(error) => Some(format!("its answer is {}", error.code)),
        Ok(_) if !rules.reads(value) => Some("its answer stands as it was sent, not as it is kept".into()),
        Ok(_) => None,
    }
}

fn step_of(event: &Event) -> Option<&str> {
    match event {
        Event::Moved { step, .. }
        | Event::Inserted { step }
        | Event::Skipped { step }
        | Event::Closed { step }
        | Event::Revealed { step }
        | Event::Reopened { step }
        | Event::Extended { step, .. }
        | Event::RoundBegun { step, .. }
        | Event::PhaseBegun { step, .. }
        | Event::LingerSet { step, .. }
        | Event::Claimed { step, .. }
        | Event::Vacated { step, .. }
        | Event::Answered { step, .. } => Some(step.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_goes_to_the_log_and_back() {
        let event = Event::Renamed { seat: SeatNo(3), name: Some("Zoé".into()) };
        assert_eq!(decode(1, &encode(&event)).unwrap(), event);
        assert_eq!(
            String::from_utf8(encode(&event)).unwrap(),
            r#"{"v":1,"e":{"renamed":{"seat":3,"name":"Zoé"}}}"#
        );
    }

    #[test]
    fn what_is_not_known_is_refused_with_a_sentence() {
        let newer = decode(7, br#"{"v":2,"e":{"teleported":{}}}"#).unwrap_err().to_string();
        assert!(newer.contains("event 7") && newer.contains("update Bisou"), "{newer}");
        let damaged = decode(8, br#"{"v":1,"e":{"teleported":{}}}"#).unwrap_err().to_string();
        assert!(damaged.contains("event 8") && damaged.contains("teleported"), "{damaged}");
        assert!(decode(9, b"").is_err());
    }
}
