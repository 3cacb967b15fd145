//! `GET /board/{competition}/{skill}/qr.svg`: the way from the big screen to the board on a phone.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use qrcode::{QrCode, render::svg};

use crate::server::{error::ApiError, feeds::Asked, hall::Hall};

pub async fn qr(State(hall): State<Hall>, Path((competition, skill)): Path<(String, String)>) -> Result<Response, ApiError> {
    Asked::find(&hall, &competition, &skill)?;
    let url = format!("{}/board/{competition}/{skill}", hall.audience_url());
    let code = QrCode::new(&url).map_err(|_| ApiError::Internal("the address is too long for a QR code"))?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-cache")], picture).into_response())
}
