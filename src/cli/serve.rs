//! `jinbang serve`: run competitions from their folders.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::bail;

use super::serving::{asked_to_stop, bind, open_journal, reachable_url, read_competition};
use crate::{
    competition::Competition,
    engine::SystemClock,
    server::{Server, control},
};

#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Competition folders to open; those the journal has already are served without naming them
    folders: Vec<PathBuf>,
    /// Where the journal lives
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
    /// Address and port to listen on
    #[arg(long, env = "JINBANG_LISTEN", default_value = "0.0.0.0:4160")]
    listen: SocketAddr,
    /// How people reach this server, where that is not its own address (behind a proxy)
    #[arg(long, env = "JINBANG_PUBLIC_URL")]
    public_url: Option<String>,
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
        let listener = bind(self.listen).await?;
        let url = self.public_url.unwrap_or(reachable_url(listener.local_addr()?)).trim_end_matches('/').to_owned();
        let server = Server::open(open_journal(&self.data)?, competitions, Arc::new(SystemClock), url.clone())?;
        let stop = asked_to_stop()?;
        let control = control::open(Arc::clone(&server.app), &self.data).inspect_err(|error| {
            eprintln!("jinbang: no control socket in {}: {error}; `backup` and `pair` will not find this server", self.data.display());
        });
        let names: Vec<String> = server.app.views.contests.iter().map(|view| view.id.to_string()).collect();
        if names.is_empty() {
            println!("No competition is open yet. Name a folder: jinbang serve --data {} FOLDER", self.data.display());
        } else {
            println!("Serving {} from {}", names.join(", "), self.data.display());
        }
        println!("  boards    {url}/");
        println!("  marking   {url}/marking");
        println!("  desk      {url}/desk");
        if let Some(password) = &server.new_password {
            println!("  The organiser's password, shown this once: {password}");
        }
        for folder in self.folders.iter().filter(|folder| folder.join("marks.csv").exists()) {
            println!("  {} is not read here: marks come from judges. `jinbang demo` plays it", folder.join("marks.csv").display());
        }
        println!("  Ctrl-C ends it.");
        server.run(listener, stop).await?;
        if let Ok(control) = control {
            control.await?;
        }
        println!("Stopped; everything acknowledged is in {}", self.data.display());
        Ok(ExitCode::SUCCESS)
    }
}
