//! The connection to NATS: it is made again and again, and tells how it is.

use std::{sync::Arc, time::Duration};

use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use tokio::sync::watch;

use super::{
    limits::{
        HEADERS_MAX_BYTES, NATS_CONNECT_TIMEOUT, NATS_PING_INTERVAL, NATS_RETRY_MAX, REPLY_TIMEOUT, TO_SEND_MAX_MESSAGES,
        TO_TAKE_MAX_MESSAGES,
    },
    options::{NatsOptions, Secret},
};

#[derive(Debug, thiserror::Error)]
pub enum LinkFault {
    #[error("--nats: {0} is no address of NATS")]
    Address(String),
    #[error("--nats-creds {0}: {1}; a credentials file as `nsc` writes it is wanted")]
    Creds(String, std::io::Error),
    #[error("--nats-nkey {0}: {1}; a file with one line, the seed of a user (SU…), is wanted")]
    Nkey(String, String),
    #[error("--nats-ca {0}: {1}; a PEM file of certificates is wanted")]
    Authority(String, std::io::Error),
    #[error("NATS: {0}")]
    Client(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    Connected,
    /// Not reached, and why as far as it is known.
    Lost(Option<Arc<str>>),
}

#[derive(Clone)]
pub struct Link {
    pub client: Client,
    state: watch::Receiver<LinkState>,
}

impl Link {
    /// Returns at once; the connection comes when NATS is there. To be called on the runtime that the connection lives on.
    ///
    /// # Errors
    /// When a file cannot be used.
    pub async fn open(options: &NatsOptions, name: &str) -> Result<Self, LinkFault> {
        let (tell, state) = watch::channel(LinkState::Lost(None));
        let tell = Arc::new(tell);
        let prepared = identified(options).await?.name(name).retry_on_initial_connect().event_callback(move |event| {
            hear(&tell, &event);
            std::future::ready(())
        });
        let prepared = prepared
            .require_tls(options.requires_tls)
            .client_capacity(TO_SEND_MAX_MESSAGES)
            .subscription_capacity(TO_TAKE_MAX_MESSAGES)
            .ping_interval(NATS_PING_INTERVAL)
            .connection_timeout(NATS_CONNECT_TIMEOUT)
            .request_timeout(Some(REPLY_TIMEOUT))
            .reconnect_delay_callback(patience);
        let servers: Result<Vec<ServerAddr>, LinkFault> =
            options.servers.iter().map(|server| server.parse().map_err(|_| LinkFault::Address(server.clone()))).collect();
        let client = prepared.connect(servers?).await.map_err(|fault| LinkFault::Client(fault.kind().to_string()))?;
        Ok(Self { client, state })
    }

    #[must_use]
    pub fn is_connected(&self) -> bool {
        *self.state.borrow() == LinkState::Connected
    }

    /// Bytes of a message beside its headers.
    #[must_use]
    pub fn room(&self) -> usize {
        self.client.max_payload().saturating_sub(HEADERS_MAX_BYTES)
    }

    #[must_use]
    pub fn state(&self) -> watch::Receiver<LinkState> {
        self.state.clone()
    }
}

async fn identified(options: &NatsOptions) -> Result<ConnectOptions, LinkFault> {
    let mut prepared = ConnectOptions::new();
    prepared = match &options.secret {
        Some(Secret::Password { user, password }) => prepared.user_and_password(user.clone(), password.clone()),
        Some(Secret::Token(token)) => prepared.token(token.clone()),
        None => prepared,
    };
    if let Some(file) = &options.creds {
        prepared = prepared.credentials_file(file).await.map_err(|error| LinkFault::Creds(file.display().to_string(), error))?;
    }
    if let Some(file) = &options.nkey {
        let fault = |error: String| LinkFault::Nkey(file.display().to_string(), error);
        let seed = std::fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
        let seed = seed.trim();
        if !seed.starts_with("SU") || seed.contains(char::is_whitespace) {
            return Err(fault("it holds no user's seed".to_owned()));
        }
        prepared = prepared.nkey(seed.to_owned());
    }
    if let Some(file) = &options.ca {
        // Read here as well: the client would read it at its first try only, and go on trying.
        std::fs::read(file).map_err(|error| LinkFault::Authority(file.display().to_string(), error))?;
        prepared = prepared.add_root_certificates(file.clone());
    }
    Ok(prepared)
}

fn patience(attempts: usize) -> Duration {
    let doubled = u32::try_from(attempts.saturating_sub(1)).unwrap_or(u32::MAX).min(6);
    if attempts <= 1 { Duration::ZERO } else { (Duration::from_millis(50) * 2_u32.pow(doubled)).min(NATS_RETRY_MAX) }
}

/// Errors are told once, not at every try.
fn hear(tell: &watch::Sender<LinkState>, event: &Event) {
    match event {
        Event::Connected => {
            tell.send_replace(LinkState::Connected);
            tracing::info!("connected to NATS");
        }
        Event::Disconnected | Event::Closed => {
            if *tell.borrow() == LinkState::Connected {
                tracing::warn!("NATS is lost; trying to reach it again");
            }
            tell.send_if_modified(|state| std::mem::replace(state, LinkState::Lost(None)) == LinkState::Connected);
        }
        Event::ServerError(error) => lost(tell, &error.to_string()),
        Event::ClientError(error) => lost(tell, &error.to_string()),
        Event::SlowConsumer(_) => tracing::warn!("messages from NATS came faster than they were taken; boards are asked for"),
        Event::LameDuckMode | Event::Draining => {}
    }
}

fn lost(tell: &watch::Sender<LinkState>, why: &str) {
    tell.send_if_modified(|state| {
        let LinkState::Lost(known) = state else {
            tracing::warn!(why, "NATS refuses something");
            return false;
        };
        if known.as_deref() == Some(why) {
            return false;
        }
        tracing::warn!(why, "NATS cannot be reached");
        *known = Some(why.into());
        true
    });
}
