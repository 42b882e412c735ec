//! What is true of any state of any session, each with its name.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use workshop::text::{self, NAME_MAX};
use workshop::{
    Clock, CommandName, Event, GROUPS_MAX, GroupNo, GroupsBy, Measurement, Owner, Owners, Phase, Round,
    State, Status, StepState, Timestamp, Visibility, Voting, Workshop, allowed, members,
};

use crate::plans::plans;
use crate::room::Room;
use crate::wishes::{play, wishes};

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn whatever_anybody_asks_for_the_state_stays_whole(plan in plans(), wishes in wishes(90)) {
        let mut room = Room::new(plan);
        play(&mut room, &wishes, |room| {
            let broken = broken(room);
            assert!(broken.is_empty(), "broken: {broken:?} after {:?}", room.log.last().map(|line| &line.event));
        });
    }
}

/// The names of the invariants that do not hold.
pub fn broken(room: &Room) -> Vec<&'static str> {
    let mut checks = Checks(Vec::new());
    life(room, &mut checks);
    place(&room.state, &room.workshop, &mut checks);
    people(&room.state, &mut checks);
    groups(room, &mut checks);
    time(room, &mut checks);
    for (index, step) in room.state.steps.iter().enumerate() {
        one_step(&room.state, &room.workshop, index, step, &mut checks);
    }
    answers(room, &mut checks);
    texts(room, &mut checks);
    measured(room, &mut checks);
    checks.0
}

struct Checks(Vec<&'static str>);

impl Checks {
    fn hold(&mut self, name: &'static str, holds: bool) {
        if !holds && !self.0.contains(&name) {
            self.0.push(name);
        }
    }
}

fn life(room: &Room, checks: &mut Checks) {
    let state = &room.state;
    let lobby = state.status == Status::Lobby;
    let ended = state.status == Status::Ended;
    checks.hold("seq counts the events", state.seq == room.log.len() as u64);
    checks.hold(
        "a session begins with its creation",
        match room.log.first() {
            None => true,
            Some(first) => matches!(first.event, Event::Created { .. }),
        },
    );
    checks.hold("there is one creation", {
        room.log.iter().filter(|line| matches!(line.event, Event::Created { .. })).count() <= 1
    });
    checks.hold("nothing has begun in the lobby", !lobby || state.started_at.is_none());
    checks.hold("what runs has begun", lobby || ended || state.started_at.is_some());
    checks.hold("what has ended says when", ended == state.ended_at.is_some());
    checks.hold(
        "the room is somewhere once it has begun",
        state.position.is_some() == state.started_at.is_some(),
    );
    let instants = [Some(state.created_at), state.started_at, state.ended_at, Some(state.at)];
    checks.hold("life goes forward", instants.into_iter().flatten().is_sorted());

    let allowed = allowed(state, &room.workshop);
    let unique: BTreeSet<&str> = allowed.iter().map(|name| name.as_str()).collect();
    checks.hold("no command is allowed twice", unique.len() == allowed.len());
    let quiet = |name: &CommandName| {
        use CommandName as C;
        matches!(name, C::Stage | C::Group | C::Rename | C::Moderation | C::Linger | C::Share)
            || (!state.items.is_empty()
                && matches!(
                    name,
                    C::Hide | C::Show | C::Approve | C::Highlight | C::Mark | C::Merge | C::Move
                ))
    };
    checks.hold("after the end nothing moves the room any more", !ended || allowed.iter().all(quiet));
    checks.hold("before the creation nothing is allowed", state.seq > 0 || allowed.is_empty());
}

fn place(state: &State, workshop: &Workshop, checks: &mut Checks) {
    let path: Vec<usize> = state.path(workshop).collect();
    checks.hold("the path goes forward", path.is_sorted());
    checks.hold("only optional steps are put in", {
        state.inserted.iter().all(|&step| workshop.step(step).optional)
    });
    checks.hold("the items of an optional step are put in together", {
        state.inserted.iter().all(|&step| workshop.siblings(step).all(|item| state.inserted.contains(&item)))
    });
    let Some(at) = state.position else { return };
    checks.hold("the step is in the plan", at.step < workshop.steps().len());
    checks.hold("the screen is one of the step's", at.screen < workshop.screens(at.step));
    checks.hold("the points are the screen's", at.point <= state.points(workshop, at.step, at.screen));
    checks.hold("the room has reached the step it is at", state.steps[at.step].reached);
    checks.hold("the path contains the step the room is at", path.contains(&at.step));
    checks.hold("the step the room is at is not passed over", !state.skipped.contains(&at.step));
    let (index, of) = state.place(workshop, at.step);
    checks.hold("index and of count the path", of == path.len() && path.get(index) == Some(&at.step));
    checks.hold("a question that is on has been asked", {
        !state.on_own_screen(workshop) || state.steps[at.step].asked_at.is_some()
    });
}

fn people(state: &State, checks: &mut Checks) {
    checks.hold("no more seats than the capacity", state.seats.len() <= state.capacity as usize);
    let numbered = state.seats.iter().enumerate();
    checks.hold("a seat is found by its id", {
        numbered.into_iter().all(|(index, seat)| state.seat(seat.id).is_some_and(|no| no.index() == index))
    });
    let names: Vec<&str> = state.seats.iter().filter_map(|seat| seat.name.as_deref()).collect();
    let unique: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    checks.hold("no two names are alike", unique.len() == names.len());
    checks.hold("names are clean", {
        names.iter().all(|name| text::clean(name, usize::MAX).as_deref() == Ok(name))
    });
    checks.hold("names are short, but for their number", names.iter().all(|name| short(name)));
}

fn groups(room: &Room, checks: &mut Checks) {
    let seats = &room.state.seats;
    let Some(groups) = &room.state.groups else {
        checks
            .hold("nobody is in a group while there are none", seats.iter().all(|seat| seat.group.is_none()));
        return;
    };
    let known = |group: GroupNo| groups.get(group).is_some_and(|group| !group.paper);
    checks.hold("who is in a group is in one with phones", {
        seats.iter().filter_map(|seat| seat.group).all(known)
    });
    checks
        .hold("there are groups to choose from", (2..=usize::from(GROUPS_MAX)).contains(&groups.list.len()));
    checks.hold("groups on paper come last", groups.list.iter().map(|group| group.paper).is_sorted());
    checks.hold("names of groups are clean", {
        groups
            .list
            .iter()
            .filter_map(|group| group.name.as_deref())
            .all(|name| text::clean(name, NAME_MAX).as_deref() == Ok(name))
    });
    checks.hold("the version is of an event", groups.version <= room.state.seq);
    if let Some(Event::GroupsMade { by, .. }) = room.log.last().map(|line| &line.event) {
        let sizes: Vec<usize> = groups
            .numbered()
            .filter(|(_, group)| !group.paper)
            .map(|(number, _)| members(seats, number))
            .collect();
        let (least, most) = (sizes.iter().min().unwrap_or(&0), sizes.iter().max().unwrap_or(&0));
        checks.hold("dealt groups are even", *by == GroupsBy::Choice || most - least <= 1);
        checks.hold("everybody is dealt into one", {
            *by == GroupsBy::Choice || sizes.is_empty() || sizes.iter().sum::<usize>() == seats.len()
        });
        checks.hold("nobody has chosen yet", *by != GroupsBy::Choice || sizes.iter().sum::<usize>() == 0);
    }
}

/// Up to the limit, or with a number after it.
fn short(name: &str) -> bool {
    let stem =
        name.rsplit_once(' ').filter(|(_, number)| number.parse::<u32>().is_ok_and(|number| number > 1));
    [Some(name), stem.map(|(stem, _)| stem)]
        .into_iter()
        .flatten()
        .any(|name| name.chars().count() <= NAME_MAX)
}

fn time(room: &Room, checks: &mut Checks) {
    let state = &room.state;
    let running = state.status == Status::Running;
    checks.hold("time is counted while the session runs", running == state.since.is_some());
    checks.hold("counting began in the past", state.since.is_none_or(|since| since <= state.at));
    let spent: Vec<i64> = (0..state.steps.len()).map(|step| state.spent(step, state.at)).collect();
    checks.hold("no step has taken less than no time", spent.iter().all(|&spent| spent >= 0));
    checks.hold("the steps' times add up to the session's", spent.iter().sum::<i64>() == room.ran);
    checks.hold("a step's time is that of its visits", spent == visits(room));
    checks.hold("a question is asked once a round", {
        state.steps.iter().map(|step| step.asked_at).eq(asked(room))
    });
    let ends = state.steps.iter().filter_map(|step| match step.clock {
        Clock::Until(end) => Some(end),
        _ => None,
    });
    checks.hold("the next alarm is the first clock's", state.next_alarm().map(|(end, _)| end) == ends.min());
}

/// How long the room was at each step while the session ran, from the log alone.
fn visits(room: &Room) -> Vec<i64> {
    let mut spent = vec![0; room.workshop.steps().len()];
    let (mut now, mut at, mut runs) = (Timestamp::default(), None, false);
    for line in &room.log {
        let before = now;
        now = now.max(Timestamp(line.at));
        if let Some(at) = at.filter(|_| runs) {
            spent[at] += now.since(before);
        }
        match &line.event {
            Event::Moved { step, .. } => at = room.workshop.position(step.as_str()),
            Event::Started | Event::Resumed => runs = true,
            Event::Paused | Event::Ended => runs = false,
            _ => {}
        }
    }
    spent
}

/// When the questions came on, from the log alone: the first time in the present round.
fn asked(room: &Room) -> Vec<Option<Timestamp>> {
    let workshop = &room.workshop;
    let mut asked = vec![None; workshop.steps().len()];
    let (mut now, mut on) = (Timestamp::default(), None);
    for line in &room.log {
        now = now.max(Timestamp(line.at));
        match &line.event {
            Event::Moved { step, screen, .. } => {
                let step = workshop.position(step.as_str()).expect("a step of the plan");
                on = workshop.is_own_screen(step, *screen).then_some(step);
            }
            Event::RoundBegun { step, .. } => {
                asked[workshop.position(step.as_str()).expect("a step of the plan")] = None;
            }
            _ => continue,
        }
        if let Some(on) = on {
            asked[on] = asked[on].or(Some(now));
        }
    }
    asked
}

fn one_step(state: &State, workshop: &Workshop, index: usize, step: &StepState, checks: &mut Checks) {
    let traits = workshop.rules(index).traits();
    let open = step.phase == Phase::Open;
    checks.hold("a clock only on an open step", open || step.clock == Clock::None);
    checks.hold("a clock only on a step that was reached", step.reached || step.clock == Clock::None);
    checks.hold("a clock goes only while the session runs", {
        state.status == Status::Running || !matches!(step.clock, Clock::Until(_))
    });
    checks.hold("a clock stands only while the session is paused", {
        state.status == Status::Paused || !matches!(step.clock, Clock::Left(_))
    });
    checks.hold("no less than no time is left", !matches!(step.clock, Clock::Left(left) if left < 0));
    checks.hold("only what takes answers is revealed", traits.answers || step.phase != Phase::Revealed);
    checks.hold("what was not reached is as in the beginning", {
        let untouched = step.rounds.len() == 1 && step.asked_at.is_none() && step.spent == 0 && open;
        step.reached || (untouched && state.spent(index, state.at) == 0)
    });
    checks.hold("a question was asked in the past", step.asked_at.is_none_or(|asked| asked <= state.at));
    checks.hold("there is a round", !step.rounds.is_empty());
    checks.hold("more rounds only where the kind has rounds", step.rounds.len() == 1 || traits.rounds);
    for (round, votes) in step.rounds.iter().enumerate() {
        one_round(state, workshop, (index, round), votes, checks);
    }
}

fn one_round(
    state: &State,
    workshop: &Workshop,
    (index, round): (usize, usize),
    votes: &Round,
    checks: &mut Checks,
) {
    let rules = workshop.rules(index);
    let owners: BTreeSet<Owner> = votes.answers.keys().map(|(owner, _)| *owner).collect();
    let counted =
        owners.iter().filter(|owner| owner.group().is_some() == (rules.owners("") == Owners::Groups));
    checks.hold("answered counts those who answered", votes.answered as usize == counted.count());
    checks.hold("the tally is the recount", {
        votes.tally.to_json() == state.recount(workshop, index, round).to_json()
    });
    let all = || votes.answers.iter().chain(&votes.late);
    let any = || all().map(|(_, answer)| answer).chain(votes.beside.values());
    checks.hold("only what takes answers has some", rules.traits().answers || all().next().is_none());
    checks.hold("only what was reached has answers", state.steps[index].reached || all().next().is_none());
    checks.hold(
        "answers are from people of the room",
        any().filter_map(|answer| answer.by).all(|seat| seat.index() < state.seats.len()),
    );
    checks.hold("a person's answer is given by that person", {
        all().all(|((owner, _), answer)| owner.seat().is_none() || owner.seat() == answer.by)
    });
    checks.hold("an answer is a group's where the kind says so", {
        votes
            .answers
            .keys()
            .all(|(owner, key)| owner.group().is_some() == (rules.owners(key) == Owners::Groups))
    });
    checks.hold("what is kept beside is by who is said", {
        votes
            .beside
            .iter()
            .all(|((owner, _, seat), answer)| owner.group().is_some() && answer.by == Some(*seat))
    });
    checks.hold(
        "answers came in the past",
        any().all(|answer| answer.at <= state.at && answer.seq <= state.seq),
    );
    checks.hold("a recorded answer is its own canonical form", {
        all().all(|((_, key), answer)| {
            let value = serde_json::from_str(answer.value.as_str()).expect("an answer is JSON");
            rules.accept(key, &value).as_ref() == Ok(&answer.value)
        })
    });
    checks.hold("an owner's answers are those of the owner", {
        owners.iter().all(|&one| {
            let own = votes.answers.iter().filter(|((owner, _), _)| *owner == one);
            own.map(|((_, key), answer)| (&**key, answer)).eq(votes.of(one))
        })
    });
    checks.hold("a revision is that of the last words", {
        votes.answers.iter().all(|((owner, key), answer)| votes.revision(*owner, key) >= answer.seq)
    });
}

/// The answers by themselves, from the log alone: the last in time stands, what was late or came second is beside, erased is
/// gone.
fn answers(room: &Room, checks: &mut Checks) {
    let (mut standing, mut late, mut second) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut replaced: BTreeMap<_, u32> = BTreeMap::new();
    for line in &room.log {
        match &line.event {
            Event::Answered { seat, group, step, round, key, value, late: is_late, beside, .. } => {
                let owner =
                    group.map(Owner::Group).or(seat.map(Owner::Seat)).expect("an answer is somebody's");
                let own = seat.map_or(owner, Owner::Seat);
                let place = |owner| (step.as_str(), *round as usize, owner, &**key);
                match (is_late, beside) {
                    (true, _) => drop(late.insert(place(own), (value.as_str(), *seat))),
                    (_, true) => drop(second.insert((place(owner), *seat), value.as_str())),
                    _ => drop(standing.insert(place(owner), (value.as_str(), *seat))),
                }
            }
            Event::Vacated { step, round, group, key, settles } => {
                let place = (step.as_str(), *round as usize, Owner::Group(*group), &**key);
                standing.remove(&place);
                *replaced.entry(place).or_default() += 1;
                second.retain(|(other, _), _| !settles || *other != place);
            }
            Event::Erased { seat } => {
                standing.retain(|_, (_, by)| *by != Some(*seat));
                late.retain(|_, (_, by)| *by != Some(*seat));
                second.retain(|(_, by), _| *by != Some(*seat));
            }
            _ => {}
        }
    }
    let tries = |(step, round, owner, key): &At<'_>| {
        let index = room.workshop.position(step).expect("an answer is to a step of the workshop");
        room.state.steps[index].rounds[*round].tries(*owner, key)
    };
    checks.hold("a group's tries are what stands and what it replaced", {
        replaced.iter().all(|(place, n)| tries(place) == n + u32::from(standing.contains_key(place)))
    });
    let values = |answers: BTreeMap<_, (_, _)>| {
        answers.into_iter().map(|(place, (value, _))| (place, value)).collect()
    };
    checks.hold("all answers are counted", room.state.answers() == standing.len());
    checks.hold("the last answer in time stands", kept(room, |round| &round.answers) == values(standing));
    checks.hold("late answers are kept beside", kept(room, |round| &round.late) == values(late));
    let beside: usize =
        room.state.steps.iter().flat_map(|step| &step.rounds).map(|round| round.beside.len()).sum();
    checks.hold("what came second is kept until it is settled", beside == second.len());
}

type At<'a> = (&'a str, usize, Owner, &'a str);

fn kept(room: &Room, of: impl Fn(&Round) -> &workshop::Answers) -> BTreeMap<At<'_>, &str> {
    let mut all = BTreeMap::new();
    for (step, plan) in room.state.steps.iter().zip(room.workshop.steps()) {
        for (index, round) in step.rounds.iter().enumerate() {
            for ((owner, key), answer) in of(round) {
                all.insert((plan.id.as_str(), index, *owner, &**key), answer.value.as_str());
            }
        }
    }
    all
}

/// What others may read: it is what stands, by whom it stands; votes are of people, each within their dots.
fn texts(room: &Room, checks: &mut Checks) {
    let (state, workshop) = (&room.state, &room.workshop);
    checks.hold("a text is that of the answer that stands", {
        state.items.values().filter_map(|item| Some((item.step?, item))).all(|(step, item)| {
            let rounds = &state.steps[step].rounds;
            let answers = rounds.iter().filter_map(|round| round.answer(item.owner, &item.key));
            let standing =
                answers.filter_map(|answer| Some((workshop.rules(step).words(&answer.value)?, answer)));
            standing.into_iter().any(|(words, answer)| {
                words == item.text && answer.by == item.author && answer.seq == item.seq
            })
        })
    });
    checks.hold("texts are clean", {
        state.items.values().all(|item| text::clean(&item.text, text::TEXT_MAX).as_deref() == Ok(&item.text))
    });
    checks.hold("authors and voters are in the room", {
        let authors = state.items.values().filter_map(|item| item.author);
        authors.chain(state.votes.values().flatten().copied()).all(|seat| seat.index() < state.seats.len())
    });
    checks.hold("no vote is kept of nobody", state.votes.values().all(|seats| !seats.is_empty()));
    checks.hold("nobody votes for what they wrote alone", {
        let voted = state.votes.iter().flat_map(|(id, seats)| seats.iter().map(move |seat| (id, seat)));
        voted
            .into_iter()
            .all(|(id, seat)| state.items.get(id).is_none_or(|item| item.owner != Owner::Seat(*seat)))
    });
    checks.hold("nobody gives more votes than they have", {
        (0..state.steps.len()).all(|step| match workshop.rules(step).voting() {
            Voting::Dots(dots) => (0..state.seats.len() as u32)
                .all(|seat| state.votes_of(workshop::SeatNo(seat), Some(step)) <= usize::from(dots)),
            Voting::Free => true,
            Voting::None => state.texts(Some(step)).iter().all(|text| text.votes == 0),
        })
    });
    let shown =
        |step| state.shown(step).iter().all(|text| state.visibility(text.id, text.item) == Visibility::Shown);
    checks.hold("what is shown is not hidden, not held and not part of another", {
        shown(None) && (0..state.steps.len()).all(|step| shown(Some(step)))
    });
    checks.hold("nobody reads others before it is time", {
        let seats = (0..state.seats.len() as u32).map(|seat| Some(workshop::SeatNo(seat))).chain([None]);
        seats.into_iter().all(|seat| {
            (0..state.steps.len()).all(|step| {
                let own = |item| seat.is_some_and(|seat| state.is_own(seat, item));
                state.texts_are_open(workshop, Some(step))
                    || state.readable(workshop, Some(step), seat).iter().all(|text| own(text.item))
            })
        })
    });
    checks.hold("a stretch is one of the step's", {
        state.steps.iter().all(|step| step.stretch == 0 || step.stretch < 64)
    });
}

/// What the session has cost, from the log alone.
fn measured(room: &Room, checks: &mut Checks) {
    let told = || {
        room.log.iter().filter_map(|line| match line.event {
            Event::Measured(measurement) => Some(measurement),
            _ => None,
        })
    };
    let kept = room.state.measured;
    let sum = told().fold(Measurement::default(), Measurement::plus);
    checks.hold("what was measured is the sum of the log", kept.sum == sum);
    checks.hold("every measurement tells something", told().all(|one| one != Measurement::default()));
    checks.hold("a measurement was taken in the past", kept.at.is_none_or(|at| at <= room.state.at));
    checks.hold("a cost has its instant", kept.at.is_some() == told().next().is_some());
    checks.hold(
        "a session ran as long as its steps took",
        i64::try_from(room.state.ran(room.state.at)) == Ok(room.ran),
    );
    let came = || room.state.seats.iter().map(|seat| seat.came);
    checks.hold("people come in one after the other", came().is_sorted());
    checks
        .hold("nobody has come in later than now", came().all(|came| came <= room.state.ran(room.state.at)));
}
