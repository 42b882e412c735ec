//! `GET /impact/models`, `/impact/zones`: what is known.

use axum::response::IntoResponse;
use impact::Catalogue;
use impact::lines::{ModelEntry, VideoEntry, ZoneEntry};
use serde::{Deserialize, Serialize};

use super::FOR_AN_HOUR;
use crate::request::{Answer, Asker, Query, json};

/// What is looked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// A part of a name, whatever its case; all of them without it. When nothing has it, what is nearest.
    #[serde(default)]
    q: String,
}

/// Models that are looked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchModels {
    /// A part of a name or of a provider's, whatever its case; all of them without it. When nothing has it, what is nearest.
    #[serde(default)]
    q: String,
    /// Those that make videos, instead of language models.
    #[serde(default)]
    video: bool,
}

/// `GET /impact/models`
#[utoipa::path(get, path = "/impact/models", operation_id = "impact_models", params(SearchModels), responses((status = 200, body = [crate::openapi::impact::Model]), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn models(_: Asker, Query(search): Query<SearchModels>) -> Answer {
    let all = Catalogue::embedded();
    if search.video {
        return list(all.search_videos(&search.q).into_iter().map(VideoEntry::new));
    }
    list(all.search_models(&search.q).into_iter().map(|model| ModelEntry::new(all, model)))
}

/// `GET /impact/zones`: codes, and names in French, Dutch, German, English.
#[utoipa::path(get, path = "/impact/zones", operation_id = "impact_zones", params(Search), responses((status = 200, body = [crate::openapi::impact::Zone]), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn zones(_: Asker, Query(search): Query<Search>) -> Answer {
    list(Catalogue::embedded().search_zones(&search.q).into_iter().map(ZoneEntry::new))
}

fn list<T: Serialize>(entries: impl Iterator<Item = T>) -> Answer {
    Ok(([FOR_AN_HOUR], json(entries.collect::<Vec<_>>())).into_response())
}
