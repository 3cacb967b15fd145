//! Certificates from an ACME authority (RFC 8555), proved over TLS itself (RFC 8737): the authority must reach this listener on port 443 of
//! each domain.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use data_encoding::HEXLOWER;
use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Identifier, KeyAuthorization, LetsEncrypt, NewAccount, NewOrder,
    Order, OrderStatus, RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, KeyPair};
use rustls::{
    pki_types::{PrivateKeyDer, ServerName},
    sign::CertifiedKey,
};
use sha2::{Digest, Sha256};

use super::{
    TlsFault,
    certificate::{Current, is_good, provider},
    pem_file,
};

pub const LETS_ENCRYPT: &str = LetsEncrypt::Production.url();

/// A certificate that ends sooner than this is renewed.
const RENEW_BEFORE: Duration = Duration::from_hours(20 * 24);

/// How long an authority may take to check the proofs, and to sign.
const ORDER_TIMEOUT: Duration = Duration::from_mins(2);

pub struct Acme {
    pub domains: Vec<String>,
    pub email: Option<String>,
    /// The authority's directory.
    pub directory: String,
    folder: PathBuf,
}

impl Acme {
    #[must_use]
    pub fn new(data: &Path, domains: Vec<String>, email: Option<String>, directory: String) -> Self {
        // What another authority gave, such as one for rehearsals, is not mixed with this one's.
        let tag = &HEXLOWER.encode(&Sha256::digest(&directory))[..8];
        let folder = data.join("tls").join(format!("acme-{tag}"));
        Self { domains, email, directory, folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.join("server.pem")
    }

    /// The certificate of an earlier start.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn kept(&self) -> Result<Option<CertifiedKey>, TlsFault> {
        let kept = pem_file::read(&self.path())?.map(|kept| CertifiedKey::from_der(kept.chain, kept.key, &provider()));
        Ok(kept.transpose()?)
    }

    /// Whether the kept certificate is for these domains and some time to come.
    #[must_use]
    pub fn is_fresh(&self, now: SystemTime) -> bool {
        let Ok(Some(kept)) = pem_file::read(&self.path()) else { return false };
        let names: Option<Vec<_>> = self.domains.iter().map(|domain| ServerName::try_from(domain.clone()).ok()).collect();
        // Its issuer stands for the root: whether others trust that one is not asked here.
        let (Some(names), Some(issuer)) = (names, kept.chain.get(1)) else { return false };
        is_good(&kept.chain[..1], issuer, &names, now) && is_good(&kept.chain[..1], issuer, &names, now + RENEW_BEFORE)
    }

    /// Orders a certificate, proves the domains, keeps and uses what comes.
    pub(super) async fn order(&self, current: &Current) -> Result<(), TlsFault> {
        let account = self.account().await?;
        let identifiers: Vec<_> = self.domains.iter().cloned().map(Identifier::Dns).collect();
        let mut order = account.new_order(&NewOrder::new(&identifiers)).await?;
        let proved = prove(&mut order, current).await;
        current.prove(HashMap::new());
        proved?;
        let key = order.finalize().await?;
        let chain = order.poll_certificate(&RetryPolicy::default().timeout(ORDER_TIMEOUT)).await?;
        pem_file::write(&self.path(), &format!("{key}{chain}"))?;
        let kept = self.kept()?.ok_or_else(|| TlsFault::Order("the certificate was not kept".to_owned()))?;
        current.put(kept);
        Ok(())
    }

    async fn account(&self) -> Result<Account, TlsFault> {
        let path = self.folder.join("account.json");
        if let Ok(kept) = fs::read(&path)
            && let Ok(credentials) = serde_json::from_slice::<AccountCredentials>(&kept)
        {
            return Ok(Account::builder()?.from_credentials(credentials).await?);
        }
        let contact: Vec<_> = self.email.iter().map(|email| format!("mailto:{email}")).collect();
        let contact: Vec<_> = contact.iter().map(String::as_str).collect();
        let new = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
        let (account, credentials) = Account::builder()?.create(&new, self.directory.clone(), None).await?;
        let json = serde_json::to_string(&credentials).map_err(|fault| TlsFault::Order(fault.to_string()))?;
        pem_file::write(&path, &json)?;
        Ok(account)
    }
}

async fn prove(order: &mut Order, current: &Current) -> Result<(), TlsFault> {
    let mut proofs = HashMap::new();
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let domain = authorization.identifier().to_string();
        let mut challenge = authorization
            .challenge(ChallengeType::TlsAlpn01)
            .ok_or_else(|| TlsFault::Order(format!("{domain}: the authority offers no proof over TLS (tls-alpn-01)")))?;
        proofs.insert(domain.clone(), Arc::new(proof(domain, &challenge.key_authorization())?));
        current.prove(proofs.clone());
        challenge.set_ready().await?;
    }
    match order.poll_ready(&RetryPolicy::default().timeout(ORDER_TIMEOUT)).await? {
        OrderStatus::Ready => Ok(()),
        status => Err(TlsFault::Order(format!(
            "the order is {status:?}: the authority must reach this server on port 443 of {}",
            proofs.keys().cloned().collect::<Vec<_>>().join(", ")
        ))),
    }
}

/// RFC 8737, section 3: a certificate for the domain that holds the digest.
fn proof(domain: String, authorization: &KeyAuthorization) -> Result<CertifiedKey, TlsFault> {
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(vec![domain])?;
    params.distinguished_name = DistinguishedName::new();
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(authorization.digest().as_ref())];
    let certificate = params.self_signed(&key)?.der().clone();
    let key = PrivateKeyDer::try_from(key.serialize_der()).map_err(|fault| TlsFault::Order(fault.to_owned()))?;
    // Not `from_der`, which would read the certificate: its critical extension is for the authority's eyes only.
    Ok(CertifiedKey::new(vec![certificate], provider().key_provider.load_private_key(key)?))
}
