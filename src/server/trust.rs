//! `GET /trust`, `GET /api/trust` and the files a tablet installs: how it comes to trust this server's own authority.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use qrcode::{QrCode, render::svg};

use super::{
    app::{App, SharedApp},
    assets,
    error::ApiError,
    guard::CONTENT_SECURITY_POLICY,
    tls::{AuthorityFile, Source, Tls},
};
use crate::wire::{TlsMode, TrustAnswer, TrustedAuthority};

/// What is said about TLS as long as the server runs.
pub struct Trust {
    mode: TlsMode,
    https_url: String,
    plain_url: String,
    authority: Option<AuthorityFile>,
}

impl Trust {
    /// The address without TLS, where only those who installed the server's own authority trust the other.
    pub fn plain_where_unknown(&self) -> Option<&str> {
        (self.mode == TlsMode::Local).then_some(&self.plain_url)
    }
}

impl From<&Tls> for Trust {
    fn from(tls: &Tls) -> Self {
        let mode = match tls.source {
            Source::Local(_) => TlsMode::Local,
            Source::Files(_) => TlsMode::Files,
            Source::Acme(_) => TlsMode::Acme,
        };
        let authority = tls.authority().map(super::tls::Authority::file);
        Self { mode, https_url: tls.url.clone(), plain_url: tls.plain_url.clone(), authority }
    }
}

/// The page may ask the TLS port of this server whether it is trusted, and nobody else.
pub async fn page(State(app): State<SharedApp>, headers: HeaderMap) -> Response {
    let mut response = assets::page("trust.html", &headers);
    if let Some(trust) = app.trust.get() {
        let asks = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", &format!("connect-src 'self' {}", trust.https_url));
        if let Ok(policy) = HeaderValue::from_str(&asks) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    response
}

pub async fn facts(State(app): State<SharedApp>) -> Result<Json<TrustAnswer>, ApiError> {
    let trust = app.trust.get();
    let url = format!("{}/trust", trust.map_or(&app.public_url, |trust| &trust.plain_url));
    let qr = QrCode::new(&url).map_err(|_| ApiError::Internal("the address is too long for a QR code"))?;
    let authority = trust.and_then(|trust| trust.authority.as_ref());
    Ok(Json(TrustAnswer {
        tls: trust.map_or(TlsMode::Off, |trust| trust.mode),
        https_url: trust.map(|trust| trust.https_url.clone()),
        qr_svg: qr.render::<svg::Color<'_>>().min_dimensions(240, 240).build(),
        url,
        authority: authority.map(|file| TrustedAuthority { name: file.name.clone(), fingerprint: file.fingerprint.clone() }),
    }))
}

pub async fn der(State(app): State<SharedApp>) -> Result<Response, ApiError> {
    download(&app, "application/x-x509-ca-cert", |file| file.der.clone())
}

pub async fn pem(State(app): State<SharedApp>) -> Result<Response, ApiError> {
    download(&app, "application/x-pem-file", |file| file.pem.clone().into_bytes())
}

pub async fn mobile_configuration(State(app): State<SharedApp>) -> Result<Response, ApiError> {
    download(&app, "application/x-apple-aspen-config", |file| file.mobile_configuration().into_bytes())
}

fn download(app: &App, kind: &'static str, content: impl Fn(&AuthorityFile) -> Vec<u8>) -> Result<Response, ApiError> {
    let file = app.trust.get().and_then(|trust| trust.authority.as_ref()).ok_or(ApiError::NotFound("authority of this server's own"))?;
    Ok(([(header::CONTENT_TYPE, kind)], content(file)).into_response())
}
