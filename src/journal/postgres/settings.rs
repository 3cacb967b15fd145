//! Where the server is and how to talk to it: the address, and what libpq would take from the environment.

use std::{env, path::PathBuf, time::Duration};

use tokio_postgres::{
    Config,
    config::{Host, SslMode, TargetSessionAttrs},
};

use super::{fault::PostgresFault, passfile, tls::Trust};

/// For one attempt to connect.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// A network that swallows what is sent is noticed after this.
const SILENT_NETWORK_TIMEOUT: Duration = Duration::from_secs(10);
/// And an idle one.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(5);

#[derive(Clone)]
pub struct Settings {
    pub config: Config,
    pub trust: Trust,
    /// For messages: hosts and database, no password.
    pub server: String,
    pub user: String,
}

/// Whether a journal's place is a server's address.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// An address as messages show it.
#[must_use]
pub fn shown_address(address: &str) -> String {
    Settings::read(address).map_or_else(|_| "postgres://…".to_owned(), |settings| format!("postgres://{}", settings.server))
}

impl Settings {
    /// # Errors
    /// When the address cannot be read, or a file it names.
    pub fn read(address: &str) -> Result<Self, PostgresFault> {
        let fault = |what: String| PostgresFault::Address { what };
        if !is_address(address) {
            return Err(fault("it does not begin with postgres://".to_owned()));
        }
        let (rest, ours) = split_off(address)?;
        // The error names what is wrong, never the value.
        let mut config: Config = rest.parse().map_err(|error: tokio_postgres::Error| {
            fault(std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string))
        })?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            config.host("localhost");
        }
        let user = config.get_user().map(str::to_owned).or_else(|| env::var("PGUSER").ok()).or_else(|| env::var("USER").ok());
        let user = user.ok_or_else(|| fault("it names no user".to_owned()))?;
        config.user(&user);
        let database = config.get_dbname().unwrap_or(&user).to_owned();
        config.dbname(&database);
        let trust = Trust::read(ours.sslmode.as_deref(), ours.sslrootcert.as_deref())?;
        config.ssl_mode(match &trust {
            Trust::Never => SslMode::Disable,
            Trust::Unasked { required: false } => SslMode::Prefer,
            _ => SslMode::Require,
        });
        let hosts = hosts(&config);
        if config.get_password().is_none()
            && let Some(password) = passfile::password(&hosts, &database, &user)?
        {
            config.password(password);
        }
        patience(&mut config);
        let named: Vec<String> = hosts.iter().map(|(host, port)| format!("{host}:{port}")).collect();
        Ok(Self { config, trust, server: format!("{}/{database}", named.join(",")), user })
    }
}

fn patience(config: &mut Config) {
    config.application_name("jinbang").keepalives_idle(KEEPALIVE_INTERVAL).keepalives_interval(KEEPALIVE_INTERVAL).keepalives_retries(2);
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_TIMEOUT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENT_NETWORK_TIMEOUT);
    }
    // Of several hosts the one that is the primary now.
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
}

fn hosts(config: &Config) -> Vec<(String, u16)> {
    let names: Vec<String> = match config.get_hosts() {
        [] => config.get_hostaddrs().iter().map(ToString::to_string).collect(),
        hosts => hosts
            .iter()
            .map(|host| match host {
                Host::Tcp(name) => name.clone(),
                Host::Unix(path) => path.display().to_string(),
            })
            .collect(),
    };
    let ports = config.get_ports();
    let port = |index: usize| ports.get(index).or(ports.first()).copied().unwrap_or(5432);
    names.into_iter().enumerate().map(|(index, name)| (name, port(index))).collect()
}

/// What tokio-postgres does not know, or knows in part.
#[derive(Default)]
struct Ours {
    sslmode: Option<String>,
    sslrootcert: Option<PathBuf>,
}

fn split_off(address: &str) -> Result<(String, Ours), PostgresFault> {
    let mut ours = Ours::default();
    let Some((rest, query)) = address.split_once('?') else { return Ok((address.to_owned(), ours)) };
    let mut others = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => ours.sslmode = Some(value.to_owned()),
            Some(("sslrootcert", value)) => ours.sslrootcert = Some(PathBuf::from(decoded(value)?)),
            _ => others.push(pair),
        }
    }
    let rest = if others.is_empty() { rest.to_owned() } else { format!("{rest}?{}", others.join("&")) };
    Ok((rest, ours))
}

fn decoded(text: &str) -> Result<String, PostgresFault> {
    let fault = || PostgresFault::Address { what: "a % is not followed by two hexadecimal digits".to_owned() };
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_first_chunk::<2>().ok_or_else(fault)?;
        let digits = std::str::from_utf8(digits).map_err(|_| fault())?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| fault())?);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| fault())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_server_and_never_the_password() {
        let settings = Settings::read("postgres://ann:geheim@one,two:6000/finals?sslmode=disable").expect("an address");
        assert_eq!((settings.server.as_str(), settings.user.as_str()), ("one:5432,two:6000/finals", "ann"));
        assert!(!format!("{:?}", settings.config).contains("geheim"), "{:?}", settings.config);
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said_without_its_password() {
        for (address, words) in [
            ("mysql://ann:geheim@one/finals", "does not begin with postgres://"),
            ("postgres://ann:geheim@one/finals?colour=red", "colour"),
            ("postgres://ann:geheim@one:port/finals", "port"),
            ("postgres://ann:geheim@one/finals?sslmode=perhaps", "sslmode"),
            ("postgres://ann:geheim@one/finals?sslmode=verify-full&sslrootcert=%2", "hexadecimal"),
            ("postgres://ann:geheim@one/finals?sslmode=verify-full&sslrootcert=/no/such/file", "/no/such/file"),
        ] {
            let Err(fault) = Settings::read(address) else { panic!("{address} was taken") };
            let fault = fault.to_string();
            assert!(fault.contains(words) && !fault.contains("geheim"), "{address}: {fault}");
        }
    }

    #[test]
    fn percent_signs_are_read() {
        assert_eq!(decoded("a%2Fb%20c").expect("text"), "a/b c");
    }
}
