//! What `serve` and `demo` share: folders in, addresses out, an orderly end.

use std::{
    fmt::{self, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    path::{Path, PathBuf},
    str::FromStr,
};

use anyhow::{Context, bail};
use tokio::net::TcpListener;

use super::{faults::counted, fonts};
use crate::{
    competition::Competition,
    import::{Fault, Import, read_folder, read_programmes},
    journal::{JOURNAL_FILE, JournalFault, JournalStore, is_address, shown_address},
    server::{FILES_WANTED, OfficeRules, listen},
};

/// Errors of a folder that a terminal shows at once.
const ERRORS_LISTED: usize = 20;

/// A server has its own record of these, or, of people, no use for it.
const IN_BATCH_ONLY: [&str; 4] = ["marks.csv", "draws.toml", "people.csv", "signed.csv"];

/// Reads a folder that is to be opened; its faults go to the terminal.
///
/// # Errors
/// When the folder has errors.
pub fn read_competition(folder: &Path) -> anyhow::Result<(Competition, Import)> {
    let mut import = read_folder(folder);
    let errors: Vec<_> = import.faults.iter().filter(|fault| fault.is_error() && !IN_BATCH_ONLY.contains(&fault.file.as_str())).collect();
    if !errors.is_empty() {
        bail!("{} cannot be opened, {}", folder.display(), listed(&errors, &format!("jinbang check {}", folder.display())));
    }
    let Some(competition) = import.competition.take() else { bail!("{}: there is no competition in this folder", folder.display()) };
    Ok((competition, import))
}

/// The first of them, and which command lists all.
fn listed(errors: &[&Fault], command: &str) -> String {
    let mut list = format!("{}:", counted(errors.len(), "error"));
    for fault in errors.iter().take(ERRORS_LISTED) {
        let _ = write!(list, "\n  {}: {} ({})", fault.location(), fault.problem, fault.remedy);
    }
    if errors.len() > ERRORS_LISTED {
        let _ = write!(list, "\n  … and {} more: `{command}` lists all", errors.len() - ERRORS_LISTED);
    }
    list
}

/// Programmes for an honours office; their faults go to the terminal.
///
/// # Errors
/// When a file has errors, or there is none.
pub fn read_office(folder: &Path, font: Option<PathBuf>) -> anyhow::Result<OfficeRules> {
    let programmes = read_programmes(folder);
    let errors: Vec<_> = programmes.faults.iter().filter(|fault| fault.is_error()).collect();
    if !errors.is_empty() {
        bail!("{} cannot be used, {}", folder.display(), listed(&errors, &format!("jinbang check --programmes {}", folder.display())));
    }
    let typeface = move || fonts::typeface(font.as_deref()).map_err(|fault| fault.to_string());
    Ok(OfficeRules { programmes: programmes.list, catalogue: programmes.catalogue, typeface: Box::new(typeface) })
}

const JOURNAL_HELP: &str = "The journal on a PostgreSQL server, postgres://USER@HOST:5432/DATABASE; its password is better in PGPASSWORD or \
    ~/.pgpass [default: a file in the data folder]";

/// Where the journal is, other than in the data folder.
#[derive(Debug, Default, clap::Args)]
pub struct JournalFlag {
    #[arg(long, env = "JINBANG_JOURNAL", value_name = "URL", hide_env_values = true, help = JOURNAL_HELP)]
    journal: Option<Address>,
}

/// Of a server; whatever prints it leaves the password out.
#[derive(Clone)]
pub struct Address(String);

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown_address(&self.0))
    }
}

impl FromStr for Address {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = is_address(text).then(|| Self(text.to_owned()));
        known.ok_or_else(|| "postgres://USER@HOST:5432/DATABASE is wanted; a file is in the folder that --data names".to_owned())
    }
}

impl JournalFlag {
    /// To write.
    ///
    /// # Errors
    /// When another process has it open, it is damaged, or its server is out of reach.
    pub fn open(&self, data: &Path) -> anyhow::Result<JournalStore> {
        match &self.journal {
            None => open_journal(data),
            Some(Address(address)) => Ok(JournalStore::open_postgres(address, data)?),
        }
    }

    /// To read, where no server of this data folder is there to be asked.
    ///
    /// # Errors
    /// When there is none, or it cannot be used.
    pub fn open_to_read(&self, data: &Path) -> anyhow::Result<JournalStore> {
        self.to_be_read(data).with_context(|| self.shown(data))
    }

    /// The same, and what is wrong with it.
    ///
    /// # Errors
    /// As [`JournalFlag::open_to_read`].
    pub fn to_be_read(&self, data: &Path) -> Result<JournalStore, JournalFault> {
        match &self.journal {
            None => JournalStore::open(data),
            Some(Address(address)) => JournalStore::open_postgres_to_read(address, data),
        }
    }

    /// # Errors
    /// When there is nothing to look at in this folder.
    pub fn must_be_there(&self, data: &Path) -> anyhow::Result<()> {
        if self.journal.is_none() && !data.join(JOURNAL_FILE).exists() {
            bail!("there is no journal in {}; name its folder with --data, or a server with --journal", data.display());
        }
        Ok(())
    }

    #[must_use]
    pub fn is_on_server(&self) -> bool {
        self.journal.is_some()
    }

    /// For people.
    #[must_use]
    pub fn shown(&self, data: &Path) -> String {
        self.journal.as_ref().map_or_else(|| data.display().to_string(), |Address(address)| shown_address(address))
    }
}

/// # Errors
/// When another process has it open, or it is damaged.
pub fn open_journal(data: &Path) -> anyhow::Result<JournalStore> {
    JournalStore::open(data).with_context(|| format!("data folder {}", data.display()))
}

/// # Errors
/// When the address is taken or not ours.
pub fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let files = rlimit::increase_nofile_limit(FILES_WANTED).unwrap_or(0);
    if files < FILES_WANTED {
        tracing::warn!(files, "the system allows few open files; raise its limit for more than that many tablets and viewers");
    }
    listen(address).with_context(|| format!("cannot listen on {address}; is another server running? Use --listen for another address"))
}

/// # Errors
/// When the address is taken or not ours.
pub fn bind_tls(address: SocketAddr) -> anyhow::Result<TcpListener> {
    listen(address).with_context(|| format!("cannot listen on {address} for TLS; use --listen-tls for another address, or --tls off"))
}

/// How people reach a listener: the machine's address in its network where it listens on all.
#[must_use]
pub fn reachable_url(scheme: &str, listening: SocketAddr) -> String {
    let address = if listening.ip().is_unspecified() { own_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)) } else { listening.ip() };
    format!("{scheme}://{}", SocketAddr::new(address, listening.port()))
}

/// How this machine itself reaches a listener.
#[must_use]
pub fn local_url(listening: SocketAddr) -> String {
    let address = match listening.ip() {
        address if !address.is_unspecified() => address,
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    format!("http://{}", SocketAddr::new(address, listening.port()))
}

/// The address packets would leave from. Nothing is sent: a UDP socket only looks up its route.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|address| !address.is_unspecified())
}

/// Resolves on Ctrl-C or a request to end. Both are heard from this call on, not from the first poll.
///
/// # Errors
/// When the system lets nobody listen for signals.
pub fn asked_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// The folder the demo plays when none is named.
#[must_use]
pub fn default_fixture() -> PathBuf {
    let beside_source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/competitions/digital-skills");
    let here = PathBuf::from("fixtures/competitions/digital-skills");
    if here.is_dir() { here } else { beside_source }
}

/// Programmes for the demo's office, where they are.
#[must_use]
pub fn default_programmes() -> Option<PathBuf> {
    let beside_source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes");
    [PathBuf::from("fixtures/programmes"), beside_source].into_iter().find(|folder| folder.is_dir())
}
