//! Connections: taken as long as there are places, served, cut when they are slow.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, Method, Request, Response, header};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::app::App;
use crate::crowd::Watching;
use crate::doors::{Caller, Door};
use crate::request::{Answer, Asker};

/// After an error of `accept` (no file left), wait a little.
const BREATHE: Duration = Duration::from_millis(50);
/// How long connections have to end when the server stops.
const FAREWELL: Duration = Duration::from_millis(1500);
/// How often the room on the disk and the age of sessions are looked at.
const HOUSEKEEPING: Duration = Duration::from_mins(1);

/// Serves until `stop` becomes true, then lets connections end for a moment.
pub async fn serve(listener: TcpListener, app: Arc<App>, router: Router, mut stop: watch::Receiver<bool>) {
    let patience = app.shared.patience.head;
    let doors = Arc::clone(&app.doors);
    let keeper = tokio::spawn(keep_house(Arc::clone(&app)));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        let Ok((stream, address)) = accepted else {
            tokio::time::sleep(BREATHE).await;
            continue;
        };
        let Some(door) = doors.open() else { continue };
        tokio::spawn(connection(stream, address, router.clone(), door, patience, stop.clone()));
    }
    keeper.abort();
    let _ = tokio::time::timeout(FAREWELL, doors.all_closed()).await;
}

/// Serves a connection's requests; when one becomes a stream, the rest of the connection is that stream's.
async fn connection(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    door: Door,
    patience: Duration,
    mut stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let caller = Caller { address, inside: Arc::clone(&door.inside) };
    let handed_over = Arc::new(Mutex::new(None));
    let hand_over = Arc::clone(&handed_over);
    let service = service_fn(move |request: Request<Incoming>| {
        let (router, caller, hand_over) = (router.clone(), caller.clone(), Arc::clone(&hand_over));
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(caller);
            let reads = request.method() == Method::GET;
            let mut response = router.oneshot(request).await?;
            match response.extensions_mut().remove::<Watching>().filter(|_| reads) {
                Some(watching) => {
                    *hand_over.lock().expect("nobody panics over a response") =
                        Some((head(&response), watching));
                    std::future::pending().await
                }
                None => Ok::<_, Infallible>(response),
            }
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(32 * 1024);
    let mut connection = builder.serve_connection(TokioIo::new(stream), service);
    let served = poll_fn(|cx| {
        let served = Pin::new(&mut connection).poll(cx);
        match handed_over.lock().expect("nobody panics over a response").take() {
            Some(stream) => Poll::Ready(Some(stream)),
            None => served.map(|_| None),
        }
    });
    let stream = tokio::select! {
        stream = served => stream,
        () = door.inside.leave.notified() => None,
        _ = stop.changed() => {
            Pin::new(&mut connection).graceful_shutdown();
            let _ = tokio::time::timeout(Duration::from_millis(300), connection).await;
            return;
        }
    };
    if let Some((head, watching)) = stream {
        // Nothing of the connection is lost: a stream is asked for when all before it has been answered.
        door.watch();
        let socket = connection.into_parts().io.into_inner();
        watching.begin(socket, head, door, stop).await;
    }
}

/// The head of a response whose end is the connection's.
fn head<B>(response: &Response<B>) -> Vec<u8> {
    let mut head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n".to_vec();
    for (name, value) in response.headers().iter().filter(|(name, _)| *name != header::CONTENT_LENGTH) {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend(b"\r\n");
    head
}

/// Tidies now and then.
async fn keep_house(app: Arc<App>) {
    let mut ticks = tokio::time::interval(HOUSEKEEPING);
    loop {
        ticks.tick().await;
        app.tidy().await;
    }
}

/// `GET /metrics`: for the facilitator, or on the machine itself without a proxy in between.
pub async fn metrics(State(app): State<Arc<App>>, asker: Asker) -> Answer {
    if !is_local(asker.address(), &asker.headers) {
        asker.host()?;
    }
    let sessions = app.live_sessions().await;
    let free = app.shared.store.free_bytes().unwrap_or_default();
    let text = format!(
        "# HELP bisou_live_sessions Sessions in memory.\n# TYPE bisou_live_sessions gauge\nbisou_live_sessions {sessions}\n\
         # HELP bisou_disk_free_bytes Room left on the store's file system.\n# TYPE bisou_disk_free_bytes gauge\nbisou_disk_free_bytes {free}\n"
    );
    Ok(([("content-type", "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

fn is_local(address: IpAddr, headers: &HeaderMap) -> bool {
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip"];
    address.is_loopback() && !forwarded.iter().any(|name| headers.contains_key(HeaderName::from_static(name)))
}
