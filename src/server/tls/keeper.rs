//! Keeps the certificate fresh while the server runs: new addresses, files that somebody renewed, an end that comes near.

use std::{sync::Arc, time::SystemTime};

use tokio::{sync::watch, time::sleep};

use super::{Acme, Source, TlsFault, certificate::Current};
use crate::server::{
    app::stopped,
    limits::{ACME_CHECK_INTERVAL, CERTIFICATE_CHECK_INTERVAL},
};

pub async fn keep(source: Source, current: Arc<Current>, mut stopping: watch::Receiver<bool>) {
    let kept = async {
        match source {
            Source::Local(local) => look_again(&current, || local.certificate(&local.names(), SystemTime::now())).await,
            Source::Files(files) => look_again(&current, || files.certificate()).await,
            Source::Acme(acme) => renew_in_time(&acme, &current).await,
        }
    };
    tokio::select! {
        () = stopped(&mut stopping) => {}
        () = kept => {}
    }
}

async fn look_again(current: &Current, certificate: impl Fn() -> Result<rustls::sign::CertifiedKey, TlsFault>) {
    loop {
        sleep(CERTIFICATE_CHECK_INTERVAL).await;
        match certificate() {
            Ok(fresh) => current.put(fresh),
            Err(fault) => tracing::error!(%fault, "the certificate stays as it was"),
        }
    }
}

async fn renew_in_time(acme: &Acme, current: &Current) {
    loop {
        if !acme.is_fresh(SystemTime::now()) {
            match acme.order(current).await {
                Ok(()) => tracing::info!(domains = acme.domains.join(", "), "a new certificate"),
                Err(fault) => tracing::error!(%fault, "no new certificate; the next try is in an hour"),
            }
        }
        sleep(ACME_CHECK_INTERVAL).await;
    }
}
