//! `GET /sessions/{id}/report.{json,csv,xlsx,html}`

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use workshop::Timestamp;

use crate::assets::{self, Sheet};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Path};
use crate::session::Live;

/// The shape of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For programs.
    Json,
    /// For spreadsheets of all kinds.
    Csv,
    /// For Excel and `LibreOffice`.
    Xlsx,
    /// To read and to print.
    Html,
}

impl Format {
    /// `report.csv` or `csv`.
    pub fn parse(name: &str) -> Option<Self> {
        match name.strip_prefix("report.").unwrap_or(name) {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "html" => Some(Self::Html),
            _ => None,
        }
    }

    fn mime(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }
}

/// `GET /sessions/{id}/report.FORMAT`
#[utoipa::path(get, path = "/sessions/{id}/{report}", security(("facilitator" = []), ("host" = [])), params(("id" = String, Path), ("report" = String, Path, description = "report.json, report.csv, report.xlsx or report.html")), responses((status = 200, description = "the report", content_type = "application/json", body = serde_json::Value), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn report(asker: Asker, Path((id, name)): Path<(String, String)>) -> Answer {
    asker.host()?;
    let format = Format::parse(&name)
        .filter(|_| name.starts_with("report."))
        .ok_or_else(|| asker.fail(Problem::not_found()))?;
    let session = asker.session(&id).await?;
    let written = asker.check(session.read(move |live, now| write(live, now, format, false)).await)?;
    let bytes = written.map_err(|reason| asker.fail(failed(&reason)))?;
    Ok(answer(format, &session.meta.code, bytes))
}

/// The reason goes to the log, not to the person.
pub fn failed(reason: &str) -> Problem {
    tracing::error!(reason, "a report could not be written");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "report-failed")
}

/// A report in its shape: to read at once, or to keep as a file.
pub fn answer(format: Format, code: &str, bytes: Vec<u8>) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(format.mime()));
    if matches!(format, Format::Html | Format::Json) {
        return ([kind], bytes).into_response();
    }
    let name = format!("attachment; filename=\"bisou-{code}.{}\"", format.extension());
    let name = HeaderValue::from_str(&name).expect("a code is made of letters");
    ([kind, (header::CONTENT_DISPOSITION, name)], bytes).into_response()
}

/// A session's report. `carried`: the file stands alone, with its style inside.
pub fn write(live: &Live, now: Timestamp, format: Format, carried: bool) -> Result<Vec<u8>, String> {
    let meta = report::Meta {
        id: &live.meta.id_text,
        code: &live.meta.code,
        title: &live.meta.title,
        lang: &live.meta.lang,
        rehearsal: live.meta.rehearsal.is_some(),
        expires_at: live.meta.expires_at,
        time_zone: jiff::tz::TimeZone::system(),
    };
    let report = report::Report::new(meta, &live.workshop, &live.state, figures::Registry::embedded(), now);
    let sheet = assets::sheet(Sheet::Report);
    let style = if carried { report::Style::Inline(sheet.text()) } else { report::Style::Link(sheet.url()) };
    match format {
        Format::Json => Ok(report::json(&report)),
        Format::Csv => Ok(report::csv(&report)),
        Format::Xlsx => report::xlsx(&report).map_err(|error| error.to_string()),
        Format::Html => Ok(report::html(&report, style).into_bytes()),
    }
}
