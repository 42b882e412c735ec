//! No token, no secret and nobody's address in any page, link or header but the one that hands it out.

use serde_json::json;

use crate::client::Reply;
use crate::house::{House, POLL, Plan, TOKEN};
use crate::html;

/// The secret in `name=secret`.
fn secret(cookie: &str) -> &str {
    cookie.split_once('=').unwrap().1
}

#[tokio::test]
async fn the_printed_link_gives_a_cookie_that_is_not_the_token() {
    let house = House::open().await;
    let opened = house.get(&format!("/h/{TOKEN}")).await;
    assert_eq!((opened.status, opened.header("location")), (303, Some("/desk")));
    assert!(!format!("{opened:?}").contains(TOKEN));
    let (one, two) = (opened.cookie(), house.host_cookie().await);
    assert!(one.starts_with("host=") && secret(&one).len() == 32 && one != two, "{one} {two}");
    // The token is no cookie, and what is on disk is neither.
    assert_eq!(house.get("/api/v1/sessions").cookie(&format!("host={TOKEN}")).await.status, 401);
    for (path, bytes) in house.files() {
        for secret in [TOKEN, secret(&one)] {
            let there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!there, "{secret} is in {}", path.display());
        }
    }
    let wrong = house.get(&format!("/h/{TOKEN}x")).wants_json().await;
    assert_eq!(wrong.problem(), (403, "wrong-link".into()));
}

#[tokio::test]
async fn no_page_and_no_link_carries_a_secret() {
    let house = House::open().await;
    let host = house.host_cookie().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    session.does(json!({ "command": "group", "do": "make", "count": 2, "by": "lot" })).await;
    let (phone, other) = (session.joins("Zoé").await, session.joins("Ana").await);
    phone.is_told(POLL, json!({ "number": 7 })).await;
    let remote = session.paired("remote").await;
    let wifi = house.post(&format!("/desk/s/{}/wifi", session.id)).cookie(&host);
    assert_eq!(wifi.form(&[("name", "salle-b12"), ("password", "motdepasse-du-wifi")]).await.status, 303);

    let id = &session.id;
    let secrets = [TOKEN, secret(&host), secret(&remote), secret(&phone.cookie), secret(&other.cookie)];
    let api = |rest: &str| session.path(rest);
    let by_host = [
        "/".into(),
        "/desk".into(),
        format!("/desk/s/{id}"),
        format!("/remote/{id}"),
        format!("/stage/{id}"),
        "/api/v1/sessions".into(),
        api(""),
        api("/state"),
        api("/report.html"),
        api("/report.json"),
        api("/report.csv"),
        "/nowhere".into(),
    ];
    let by_seat = [
        "/".into(),
        format!("/s/{id}"),
        format!("/s/{id}/vue"),
        format!("/donnees?s={id}"),
        api("/state"),
        format!("/desk/s/{id}"),
        api("/report.json"),
    ];
    let calls =
        by_host.iter().map(|path| (path, &host)).chain(by_seat.iter().map(|path| (path, &phone.cookie)));
    for (path, cookie) in calls {
        let reply = house.get(path).cookie(cookie).await;
        // A page renews the cookie of the browser that sent it, and no other.
        let own = secret(cookie);
        let body = reply.text();
        for secret in secrets {
            assert!(!body.contains(secret), "{path} shows {secret}");
            let headers =
                reply.headers.iter().filter(|(name, value)| name != "set-cookie" || !value.contains(own));
            assert!(headers.clone().all(|(_, value)| !value.contains(secret)), "{path}: {:?}", reply.headers);
        }
        if cookie == &phone.cookie {
            assert!(!body.contains("motdepasse-du-wifi") && !body.contains(&other.seat), "{path}: {body}");
        }
        links_lead_nowhere_else(&reply, path);
    }
    for (live, cookie) in [("", &phone.cookie), ("?view=stage", &host), ("?view=remote", &host)] {
        let data =
            house.get(&format!("/live/{id}{live}")).cookie(cookie).stream().await.next().await.unwrap().data;
        assert!(secrets.iter().all(|secret| !data.contains(secret)), "{data}");
    }
}

/// Every link of a page stays in the house, but for sources, which are told nothing of where one comes from.
fn links_lead_nowhere_else(reply: &Reply, path: &str) {
    if !reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
        return;
    }
    for tag in html::tags(&reply.text()) {
        let attribute = |wanted: &str| {
            tag.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        for link in ["src", "action", "href"].into_iter().filter_map(attribute) {
            let inside = link.starts_with('/') && !link.starts_with("//")
                || link.starts_with(['#', '?'])
                || (tag.name == "link" && link.starts_with("data:"));
            let outside = tag.name == "a"
                && link.starts_with("http")
                && attribute("rel").is_some_and(|rel| rel.contains("noreferrer"));
            assert!(inside || outside, "{path}: <{} {link}>", tag.name);
        }
    }
}

#[tokio::test]
async fn cookies_are_kept_to_https_where_the_house_is_behind_it() {
    let plan = Plan { public_url: Some("https://bisou.example".into()), ..Plan::default() };
    let house = House::of(plan).await;
    let session = house.session().await;
    let joined = house.post("/api/v1/join").json(&json!({ "code": session.code })).await;
    let opened = house.get(&format!("/h/{TOKEN}")).await;
    for reply in [joined, opened] {
        let cookie = reply.header("set-cookie").unwrap();
        assert!(cookie.ends_with("; Secure"), "{cookie}");
    }
    let plain = House::open().await;
    let opened = plain.get(&format!("/h/{TOKEN}")).await;
    assert!(!opened.header("set-cookie").unwrap().contains("Secure"), "a classroom has no https");
}

/// The report that is read on the spot has one stylesheet, and its policy lets in that one.
#[tokio::test]
async fn the_served_report_has_its_style_and_nothing_else() {
    let house = House::open().await;
    let session = house.session().await;
    session.does(json!({ "command": "start" })).await;
    let report = session.report("html").await;
    let tags = html::tags(&report.text());
    let links: Vec<&html::Tag> =
        tags.iter().filter(|tag| tag.name == "link" && !format!("{tag:?}").contains("icon")).collect();
    assert_eq!(links.len(), 1, "{links:?}");
    let href = &links[0].attributes.iter().find(|(name, _)| name == "href").unwrap().1;
    let style = house.get(href).await;
    assert_eq!((style.status, style.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert!(style.header("cache-control").unwrap().contains("immutable"));
    assert!(!tags.iter().any(|tag| tag.name == "script"), "a report runs nothing");
    assert_eq!(report.header("cache-control"), Some("no-store"), "what people said is kept by no cache");
}
