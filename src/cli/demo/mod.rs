//! `jinbang demo`: a whole contest judged before your eyes, by tablets on real sockets.

mod judges;
mod plan;
mod progress;
mod signatures;
mod turn;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use anyhow::bail;

use super::serving::{
    asked_to_stop, bind, default_fixture, default_programmes, local_url, open_journal, reachable_url, read_competition, read_office,
};
use crate::{
    engine::SystemClock,
    server::{Server, SharedApp, control, issue_code},
};

/// A week: longer than any competition.
const MINUTES_MAX: f64 = 7.0 * 24.0 * 60.0;

#[derive(Debug, clap::Args)]
pub struct Demo {
    /// The competition folder to play; its marks.csv is what the judges enter [default: the digital-skills fixture]
    folder: Option<PathBuf>,
    /// How long the whole contest takes, in minutes; 0 plays as fast as the server answers
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Address and port to listen on
    #[arg(long, env = "JINBANG_LISTEN", default_value = "0.0.0.0:4160")]
    listen: SocketAddr,
    /// Programmes of honours for the office at /honours [default: those among the fixtures]
    #[arg(long, env = "JINBANG_PROGRAMMES", value_name = "DIR")]
    programmes: Option<PathBuf>,
    /// Keep the journal in this folder; played again, the demo goes on where it stopped [default: a folder that goes with the demo]
    #[arg(long)]
    data: Option<PathBuf>,
    /// End when every mark is entered instead of serving on
    #[arg(long)]
    exit: bool,
}

impl Demo {
    /// # Errors
    /// When the folder has faults or no marks, the journal cannot be used or the address is taken.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        if !(0.0..=MINUTES_MAX).contains(&self.minutes) {
            bail!("--minutes takes a number from 0 to {MINUTES_MAX}");
        }
        let folder = self.folder.unwrap_or_else(default_fixture);
        let (competition, import) = read_competition(&folder)?;
        if import.marks.is_empty() {
            bail!("{} has no marks.csv to play; `jinbang generate {0} --seed 1` makes one", folder.display());
        }
        let plan = plan::plan(&competition, &import.marks);
        let programmes = self.programmes.or_else(default_programmes).as_deref().map(|folder| read_office(folder, None)).transpose()?;
        let listener = bind(self.listen)?;
        let address = listener.local_addr()?;
        let url = reachable_url("http", address);
        let scratch = self.data.is_none().then(tempfile::tempdir).transpose()?;
        let data = self.data.as_deref().or(scratch.as_ref().map(tempfile::TempDir::path)).unwrap_or(&folder).to_path_buf();
        let server = Server::open(open_journal(&data)?, vec![competition], Arc::new(SystemClock), url.clone())?;
        let app = Arc::clone(&server.app);
        if let Some(programmes) = programmes {
            app.open_office(programmes)?;
        }
        let control = control::open(Arc::clone(&app), &data)?;
        let stop = asked_to_stop()?;
        announce(&app, &url, &plan, server.new_password.as_deref());
        let judges = judges::Judges::new(Arc::clone(&app), local_url(address), self.exit);
        let (finished, has_finished) = tokio::sync::oneshot::channel();
        let playing = tokio::spawn(async move {
            let played = judges.play(plan, Duration::from_secs_f64(self.minutes * 60.0)).await;
            let _ = finished.send(played.is_ok());
            played
        });
        let exit = self.exit;
        let end = async move {
            tokio::pin!(stop);
            tokio::select! {
                () = &mut stop => {}
                // A demo without judges is none: it ends and says why.
                Ok(well) = has_finished => if well && !exit { stop.await },
            }
        };
        drop(app);
        server.run(listener, end).await?;
        control.await?;
        playing.abort();
        if let Ok(played) = playing.await {
            played?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn announce(app: &SharedApp, url: &str, plan: &plan::Plan, new_password: Option<&str>) {
    println!("Jinbang 金榜: {} marks will be entered by {} tablets.\n", plan.marks.len(), plan.judges.len());
    println!("  Watch    {url}/");
    let view = &app.views.contests[0];
    for skill in &view.competition.skills {
        println!("           {url}/board/{}/{}", view.id, skill.id);
    }
    for (face, invitation) in [("Judge", plan::spare_judge(&view.competition)), ("Chief", plan::chief(&view.competition))] {
        if let Some(invitation) = invitation
            && let Ok(code) = issue_code(app, invitation.clone())
        {
            println!("  {face}    {}   (you are {} in {}; code {})", code.url, invitation.expert, invitation.skill, code.code);
        }
    }
    match new_password {
        Some(password) => println!("  Desk     {url}/desk   (password {password})"),
        None => println!("  Desk     {url}/desk   (password as at the first start)"),
    }
    println!("  Signed   by {}   (published results: `jinbang verify`)", app.witness.public_key().fingerprint());
    if app.has_office() {
        println!("  Honours  {url}/honours   (officers are added at the desk)");
    }
    println!("\nCtrl-C ends it.\n");
}
