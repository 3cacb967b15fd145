//! The command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jinbang::cli::{
    backup, certificates, check, compare, credentials, demo, doctor, dossier, draw, edge, explain, export, export_cis, fairness, generate,
    honours, journal, load, outcomes, pair, password, rank, restore, serve, statistics, verify,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Scoring and ranking for skills competitions: every mark kept, every rank explained
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// How the log on standard error is written
    #[arg(long, global = true, env = "JINBANG_LOG_FORMAT", value_enum, default_value = "text")]
    log_format: LogFormat,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum LogFormat {
    Text,
    /// One object a line
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Watch a whole contest being judged, and judge along
    Demo(demo::Demo),
    /// Run competitions from their folders
    Serve(serve::Serve),
    Edge(edge::EdgeArgs),
    /// A pairing code for an expert's tablet, from the running server
    Pair(pair::Pair),
    /// Another password for the organiser; the old one is void
    Password(password::Password),
    /// Copy a journal, also while its server runs
    Backup(backup::Backup),
    Restore(restore::Restore),
    Journal(journal::Journal),
    Doctor(doctor::Doctor),
    Check(check::Check),
    Rank(rank::Rank),
    Compare(compare::Compare),
    Explain(explain::Explain),
    Export(export::Export),
    ExportCis(export_cis::ExportCis),
    Draw(draw::DrawCommand),
    Fairness(fairness::Fairness),
    Generate(generate::Generate),
    Honours(honours::Honours),
    Statistics(statistics::StatisticsArgs),
    Outcomes(outcomes::Outcomes),
    Dossier(dossier::Dossier),
    Certificates(certificates::Certificates),
    Credentials(credentials::Credentials),
    Verify(verify::Verify),
    Load(load::Load),
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,async_nats=warn".into());
    let Cli { command, log_format } = Cli::parse();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    run(command).unwrap_or_else(|fault| {
        eprintln!("jinbang: {fault:#}");
        ExitCode::from(2)
    })
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(demo) => jinbang::runtime()?.block_on(demo.run()),
        Command::Serve(serve) => jinbang::runtime()?.block_on(serve.run()),
        Command::Password(password) => jinbang::runtime()?.block_on(password.run()),
        Command::Restore(restore) => restore.run(),
        Command::Edge(edge) => jinbang::runtime()?.block_on(edge.run()),
        Command::Pair(pair) => jinbang::runtime()?.block_on(pair.run()),
        Command::Load(load) => jinbang::runtime()?.block_on(load.run()),
        Command::Backup(backup) => jinbang::runtime()?.block_on(backup.run()),
        Command::Doctor(doctor) => jinbang::runtime()?.block_on(doctor.run()),
        Command::Journal(journal) => journal.run(),
        Command::Check(check) => Ok(check::run(&check)?),
        Command::Draw(draw) => draw.run(),
        Command::Compare(compare) => Ok(compare::run(&compare)?),
        Command::Rank(rank) => Ok(rank::run(&rank)?),
        Command::Fairness(fairness) => Ok(fairness::run(&fairness)?),
        Command::Explain(explain) => Ok(explain::run(&explain)?),
        Command::Export(export) => jinbang::runtime()?.block_on(export.run()),
        Command::ExportCis(export_cis) => Ok(export_cis::run(&export_cis)?),
        Command::Honours(honours) => Ok(honours::run(&honours)?),
        Command::Statistics(statistics) => Ok(statistics::run(&statistics)?),
        Command::Outcomes(outcomes) => Ok(outcomes::run(&outcomes)?),
        Command::Dossier(dossier) => Ok(dossier::run(&dossier)?),
        Command::Certificates(certificates) => Ok(certificates::run(&certificates)?),
        Command::Credentials(credentials) => Ok(credentials::run(&credentials)?),
        Command::Verify(verify) => Ok(verify::run(&verify)?),
        Command::Generate(generate) => Ok(generate::run(&generate)?),
    }
}
