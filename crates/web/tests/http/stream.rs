//! Server-sent events, as a browser reads them.

use serde_json::Value;
use tokio::time::timeout;

use crate::client::{Line, PATIENCE, Reply};

/// A stream that has begun.
pub struct Stream {
    line: Line,
    /// Status line and headers.
    pub head: String,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: u64,
    pub name: String,
    pub data: String,
}

impl Event {
    /// What the JSON streams carry.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_else(|error| panic!("{error}: {}", self.data))
    }
}

impl Stream {
    /// Reads the head of the answer; the whole of it when it is no stream.
    pub async fn begin(mut line: Line) -> Result<Self, Reply> {
        loop {
            let end = line.heard.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                let head = String::from_utf8(line.heard[..end].to_vec()).unwrap().to_ascii_lowercase();
                if !head.starts_with("http/1.1 200") {
                    return Err(line.reply().await.unwrap());
                }
                assert!(head.contains("content-type: text/event-stream"), "{head}");
                line.heard.drain(..end + 4);
                return Ok(Self { line, head });
            }
            assert!(line.hear().await, "the stream was not answered");
        }
    }

    /// The next event, comments left out. None: the stream is over.
    pub async fn next(&mut self) -> Option<Event> {
        timeout(PATIENCE, self.read()).await.expect("an event, or the end")
    }

    async fn read(&mut self) -> Option<Event> {
        loop {
            if let Some(end) = self.line.heard.windows(2).position(|two| two == b"\n\n") {
                let block: Vec<u8> = self.line.heard.drain(..end + 2).collect();
                if let Some(event) = parse(&String::from_utf8(block).unwrap()) {
                    return Some(event);
                }
                continue;
            }
            if !self.line.hear().await {
                return None;
            }
        }
    }

    /// The next event of which this is true; those before it are skipped, as a page does.
    pub async fn until(&mut self, wanted: impl Fn(&Event) -> bool) -> Event {
        loop {
            let event = self.next().await.expect("the stream goes on");
            if wanted(&event) {
                return event;
            }
        }
    }

    /// Sends, where nothing is expected.
    pub async fn say(&mut self, bytes: &[u8]) {
        self.line.say(bytes).await;
    }

    /// Waits for the end.
    pub async fn ends(mut self) {
        while self.next().await.is_some() {}
    }
}

fn parse(block: &str) -> Option<Event> {
    let field =
        |name: &str| block.lines().filter_map(move |line| line.strip_prefix(name)).collect::<Vec<_>>();
    let (ids, names, data) = (field("id: "), field("event: "), field("data: "));
    let id = ids.first()?.parse().unwrap();
    Some(Event { id, name: (*names.first()?).to_owned(), data: data.join("\n") })
}
