//! The registry over HTTP: for programs, for spreadsheets, for readers.

use serde_json::Value;

use crate::client::encode;
use crate::house::House;

async fn told(house: &House, path: &str) -> Value {
    let reply = house.get(&format!("/api/v1{path}")).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")), "{reply:?}");
    reply.value()
}

fn count(value: &Value) -> usize {
    value.as_array().unwrap().len()
}

#[tokio::test]
async fn anybody_reads_all_of_it_or_a_part() {
    let house = House::open().await;
    let registry = figures::Registry::embedded();
    let all = told(&house, "/figures").await;
    assert_eq!(count(&all["figures"]), registry.figures().len());
    assert_eq!(count(&all["claims"]), registry.claims().len());
    let water = told(&house, "/figures?topic=water").await;
    assert_eq!(count(&water["figures"]), registry.by_topic("water").count());
    let claim = told(&house, "/figures?claim=co2-par-requete").await;
    assert_eq!(claim["figures"][0]["id"], "google-2025-co2");
    assert!(claim["claims"][0]["why"][0].as_str().unwrap().contains("0,03"));
    let found = told(&house, "/figures?q=50%20cl").await;
    assert_eq!(found["figures"][0]["id"], "seed-chatgpt-water");
    let both = told(&house, "/figures?q=google&claim=co2-par-requete&topic=ai-use").await;
    assert!(
        count(&both["figures"]) >= 1
            && both["figures"].as_array().unwrap().iter().all(|one| one["quantity"] == "co2-per-request")
    );
    let whole = told(&house, "/figures/seed-chatgpt-water").await;
    assert_eq!(count(&whole["contradictions"]), 4);
    assert!(whole["contradictions"].as_array().unwrap().iter().all(|one| count(&one["differences"]) > 0));
}

#[tokio::test]
async fn what_is_not_there_is_told_with_what_is_near() {
    let house = House::open().await;
    for (path, code, near) in [
        ("/figures/google-2025-c02", "unknown-figure", "google-2025-co2"),
        ("/figures?topic=watre", "unknown-topic", "water"),
        ("/figures.csv?claim=eau-par-reponses", "unknown-claim", "eau-par-reponse"),
    ] {
        let reply = house.get(&format!("/api/v1{path}")).await;
        assert_eq!(reply.problem(), (404, code.into()), "{reply:?}");
        let value = reply.value();
        assert_eq!(value["suggestions"][0], near);
        assert!(value["detail"].as_str().unwrap().contains(near), "{value}");
    }
    let nothing = house.get("/api/v1/figures/xxxxxxxxxxxxxxxxxxxxxxxx").await.value();
    assert_eq!(count(&nothing["suggestions"]), 0);
}

#[tokio::test]
async fn who_has_it_already_is_not_sent_it_again() {
    let house = House::open().await;
    for path in ["/api/v1/figures", "/api/v1/figures.csv", "/api/v1/figures/google-2025-co2"] {
        let first = house.get(path).await;
        let tag = first.header("etag").unwrap().to_owned();
        assert!(first.header("cache-control").unwrap().starts_with("public"));
        let again = house.get(path).header("if-none-match", &format!("\"old\", {tag}")).await;
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(&*tag)));
        assert_eq!(house.get(path).header("if-none-match", "W/\"other\"").await.status, 200);
        assert_eq!(house.get(path).header("accept-encoding", "gzip").await.header("etag"), Some(&*tag));
    }
}

#[tokio::test]
async fn a_spreadsheet_takes_no_text_for_a_formula() {
    let house = House::open().await;
    let sheet = house.get("/api/v1/figures.csv").await;
    assert_eq!(sheet.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = sheet.text();
    assert!(text.starts_with('\u{feff}'));
    let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), figures::Registry::embedded().figures().len() + 1);
    // « + 45 % » stands in the registry.
    assert!(text.contains("\"'+\u{202f}45\u{202f}%\""), "{text}");
    for line in lines {
        let cells = line.split("\";\"").map(|cell| cell.trim_matches('"'));
        for cell in cells {
            assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
        }
    }
    let english = house.get("/api/v1/figures.csv").header("accept-language", "en").await;
    assert!(
        english.text().contains("Stages counted")
            && english.header("vary").unwrap().contains("accept-language")
    );
}

/// What a page says, without its markup.
fn text_of(page: &str) -> String {
    let parts = page.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ").replace("&amp;", "&").replace("&quot;", "\"")
}

/// A contested figure is never shown alone; one that is not verified says so; one of the deck has its verdict.
#[tokio::test]
async fn every_figure_stands_among_those_that_contradict_it() {
    let house = House::open().await;
    for lang in ["fr", "en"] {
        for figure in figures::Registry::embedded().figures() {
            let page = house.get(&format!("/chiffres/{}", figure.id)).header("accept-language", lang).await;
            assert_eq!(page.status, 200, "{}", figure.id);
            let html = page.text();
            for other in &figure.contradicts {
                assert!(
                    html.contains(&format!("href=\"/chiffres/{other}\"")),
                    "{} is shown without {other}",
                    figure.id
                );
            }
            assert_eq!(
                html.matches("class=\"differences\"").count(),
                figure.contradicts.len(),
                "{}",
                figure.id
            );
            assert!(figure.verified || html.contains("class=\"tag doubt\""), "{}", figure.id);
            assert!(figure.seed_verdict.is_none() || html.contains("class=\"tag deck\""), "{}", figure.id);
            assert!(text_of(&html).contains(&figure.scope), "{}", figure.id);
        }
    }
}

#[tokio::test]
async fn a_claim_shows_every_value_with_its_scope_and_three_reasons() {
    let house = House::open().await;
    let registry = figures::Registry::embedded();
    for claim in registry.claims() {
        let page = house.get(&format!("/chiffres/{}", claim.id)).await;
        assert_eq!(page.status, 200, "{}", claim.id);
        let (html, text) = (page.text(), text_of(&page.text()));
        for figure in registry.figures_of(claim) {
            assert!(html.contains(&format!("id=\"fig-{}\"", figure.id)), "{}: {}", claim.id, figure.id);
            assert!(
                text.contains(&figure.text()) && text.contains(&figure.scope),
                "{}: {}",
                claim.id,
                figure.id
            );
            assert!(text.contains(figure.reference(registry)), "{}: {}", claim.id, figure.id);
        }
        let why = html.split("class=\"why\"").nth(1).unwrap().split("</ol>").next().unwrap();
        assert_eq!(why.matches("<li>").count(), 3, "{}", claim.id);
        assert!(!html.contains("fig missing") && !html.contains("{{"), "{}", claim.id);
    }
}

/// Whatever is set, all figures of a claim stay in sight, each once.
#[tokio::test]
async fn no_setting_hides_a_figure() {
    let house = House::open().await;
    let registry = figures::Registry::embedded();
    for claim in registry.claims() {
        let all = registry.figures_of(claim).len();
        for switch in claim.switches(registry) {
            for position in &switch.positions {
                let query = format!("{}={}", encode(&switch.setting.word()), encode(position.as_str()));
                let html = house.get(&format!("/chiffres/{}?{query}", claim.id)).await.text();
                assert_eq!(html.matches(" id=\"fig-").count(), all, "{} {query}", claim.id);
                assert_eq!(html.matches(" selected").count(), 1, "{} {query}", claim.id);
                assert!(html.contains("set-aside") || html.contains("swap"), "{} {query}", claim.id);
            }
        }
    }
}

/// A first view on a phone: page, style and script as they cross the network.
#[tokio::test]
async fn a_first_view_is_light() {
    let house = House::open().await;
    for path in [
        "/chiffres",
        "/chiffres/energie-par-requete",
        "/chiffres/entrainement-co2",
        "/chiffres/google-2025-water",
        "/chiffres/graphiques-du-diaporama",
    ] {
        let page = house.get(path).header("accept-encoding", "gzip").await;
        let plain = house.get(path).await.text();
        let linked = plain.split('"').filter(|part| part.starts_with("/a/"));
        let mut bytes = page.length;
        for address in linked {
            bytes += house.get(address).header("accept-encoding", "gzip").await.length;
        }
        assert!(bytes <= 14_000, "{path}: {bytes}");
    }
}

/// No text that is asked for breaks an answer.
#[tokio::test]
async fn anything_can_be_looked_for() {
    let house = House::open().await;
    for text in ["<script>", "'\"", "\u{0}", "=1+1", "e\u{301}", &"é".repeat(500), "🦄", "%"] {
        for path in [
            "/api/v1/figures?q=",
            "/api/v1/figures?topic=",
            "/api/v1/figures?claim=",
            "/api/v1/figures/",
            "/chiffres?q=",
            "/chiffres/",
        ] {
            let reply = house.get(&format!("{path}{}", encode(text))).await;
            assert!([200, 404].contains(&reply.status), "{path}{text}: {reply:?}");
        }
    }
}
