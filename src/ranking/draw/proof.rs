//! From a committed secret and the witnesses' values to an order: the method `draw/1`, as docs/draws.md specifies it.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::competition::{CompetitorId, ExpertId};

/// The name and version that every draw carries.
pub const DRAW_METHOD: &str = "draw/1";

/// What is decided when the organiser commits, before anybody can know the seed.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub competition: &'a str,
    pub skill: &'a str,
    /// From 1, within the skill.
    pub number: u32,
    /// Sorted by the bytes of the ids.
    pub competitors: &'a [CompetitorId],
}

/// What one person said after the commitment: dice, words, anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Witness {
    #[cfg_attr(test, ts(as = "String"))]
    pub expert: ExpertId,
    pub value: String,
}

/// The organiser's part, known to nobody before the reveal. It never shows itself in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct DrawSecret(pub [u8; 32]);

impl DrawSecret {
    /// Reads 64 hex digits in lower case.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }

    #[must_use]
    pub fn to_hex(&self) -> String {
        HEXLOWER.encode(&self.0)
    }
}

impl fmt::Debug for DrawSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DrawSecret(…)")
    }
}

/// Binds the secret to the list: neither can be changed any more once this is on record. 64 hex digits.
#[must_use]
pub fn commitment_of(subject: &Subject<'_>, secret: &DrawSecret) -> String {
    HEXLOWER.encode(&begin("jinbang draw/1 commitment", subject).chain_update(secret.0).finalize())
}

/// The seed, 64 hex digits, and the places in the list, best first.
#[must_use]
pub fn drawn(subject: &Subject<'_>, secret: &DrawSecret, witnesses: &[Witness]) -> (String, Vec<usize>) {
    let commitment = begin("jinbang draw/1 commitment", subject).chain_update(secret.0).finalize();
    let mut hasher = begin("jinbang draw/1 seed", subject).chain_update(commitment).chain_update(secret.0);
    number(&mut hasher, witnesses.len() as u64);
    for witness in witnesses {
        text(&mut hasher, &witness.expert);
        text(&mut hasher, &witness.value);
    }
    let seed: [u8; 32] = hasher.finalize().into();
    (HEXLOWER.encode(&seed), shuffled(&seed, subject.competitors.len()))
}

fn begin(domain: &str, subject: &Subject<'_>) -> Sha256 {
    let mut hasher = Sha256::new();
    text(&mut hasher, domain);
    text(&mut hasher, subject.competition);
    text(&mut hasher, subject.skill);
    number(&mut hasher, u64::from(subject.number));
    number(&mut hasher, subject.competitors.len() as u64);
    subject.competitors.iter().for_each(|competitor| text(&mut hasher, competitor));
    hasher
}

fn number(hasher: &mut Sha256, number: u64) {
    hasher.update(number.to_be_bytes());
}

/// With its length before it, so that no two lists of texts have the same bytes.
fn text(hasher: &mut Sha256, text: &str) {
    number(hasher, text.len() as u64);
    hasher.update(text.as_bytes());
}

/// Fisher–Yates from the end.
fn shuffled(seed: &[u8; 32], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut numbers = Numbers { seed, block: 0, words: Vec::new() };
    for last in (1..count).rev() {
        order.swap(last, numbers.below(last + 1));
    }
    order
}

/// Random 64-bit words: SHA-256 of the seed and a counter, four words a block.
struct Numbers<'a> {
    seed: &'a [u8; 32],
    block: u64,
    /// Of the current block, the next one last.
    words: Vec<u64>,
}

impl Numbers<'_> {
    fn word(&mut self) -> u64 {
        loop {
            if let Some(word) = self.words.pop() {
                return word;
            }
            let mut hasher = Sha256::new();
            text(&mut hasher, "jinbang draw/1 stream");
            hasher.update(self.seed);
            number(&mut hasher, self.block);
            self.block += 1;
            let bytes = hasher.finalize();
            self.words = bytes.as_chunks::<8>().0.iter().rev().map(|word| u64::from_be_bytes(*word)).collect();
        }
    }

    /// Every number below `bound` is equally likely: words from the incomplete last round of the modulus are thrown away.
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u128;
        let whole = (1_u128 << 64) / bound * bound;
        loop {
            let word = u128::from(self.word());
            if word < whole {
                return usize::try_from(word % bound).unwrap_or(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chi-square over all orders, at fixed seeds; the limits are those of one chance in a thousand.
    #[test]
    fn every_order_is_equally_likely() {
        for (count, orders, limit) in [(2, 2_usize, 10.8), (3, 6, 20.5), (4, 24, 49.7), (5, 120, 173.6)] {
            let draws = 400 * orders;
            let mut seen = std::collections::BTreeMap::<Vec<usize>, u32>::new();
            for number in 0..draws {
                let seed: [u8; 32] = Sha256::digest(format!("seed {number} of {count}")).into();
                *seen.entry(shuffled(&seed, count)).or_default() += 1;
            }
            assert_eq!(seen.len(), orders);
            let square: f64 = seen.values().map(|&times| (f64::from(times) - 400.0).powi(2) / 400.0).sum();
            assert!(square < limit, "{count} competitors: chi-square {square}");
        }
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        let secret = DrawSecret([7; 32]);
        assert_eq!(format!("{secret:?}"), "DrawSecret(…)");
        assert_eq!(DrawSecret::from_hex(&secret.to_hex()), Some(secret.clone()));
        for wrong in ["", "07", &secret.to_hex().to_uppercase().replace('0', "A"), &format!("{}0", secret.to_hex())] {
            assert_eq!(DrawSecret::from_hex(wrong), None, "{wrong}");
        }
    }
}
