//! `GET /board/{competition}/{skill}/qr.svg`: the way from the big screen to the board on a phone.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use qrcode::{QrCode, render::svg};

use crate::server::{app::SharedApp, error::ApiError, feeds::Asked};

pub async fn qr(State(app): State<SharedApp>, Path((competition, skill)): Path<(String, String)>) -> Result<Response, ApiError> {
    Asked::find(&app, &competition, &skill)?;
    let url = format!("{}/board/{competition}/{skill}", app.audience_url());
    let code = QrCode::new(&url).map_err(|_| ApiError::Internal("the address is too long for a QR code"))?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-cache")], picture).into_response())
}
