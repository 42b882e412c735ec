//! Chains of citations and the sheet to print: anybody may read them, every link leads somewhere, and nothing is kept.

use std::collections::BTreeSet;

use crate::house::House;
use crate::html;

const CHAINS: &str = "/chiffres/chaines";
/// The budget of a phone’s first view.
const FLIGHT: usize = 14_000;

/// Addresses of this house that a page links to.
fn links(page: &str) -> BTreeSet<String> {
    let tags = html::tags(page);
    let all = tags
        .iter()
        .flat_map(|tag| &tag.attributes)
        .filter(|(name, value)| name == "href" && value.starts_with('/'));
    all.map(|(_, href)| href.clone()).collect()
}

#[tokio::test]
async fn every_link_of_every_chain_leads_somewhere() {
    let house = House::open().await;
    let index = house.get(CHAINS).await;
    assert_eq!(index.status, 200);
    let mut waiting: Vec<String> = links(&index.text()).into_iter().collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let page = house.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        if path.starts_with(CHAINS) || path == "/chiffres/reflexe" {
            waiting.extend(links(&page.text()));
        }
    }
    let of = |end: &str| {
        seen.iter().filter(|path| path.starts_with("/chiffres/chaines/") && path.ends_with(end)).count()
    };
    assert_eq!((of("exercice"), seen.contains("/chiffres/reflexe")), (7, true), "{seen:?}");
    assert!(seen.iter().filter(|path| path.starts_with("/chiffres/")).count() > 40, "{seen:?}");
}

#[tokio::test]
async fn a_search_is_an_address_and_leaves_no_trace() {
    let house = House::open().await;
    let at = |query: &str| house.get(&format!("{CHAINS}/ch-bouteille/exercice{query}"));
    let asked = at("").await.text();
    assert!(asked.contains("method=\"get\"") && !asked.contains("hop-change"), "{asked}");
    let told = at("?hop=eau-classe&what=scope").await;
    assert_eq!((told.status, told.header("set-cookie")), (200, None));
    assert!(told.text().contains("Là aussi, quelque chose change"), "{}", told.text());
    for (wrong, sentence) in [
        ("?hop=wh-calcul&what=scope", "Ce maillon n’est pas de cette chaîne"),
        ("?what=scope", "Il manque un maillon"),
        ("?hop=eau-classe", "Il manque ce qui a changé"),
        ("?hop=eau-classe&what=size", "Il manque ce qui a changé"),
    ] {
        let again = at(wrong).await;
        let page = again.text().replace('\u{202f}', " ");
        assert_eq!(again.status, 422, "{wrong}");
        assert!(
            page.contains(sentence) && page.contains("<form") && !page.contains("hop-change"),
            "{wrong}: {page}"
        );
    }
    assert_eq!(house.get(&format!("{CHAINS}/eau-classe")).await.status, 404, "a hop is no chain");
    assert_eq!(house.get(&format!("{CHAINS}/nulle-part/exercice")).await.status, 404);
}

#[tokio::test]
async fn a_chain_is_light_enough_for_the_first_flight() {
    let house = House::open().await;
    for path in ["", "/ch-video", "/ch-bouteille/exercice", "/ch-dix-fois/exercice?hop=wh-calcul&what=model"]
    {
        let path = format!("{CHAINS}{path}");
        let page = house.get(&path).header("accept-encoding", "gzip").await;
        let mut bytes = page.length;
        for href in links(&house.get(&path).await.text()).iter().filter(|href| href.starts_with("/a/")) {
            bytes += house.get(href).header("accept-encoding", "gzip").await.length;
        }
        println!("{path}: {bytes} bytes");
        assert!(bytes <= FLIGHT, "{path}: {bytes} bytes");
    }
}

#[tokio::test]
async fn the_sheet_stands_among_the_papers_to_print() {
    let house = House::open().await;
    let desk = house.get("/desk").cookie(&house.host_cookie().await).await.text();
    assert!(links(&desk).contains("/chiffres/reflexe"), "{desk}");
    let sheet = house.get("/chiffres/reflexe").await.text();
    assert_eq!(sheet.matches("class=\"reflex-say\"").count(), 5, "{sheet}");
    assert!(!sheet.contains("{{"), "{sheet}");
    assert!(
        sheet.contains("doi:10.48550/arXiv.2311.16863") || sheet.contains("doi:10.1145/3630106.3658542"),
        "{sheet}"
    );
}

/// A range on the sheet goes from the least to the most of all that the registry holds of the quantity.
#[tokio::test]
async fn the_ranges_of_the_sheet_leave_no_figure_out() {
    let house = House::open().await;
    let registry = figures::Registry::embedded();
    let sheet = links(&house.get("/chiffres/reflexe").await.text());
    for (quantity, unit) in [("co2-per-request", "g"), ("energy-per-request", "Wh")] {
        let mut all: Vec<_> =
            registry.figures().iter().filter(|figure| figure.quantity == quantity).collect();
        let value = |figure: &figures::Figure| figure.spread_in(unit).unwrap()[1];
        all.sort_by(|one, other| value(one).total_cmp(&value(other)));
        for end in [all.first().unwrap(), all.last().unwrap()] {
            assert!(sheet.contains(&format!("/chiffres/{}", end.id)), "{} is left out", end.id);
        }
    }
}
