//! The flags about NATS. Addresses come without being shown again: a password may be in them.

use std::path::PathBuf;

use crate::server::nats::{NatsOptions, OptionsFault};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "NATS (docs/edges.md)")]
pub struct NatsFlags {
    /// Credentials of a user, a file as `nsc` writes it
    #[arg(long, env = "JINBANG_NATS_CREDS", value_name = "FILE")]
    nats_creds: Option<PathBuf>,
    /// The seed of a user's key (SU…), in a file
    #[arg(long, env = "JINBANG_NATS_NKEY", value_name = "FILE")]
    nats_nkey: Option<PathBuf>,
    /// Who vouches for NATS with tls://, where the system does not know: certificates, PEM
    #[arg(long, env = "JINBANG_NATS_CA", value_name = "FILE")]
    nats_ca: Option<PathBuf>,
}

impl NatsFlags {
    /// # Errors
    /// When `urls` is no address, or it is said twice who we are.
    pub fn options(self, urls: &str) -> Result<NatsOptions, OptionsFault> {
        NatsOptions::parse(urls)?.with_files(self.nats_creds, self.nats_nkey, self.nats_ca)
    }
}
