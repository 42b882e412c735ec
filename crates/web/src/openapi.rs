//! The API described as OpenAPI 3.1, at `/api/v1/openapi.json`.

use axum::response::{IntoResponse, Response};

/// `GET /openapi.json`
pub async fn document() -> Response {
    axum::http::StatusCode::NOT_FOUND.into_response()
}
