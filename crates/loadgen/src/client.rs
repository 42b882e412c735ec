//! A small HTTP/1.1 client: it shares the cores with the server, so it does no more than the measurement needs.

use std::borrow::Cow;
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::task::ready;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::sse::{Chunks, Ids};

/// No connection and no answer may take longer.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// The phones come from so many addresses (127.0.0.2 and on), so that closed connections do not use up the ports of one.
const ADDRESSES: usize = 8;
/// A head longer than this is no head.
const HEAD_MAX: usize = 64 << 10;
/// One buffer for all streams: they are read on one thread, one at a time.
const SCRATCH: usize = 64 << 10;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; SCRATCH]);
}

/// A connection that is kept alive, for one request at a time.
pub struct Connection {
    socket: TcpStream,
    received: Vec<u8>,
}

/// The answer to a request.
pub struct Reply<'a> {
    /// Of the status line.
    pub status: u16,
    /// Status line and headers.
    pub head: &'a str,
    /// The body, without its framing.
    pub body: Cow<'a, [u8]>,
}

impl Connection {
    /// Connects the phone of a number, which decides the address it comes from.
    pub async fn open(server: SocketAddr, number: usize) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        let last = u8::try_from(2 + number % ADDRESSES).expect("few addresses");
        socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0)))?;
        let socket = bounded(socket.connect(server)).await?;
        socket.set_nodelay(true)?;
        Ok(Self { socket, received: Vec::new() })
    }

    /// Sends a request and waits for the whole answer.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<Reply<'_>> {
        bounded(self.exchange(request)).await
    }

    /// Sends a request that is answered by a stream of events; the connection becomes that stream.
    pub async fn stream(mut self, request: &[u8]) -> io::Result<Events> {
        let end = bounded(self.head(request)).await?;
        let head = text(&self.received[..end])?;
        if status(head)? != 200 {
            return Err(io::Error::other(format!("the stream was answered {}", status(head)?)));
        }
        let chunks = is_chunked(head).then(Chunks::new);
        let early = self.received.split_off(end);
        Ok(Events { socket: self.socket, early, chunks, ids: Ids::new() })
    }

    async fn exchange(&mut self, request: &[u8]) -> io::Result<Reply<'_>> {
        let end = self.head(request).await?;
        let head = text(&self.received[..end])?;
        let status = status(head)?;
        if is_chunked(head) {
            let body = self.chunked_body(end).await?;
            return Ok(Reply { status, head: text(&self.received[..end])?, body: Cow::Owned(body) });
        }
        let length = match header(head, "content-length") {
            Some(length) => length.parse().map_err(|_| broken("the content length is no number"))?,
            None if status == 204 => 0,
            None => return Err(broken("the answer does not say how long it is")),
        };
        while self.received.len() < end + length {
            self.receive().await?;
        }
        let (head, body) = self.received.split_at(end);
        Ok(Reply { status, head: text(head)?, body: Cow::Borrowed(&body[..length]) })
    }

    /// Sends the request and reads until the answer's head is there; says where it ends.
    async fn head(&mut self, request: &[u8]) -> io::Result<usize> {
        self.received.clear();
        self.socket.write_all(request).await?;
        loop {
            self.receive().await?;
            if let Some(end) = memchr::memmem::find(&self.received, b"\r\n\r\n") {
                return Ok(end + 4);
            }
            if self.received.len() > HEAD_MAX {
                return Err(broken("the head of the answer does not end"));
            }
        }
    }

    async fn chunked_body(&mut self, start: usize) -> io::Result<Vec<u8>> {
        let (mut chunks, mut body, mut fed) = (Chunks::new(), Vec::new(), start);
        while chunks.feed(&self.received[fed..], |data| body.extend_from_slice(data)) {
            fed = self.received.len();
            self.receive().await?;
        }
        Ok(body)
    }

    async fn receive(&mut self) -> io::Result<()> {
        self.received.reserve(1024);
        match self.socket.read_buf(&mut self.received).await? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection")),
            _ => Ok(()),
        }
    }
}

/// A stream of server-sent events.
pub struct Events {
    socket: TcpStream,
    /// What came with the head.
    early: Vec<u8>,
    chunks: Option<Chunks>,
    ids: Ids,
}

impl Events {
    /// Waits for bytes and hands out the ids of the messages that they end. False: the stream is over.
    pub async fn read(&mut self, mut seen: impl FnMut(u64)) -> io::Result<bool> {
        if !self.early.is_empty() {
            let early = std::mem::take(&mut self.early);
            return Ok(scan(&mut self.chunks, &mut self.ids, &early, &mut seen));
        }
        poll_fn(|context| {
            BUFFER.with_borrow_mut(|buffer| {
                let mut buffer = ReadBuf::new(buffer);
                ready!(Pin::new(&mut self.socket).poll_read(context, &mut buffer))?;
                let bytes = buffer.filled();
                let more = !bytes.is_empty() && scan(&mut self.chunks, &mut self.ids, bytes, &mut seen);
                Ok(more).into()
            })
        })
        .await
    }
}

fn scan(chunks: &mut Option<Chunks>, ids: &mut Ids, bytes: &[u8], mut seen: impl FnMut(u64)) -> bool {
    let Some(chunks) = chunks else {
        ids.feed(bytes, seen);
        return true;
    };
    chunks.feed(bytes, |data| ids.feed(data, &mut seen))
}

/// A request with a JSON body, or with none. `headers` are whole lines, each with its line end.
pub fn request(method: &str, path: &str, headers: &str, body: &str) -> String {
    let head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}");
    if body.is_empty() && method == "GET" {
        return format!("{head}\r\n");
    }
    format!("{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// The value of a header in a head.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let named = |line: &'a str| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    };
    head.split("\r\n").skip(1).find_map(named)
}

/// Waits, but not for ever.
async fn bounded<T>(wait: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    timeout(PATIENCE, wait).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn is_chunked(head: &str) -> bool {
    header(head, "transfer-encoding").is_some_and(|encoding| encoding.eq_ignore_ascii_case("chunked"))
}

fn status(head: &str) -> io::Result<u16> {
    let code = head.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5));
    code.and_then(|code| code.parse().ok()).ok_or_else(|| broken("the answer has no status line"))
}

fn text(bytes: &[u8]) -> io::Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| broken("the head of the answer is no text"))
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A server that answers each request on its one connection with the next of these pieces, each piece a write.
    async fn scripted(answers: Vec<Vec<&'static str>>) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            socket.set_nodelay(true).unwrap();
            let mut request = [0; 1024];
            for answer in answers {
                assert!(socket.read(&mut request).await.unwrap() > 0);
                for piece in answer {
                    socket.write_all(piece.as_bytes()).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        });
        address
    }

    #[tokio::test]
    async fn a_connection_is_used_again_after_each_kind_of_body() {
        let server = scripted(vec![
            vec!["HTTP/1.1 200 OK\r\nContent-Le", "ngth: 5\r\n\r\nhe", "llo"],
            vec![
                "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n",
                "1\r\nc\r\n0\r\n\r\n",
            ],
            vec!["HTTP/1.1 204 No Content\r\n\r\n"],
        ]);
        let mut connection = Connection::open(server.await, 5).await.unwrap();
        let get = request("GET", "/", "", "");
        let reply = connection.send(get.as_bytes()).await.unwrap();
        assert_eq!((reply.status, reply.body.as_ref()), (200, b"hello".as_slice()));
        let reply = connection.send(get.as_bytes()).await.unwrap();
        assert_eq!((reply.status, reply.body.as_ref()), (201, b"abc".as_slice()));
        assert_eq!(connection.send(get.as_bytes()).await.unwrap().status, 204);
    }

    #[tokio::test]
    async fn a_stream_gives_ids_from_its_first_byte_to_its_end() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nid: 4\ndata:\r\n";
        let server =
            scripted(vec![vec![head, "4\r\n x\n\n\r\n", "9\r\nid: 5\nda\r\n", "6\r\nta: \n\n\r\n0\r\n\r\n"]]);
        let connection = Connection::open(server.await, 0).await.unwrap();
        let mut events = connection.stream(request("GET", "/live", "", "").as_bytes()).await.unwrap();
        let mut ids = Vec::new();
        while events.read(|id| ids.push(id)).await.unwrap() {}
        assert_eq!(ids, [4, 5]);
    }

    #[tokio::test]
    async fn a_refused_stream_says_its_status() {
        let server = scripted(vec![vec!["HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"]]);
        let connection = Connection::open(server.await, 0).await.unwrap();
        let refused = connection.stream(request("GET", "/live", "", "").as_bytes()).await.err().unwrap();
        assert_eq!(refused.to_string(), "the stream was answered 403");
    }

    #[test]
    fn headers_are_found_in_any_case() {
        let head = "HTTP/1.1 201 Created\r\nset-cookie: seat=abc; Path=/\r\nContent-Length: 3\r\n\r\n";
        assert_eq!(header(head, "Set-Cookie"), Some("seat=abc; Path=/"));
        assert_eq!(header(head, "location"), None);
    }
}
