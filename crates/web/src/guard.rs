//! What every request passes: cross-site writes are refused, headers are set, what is personal is compressed lightly.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;

use crate::app::App;
use crate::assets::{gzip, reads_gzip};
use crate::auth;
use crate::problem::Problem;
use crate::request::Asker;

/// Everything from this host, nothing inline.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
/// Below this many bytes compression does not pay.
const WORTH_IT: usize = 860;
/// Pages and reports are held in memory while they are compressed.
const PAGE_MAX: usize = 64 << 20;

/// The layer around all routes.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let compress = reads_gzip(&parts.headers);
    let renewed = if parts.method == Method::GET { renewal(&parts.headers, &app) } else { vec![] };
    if is_write(&parts.method) && is_cross_site(&parts.headers) {
        let Ok(asker) = Asker::from_request_parts(&mut parts, &app).await;
        let refused = asker.fail(Problem::new(StatusCode::FORBIDDEN, "cross-site")).into_response();
        return with_headers(refused);
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    let mut response = with_headers(response);
    if is_page(&response) {
        for cookie in renewed {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    if compress { smaller(response).await } else { response }
}

/// A page that is opened renews the cookies of its browser, so that a seat does not expire between two lessons.
fn renewal(headers: &HeaderMap, app: &App) -> Vec<HeaderValue> {
    let secure = app.shared.base().starts_with("https://");
    let own = |name: &str| auth::cookie(headers, name).filter(|secret| auth::is_secret(secret));
    [auth::SEAT, auth::HOST]
        .into_iter()
        .filter_map(|name| Some(auth::set_cookie(name, own(name)?, secure)))
        .collect()
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    response.status().is_success()
        && kind.is_some_and(|kind| kind.starts_with("text/html"))
        && !response.headers().contains_key(header::SET_COOKIE)
}

fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A browser says that another site is asking. Bearer calls carry no cookie, so they are exempt.
fn is_cross_site(headers: &HeaderMap) -> bool {
    if auth::bearer(headers).is_some() {
        return false;
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    let foreign = headers.contains_key(header::ORIGIN)
        && text(header::ORIGIN)
            .and_then(|origin| origin.split_once("://"))
            .is_none_or(|(_, authority)| authority != host);
    let site = HeaderName::from_static("sec-fetch-site");
    foreign || (headers.contains_key(&site) && !matches!(text(site), Some("same-origin" | "none")))
}

fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(POLICY);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Texts of some length: the fifth of their size that the quickest level leaves is worth half a millisecond on a slow phone's
/// network.
async fn smaller(response: Response) -> Response {
    let headers = response.headers();
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_text = kind.starts_with("text/") || kind.contains("json");
    let done = headers.contains_key(header::CONTENT_ENCODING) || kind.starts_with("text/event-stream");
    if !is_text || done {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, PAGE_MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    if bytes.len() < WORTH_IT {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(parts, Body::from(gzip(&bytes, Compression::default())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn another_site_cannot_write() {
        let cross = |list: &[(&'static str, &'static str)]| is_cross_site(&headers(list));
        assert!(!cross(&[("host", "192.168.1.20:8080"), ("origin", "http://192.168.1.20:8080")]));
        assert!(cross(&[("host", "192.168.1.20:8080"), ("origin", "http://evil.example")]));
        assert!(cross(&[("host", "a"), ("origin", "null")]));
        assert!(cross(&[("host", "a"), ("sec-fetch-site", "cross-site")]));
        assert!(cross(&[("host", "a"), ("sec-fetch-site", "same-site")]));
        assert!(!cross(&[("host", "a"), ("sec-fetch-site", "same-origin"), ("origin", "https://a")]));
        assert!(!cross(&[("host", "a")]));
        assert!(!cross(&[("host", "a"), ("origin", "http://evil.example"), ("authorization", "Bearer x")]));
    }
}
