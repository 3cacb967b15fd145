//! The command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jinbang::cli::{check, generate, rank};

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Rank(rank::Rank),
    Generate(generate::Generate),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Check(args) => check::run(&args).map_err(|fault| fault.to_string()),
        Command::Rank(args) => rank::run(&args).map_err(|fault| fault.to_string()),
        Command::Generate(args) => generate::run(&args).map_err(|fault| fault.to_string()),
    };
    done.unwrap_or_else(|fault| {
        eprintln!("jinbang: {fault}");
        ExitCode::from(2)
    })
}
