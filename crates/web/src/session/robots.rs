//! A rehearsal: simulated participants, the same for the same seed, as slow and as different as people.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use workshop::{Act, Command, Dice, ItemId, Phase, Robot, Rules, SeatCommand, SeatId, Sent, Status, Voting};

use super::{Channel, Live, WeakHandle};

/// Simulated participants.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rehearsal {
    /// How many.
    pub participants: u32,
    /// The same seed gives the same class.
    #[serde(default)]
    pub seed: u64,
    /// 1 as people do, 50 fifty times faster.
    #[serde(default = "as_people_do")]
    pub speed: f64,
}

fn as_people_do() -> f64 {
    1.0
}

impl Rehearsal {
    /// The most participants that can be simulated.
    pub const MOST: u32 = 500;
}

/// Somebody who will act at this instant of the rehearsal, in milliseconds since its beginning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    at: u64,
    robot: u32,
}

/// Plays a class until the session ends or goes. The robots use the commands that people use.
pub async fn play(session: WeakHandle, rehearsal: Rehearsal) {
    let mut arrivals: BinaryHeap<Reverse<Turn>> = (0..rehearsal.participants)
        .map(|robot| Reverse(Turn { at: delay(rehearsal, robot, "arrive", 9_000.0, 0.7), robot }))
        .collect();
    let mut clock = Stopwatch::new(rehearsal.speed);
    while let Some(Reverse(turn)) = arrivals.pop() {
        clock.sleep_until(turn.at).await;
        let join = Command::Join { seat: seat(&session, turn.robot), name: String::new() };
        if session.command(join).await.is_err() {
            return;
        }
    }
    answer_all(session, rehearsal).await;
}

/// Each time a question opens, everybody thinks for a while and then answers it once.
async fn answer_all(session: WeakHandle, rehearsal: Rehearsal) {
    let Some(mut changes) = session.upgrade().map(|session| session.relay.watch(Channel::SeatJson)) else {
        return;
    };
    let mut asked: Option<Question> = None;
    loop {
        let Ok(now) = session.read(|live, _| open_question(live)).await else { return };
        let Looked::Goes(question) = now else { return };
        let new = question.clone().filter(|question| Some(question) != asked.as_ref());
        if let Some(question) = new {
            tokio::select! {
                () = answer(&session, rehearsal, &question) => {}
                changed = left(&session, &mut changes, &question) => if !changed { return },
            }
            asked = Some(question);
            continue;
        }
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// Waits until another question is on. False when the session is gone.
async fn left(
    session: &WeakHandle,
    changes: &mut tokio::sync::watch::Receiver<std::sync::Arc<super::Frame>>,
    question: &Question,
) -> bool {
    loop {
        if changes.changed().await.is_err() {
            return false;
        }
        match session.read(|live, _| open_question(live)).await {
            Ok(Looked::Goes(Some(now))) if now == *question => {}
            _ => return true,
        }
    }
}

/// Everybody acts, as often as the kind wants; each takes its time.
async fn answer(session: &WeakHandle, rehearsal: Rehearsal, question: &Question) {
    let robots = 0..rehearsal.participants;
    let turns = question.turns.clone().flat_map(|turn| robots.clone().map(move |robot| (turn, robot)));
    let mut turns: Vec<(Turn, u32)> = turns
        .map(|(turn, robot)| {
            let what = format!("{}/{}/{turn}", question.step, question.stretch);
            let at =
                delay(rehearsal, robot, &what, 6_000.0, 0.6) + u64::from(turn - question.turns.start) * 9_000;
            (Turn { at, robot }, turn)
        })
        .collect();
    turns.sort_unstable();
    let mut clock = Stopwatch::new(rehearsal.speed);
    for (Turn { at, robot }, turn) in turns {
        clock.sleep_until(at).await;
        let dice =
            dice(rehearsal, robot, &format!("{}/{}/{turn}", question.step, question.stretch), question.round);
        let (seat, index) = (seat(session, robot), question.index);
        let Ok(acts) = session.read(move |live, _| play_turn(live, index, seat, dice, turn)).await else {
            return;
        };
        for act in acts {
            do_act(session, seat, &question.step, act).await;
        }
    }
}

/// What a robot does when it is its turn, with what it sees of the room.
fn play_turn(live: &Live, index: usize, seat: SeatId, dice: Dice, turn: u32) -> Vec<Act> {
    let state = &live.state;
    let Some(own) = state.seat(seat) else { return vec![] };
    let group = state.group_of(own);
    let of_group = |other: &&workshop::Seat| state.groups.is_none() || other.group == group;
    let mates: Vec<SeatId> = state.seats.iter().filter(of_group).map(|seat| seat.id).collect();
    let texts = [Some(index), None].map(|step| state.readable(&live.workshop, step, Some(own)));
    let texts = texts.into_iter().flatten();
    let items: Vec<ItemId> = texts.filter(|text| !state.is_own(own, text.item)).map(|text| text.id).collect();
    let mut robot = Robot {
        dice,
        turn,
        rank: mates.iter().position(|mate| *mate == seat).unwrap_or(0),
        mates: mates.len().max(1),
        stretch: state.steps[index].stretch,
        items: &items,
        before: state.before(&live.workshop, index, own).map(|answer| &answer.value),
    };
    let mut acts = live.workshop.rules(index).play(&mut robot);
    if state.steps[index].phase == Phase::Revealed {
        acts.retain(|act| matches!(act, Act::Vote(_)));
    }
    acts
}

async fn do_act(session: &WeakHandle, seat: SeatId, step: &str, act: Act) {
    let command = match act {
        Act::Answer { key, value } => SeatCommand::Answer(Sent { key, ..Sent::new(step, value) }),
        Act::Vote(item) => SeatCommand::Vote { item, value: true },
        Act::Ask(text) => SeatCommand::Ask { text, named: false },
        Act::Claim => SeatCommand::Claim { step: step.to_owned(), value: true },
    };
    let _ = session.command(Command::Seat(seat, command)).await;
}

#[derive(Clone, Debug, PartialEq)]
struct Question {
    step: String,
    index: usize,
    round: usize,
    stretch: u16,
    phase: Phase,
    turns: Range<u32>,
}

enum Looked {
    Goes(Option<Question>),
    Over,
}

fn open_question(live: &Live) -> Looked {
    if live.state.status == Status::Ended {
        return Looked::Over;
    }
    let here = live.state.position.map(|place| place.step);
    let question = |index: usize| {
        let (rules, step) = (live.workshop.rules(index), &live.state.steps[index]);
        Some(Question {
            step: live.workshop.step(index).id.0.clone(),
            index,
            round: step.rounds.len(),
            stretch: step.stretch,
            phase: step.phase,
            turns: turns(rules, step.phase)?,
        })
    };
    Looked::Goes(here.and_then(question))
}

/// Which turns everybody takes: all while the question is open; the last once more for what can be voted for since the reveal.
fn turns(rules: &dyn Rules, phase: Phase) -> Option<Range<u32>> {
    let (traits, all) = (rules.traits(), rules.turns());
    let acts = traits.answers || traits.claims || traits.shares;
    match phase {
        Phase::Open if acts => Some(0..all),
        Phase::Revealed if rules.voting() != Voting::None => Some(all.saturating_sub(1)..all),
        _ => None,
    }
}

/// Time within a rehearsal, which may run faster than people do.
struct Stopwatch {
    began: tokio::time::Instant,
    speed: f64,
}

impl Stopwatch {
    fn new(speed: f64) -> Self {
        Self { began: tokio::time::Instant::now(), speed: speed.clamp(0.1, 1000.0) }
    }

    async fn sleep_until(&mut self, ms: u64) {
        let real = Duration::from_secs_f64(ms as f64 / 1000.0 / self.speed);
        tokio::time::sleep_until(self.began + real).await;
    }
}

/// How long a robot takes: log-normal around a median, as people's answers do.
fn delay(rehearsal: Rehearsal, robot: u32, what: &str, median: f64, spread: f64) -> u64 {
    dice(rehearsal, robot, what, 0).log_normal(median, spread).min(10.0 * median) as u64
}

fn dice(rehearsal: Rehearsal, robot: u32, what: &str, round: usize) -> Dice {
    let hash = Sha256::digest(format!("{}/{robot}/{what}/{round}", rehearsal.seed));
    let mut seed = [0; 8];
    seed.copy_from_slice(&hash[..8]);
    Dice::new(u64::from_le_bytes(seed))
}

fn seat(session: &WeakHandle, robot: u32) -> SeatId {
    let hash = Sha256::digest(format!("robot {robot} of {}", session.meta.id_text));
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    SeatId(id)
}
