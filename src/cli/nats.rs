//! The flags about NATS. Addresses come without being shown again: a password may be in them.

use std::path::PathBuf;

use crate::server::nats::{NatsOptions, OptionsFault};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "NATS (docs/edges.md)")]
pub struct NatsFlags {
    /// Credentials of a user, a file as `nsc` writes it
    #[arg(long = "nats-creds", env = "JINBANG_NATS_CREDS", value_name = "FILE")]
    creds: Option<PathBuf>,
    /// The seed of a user's key (SU…), in a file
    #[arg(long = "nats-nkey", env = "JINBANG_NATS_NKEY", value_name = "FILE")]
    nkey: Option<PathBuf>,
    /// Who vouches for NATS over TLS, where the system does not know: certificates, PEM
    #[arg(long = "nats-ca", env = "JINBANG_NATS_CA", value_name = "FILE")]
    ca: Option<PathBuf>,
}

impl NatsFlags {
    /// # Errors
    /// When `urls` is no address, or it is said twice who we are.
    pub fn options(self, urls: &str) -> Result<NatsOptions, OptionsFault> {
        NatsOptions::parse(urls)?.with_files(self.creds, self.nkey, self.ca)
    }
}
