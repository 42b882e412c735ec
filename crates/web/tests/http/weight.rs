//! What a phone has to fetch: little enough for the first flight of a connection, and all that its step is dressed in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::client::Reply;
use crate::house::{House, Session, TOKEN};
use crate::html;

/// Ten segments of 1460 bytes, less what TLS would add: the budget of a phone's page with its style and script.
const BUDGET: usize = 14_000;

/// A page and what it links.
struct Seen {
    what: String,
    bytes: usize,
    classes: BTreeSet<String>,
    sheet: String,
}

/// The pages of a hand over all steps of all workshops, before and after the reveal.
async fn walk(hand: &str) -> Vec<Seen> {
    let house = House::open().await;
    let host = house.host_cookie().await;
    let mut files: BTreeMap<String, Reply> = BTreeMap::new();
    let mut seen = Vec::new();
    for workshop in house.get("/api/v1/workshops").bearer(TOKEN).await.value().as_array().unwrap() {
        let session = house.session_with(&json!({ "workshop": workshop["id"] })).await;
        let seat = session.joins("Zoé").await.cookie.clone();
        let (path, cookie) = match hand {
            "phone" => (format!("/s/{}", session.id), seat),
            _ => (format!("/remote/{}", session.id), host.clone()),
        };
        for step in workshop["steps"].as_array().unwrap() {
            question(&session, step["id"].as_str().unwrap()).await;
            for phase in ["open", "reveal"] {
                if phase == "reveal" {
                    session.command(json!({ "command": "reveal" })).await;
                }
                let page = house.get(&path).cookie(&cookie).header("accept-encoding", "gzip").await;
                let tags = html::tags(&house.get(&path).cookie(&cookie).await.text());
                let mut bytes = page.length;
                let mut sheet = String::new();
                for href in linked(&tags) {
                    if !files.contains_key(&href) {
                        files.insert(href.clone(), house.get(&href).await);
                    }
                    bytes += house.get(&href).header("accept-encoding", "gzip").await.length;
                    if files[&href].header("content-type").is_some_and(|kind| kind.starts_with("text/css")) {
                        sheet.push_str(&files[&href].text());
                    }
                }
                let what = format!("{hand}, {} of {}, {phase}", step["id"], workshop["id"]);
                seen.push(Seen { what, bytes, classes: classes(&tags), sheet });
            }
        }
    }
    seen
}

/// To the last screen of a step.
async fn question(session: &Session<'_>, step: &str) {
    let mut state = session.goes_to(step).await;
    let is_last = |state: &Value| {
        let screen = &state["step"]["screen"];
        screen["index"].as_u64().unwrap() + 1 >= screen["of"].as_u64().unwrap()
    };
    while !is_last(&state) {
        state = session.does(json!({ "command": "next" })).await;
    }
}

fn linked(tags: &[html::Tag]) -> Vec<String> {
    let all = tags.iter().flat_map(|tag| &tag.attributes);
    let links = all.filter(|(name, value)| (name == "href" || name == "src") && value.starts_with("/a/"));
    links.map(|(_, value)| value.clone()).collect()
}

fn classes(tags: &[html::Tag]) -> BTreeSet<String> {
    let all = tags.iter().flat_map(|tag| &tag.attributes).filter(|(name, _)| name == "class");
    all.flat_map(|(_, value)| value.split(' ').map(str::to_owned)).collect()
}

/// The selectors of a sheet that name a class, with all that they name.
fn selectors(sheet: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let rules = sheet.split('}').filter_map(|rule| rule.split('{').rev().nth(1));
    let all = rules.flat_map(|rule| rule.split(',')).map(str::trim);
    all.map(|selector| {
        let names =
            selector.split('.').skip(1).map(|rest| rest.split(|c| !is_part(c)).next().unwrap_or_default());
        (selector, names.collect::<BTreeSet<_>>())
    })
    .filter(|(_, names)| !names.is_empty())
    .collect()
}

async fn fits_and_is_dressed(hand: &str) {
    let seen = walk(hand).await;
    let heavy: Vec<_> =
        seen.iter().filter(|page| page.bytes > BUDGET).map(|page| (&page.what, page.bytes)).collect();
    assert!(heavy.is_empty(), "more than {BUDGET} bytes: {heavy:#?}");
    let mut by_weight: Vec<_> = seen.iter().map(|page| (page.bytes, &page.what)).collect();
    by_weight.sort_unstable();
    println!(
        "{} pages: lightest {:?}, median {:?}, heaviest {:?}",
        seen.len(),
        by_weight[0],
        by_weight[seen.len() / 2],
        by_weight[seen.len() - 1]
    );
    let somewhere: BTreeMap<_, _> = seen.iter().flat_map(|page| selectors(&page.sheet)).collect();
    for page in &seen {
        let here = selectors(&page.sheet);
        let is_on = |names: &BTreeSet<&str>| names.iter().all(|name| page.classes.contains(*name));
        let bare: Vec<_> = somewhere
            .iter()
            .filter(|(selector, names)| is_on(names) && !here.contains_key(*selector))
            .map(|(selector, _)| selector)
            .collect();
        assert!(bare.is_empty(), "{}: {bare:?} are in other sheets only", page.what);
    }
}

#[tokio::test]
async fn every_phone_fits_the_first_flight_and_has_its_style() {
    fits_and_is_dressed("phone").await;
}

#[tokio::test]
async fn every_remote_fits_the_first_flight_and_has_its_style() {
    fits_and_is_dressed("remote").await;
}
