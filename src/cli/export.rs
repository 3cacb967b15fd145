//! `jinbang export bundle` and `jinbang export receipt`: a published result for whoever wants to check it, also while its server runs.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};

use super::serving::JournalFlag;
use crate::{
    competition::{CompetitionId, CompetitorId, SkillId},
    engine::{Clock, Contest, SystemClock},
    live::ContestView,
    server::{
        Notary,
        control::{self, ControlAnswer, ControlRequest},
    },
    witness::{Of, Witness},
};

/// Write a published result with every entry it rests on, or a competitor's part of it: `verify` checks both offline
#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// A published result with every entry and rule it rests on
    Bundle {
        #[command(flatten)]
        place: Place,
    },
    /// Every entry about one competitor, with the proof that it is in the log
    Receipt {
        #[command(flatten)]
        place: Place,
        competitor: CompetitorId,
    },
}

#[derive(Debug, clap::Args)]
struct Place {
    competition: CompetitionId,
    skill: SkillId,
    /// Where the journal lives
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    journal: JournalFlag,
    /// The file to write; it must not exist. A name that says what it is, where nothing is said
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Export {
    /// # Errors
    /// When the result is not published or not final, the target exists, or the disk fails.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (place, competitor) = match self.what {
            What::Bundle { place } => (place, None),
            What::Receipt { place, competitor } => (place, Some(competitor)),
        };
        let name = match &competitor {
            None => format!("{}-{}-bundle.json", place.competition, place.skill),
            Some(competitor) => format!("{}-{}-{competitor}-receipt.json", place.competition, place.skill),
        };
        let to = std::path::absolute(place.out.unwrap_or_else(|| name.into())).context("the target's path")?;
        if to.exists() {
            bail!("{} exists already; name another file with --out", to.display());
        }
        place.journal.must_be_there(&place.data)?;
        let request = ControlRequest::Proof {
            competition: place.competition.clone(),
            skill: place.skill.clone(),
            competitor: competitor.clone(),
            to: to.clone(),
        };
        match control::ask(&place.data, &request).await {
            Ok(ControlAnswer::Written { .. }) => {}
            Ok(ControlAnswer::Failed { why }) => bail!("{why}"),
            Ok(_) => bail!("the server answered something else"),
            // No server has it open: read it directly.
            Err(_) => {
                let text = without_server(&place.journal, &place.data, &place.competition, &place.skill, competitor.as_ref())?;
                write_new(&to, &text).with_context(|| to.display().to_string())?;
            }
        }
        println!("{}", to.display());
        Ok(ExitCode::SUCCESS)
    }
}

fn without_server(
    journal: &JournalFlag,
    data: &Path,
    competition: &CompetitionId,
    skill: &SkillId,
    competitor: Option<&CompetitorId>,
) -> anyhow::Result<String> {
    let (store, clock) = (journal.open_to_read(data)?, SystemClock);
    let witness = Witness::open(Some(data))?;
    let contest = Contest::replay(&store, competition.clone())?;
    let Some(view) = ContestView::new(&store, contest, clock.now())? else {
        bail!("there is no competition {competition} in {}", data.display());
    };
    witness.check(Of { store: &store, id: &view.id, stream: view.stream })?;
    let notary = Notary { witness: &witness, store: &store, clock: &clock };
    Ok(notary.text(&view, skill, competitor)?)
}

/// On the disk when it returns; a file that is there stays as it is.
///
/// # Errors
/// When it is there already, or the disk fails.
pub fn write_new(to: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(to)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
