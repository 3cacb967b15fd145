//! `jinbang load`: viewers and judges against a running server, with what they see measured while it happens.

mod api;
mod handshake;
mod hostile;
mod judge;
mod memory;
mod received;
mod summary;
mod table;
mod tally;
mod viewer;

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{sync::watch, task::JoinSet, time::sleep};

use self::{
    api::{Api, Board},
    memory::Memory,
    summary::Summary,
    table::Table,
    tally::Tally,
};
use super::serving::asked_to_stop;

/// Connections one run may open; the system's limit on open files may be lower.
const CONNECTIONS_MAX: usize = 200_000;
/// The longest run, in seconds: a day.
const SECONDS_MAX: u64 = 86_400;
/// Judges of one run.
const JUDGES_MAX: usize = 4_000;
/// Marks a second, of all judges.
const RATE_MAX: f64 = 100_000.0;
/// Files besides connections.
const FILES_SPARE: u64 = 64;
/// Connections are opened at most this fast, per second, so that the server's queue of new ones does not overflow.
const OPENED_PER_SECOND: usize = 4_000;
/// Once a second a line of the table.
const LINE_EVERY: Duration = Duration::from_secs(1);
/// How long everything may take to end.
const END_MAX: Duration = Duration::from_secs(10);

/// Watch and mark a running server with many viewers and judges, and print what they see; for rehearsals, never during a contest
#[derive(Debug, clap::Args)]
pub struct Load {
    /// The server, over plain HTTP: http://HOST:PORT
    url: String,
    /// Viewers, spread over the boards
    #[arg(long, default_value_t = 1_000)]
    viewers: usize,
    /// A board to watch, as COMPETITION/SKILL; may be given several times [default: every board of the server]
    #[arg(long = "board", value_name = "COMPETITION/SKILL")]
    boards: Vec<String>,
    /// What a viewer asks for behind the board's address, such as "window=top=50" or "z=1"
    #[arg(long, value_name = "QUERY", default_value = "")]
    query: String,
    /// Viewers that do harm: a third never read, a third send garbage, a third come and go
    #[arg(long, default_value_t = 0)]
    hostile: usize,
    /// Judges that enter marks on the boards' skills. REAL ENTRIES, which stay in the journal: use a copy of your data
    #[arg(long, default_value_t = 0)]
    judges: usize,
    /// Marks a second, of all judges together
    #[arg(long, default_value_t = 5.0)]
    rate: f64,
    /// The organiser's password, to pair judges
    #[arg(long, env = "JINBANG_ORGANISER_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// Seconds to measure, once everybody is connected
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// What the judges enter follows from this
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write the summary as JSON into this file; "-" prints it and nothing else
    #[arg(long)]
    json: Option<PathBuf>,
}

impl Load {
    /// # Errors
    /// When the server does not answer, a board is unknown, judges cannot be paired, or more is asked for than this system gives.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        self.check()?;
        let url = self.url.trim_end_matches('/').to_owned();
        let api = Api::new(&url)?;
        let boards = api.boards(&self.boards).await?;
        let stop = asked_to_stop()?;
        tokio::pin!(stop);
        let quiet = self.json.as_deref().is_some_and(|path| path.as_os_str() == "-");
        let tally = Arc::new(Tally::default());
        let memory = Memory::of(api.address());
        let (ending, ended) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let mut table = Table::new(quiet, memory);
        let measured = async {
            self.open(&api, &boards, &tally, &ended, &mut tasks, &mut table).await?;
            self.measure(&tally, &mut table).await;
            anyhow::Ok(())
        };
        tokio::select! {
            done = measured => done?,
            () = &mut stop => {}
        }
        let summary = Summary::of(&tally, &table, self.viewers, self.judges, self.hostile);
        ending.send_replace(true);
        let _ = tokio::time::timeout(END_MAX, async { while tasks.join_next().await.is_some() {} }).await;
        self.tell(&summary, quiet)?;
        Ok(ExitCode::SUCCESS)
    }

    fn check(&self) -> anyhow::Result<()> {
        if !self.url.starts_with("http://") {
            bail!("{} is no http:// address; load speaks to a server's plain port (TLS costs would be the proxy's)", self.url);
        }
        let connections = self.viewers + self.hostile + self.judges;
        if connections == 0 || connections > CONNECTIONS_MAX {
            bail!("--viewers, --hostile and --judges together take 1 to {CONNECTIONS_MAX}");
        }
        if self.judges > JUDGES_MAX || !(0.0..=RATE_MAX).contains(&self.rate) || self.rate == 0.0 {
            bail!("--judges takes at most {JUDGES_MAX}, --rate a number above 0 up to {RATE_MAX}");
        }
        if !(1..=SECONDS_MAX).contains(&self.seconds) {
            bail!("--seconds takes 1 to {SECONDS_MAX}");
        }
        if self.judges > 0 && self.password.is_none() {
            bail!("--judges needs the organiser's password: --password, or JINBANG_ORGANISER_PASSWORD");
        }
        let wanted = connections as u64 + FILES_SPARE;
        let files = rlimit::increase_nofile_limit(wanted).unwrap_or(0);
        if files < wanted {
            bail!("{connections} connections need {wanted} open files, and this system gives one process {files}: ask for fewer");
        }
        Ok(())
    }

    async fn open(
        &self,
        api: &Api,
        boards: &[Board],
        tally: &Arc<Tally>,
        ended: &watch::Receiver<bool>,
        tasks: &mut JoinSet<()>,
        table: &mut Table,
    ) -> anyhow::Result<()> {
        self.judge(api, boards, tally, ended, tasks).await?;
        let mut next_line = Instant::now() + LINE_EVERY;
        for number in 0..self.viewers + self.hostile {
            let path = self.path(&boards[number % boards.len()]);
            if number < self.viewers {
                tasks.spawn(viewer::watch(api.address(), path, Arc::clone(tally), ended.clone()));
            } else {
                tasks.spawn(hostile::be(hostile::Kind::of(number), api.address(), path, Arc::clone(tally), ended.clone()));
            }
            if number % (OPENED_PER_SECOND / 100) == 0 {
                sleep(Duration::from_millis(10)).await;
            }
            if Instant::now() >= next_line {
                table.line(tally, true);
                next_line += LINE_EVERY;
            }
        }
        // Those who cannot come in are told by the table; those who are under way get a moment.
        for _ in 0..u32::try_from(END_MAX.as_secs()).unwrap_or(1) * 20 {
            if tally.has_tried(self.viewers) {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    fn path(&self, board: &Board) -> String {
        if self.query.is_empty() { board.path() } else { format!("{}?{}", board.path(), self.query) }
    }

    #[allow(clippy::cast_precision_loss)]
    async fn judge(
        &self,
        api: &Api,
        boards: &[Board],
        tally: &Arc<Tally>,
        ended: &watch::Receiver<bool>,
        tasks: &mut JoinSet<()>,
    ) -> anyhow::Result<()> {
        if self.judges == 0 {
            return Ok(());
        }
        let password = self.password.as_deref().unwrap_or_default();
        let judges = api.judges(password, boards, self.judges).await.context("pairing judges")?;
        let count = judges.len() as f64;
        let pause = Duration::from_secs_f64(count / self.rate);
        for (number, paired) in judges.iter().enumerate() {
            let judge = judge::Judge::new(api.url(), paired, self.seed.wrapping_add(number as u64), Arc::clone(tally));
            tasks.spawn(judge.run(pause.mul_f64(number as f64 / count), pause, ended.clone()));
        }
        Ok(())
    }

    async fn measure(&self, tally: &Tally, table: &mut Table) {
        tally.begin();
        table.begin(tally);
        for _ in 0..self.seconds {
            sleep(LINE_EVERY).await;
            table.line(tally, false);
        }
    }

    fn tell(&self, summary: &Summary, quiet: bool) -> anyhow::Result<()> {
        let json = serde_json::to_string_pretty(summary)?;
        if quiet {
            println!("{json}");
            return Ok(());
        }
        print!("{summary}");
        if let Some(path) = &self.json {
            std::fs::write(path, json + "\n").with_context(|| path.display().to_string())?;
        }
        Ok(())
    }
}
