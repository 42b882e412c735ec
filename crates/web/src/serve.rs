//! Connections: taken as long as there are places, served, cut when they are slow.

use std::convert::Infallible;
use std::fmt::Write as _;
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
use crate::meter::{Counted, Line};
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
    let meter = Arc::clone(&app.shared.meter);
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
        let line = Arc::new(Line::new(Arc::clone(&meter)));
        tokio::spawn(connection(stream, address, router.clone(), (door, line), patience, stop.clone()));
    }
    keeper.abort();
    let _ = tokio::time::timeout(FAREWELL, doors.all_closed()).await;
}

/// Serves a connection's requests; when one becomes a stream, the rest of the connection is that stream's.
async fn connection(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    (door, line): (Door, Arc<Line>),
    patience: Duration,
    mut stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let caller = Caller { address, inside: Arc::clone(&door.inside) };
    let handed_over = Arc::new(Mutex::new(None));
    let hand_over = Arc::clone(&handed_over);
    let stream = Counted::new(stream, Arc::clone(&line));
    let service = service_fn(move |request: Request<Incoming>| {
        let (router, caller, hand_over) = (router.clone(), caller.clone(), Arc::clone(&hand_over));
        let line = Arc::clone(&line);
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(caller);
            let reads = request.method() == Method::GET;
            let named = line.is_named_by(request.uri(), request.headers());
            let later = (!named).then(|| (request.uri().clone(), request.headers().clone()));
            let mut response = router.oneshot(request).await?;
            if let Some((uri, headers)) = later {
                // The request itself may have brought its session back to life.
                line.is_named_by(&uri, &headers);
            }
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
        let (socket, account) = connection.into_parts().io.into_inner().into_parts();
        watching.begin(socket, head, (door, account), stop).await;
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

/// Tidies now and then, and looks at the meters.
async fn keep_house(app: Arc<App>) {
    let mut ticks = tokio::time::interval(HOUSEKEEPING);
    loop {
        ticks.tick().await;
        app.shared.meter.spent();
        app.keep_costs().await;
        app.tidy().await;
    }
}

/// `GET /metrics`: for the facilitator, or on the machine itself without a proxy in between.
pub async fn metrics(State(app): State<Arc<App>>, asker: Asker) -> Answer {
    if !is_local(asker.address(), &asker.headers) {
        asker.host()?;
    }
    let shared = &app.shared;
    let (sent, received) = shared.meter.bytes();
    let spent = shared.meter.spent();
    let joules = |microjoules: u64| microjoules as f64 / 1e6;
    let mut text = String::new();
    let mut tell = |name: &str, kind: &str, help: &str, value: f64| {
        let _ =
            writeln!(text, "# HELP bisou_{name} {help}\n# TYPE bisou_{name} {kind}\nbisou_{name} {value}");
    };
    tell("live_sessions", "gauge", "Sessions in memory.", app.live_sessions().await as f64);
    let free = shared.store.free_bytes().unwrap_or_default();
    tell("disk_free_bytes", "gauge", "Room left on the store's file system.", free as f64);
    tell("bytes_sent_total", "counter", "Bytes written to sockets.", sent as f64);
    tell("bytes_received_total", "counter", "Bytes read from sockets.", received as f64);
    tell(
        "cpu_seconds_total",
        "counter",
        "Time of one core that the process has used.",
        spent.cpu.as_secs_f64(),
    );
    tell(
        "metered_cpu_seconds_total",
        "counter",
        "So much of it while the processor's energy could be read.",
        spent.metered.as_secs_f64(),
    );
    tell(
        "energy_joules_total",
        "counter",
        "The processor's energy in that time, shared by work done.",
        joules(spent.share_of_work_uj),
    );
    Ok(([("content-type", "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

fn is_local(address: IpAddr, headers: &HeaderMap) -> bool {
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip"];
    address.is_loopback() && !forwarded.iter().any(|name| headers.contains_key(HeaderName::from_static(name)))
}
