//! Six letters open a session: guessing them is slow, typing them right never is.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use web::limits::Patience;

use crate::client::{Call, Line};
use crate::house::{House, Plan};

/// Wrong codes are answered after so long.
async fn house(wrong_code: Duration) -> House {
    House::of(Plan { patience: Patience { wrong_code, ..Patience::default() }, ..Plan::default() }).await
}

fn join(house: &House, code: &str) -> Call {
    house.post("/api/v1/join").json(&json!({ "code": code }))
}

/// Six letters that open nothing.
fn wrong(code: &str) -> String {
    code.chars().map(|letter| if letter == 'A' { 'B' } else { 'A' }).collect()
}

#[tokio::test]
async fn a_wrong_code_is_answered_after_300_ms() {
    let house = House::open().await;
    let began = Instant::now();
    assert_eq!(join(&house, "ABCDEF").await.problem(), (404, "unknown-code".into()));
    assert!(began.elapsed() >= Duration::from_millis(300));
    assert_eq!(Patience::default().wrong_code, Duration::from_millis(300));
}

/// With wrong codes that wait for an hour, whatever is answered within this test did not wait.
#[tokio::test]
async fn a_right_code_does_not_wait_for_wrong_ones() {
    let house = house(Duration::from_hours(1)).await;
    let session = house.session().await;
    let mut guesses = Vec::new();
    for _ in 0..60 {
        let mut line = Line::to(house.address).await;
        line.say(&join(&house, &wrong(&session.code)).bytes()).await;
        guesses.push(line);
    }
    for _ in 0..30 {
        assert_eq!(join(&house, &session.code).await.status, 201);
    }
    assert_eq!(house.get(&format!("/j/{}", session.code)).await.status, 200);
    assert!(guesses.iter().all(|line| !line.is_cut()));
    assert!(guesses.iter().all(|line| line.heard.is_empty()));
}

#[tokio::test]
async fn ten_wrong_codes_an_address_then_none_for_a_minute() {
    let house = House::of(Plan::without_delays()).await;
    let session = house.session().await;
    let guess = |last: u8| join(&house, &wrong(&session.code)).from(last);
    for _ in 0..10 {
        assert_eq!(guess(2).await.problem(), (404, "unknown-code".into()));
    }
    let refused = guess(2).await;
    assert_eq!(refused.problem(), (429, "too-many-codes".into()));
    assert_eq!(refused.header("retry-after"), Some("60"));
    // The pages are the same door.
    let form = house.post("/").form(&[("code", "ABCDEF")]).from(2).await;
    assert_eq!((form.status, form.header("retry-after")), (429, Some("60")));
    assert_eq!(house.get("/j/ABCDEF").from(2).await.status, 429);
    // The class next door shares nothing with it, and the class itself can come in.
    assert_eq!(guess(3).await.problem(), (404, "unknown-code".into()));
    assert_eq!(join(&house, &session.code).from(2).await.status, 201);
    assert_eq!(house.post("/").form(&[("code", &session.code)]).from(2).await.status, 303);
    assert_eq!(house.get(&format!("/j/{}", session.code)).from(2).await.status, 200);
    house.pass(60_000);
    assert_eq!(guess(2).await.problem(), (404, "unknown-code".into()));
}

#[tokio::test]
async fn fifty_wrong_codes_a_second_in_all() {
    let house = House::of(Plan::without_delays()).await;
    let session = house.session().await;
    let guess = |last: u8| join(&house, &wrong(&session.code)).from(last);
    for address in 0..50 {
        assert_eq!(guess(10 + address).await.problem(), (404, "unknown-code".into()), "{address}");
    }
    assert_eq!(guess(100).await.problem(), (429, "too-many-codes".into()));
    assert_eq!(join(&house, &session.code).from(100).await.status, 201);
    house.pass(1000);
    assert_eq!(guess(101).await.problem(), (404, "unknown-code".into()));
}

/// Somebody who guesses without end takes nothing from those who mistype.
#[tokio::test]
async fn an_address_that_is_refused_uses_up_nobody_elses_tries() {
    let house = House::of(Plan::without_delays()).await;
    for _ in 0..80 {
        join(&house, "ABCDEF").from(2).await;
    }
    assert_eq!(join(&house, "ABCDEF").from(3).await.problem(), (404, "unknown-code".into()));
}

#[tokio::test]
async fn letters_that_no_code_has_are_named() {
    let house = House::of(Plan::without_delays()).await;
    let detail = |reply: Value| reply["detail"].as_str().unwrap().to_owned();
    let none = detail(join(&house, "ABCDEF").await.value());
    let strange = detail(join(&house, "ka0ilm").await.value());
    assert!(strange.contains("0 I") && strange != none, "{strange}");
    let english = join(&house, "KA0ILM").header("accept-language", "en-GB,fr;q=0.5").await;
    let english = detail(english.value());
    assert!(english.contains("0 I") && english != strange, "{english}");
    let page = house.post("/").form(&[("code", "KA0ILM")]).await;
    assert!(
        page.status == 404 && page.text().contains("0 I") && page.text().contains("value=\"KA0ILM\""),
        "{page:?}"
    );
}

#[tokio::test]
async fn a_code_is_read_as_people_write_it() {
    let house = house(Duration::from_hours(1)).await;
    let session = house.session().await;
    let code = &session.code;
    let lower = code.to_lowercase();
    let typed = [
        lower.clone(),
        format!("  {code} "),
        format!("{}-{}", &lower[..3], &code[3..]),
        format!("{} {}", &code[..3], &lower[3..]),
    ];
    for typed in typed {
        assert_eq!(join(&house, &typed).await.status, 201, "{typed:?}");
        assert_eq!(house.post("/").form(&[("code", &typed)]).await.status, 303, "{typed:?}");
    }
}

/// Whatever is typed: no code is no code.
#[tokio::test]
async fn any_other_text_opens_nothing() {
    let house = House::of(Plan::without_delays()).await;
    let session = house.session().await;
    let long = "A".repeat(60_000);
    let texts = [
        "",
        " ",
        "A",
        "ABCDEFG",
        "🦀🦀🦀🦀🦀🦀",
        "' OR 1=1 --",
        "%",
        "ﬀ",
        "ＡＢＣＤＥＦ",
        "A\u{0}BCDE",
        "ABCDE\u{301}",
        &long,
    ];
    for (address, text) in texts.iter().enumerate() {
        let from = 50 + u8::try_from(address).unwrap();
        assert_eq!(join(&house, text).from(from).await.problem(), (404, "unknown-code".into()), "{text:?}");
        assert_eq!(house.post("/").form(&[("code", text)]).from(from).await.status, 404, "{text:?}");
        house.pass(1000);
    }
    session.does(json!({ "command": "end" })).await;
    assert_eq!(
        join(&house, &session.code).await.problem(),
        (404, "unknown-code".into()),
        "it opens nothing any more"
    );
}
