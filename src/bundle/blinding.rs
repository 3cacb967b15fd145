//! What keeps hashes from telling what they were made of: with a salt of its own nobody finds an entry by trying.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

pub type Salt = [u8; 16];

/// A competition's secret, from which all its salts come. One salt says nothing about another.
#[derive(Clone)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    fn derived(&self, what: &str, position: u64) -> Salt {
        let digest = Sha256::new().chain_update(what).chain_update(self.0).chain_update(position.to_le_bytes()).finalize();
        let mut salt = Salt::default();
        salt.copy_from_slice(&digest[..16]);
        salt
    }

    /// Of an entry's leaf.
    #[must_use]
    pub fn salt(&self, position: u64) -> Salt {
        self.derived("jinbang leaf 1\n", position)
    }

    /// What stands for a text that is not given away. Whoever is told the text and its salt can check it.
    #[must_use]
    pub fn withheld(&self, position: u64, text: &str) -> String {
        let salt = self.derived("jinbang text 1\n", position);
        format!("withheld:{}", HEXLOWER.encode(&Sha256::new().chain_update(salt).chain_update(text).finalize()))
    }
}
