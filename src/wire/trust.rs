//! What a tablet needs to trust the server.

use serde::Serialize;

/// Where the server's certificate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// An authority of the server's own.
    Local,
    /// A given certificate.
    Files,
    Acme,
    Off,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct TrustAnswer {
    pub tls: TlsMode,
    pub https_url: Option<String>,
    /// The page that tells all this, where a tablet that trusts nothing yet can read it.
    pub url: String,
    /// `url` for a camera.
    pub qr_svg: String,
    pub authority: Option<TrustedAuthority>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct TrustedAuthority {
    pub name: String,
    /// SHA-256 of the certificate, in pairs of hex digits.
    pub fingerprint: String,
}
