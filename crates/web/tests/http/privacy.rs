//! What is erased is gone: from the screens, from the reports, from the log, from the file.

use serde_json::{Value, json};

use crate::client::eventually;
use crate::house::{House, POLL, Session, TOKEN, WORKSHOP};

/// Twelve months.
const YEAR: i64 = 365 * 24 * 3600 * 1000;

/// Where a text stands, among all that is kept.
fn kept(house: &House, text: &str) -> Vec<String> {
    let has = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let files = house.files().into_iter().filter(|(_, bytes)| has(bytes));
    files.map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

/// Everything that a session tells.
async fn told(session: &Session<'_>) -> String {
    let host = session.house.host_cookie().await;
    let mut all = session.state().await.to_string();
    for format in ["json", "csv", "html"] {
        all += &session.report(format).await.text();
    }
    for page in ["stage", "remote"] {
        all += &session.house.get(&format!("/{page}/{}", session.id)).cookie(&host).await.text();
    }
    all
}

#[tokio::test]
async fn what_a_person_erases_is_gone_from_everywhere() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    session.does(json!({ "command": "group", "do": "make", "count": 2, "by": "choice" })).await;
    let (gone, stays) = (session.joins("Zéphyrine").await, session.joins("Balthazar").await);
    gone.is_told(POLL, json!({ "number": 613 })).await;
    gone.is_told(POLL, json!({ "number": 617 })).await;
    stays.is_told(POLL, json!({ "number": 619 })).await;
    session.does(json!({ "command": "close" })).await;
    assert_eq!(gone.is_told(POLL, json!({ "number": 631 })).await, "late");
    let traces = ["Zéphyrine", "\"number\":613", "\"number\":617", "\"number\":631"];
    for trace in traces {
        assert_ne!(kept(&house, trace), [""; 0], "{trace} is kept before");
    }
    assert!(told(&session).await.contains("Zéphyrine"));

    assert_eq!(gone.call("DELETE", "/answers").await.status, 204);
    let after = told(&session).await;
    for trace in traces {
        assert_eq!(kept(&house, trace), [""; 0], "{trace}");
        assert!(!after.contains(trace), "{trace}");
    }
    for number in ["613", "617", "631"] {
        assert!(!after.contains(&format!("\"{number}\"")), "{number}");
    }
    assert_eq!(gone.state().await["mine"], Value::Null);
    let state = session.state().await;
    assert_eq!(
        (&state["joined"], &state["answered"], &state["tally"]["total"]),
        (&json!(2), &json!(1), &json!(619))
    );
    assert!(after.contains("Balthazar"), "the others' words stay");
    // Once more changes nothing; the seat is still there.
    assert_eq!(gone.call("DELETE", "/answers").await.status, 204);
    assert_eq!(session.state().await["seq"], state["seq"]);
    session.does(json!({ "command": "reopen" })).await;
    assert_eq!(gone.is_told(POLL, json!({ "number": 5 })).await, "recorded");
    // And the log without it is a log.
    let (before, id, code) = (session.state().await, session.id.clone(), session.code.clone());
    let house = House::of(house.close().await).await;
    let session = Session { house: &house, id, code };
    assert_eq!(session.state().await, before);
    for trace in traces {
        assert_eq!(kept(&house, trace), [""; 0], "{trace}");
    }
}

#[tokio::test]
async fn a_person_erases_from_the_page_too_and_after_the_end() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("Zéphyrine").await;
    phone.is_told(POLL, json!({ "number": 613 })).await;
    session.does(json!({ "command": "end" })).await;
    let page = house.get(&format!("/donnees?s={}", session.id)).cookie(&phone.cookie).await.text();
    assert!(page.contains(&format!("action=\"/s/{}/effacer\"", session.id)), "{page}");
    let erased = phone.page("POST", "/effacer").await;
    assert_eq!(erased.header("location"), Some(format!("/donnees?s={}&efface=1", session.id).as_str()));
    assert_eq!((kept(&house, "Zéphyrine"), kept(&house, "\"number\":613")), (vec![], vec![]));
    assert!(!told(&session).await.contains("Zéphyrine"));
}

#[tokio::test]
async fn an_erased_session_leaves_nothing() {
    let house = House::open().await;
    let session = house.session_with(&json!({ "workshop": WORKSHOP, "title": "La 3e Bergamote" })).await;
    session.goes_to(POLL).await;
    let phone = session.joins("Zéphyrine").await;
    phone.is_told(POLL, json!({ "number": 613 })).await;
    let traces = ["La 3e Bergamote", "Zéphyrine", "\"number\":613", &session.code];
    for trace in traces {
        assert_ne!(kept(&house, trace), [""; 0], "{trace} is kept before");
    }
    let delete = house.call("DELETE", &session.path("")).bearer(TOKEN).await;
    assert_eq!(delete.status, 204);
    for trace in traces {
        assert_eq!(kept(&house, trace), [""; 0], "{trace}");
    }
    let unknown = (404, "unknown-session".to_owned());
    assert_eq!(phone.call("GET", "/state").await.problem(), unknown);
    assert_eq!(phone.answers(POLL, json!({ "number": 7 })).await.problem(), unknown);
    assert_eq!(house.get(&session.path("/report.json")).bearer(TOKEN).await.problem(), unknown);
    assert_eq!(house.call("DELETE", &session.path("")).bearer(TOKEN).await.problem(), unknown);
    assert_eq!(house.get("/api/v1/sessions").bearer(TOKEN).await.value(), json!([]));
    let join = house.post("/api/v1/join").json(&json!({ "code": session.code })).await;
    assert_eq!(join.problem(), (404, "unknown-code".into()));
}

#[tokio::test]
async fn a_session_is_erased_after_twelve_months() {
    let house = House::open().await;
    let session = house.session_with(&json!({ "workshop": WORKSHOP, "title": "La 3e Bergamote" })).await;
    session.joins("Zéphyrine").await;
    let row = house.get(&session.path("")).bearer(TOKEN).await.value();
    assert_eq!(row["expires_at"].as_i64().unwrap() - row["created_at"].as_i64().unwrap(), YEAR);
    let id = session.id.clone();
    house.pass(YEAR / 2);
    let younger = house.session_with(&json!({ "workshop": WORKSHOP, "title": "La 3e Camomille" })).await.id;

    house.pass(YEAR / 2 - 1);
    house.tidies().await;
    assert_eq!(ids(&house).await, [younger.clone(), id.clone()], "one moment before it is there");
    // The house looks after it by itself when it opens.
    house.pass(1);
    let house = House::of(house.close().await).await;
    eventually("it is erased", async || !ids(&house).await.contains(&id)).await;
    assert_eq!(ids(&house).await, [younger]);
    assert_eq!((kept(&house, "La 3e Bergamote"), kept(&house, "Zéphyrine")), (vec![], vec![]));
    assert_ne!(kept(&house, "La 3e Camomille"), [""; 0]);
}

/// Even if somebody is still looking at it.
#[tokio::test]
async fn a_session_whose_time_has_come_is_watched_no_more() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let mut stream = phone.call("GET", "/events").stream().await;
    stream.next().await.unwrap();
    house.pass(YEAR);
    house.tidies().await;
    stream.ends().await;
    assert_eq!(phone.call("GET", "/state").await.problem(), (404, "unknown-session".into()));
}

async fn ids(house: &House) -> Vec<String> {
    let list = house.get("/api/v1/sessions").bearer(TOKEN).await.value();
    list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}
