//! Every live screen of a room at work is light: an `EcoIndex` of 90 or more on the phone, the remote and the stage, in every
//! phase of every step of every workshop, with a class that has answered, asked, voted and been divided into groups.

use std::collections::BTreeSet;
use std::fmt;

use activities::{Registry, freeze};
use serde_json::json;
use workshop::{Act, Dice, Json, Robot, Voting, Workshop};

use crate::house::{House, LIBRARY, Phone, Session, TOKEN};
use crate::html;

/// The least `EcoIndex` of a live screen.
const FLOOR: f64 = 90.0;
/// What a phone or a remote fetches at first, at most: as for an empty room (`weight`).
const BUDGET: usize = 14_000;
/// A class of this size…
const PEOPLE: usize = 20;
/// …in so many groups with phones, one after the other to each in turn; and one on paper.
const GROUPS: usize = 4;

/// What a screen asks of the device that shows it.
#[derive(Clone, Debug)]
struct Weighed {
    what: String,
    elements: usize,
    requests: usize,
    bytes: usize,
}

impl Weighed {
    /// <https://github.com/cnumr/ecoindex_reference>: where each figure stands among the quantiles of the web, weighted 3-2-1.
    fn ecoindex(&self) -> f64 {
        const ELEMENTS: [f64; 8] = [0.0, 47.0, 75.0, 159.0, 233.0, 298.0, 358.0, 417.0];
        const REQUESTS: [f64; 4] = [0.0, 2.0, 15.0, 25.0];
        const KILOBYTES: [f64; 4] = [0.0, 1.37, 144.7, 319.53];
        let weighted = 3.0 * position(self.elements as f64, &ELEMENTS)
            + 2.0 * position(self.requests as f64, &REQUESTS)
            + position(self.bytes as f64 / 1000.0, &KILOBYTES);
        100.0 - 5.0 * weighted / 6.0
    }
}

impl fmt::Display for Weighed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, elements, requests, bytes } = self;
        write!(f, "{:.1}  {elements:3} elements, {requests} requests, {bytes} bytes  {what}", self.ecoindex())
    }
}

/// Where a value stands among quantiles, with its share of the one it is in.
fn position(value: f64, quantiles: &[f64]) -> f64 {
    let upper = quantiles.iter().position(|&bound| value < bound).expect("a screen is not that heavy");
    let (from, to) = (quantiles[upper - 1], quantiles[upper]);
    (upper - 1) as f64 + (value - from) / (to - from)
}

/// A class that plays a workshop, and what its screens weigh.
struct Class<'a> {
    session: Session<'a>,
    host: String,
    workshop: Workshop,
    phones: Vec<Phone>,
    weighed: Vec<Weighed>,
}

impl<'a> Class<'a> {
    /// People who have come in, been divided into groups and asked.
    async fn open(house: &'a House, id: &str) -> Self {
        let pack = LIBRARY.pack("fr").unwrap();
        let workshop = Workshop::new(freeze(pack.workshop(id).unwrap(), pack), &Registry).unwrap();
        let session = house.session_with(&json!({ "workshop": id })).await;
        let host = house.host_cookie().await;
        let mut class = Self { session, host, workshop, phones: vec![], weighed: vec![] };
        for number in 0..PEOPLE {
            class.phones.push(class.session.joins(&format!("Personne {number}")).await);
        }
        class.weigh("lobby").await;
        let groups = json!({ "command": "group", "do": "make", "count": GROUPS, "by": "count", "paper": 1 });
        class.session.does(groups).await;
        class.session.does(json!({ "command": "start" })).await;
        for (number, phone) in class.phones.iter().take(7).enumerate() {
            let question = json!({ "text": format!("Question {number}") });
            let asked = phone.call("POST", "/questions").json(&question).await;
            assert_eq!(asked.status, 201, "{asked:?}");
        }
        class
    }

    /// All screens as they are now.
    async fn weigh(&mut self, phase: &str) {
        self.weigh_hands(phase).await;
        let path = format!("/stage/{}", self.session.id);
        self.weigh_page(&path, &self.host.clone(), &format!("stage, {phase}")).await;
    }

    /// The phones and the remote. Two people of a class have different things on their phones.
    async fn weigh_hands(&mut self, phase: &str) {
        let id = self.session.id.clone();
        for number in [0, 1, PEOPLE - 1] {
            let seat = self.phones[number].cookie.clone();
            let page = self.weigh_page(&format!("/s/{id}"), &seat, &format!("phone {number}, {phase}")).await;
            // Where one part of the step is open at a time, each of them.
            for part in parts(&page) {
                self.weigh_page(&format!("/s/{id}{part}"), &seat, &format!("phone {number}{part}, {phase}"))
                    .await;
            }
        }
        self.weigh_page(&format!("/remote/{id}"), &self.host.clone(), &format!("remote, {phase}")).await;
    }

    async fn weigh_page(&mut self, path: &str, cookie: &str, what: &str) -> String {
        let house = self.session.house;
        let page = house.get(path).cookie(cookie).await;
        assert_eq!(page.status, 200, "{what}: {page:?}");
        let text = page.text();
        let tags = html::tags(&text);
        let links = tags.iter().flat_map(|tag| &tag.attributes);
        let linked: BTreeSet<&str> = links
            .filter(|(name, value)| {
                (name == "href" || name == "src") && (value.starts_with("/a/") || value.starts_with("/i/"))
            })
            .map(|(_, value)| value.as_str())
            .collect();
        let mut bytes = house.get(path).cookie(cookie).header("accept-encoding", "gzip").await.length;
        for href in &linked {
            bytes += house.get(href).header("accept-encoding", "gzip").await.length;
        }
        // The page itself, and its stream.
        let requests = linked.len() + 2;
        let what = format!("{what} of {}", self.workshop.plan().workshop);
        self.weighed.push(Weighed { what, elements: html::elements(&text), requests, bytes });
        text
    }

    /// Every screen of a step, every phase, every point.
    async fn plays(&mut self, index: usize) {
        let step = self.workshop.step(index).clone();
        let (id, kind) = (step.id.0.as_str(), step.kind.as_str());
        let mut state = self.session.goes_to(id).await;
        let mut point = 0;
        while state["step"]["screen"]["index"].as_u64().unwrap() + 1
            < state["step"]["screen"]["of"].as_u64().unwrap()
        {
            self.weigh(&format!("{kind} {id}, slide {point}")).await;
            state = self.session.does(json!({ "command": "next" })).await;
            point += 1;
        }
        self.weigh(&format!("{kind} {id}, nobody")).await;
        if kind == "vault" {
            self.struggles(index).await;
            self.weigh_hands(&format!("{kind} {id}, at its wits' end")).await;
        }
        let rounds = if self.workshop.rules(index).traits().rounds { 2 } else { 1 };
        for round in 0..rounds {
            let before = self.before(index, round).await;
            let stretches = self.workshop.rules(index).stretches(GROUPS as u16 + 1).len();
            for stretch in 0..stretches.max(1) {
                if stretch > 0 {
                    self.session.does(json!({ "command": "phase", "index": stretch })).await;
                }
                self.answers(index, round, stretch as u16, &before).await;
                self.weigh(&format!("{kind} {id}, vote {round}, stretch {stretch}, answered")).await;
            }
            self.session.command(json!({ "command": "reveal" })).await;
            self.votes(index).await;
            for point in 0..=self.workshop.rules(index).points() {
                if point > 0 {
                    self.session.does(json!({ "command": "next" })).await;
                }
                self.weigh(&format!("{kind} {id}, vote {round}, revealed, point {point}")).await;
            }
        }
    }

    /// The first group tries all puzzles and the dial in vain, and asks for every hint.
    async fn struggles(&self, index: usize) {
        let (step, phone) = (self.workshop.step(index), &self.phones[0]);
        let puzzles =
            step.params["puzzles"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap());
        let wrong = json!({ "answer": "Est-ce cela ?" });
        let mut sent = vec![("code".to_owned(), wrong.clone())];
        for id in puzzles {
            sent.push((id.to_owned(), wrong.clone()));
            sent.extend((1..=3).map(|hint| (format!("hint.{id}"), json!({ "hint": hint }))));
        }
        for (key, value) in sent {
            let call = phone.call("PUT", &format!("/answers/{}", step.id.0));
            let reply = call.json(&json!({ "key": key, "value": value })).await;
            assert_eq!(reply.status, 200, "{key}: {reply:?}");
        }
    }

    /// What everybody had answered in the vote before; a second vote is opened.
    async fn before(&self, index: usize, round: u32) -> Vec<Option<Json>> {
        if round == 0 {
            return vec![None; PEOPLE];
        }
        let mut before = Vec::new();
        for phone in &self.phones {
            let mine = phone.state().await["mine"].clone();
            let shared = mine.get("").filter(|_| mine.is_object());
            before.push((!mine.is_null()).then(|| Json::of(shared.unwrap_or(&mine))));
        }
        let id = self.workshop.step(index).id.0.clone();
        self.session.goes_to(&id).await;
        while !self.is_on_its_screen().await {
            self.session.does(json!({ "command": "next" })).await;
        }
        self.session.does(json!({ "command": "round" })).await;
        before
    }

    /// Everybody votes for the first texts that can be read since the reveal.
    async fn votes(&self, index: usize) {
        if self.workshop.rules(index).voting() == Voting::None {
            return;
        }
        for phone in &self.phones {
            let texts = phone.state().await["texts"].as_array().cloned().unwrap_or_default();
            for text in texts.iter().filter(|text| text["own"] == false).take(2) {
                let item = text["item"].as_str().unwrap().parse().unwrap();
                does(phone, "", Act::Vote(item)).await;
            }
        }
    }

    async fn is_on_its_screen(&self) -> bool {
        let screen = self.session.state().await["step"]["screen"].clone();
        screen["index"].as_u64().unwrap() + 1 >= screen["of"].as_u64().unwrap()
    }

    /// The whole class acts as a rehearsal's would, the groups in the order of arrival.
    async fn answers(&self, index: usize, round: u32, stretch: u16, before: &[Option<Json>]) {
        let rules = self.workshop.rules(index);
        for turn in 0..rules.turns() {
            for (number, phone) in self.phones.iter().enumerate() {
                let state = phone.state().await;
                let items: Vec<_> = ["texts", "questions"]
                    .iter()
                    .flat_map(|list| state[*list].as_array().cloned().unwrap_or_default())
                    .filter(|text| text["own"] == false)
                    .map(|text| text["item"].as_str().unwrap().parse().unwrap())
                    .collect();
                let seed = ((index * 64 + number) * 64) as u64 + u64::from(turn) * 8 + u64::from(round);
                let mut robot = Robot {
                    dice: Dice::new(seed),
                    turn,
                    rank: number / GROUPS,
                    mates: PEOPLE / GROUPS,
                    stretch,
                    items: &items,
                    before: before[number].as_ref(),
                };
                for act in rules.play(&mut robot) {
                    does(phone, self.workshop.step(index).id.as_str(), act).await;
                }
            }
        }
    }
}

/// The links of a phone's page that open a part of its step: `?e=PART`.
fn parts(page: &str) -> BTreeSet<String> {
    let tags = html::tags(page);
    let links = tags.iter().filter(|tag| tag.name == "a").flat_map(|tag| &tag.attributes);
    let parts = links.filter(|(name, value)| name == "href" && value.starts_with("?e="));
    parts.map(|(_, value)| value.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// What is refused (too late, of another group) is refused to people too.
async fn does(phone: &Phone, step: &str, act: Act) {
    let call = match act {
        Act::Answer { key, value } => {
            phone.call("PUT", &format!("/answers/{step}")).json(&json!({ "value": value, "key": key }))
        }
        Act::Vote(item) => phone.call("PUT", &format!("/votes/{item}")).json(&json!({ "value": 1 })),
        Act::Ask(text) => phone.call("POST", "/questions").json(&json!({ "text": text })),
        Act::Claim => phone.call("PUT", &format!("/votes/{step}")).json(&json!({ "value": 1 })),
    };
    call.await;
}

#[tokio::test]
async fn every_screen_of_a_class_at_work_is_light() {
    let house = House::open().await;
    let mut weighed = Vec::new();
    let workshops = house.get("/api/v1/workshops").bearer(TOKEN).await.value();
    for id in workshops.as_array().unwrap().iter().map(|workshop| workshop["id"].as_str().unwrap()) {
        let mut class = Class::open(&house, id).await;
        for index in 0..class.workshop.steps().len() {
            class.plays(index).await;
        }
        class.session.does(json!({ "command": "end" })).await;
        class.weigh("ended").await;
        weighed.append(&mut class.weighed);
    }
    weighed.sort_by(|one, other| one.ecoindex().total_cmp(&other.ecoindex()));
    println!("{} screens; the heaviest:", weighed.len());
    weighed.iter().take(400).for_each(|screen| println!("{screen}"));
    let those = |is: &dyn Fn(&&Weighed) -> bool| {
        weighed.iter().filter(is).map(Weighed::to_string).collect::<Vec<_>>()
    };
    let heavy = those(&|screen| screen.ecoindex() < FLOOR);
    assert!(heavy.is_empty(), "less than {FLOOR}:\n{}", heavy.join("\n"));
    let large = those(&|screen| screen.bytes > BUDGET && !screen.what.starts_with("stage"));
    assert!(large.is_empty(), "more than {BUDGET} bytes:\n{}", large.join("\n"));
}
