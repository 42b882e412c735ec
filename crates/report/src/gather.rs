//! Reads a session once and keeps what the formats need.

use std::collections::BTreeSet;

use activities::{Room, View};
use figures::{Figure, Links, Registry, Verdict, french};
use jiff::tz::TimeZone;
use maud::PreEscaped;
use texts::Texts;
use workshop::{Mark, Owner, State, Timestamp, Workshop};

use crate::document::{Answer, CitedFigure, CitedSource, Question, Report, Round, SCHEMA, Session, Step};
use crate::words::instant;

/// What the shell knows of a session and its log does not.
#[derive(Clone, Debug)]
pub struct Meta<'a> {
    /// The session's id.
    pub id: &'a str,
    /// The letters people came in with.
    pub code: &'a str,
    /// What the facilitator called it.
    pub title: &'a str,
    /// The language of the report.
    pub lang: &'a str,
    /// The participants are simulated.
    pub rehearsal: bool,
    /// When the session will be deleted.
    pub expires_at: Timestamp,
    /// In which times are told to people.
    pub time_zone: TimeZone,
}

/// The session that is read, and how.
struct Source<'a> {
    id: &'a str,
    workshop: &'a Workshop,
    state: &'a State,
    registry: &'a Registry,
    texts: &'static Texts,
    now: Timestamp,
    room: Room,
}

impl Report {
    /// The report of a session as it is at `now`.
    pub fn new(
        meta: Meta<'_>,
        workshop: &Workshop,
        state: &State,
        registry: &Registry,
        now: Timestamp,
    ) -> Self {
        let texts = texts::texts(meta.lang);
        let source = Source { id: meta.id, workshop, state, registry, texts, now, room: Room::default() };
        let told = |index: &usize| state.steps[*index].reached;
        let on_path: Vec<usize> = state.path(workshop).collect();
        let listed = (0..workshop.steps().len()).filter(|index| on_path.contains(index) || told(index));
        let steps: Vec<Step> = listed.map(|index| source.step(index)).collect();
        let figures = source.figures(&steps);
        Self {
            schema: SCHEMA,
            session: source.session(&meta, &steps),
            questions: source.questions(),
            steps,
            figures,
            texts,
            zone: meta.time_zone,
        }
    }
}

impl<'a> Source<'a> {
    fn session(&self, meta: &Meta<'_>, steps: &[Step]) -> Session {
        let (state, plan) = (self.state, self.workshop.plan());
        let end = state.ended_at.unwrap_or(self.now);
        Session {
            id: meta.id.to_owned(),
            code: meta.code.to_owned(),
            title: meta.title.to_owned(),
            workshop: plan.workshop.clone(),
            workshop_title: plan.title.clone(),
            lang: self.texts.lang().to_owned(),
            rehearsal: meta.rehearsal,
            status: state.status,
            created_at: instant(state.created_at),
            started_at: state.started_at.map(instant),
            ended_at: state.ended_at.map(instant),
            written_at: instant(self.now),
            expires_at: instant(meta.expires_at),
            duration_ms: state.started_at.map(|start| end.since(start)),
            planned_minutes: steps.iter().map(|step| step.planned_minutes).sum(),
            people: state.seats.len(),
            named: named(steps),
            answers: state.answers(),
            late: steps.iter().flat_map(|step| &step.rounds).map(|round| round.late).sum(),
        }
    }

    /// The questions that everybody may read: those that wait first, then those with the most votes.
    fn questions(&self) -> Vec<Question> {
        let mut shown = self.state.shown(None);
        shown.sort_by_key(|text| text.handling.mark == Mark::Answered);
        let told = shown.into_iter().map(|text| Question {
            text: text.item.text.to_string(),
            by: text
                .item
                .author
                .filter(|_| text.item.named)
                .and_then(|seat| self.state.seats[seat.index()].name.clone()),
            votes: text.votes,
            mark: text.handling.mark,
        });
        told.collect()
    }

    fn step(&self, index: usize) -> Step {
        let (plan, state) = (self.workshop.step(index), &self.state.steps[index]);
        let mut step = Step {
            id: plan.id.to_string(),
            kind: plan.kind.clone(),
            title: plan.title.clone(),
            part: plan.part.clone(),
            question: None,
            optional: plan.optional,
            reached: state.reached,
            skipped: self.state.skipped.contains(&index),
            planned_minutes: plan.minutes,
            used_ms: self.state.spent(index, self.now),
            phase: state.phase,
            figures: Vec::new(),
            rounds: Vec::new(),
            kind_title: activities::kind_title(self.texts, &plan.kind),
            explanation: maud::Markup::default(),
            takes_answers: self.workshop.rules(index).traits().answers,
        };
        if state.reached {
            self.slides(index, &mut step);
            for round in 0..state.rounds.len() {
                self.round(index, round, &mut step);
            }
        }
        step
    }

    /// The figures of the slides that come before the step's own screen.
    fn slides(&self, index: usize, step: &mut Step) {
        for slide in &self.workshop.step(index).slides {
            let cited = slide.figures.iter().map(String::as_str).chain(figures::ids(&slide.body));
            cited.for_each(|id| cite(&mut step.figures, id));
        }
    }

    /// Adds one vote to its step. Views draw the last vote of a state, so an earlier one is drawn from a state that ends
    /// with it.
    fn round(&self, index: usize, round: usize, step: &mut Step) {
        let last = round + 1 == self.state.steps[index].rounds.len();
        let earlier = (!last).then(|| {
            let mut state = self.state.clone();
            state.steps[index].rounds.truncate(round + 1);
            state
        });
        let view = self.view(earlier.as_ref().unwrap_or(self.state), index);
        let section = activities::report(&view);
        let body = section.body.into_string();
        section
            .figures
            .iter()
            .map(String::as_str)
            .chain(anchors(&body))
            .chain(anchors(&section.explanation.0))
            .for_each(|id| cite(&mut step.figures, id));
        step.rounds.push(Round {
            answered: view.round().answered,
            late: view.round().late.len(),
            tally: view.round().tally.to_json(),
            table: section.table,
            answers: answers(&view),
            body: PreEscaped(body),
        });
        step.question = section.question;
        step.explanation = section.explanation;
    }

    fn view<'s>(&'s self, state: &'s State, step: usize) -> View<'s>
    where
        'a: 's,
    {
        View {
            session: self.id,
            workshop: self.workshop,
            state,
            step,
            texts: self.texts,
            figures: self.registry,
            links: Links::Anchor,
            now: self.now,
            seat: None,
            room: &self.room,
            part: "",
            page: "",
            facilitator: true,
        }
    }

    fn figures(&self, steps: &[Step]) -> Vec<CitedFigure> {
        let mut ids = Vec::new();
        steps.iter().flat_map(|step| &step.figures).for_each(|id| cite(&mut ids, id));
        ids.iter().filter_map(|id| self.registry.figure(id)).map(|figure| self.figure(figure)).collect()
    }

    fn figure(&self, figure: &Figure) -> CitedFigure {
        let range = figure.range().map(|(low, high)| {
            let unit = figure.unit.symbol();
            format!("{}\u{202f}{unit}", french::interval(low, high)).trim_end().to_owned()
        });
        let source = self.registry.source(&figure.source).map(|source| CitedSource {
            short: source.short.clone(),
            author: source.author.clone(),
            title: source.title.clone(),
            year: source.year,
            url: source
                .doi
                .as_ref()
                .map(|doi| format!("https://doi.org/{doi}"))
                .or_else(|| source.url.clone()),
        });
        CitedFigure {
            id: figure.id.to_string(),
            label: figure.label.clone(),
            value: figure.value,
            low: figure.low,
            high: figure.high,
            unit: figure.unit.as_str().to_owned(),
            text: figure.text(),
            per: figure.per().map(str::to_owned),
            year: figure.year,
            source,
            verdict: figure.seed_verdict.map(Verdict::as_str),
            verified: figure.verified,
            range_text: range,
        }
    }
}

/// The answers of the vote that the view shows: those in time, what was written beside them and never settled, then the late
/// ones. What is nobody else's business is left out, and so are words that the facilitator has not let through.
fn answers(view: &View<'_>) -> Vec<Answer> {
    let (round, rules) = (view.round(), view.workshop.rules(view.step));
    let tell = |owner: Owner, key: &str, answer: &workshop::Answer, late: bool, beside: bool| {
        let said = rules.words(&answer.value);
        let public = said.is_none_or(|said| view.is_public(owner, key, &said, !late && !beside));
        Answer {
            seat: answer.by.map_or(0, |seat| seat.0 + 1),
            name: answer.by.and_then(|seat| view.state.seats.get(seat.index())?.name.clone()),
            group: owner.group().map(|group| u32::from(group.0) + 1),
            key: key.to_owned(),
            value: public.then(|| answer.value.clone()),
            at: instant(answer.at),
            late,
            beside,
            words: public.then(|| activities::describe(view, &answer.value)),
        }
    };
    let in_time = round.answers.iter().map(|((owner, key), answer)| tell(*owner, key, answer, false, false));
    let beside = round.beside.iter().map(|((owner, key, _), answer)| tell(*owner, key, answer, false, true));
    let late = round.late.iter().map(|((owner, key), answer)| tell(*owner, key, answer, true, false));
    in_time.chain(beside).chain(late).filter(|answer| !rules.is_private(&answer.key)).collect()
}

/// How many people have their name in the answers.
fn named(steps: &[Step]) -> usize {
    let answers = steps.iter().flat_map(|step| &step.rounds).flat_map(|round| &round.answers);
    answers.filter(|answer| answer.name.is_some()).map(|answer| answer.seat).collect::<BTreeSet<_>>().len()
}

/// Adds an id that is not there yet.
fn cite(ids: &mut Vec<String>, id: &str) {
    if !ids.iter().any(|known| known == id) {
        ids.push(id.to_owned());
    }
}

/// Ids of the figures that a text links to.
fn anchors(html: &str) -> impl Iterator<Item = &str> {
    html.split("href=\"#fig-").skip(1).filter_map(|rest| rest.split('"').next())
}
