//! `GET /api/honours/statistics`, `…/tables/{table}`, `…/charts/{chart}`: who won, who qualifies, and how far nominations came.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};

use super::{facts::people, office::Office};
use crate::{
    archive::OfficeEvent,
    export::statistics as documents,
    honours::{
        Facts,
        statistics::{Conversion, Edition, Statistics, conversions},
    },
    server::{app::SharedApp, desk::place::apart, error::ApiError},
    wire::OfficeStatistics,
};

pub async fn statistics(State(app): State<SharedApp>) -> Result<Json<OfficeStatistics>, ApiError> {
    apart(move || {
        let (winners, stages) = counted(&app)?;
        let charts = documents::chart::charts(&winners).into_iter().map(|(name, _)| name).collect();
        Ok(Json(OfficeStatistics { winners, stages, charts }))
    })
    .await
}

/// With a byte order mark: spreadsheets open it by themselves.
pub async fn statistics_table(State(app): State<SharedApp>, Path(table): Path<String>) -> Result<Response, ApiError> {
    apart(move || {
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let (winners, stages) = counted(&app)?;
        let written = match table.as_str() {
            "winners.csv" => documents::csv::write(&mut bytes, &winners),
            "stages.csv" => documents::stages::write(&mut bytes, &stages),
            _ => return Err(ApiError::NotFound("such table")),
        };
        written.map_err(|_| ApiError::Internal("a table could not be written"))?;
        let name = format!("attachment; filename=\"jinbang-{table}\"");
        let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
        Ok((headers, bytes).into_response())
    })
    .await
}

pub async fn statistics_chart(State(app): State<SharedApp>, Path(chart): Path<String>) -> Result<Response, ApiError> {
    apart(move || {
        let (winners, _) = counted(&app)?;
        let found = documents::chart::charts(&winners).into_iter().find(|(name, _)| *name == chart);
        let (_, svg) = found.ok_or(ApiError::NotFound("such chart"))?;
        Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
    })
    .await
}

/// Small numbers of personal attributes are never shown exactly here.
fn counted(app: &SharedApp) -> Result<(Statistics, Vec<Conversion>), ApiError> {
    let office = Office::of(app)?;
    let (results, register) = (app.results(), office.register().clone());
    // Two ids that were found to be one person are one here too, over all competitions.
    let people = results.contests.iter().map(|contest| people(office, &register, contest)).collect::<Result<Vec<_>, _>>()?;
    let all = results.contests.iter().zip(&people).zip(&results.awards);
    let editions: Vec<Edition<'_>> = all
        .filter(|((contest, _), _)| !contest.skills.is_empty())
        .map(|((contest, candidates), awards)| Edition { contest, candidates, awards })
        .collect();
    let mut winners = Statistics::new(&editions, &office.programmes, false);
    if people.iter().flatten().all(|candidate| candidate.facts == Facts::default()) {
        // Tables of nothing but unknowns would look like an answer.
        winners.years.iter_mut().for_each(|year| year.tables.retain(|table| !table.dimension.is_personal()));
    }
    let events = office.archive.events()?;
    let nominations = events.iter().filter_map(|(_, event)| match event {
        OfficeEvent::Nomination(event) => Some(event),
        OfficeEvent::Person(_) | OfficeEvent::Export(_) => None,
    });
    Ok((winners, conversions(nominations, &office.programmes)))
}
