//! A certificate authority of this machine's own, made at the first start and kept. Tablets that trust it trust every certificate this
//! server makes for itself, and nothing else in its name: it may only certify the addresses of private networks and its own names.

use std::{net::IpAddr, path::Path, time::SystemTime};

use data_encoding::HEXUPPER;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, PublicKeyData, SanType, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use super::{TlsFault, certificate::is_good, pem_file};

/// Beyond what any tablet lives.
const AUTHORITY_YEARS: i64 = 20;

/// Apple takes no server's certificate that is good for more than 825 days.
const LEAF_DAYS: i64 = 800;

/// Of these `LEAF_DAYS`, before now: a tablet's clock may be slow.
const LEAF_DAYS_BEFORE: i64 = 60;

/// RFC 1918, 4193, 6598, 3927, 4291: addresses that nobody else on the internet has.
const PRIVATE: [&str; 8] =
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128"];

pub struct Authority {
    key: KeyPair,
    certificate: CertificateDer<'static>,
}

/// Its certificate as a tablet may take it.
pub struct AuthorityFile {
    pub der: Vec<u8>,
    pub pem: String,
    /// SHA-256 of `der` in pairs of hex digits: what a person compares.
    pub fingerprint: String,
    pub name: String,
}

impl Authority {
    /// The one that is kept in `path`, or a new one, which may certify `names` besides private addresses.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn open(path: &Path, names: &[ServerName<'static>], now: SystemTime) -> Result<Self, TlsFault> {
        if let Some(kept) = pem_file::read(path)? {
            return Self::kept(&kept.key, kept.chain.into_iter().next());
        }
        let key = KeyPair::generate()?;
        let certificate = params(&key, names, now)?.self_signed(&key)?;
        pem_file::write(path, &format!("{}{}", key.serialize_pem(), certificate.pem()))?;
        Ok(Self { certificate: certificate.der().clone(), key })
    }

    fn kept(key: &PrivateKeyDer<'_>, certificate: Option<CertificateDer<'static>>) -> Result<Self, TlsFault> {
        let key = KeyPair::try_from(key)?;
        Ok(Self { key, certificate: certificate.ok_or(rcgen::Error::CouldNotParseCertificate)? })
    }

    #[must_use]
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    #[must_use]
    pub fn file(&self) -> AuthorityFile {
        let digest = HEXUPPER.encode(&Sha256::digest(&self.certificate));
        let pairs: Vec<&str> = (0..digest.len()).step_by(2).map(|at| &digest[at..at + 2]).collect();
        let base64 = data_encoding::BASE64.encode(&self.certificate);
        let lines: Vec<&str> = (0..base64.len()).step_by(64).map(|at| &base64[at..base64.len().min(at + 64)]).collect();
        AuthorityFile {
            der: self.certificate.to_vec(),
            pem: format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n")),
            fingerprint: pairs.join(":"),
            name: name_of(&self.key),
        }
    }

    /// Whether a certificate of this authority is good for such a name: its own certificate has the last word.
    #[must_use]
    pub fn may_certify(&self, name: &ServerName<'static>, now: SystemTime) -> bool {
        self.issue(std::slice::from_ref(name), now)
            .is_ok_and(|(_, leaf)| is_good(std::slice::from_ref(&leaf), &self.certificate, std::slice::from_ref(name), now))
    }

    /// A new key, in PEM too, and a certificate for it.
    ///
    /// # Errors
    /// When a name does not fit into a certificate.
    pub fn issue(&self, names: &[ServerName<'static>], now: SystemTime) -> Result<(String, CertificateDer<'static>), TlsFault> {
        let mut params = CertificateParams::default();
        params.distinguished_name = named("Jinbang".to_owned());
        params.not_before = OffsetDateTime::from(now) - Duration::days(LEAF_DAYS_BEFORE);
        params.not_after = OffsetDateTime::from(now) + Duration::days(LEAF_DAYS - LEAF_DAYS_BEFORE);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        params.subject_alt_names = names.iter().map(alternative_name).collect::<Result<_, _>>()?;
        let mut own = CertificateParams::default();
        own.distinguished_name = named(name_of(&self.key));
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &Issuer::from_params(&own, &self.key))?;
        Ok((format!("{}{}", key.serialize_pem(), certificate.pem()), certificate.der().clone()))
    }
}

fn params(key: &KeyPair, names: &[ServerName<'static>], now: SystemTime) -> Result<CertificateParams, TlsFault> {
    let mut params = CertificateParams::default();
    params.distinguished_name = named(name_of(key));
    // A machine without a battery for its clock may believe it is 1970.
    params.not_before = date_time_ymd(2025, 1, 1);
    params.not_after = OffsetDateTime::from(now).max(date_time_ymd(2026, 1, 1)) + Duration::days(AUTHORITY_YEARS * 365);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    // Without it Windows would take programs and mail signed by this key.
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let permitted_subtrees = PRIVATE.into_iter().map(subnet).chain(names.iter().map(|name| Ok(subtree(name)))).collect::<Result<_, _>>()?;
    params.name_constraints = Some(NameConstraints { permitted_subtrees, excluded_subtrees: Vec::new() });
    Ok(params)
}

/// Tells one venue's authority from another's in a tablet's list, and can be made from the key again.
fn name_of(key: &KeyPair) -> String {
    let digest = HEXUPPER.encode(&Sha256::digest(key.subject_public_key_info()));
    format!("Jinbang local authority {}-{}", &digest[..4], &digest[4..8])
}

fn named(name: String) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}

fn alternative_name(name: &ServerName<'static>) -> Result<SanType, TlsFault> {
    match name {
        ServerName::IpAddress(address) => Ok(SanType::IpAddress((*address).into())),
        other => {
            let text = other.to_str();
            Ok(SanType::DnsName(text.as_ref().try_into().map_err(|_| TlsFault::Name(text.to_string()))?))
        }
    }
}

fn subtree(name: &ServerName<'static>) -> GeneralSubtree {
    match name {
        ServerName::IpAddress(address) => {
            let address = IpAddr::from(*address);
            GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, if address.is_ipv4() { 32 } else { 128 }))
        }
        other => GeneralSubtree::DnsName(other.to_str().to_string()),
    }
}

fn subnet(text: &str) -> Result<GeneralSubtree, TlsFault> {
    let parsed = text.split_once('/').and_then(|(address, prefix)| Some((address.parse().ok()?, prefix.parse().ok()?)));
    let (address, prefix) = parsed.ok_or_else(|| TlsFault::Name(text.to_owned()))?;
    Ok(GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, prefix)))
}
