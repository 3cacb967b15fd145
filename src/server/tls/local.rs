//! Certificates of this machine's own authority.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use rustls::{pki_types::ServerName, sign::CertifiedKey};

use super::{
    Authority, TlsFault,
    certificate::{is_good, provider},
    names::own_names,
    pem_file,
};

/// A certificate that ends sooner than this is made anew.
const RENEW_BEFORE: Duration = Duration::from_hours(90 * 24);

pub struct Local {
    pub authority: Authority,
    /// Key and certificate of the server itself.
    path: PathBuf,
    /// The address that people are told, where it is not this machine's own.
    public_url: Option<String>,
}

impl Local {
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn open(data: &Path, public_url: Option<String>, now: SystemTime) -> Result<Self, TlsFault> {
        let folder = data.join("tls");
        let authority = Authority::open(&folder.join("authority.pem"), &own_names(public_url.as_deref()), now)?;
        Ok(Self { authority, path: folder.join("server.pem"), public_url })
    }

    #[must_use]
    pub fn names(&self) -> Vec<ServerName<'static>> {
        own_names(self.public_url.as_deref())
    }

    /// Names this authority was not made for: a tablet would refuse a certificate with one of them.
    #[must_use]
    pub fn out_of_reach(&self, names: &[ServerName<'static>], now: SystemTime) -> Vec<String> {
        let refused = names.iter().filter(|name| !self.authority.may_certify(name, now));
        refused.map(|name| name.to_str().to_string()).collect()
    }

    /// The kept certificate where it is good for all these names and some time to come, or a new one.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn certificate(&self, names: &[ServerName<'static>], now: SystemTime) -> Result<CertifiedKey, TlsFault> {
        let names: Vec<_> = names.iter().filter(|name| self.authority.may_certify(name, now)).cloned().collect();
        let good = |chain: &[_]| [now, now + RENEW_BEFORE].iter().all(|at| is_good(chain, self.authority.certificate(), &names, *at));
        // One that cannot be read is replaced: nobody has to trust it by itself.
        if let Ok(Some(kept)) = pem_file::read(&self.path)
            && good(&kept.chain)
            && let Ok(kept) = CertifiedKey::from_der(kept.chain, kept.key, &provider())
        {
            return Ok(kept);
        }
        let (pem, certificate) = self.authority.issue(&names, now)?;
        pem_file::write(&self.path, &pem)?;
        let key = pem_file::key_in(pem.as_bytes(), &self.path)?;
        Ok(CertifiedKey::from_der(vec![certificate], key, &provider())?)
    }
}
