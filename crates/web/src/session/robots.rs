//! A rehearsal: simulated participants, the same for the same seed, as slow and as different as people.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use workshop::{Command, Dice, Phase, SeatCommand, SeatId, Status};

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

async fn answer(session: &WeakHandle, rehearsal: Rehearsal, question: &Question) {
    let mut turns: Vec<Turn> = (0..rehearsal.participants)
        .map(|robot| Turn { at: delay(rehearsal, robot, &question.step, 6_000.0, 0.6), robot })
        .collect();
    turns.sort_unstable();
    let mut clock = Stopwatch::new(rehearsal.speed);
    for turn in turns {
        clock.sleep_until(turn.at).await;
        let (step, index) = (question.step.clone(), question.index);
        let mut dice = dice(rehearsal, turn.robot, &question.step, question.round);
        let Ok(value) = session.read(move |live, _| live.workshop.rules(index).simulate(&mut dice)).await
        else {
            return;
        };
        let Some(value) = value else { continue };
        send(session, turn.robot, step, value).await;
    }
}

async fn send(session: &WeakHandle, robot: u32, step: String, value: Value) {
    let answer = SeatCommand::Answer { step, key: String::new(), value, round: None };
    let _ = session.command(Command::Seat(seat(session, robot), answer)).await;
}

#[derive(Clone, Debug, PartialEq)]
struct Question {
    step: String,
    index: usize,
    round: usize,
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
    let open = here.filter(|&step| {
        live.workshop.rules(step).traits().answers && live.state.steps[step].phase == Phase::Open
    });
    Looked::Goes(open.map(|index| Question {
        step: live.workshop.step(index).id.0.clone(),
        index,
        round: live.state.steps[index].rounds.len(),
    }))
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
