//! The house as the network sees it: the real server on a port of its own, over a folder of its own, its clock in the test's
//! hand. One file a concern; [`house`] opens servers, [`client`] speaks to them and holds every single answer to what the
//! house owes (headers, cookies, the shape of a problem, nothing inline).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]
#![allow(missing_docs, reason = "each test says in its name what it shows")]

mod answers;
mod anything;
mod chains;
mod client;
mod codes;
mod commands;
mod cross_site;
mod documented;
mod events;
mod figures;
mod files;
mod hostile_text;
mod house;
mod html;
mod impact;
mod join;
mod limits;
mod openapi;
mod others;
mod privacy;
mod reconnect;
mod roles;
mod screens;
mod secrets;
mod sentences;
mod stream;
mod weight;
