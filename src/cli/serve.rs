//! `jinbang serve`: run competitions from their folders.

use std::{io::Write, net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc, time::SystemTime};

use anyhow::bail;

use super::{
    nats::NatsFlags,
    serving::{self, JournalFlag, asked_to_stop, bind, read_competition},
    tls::{TlsFlags, Told},
};
use crate::{
    competition::Competition,
    engine::SystemClock,
    journal::JOURNAL_FILE,
    server::{
        Relay, Server, VIEWERS_MAX, VIEWERS_PER_ADDRESS_MAX, control,
        tls::{Source, Tls},
    },
};

#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Competition folders to open; those the journal has already are served without naming them
    folders: Vec<PathBuf>,
    /// Where the journal lives, and keys, checkpoints and drafts beside it
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    journal: JournalFlag,
    /// Address and port to listen on
    #[arg(long, env = "JINBANG_LISTEN", default_value = "0.0.0.0:4160")]
    listen: SocketAddr,
    /// How people reach this server, where that is not its own address (behind a proxy)
    #[arg(long, env = "JINBANG_PUBLIC_URL")]
    public_url: Option<String>,
    /// Viewers of boards in all
    #[arg(long, default_value_t = VIEWERS_MAX)]
    viewers_max: usize,
    /// Viewers from one address: behind a proxy or a router everybody has the same
    #[arg(long, default_value_t = VIEWERS_PER_ADDRESS_MAX)]
    viewers_per_address_max: usize,
    /// Programmes of honours: opens the office at /honours
    #[arg(long, env = "JINBANG_PROGRAMMES", value_name = "DIR")]
    programmes: Option<PathBuf>,
    /// A TrueType or OpenType font with Chinese characters, for the office's PDFs
    #[arg(long, value_name = "FILE", requires = "programmes")]
    font: Option<PathBuf>,
    /// Address and port for Prometheus, such as 127.0.0.1:9464; it tells how many entries there are, so keep it from the audience
    #[arg(long, env = "JINBANG_METRICS", value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    /// Where boards go for edges: `nats://HOST:4222` or `tls://HOST:4222`, `,` between several; `user:password@` or `token@` before the host
    #[arg(long, env = "JINBANG_NATS", value_name = "URL", hide_env_values = true)]
    nats: Option<String>,
    #[command(flatten)]
    nats_flags: NatsFlags,
    #[command(flatten)]
    tls: TlsFlags,
}

impl Serve {
    /// # Errors
    /// When a folder has faults, the journal cannot be used or the address is taken.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let mut competitions = Vec::new();
        for folder in &self.folders {
            let competition = read_competition(folder)?.0;
            if let Some(known) = competitions.iter().position(|known: &Competition| known.id == competition.id) {
                bail!("{} and {} are both competition {}; name one", self.folders[known].display(), folder.display(), competition.id);
            }
            competitions.push(competition);
        }
        let nats = self.nats.as_deref().map(|urls| self.nats_flags.options(urls)).transpose()?;
        let programmes = self.programmes.as_deref().map(|folder| serving::read_office(folder, self.font.clone())).transpose()?;
        let listener = bind(self.listen)?;
        let store = self.journal.open(&self.data)?;
        let (told, secure) = self.tls.open(self.listen, listener.local_addr()?, self.public_url.as_deref(), &self.data)?;
        let mut server = Server::open(store, competitions, Arc::new(SystemClock), told.public().to_owned())?;
        // Before anything else can go wrong: it is kept only as a hash now.
        if let Some(password) = &server.new_password {
            println!("The organiser's password, shown this once: {password}");
        }
        server.metrics = self.metrics.map(bind).transpose()?;
        if let Some(options) = &nats {
            server.relay = Some(Relay::prepare(options).await?);
        }
        server.app.viewers.allow(self.viewers_max, self.viewers_per_address_max);
        if let Some(programmes) = programmes {
            server.app.open_office(programmes)?;
        }
        let stop = asked_to_stop()?;
        let control = control::open(Arc::clone(&server.app), &self.data).inspect_err(|error| {
            eprintln!("jinbang: no control socket in {}: {error}; `backup` and `pair` will not find this server", self.data.display());
        });
        let names: Vec<String> = server.app.views.contests.iter().map(|view| view.id.to_string()).collect();
        if names.is_empty() {
            println!(
                "No competition is open yet. Set one up at /setup, or name a folder: jinbang serve --data {} FOLDER",
                self.data.display()
            );
        } else {
            println!("Serving {} from {}", names.join(", "), self.journal.shown(&self.data));
        }
        if self.journal.is_on_server() && self.data.join(JOURNAL_FILE).exists() {
            println!("  {} is not used: the journal is on the server", self.data.join(JOURNAL_FILE).display());
        }
        announce(&told, secure.as_ref().map(|(_, tls)| tls));
        println!("  signed by {}   (checkpoints and published results)", server.app.witness.public_key().fingerprint());
        for folder in self.folders.iter().filter(|folder| folder.join("marks.csv").exists()) {
            println!("  {} is not read here: marks come from judges. `jinbang demo` plays it", folder.join("marks.csv").display());
        }
        if let Some(metrics) = &server.metrics {
            println!("  metrics   http://{}/metrics", metrics.local_addr()?);
        }
        if let Some(options) = &nats {
            println!("  edges     {options}   (jinbang edge --nats URL)");
        }
        println!("  Ctrl-C ends it.");
        server.run_with(listener, secure, stop).await?;
        if let Ok(control) = control {
            control.await?;
        }
        // Whoever read it may be gone.
        let _ = writeln!(std::io::stdout(), "Stopped; everything acknowledged is in {}", self.journal.shown(&self.data));
        Ok(ExitCode::SUCCESS)
    }
}

fn announce(told: &Told, tls: Option<&Tls>) {
    let url = told.public();
    // The audience trusts no authority of ours.
    let boards = if tls.is_some_and(|tls| tls.authority().is_some()) { &told.plain } else { url };
    println!("  boards    {boards}/");
    println!("  marking   {url}/marking");
    println!("  desk      {url}/desk");
    let Some(Tls { source: Source::Local(local), .. }) = tls else { return };
    println!("  tablets   {}/trust   (first, so that they trust this server)", told.plain);
    println!("  SHA-256   {}", local.authority.file().fingerprint);
    for name in local.out_of_reach(&local.names(), SystemTime::now()) {
        println!("  {name} is no name this server's authority may certify: tablets cannot use it (docs/tls.md)");
    }
}
