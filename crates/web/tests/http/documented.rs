//! The examples of `docs/impact.md` that are sent: what stands there is in the answer.

use serde_json::Value;

use crate::house::House;

const PAGE: &str = include_str!("../../../../docs/impact.md");

/// Whether all that is documented is so; what is left out may be anything.
fn holds(answer: &Value, documented: &Value, place: &str) {
    match documented {
        Value::Object(fields) => {
            for (name, value) in fields {
                holds(&answer[name], value, &format!("{place}/{name}"));
            }
        }
        Value::Array(items) => {
            assert_eq!(answer.as_array().map(Vec::len), Some(items.len()), "{place}");
            for (index, value) in items.iter().enumerate() {
                holds(&answer[index], value, &format!("{place}/{index}"));
            }
        }
        value => assert_eq!(answer, value, "{place}"),
    }
}

#[tokio::test]
async fn what_is_sent_is_answered_as_it_stands_there() {
    let house = House::open().await;
    let mut sent = 0;
    for example in PAGE.split("\n```http\n").skip(1) {
        let (request, rest) = example.split_once("\n```\n").unwrap();
        let answer = rest.trim_start().strip_prefix("```json\n").unwrap().split_once("\n```").unwrap().0;
        let (line, body) = request.split_once("\n\n").unwrap_or((request, ""));
        let (method, path) = line.split_once(' ').unwrap();
        let call = house.call(method, path);
        let reply = if body.is_empty() { call.await } else { call.body("application/json", body).await };
        holds(&reply.value(), &serde_json::from_str(answer).unwrap(), line);
        sent += 1;
    }
    assert_eq!(sent, 4);
}
