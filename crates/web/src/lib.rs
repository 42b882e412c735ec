//! The shell around the session: pages and forms, the HTTP API, server-sent events, cookies, limits and headers.
//!
//! A request comes in through [`serve`] and its [`doors`] (bounded connections, slow ones cut), passes [`guard`] (cross-site writes, headers,
//! compression) and reaches a handler in [`api`] or [`pages`]. Handlers speak to a session only through its
//! [`session::Handle`]; the actor behind it owns the state, and tells nobody of what is not on disk. A request that becomes a
//! stream leaves its socket to the [`crowd`] of its view. What passes on the sockets is counted by the [`meter`].
//!
//! Invariants: no rule of an activity is known here; no address and no token is ever logged.

pub mod api;
pub mod app;
pub mod aside;
pub mod assets;
pub mod auth;
pub mod calendar;
pub mod clock;
pub mod crowd;
pub mod doors;
pub mod guard;
pub mod limits;
pub mod live;
pub mod meter;
pub mod net;
pub mod openapi;
pub mod pages;
pub mod problem;
pub mod qr;
pub mod request;
mod routes;
pub mod serve;
pub mod session;

pub use app::{App, Options, replay};
pub use routes::router;
