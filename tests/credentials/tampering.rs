//! No byte of a credential, and none of a status list, can be changed unseen.

use jiff::Timestamp;
use jinbang::{credential::verify, signing_key::PublicKey};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{LATER, Office, common::folder::Folder};

const ROUNDS: usize = 4_000;
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n";

/// Another text: a letter changed, left out or put in, or the end cut off.
fn tampered(random: &mut StdRng, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = random.random_range(0..bytes.len());
    let letter = LETTERS[random.random_range(0..LETTERS.len())];
    match random.random_range(0..8) {
        0 => bytes.truncate(at),
        1 => drop(bytes.remove(at)),
        2 => bytes.insert(at, letter),
        _ => bytes[at] = letter,
    }
    String::from_utf8(bytes).expect("ASCII")
}

#[test]
fn a_changed_byte_is_seen() {
    let office = Office::issued(Folder::sound().path());
    let keys = PublicKey::read(&office.token("did.json")).expect("a key");
    let (token, list) = (office.token("cables-C1.jwt"), office.token("status.jwt"));
    let now: Timestamp = LATER.parse().expect("a time");
    assert!(verify(&token, &keys, Some(&list), now).is_good());
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    for round in 0..ROUNDS {
        let (of_token, of_list) = (tampered(&mut random, &token), tampered(&mut random, &list));
        if of_token != token {
            let verification = verify(&of_token, &keys, Some(&list), now);
            assert!(!verification.is_good() && verification.says.is_empty(), "seed {seed}, round {round}: {of_token}");
        }
        assert!(of_list == list || !verify(&token, &keys, Some(&of_list), now).is_good(), "seed {seed}, round {round}: {of_list}");
    }
    // The last letter of a signature has two bits that say nothing; they must be nought.
    for letter in LETTERS.iter().copied().map(char::from) {
        let mut ending = token.clone();
        ending.pop();
        ending.push(letter);
        assert!(ending == token || !verify(&ending, &keys, Some(&list), now).is_good(), "{letter}");
    }
}
