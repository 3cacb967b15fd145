//! How NATS is reached, and what proves who we are. Nothing of that is ever printed.

use std::{fmt, path::PathBuf};

/// As given by flags or the environment.
#[derive(Clone)]
pub struct NatsOptions {
    /// Each `nats://` or `tls://` with host and port.
    pub(super) servers: Vec<String>,
    pub(super) requires_tls: bool,
    pub(super) secret: Option<Secret>,
    pub(super) creds: Option<PathBuf>,
    pub(super) nkey: Option<PathBuf>,
    pub(super) ca: Option<PathBuf>,
}

#[derive(Clone)]
pub(super) enum Secret {
    Password { user: String, password: String },
    Token(String),
}

/// None of them repeats what was given: a password may be in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OptionsFault {
    #[error("--nats: an address such as nats://HOST:4222 or tls://HOST:4222 is wanted; several are separated by commas")]
    Address,
    #[error("--nats: user, password and token are wanted once, the same for all addresses")]
    Secrets,
    #[error("--nats: a % in a user name, password or token is followed by two hexadecimal digits")]
    Percent,
    #[error("of a password or token in --nats, --nats-creds and --nats-nkey only one can be given")]
    TwoWays,
}

impl NatsOptions {
    /// # Errors
    /// When `urls` is no address of NATS.
    pub fn parse(urls: &str) -> Result<Self, OptionsFault> {
        let mut options = Self { servers: Vec::new(), requires_tls: false, secret: None, creds: None, nkey: None, ca: None };
        let mut given = None;
        for url in urls.split(',').map(str::trim) {
            let (scheme, rest) = url.split_once("://").unwrap_or(("nats", url));
            let (secret, host) = rest.rsplit_once('@').map_or((None, rest), |(secret, host)| (Some(secret), host));
            let host = host.trim_end_matches('/');
            if !matches!(scheme, "nats" | "tls") || !is_host(host) {
                return Err(OptionsFault::Address);
            }
            if secret.is_some() && given.is_some() && secret != given {
                return Err(OptionsFault::Secrets);
            }
            given = secret.or(given);
            options.requires_tls |= scheme == "tls";
            options.servers.push(format!("{scheme}://{host}"));
        }
        options.secret = given.map(secret_of).transpose()?;
        Ok(options)
    }

    /// # Errors
    /// When there is more than one way to say who we are.
    pub fn with_files(self, creds: Option<PathBuf>, nkey: Option<PathBuf>, ca: Option<PathBuf>) -> Result<Self, OptionsFault> {
        let ways = [self.secret.is_some(), creds.is_some(), nkey.is_some()];
        if ways.into_iter().filter(|way| *way).count() > 1 { Err(OptionsFault::TwoWays) } else { Ok(Self { creds, nkey, ca, ..self }) }
    }
}

fn is_host(host: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    let port = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map(|(_, port)| port);
    !host.is_empty() && !host.starts_with(':') && host.chars().all(good) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

fn secret_of(text: &str) -> Result<Secret, OptionsFault> {
    Ok(match text.split_once(':') {
        Some((user, password)) => Secret::Password { user: plain(user)?, password: plain(password)? },
        None => Secret::Token(plain(text)?),
    })
}

/// Without percent signs.
pub(super) fn plain(text: &str) -> Result<String, OptionsFault> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).ok_or(OptionsFault::Percent);
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(value).map_err(|_| OptionsFault::Percent)?);
    }
    String::from_utf8(bytes).map_err(|_| OptionsFault::Percent)
}

impl fmt::Debug for NatsOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NatsOptions").field("servers", &self.servers).finish_non_exhaustive()
    }
}

/// The addresses, without what is secret.
impl fmt::Display for NatsOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.servers.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_without_their_secrets() {
        for (given, told) in [
            ("nats://venue:4222", "nats://venue:4222"),
            ("venue", "nats://venue"),
            ("nats://kim:s%40cret@venue:4222/", "nats://venue:4222"),
            ("tls://t0ken@[::1]:4222, tls://b.example", "tls://[::1]:4222,tls://b.example"),
        ] {
            let options = NatsOptions::parse(given).expect(given);
            assert_eq!(options.to_string(), told);
            let debug = format!("{options:?}");
            assert!(!debug.contains("cret") && !debug.contains("t0ken"), "{debug}");
        }
        let Some(Secret::Password { user, password }) = NatsOptions::parse("nats://kim:s%40c:ret@venue").expect("good").secret else {
            panic!("a password")
        };
        assert_eq!((user.as_str(), password.as_str()), ("kim", "s@c:ret"));
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_repeated() {
        for (given, fault) in [
            ("", OptionsFault::Address),
            ("http://secret@venue", OptionsFault::Address),
            ("nats://secret@", OptionsFault::Address),
            ("nats://venue:port", OptionsFault::Address),
            ("nats://a:secret@x,nats://b:secret@y", OptionsFault::Secrets),
            ("nats://sec%ret@venue", OptionsFault::Percent),
        ] {
            let refused = NatsOptions::parse(given).expect_err(given);
            assert_eq!(refused, fault, "{given}");
            assert!(!refused.to_string().contains("secret"));
        }
        let both = NatsOptions::parse("nats://t@venue").expect("good").with_files(Some("file".into()), None, None);
        assert_eq!(both.expect_err("two ways"), OptionsFault::TwoWays);
    }
}
