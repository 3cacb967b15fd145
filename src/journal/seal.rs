//! Sealing with ChaCha20-Poly1305 (RFC 8439). What it is about is bound in: what is sealed of one cannot be put in the place of another.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// In bytes.
pub(crate) const KEY_BYTES: usize = 32;
pub(crate) type Key = [u8; KEY_BYTES];

/// `nonce ‖ ciphertext ‖ tag`. Every nonce is random: a key seals few things, so that none meets another.
pub(crate) fn seal(key: &Key, about: &str, content: &[u8]) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    rand::fill(&mut nonce);
    let mut sealed = content.to_vec();
    cipher(key)?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(about), &mut sealed).ok()?;
    Some([&nonce[..], &sealed].concat())
}

/// `None` when it was altered, or the key is another.
pub(crate) fn open(key: &Key, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>()?;
    let mut content = sealed.to_vec();
    let length = cipher(key)?.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(about), &mut content).ok()?.len();
    content.truncate(length);
    Some(content)
}

fn cipher(key: &Key) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, key).ok().map(LessSafeKey::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_person_and_key_alone() {
        let (key, other) = ([7; 32], [8; 32]);
        let sealed = seal(&key, "P1", b"330102199001011234").expect("sealed");
        assert_eq!(open(&key, "P1", &sealed).as_deref(), Some(&b"330102199001011234"[..]));
        assert_eq!([open(&other, "P1", &sealed), open(&key, "P2", &sealed), open(&key, "P1", &sealed[..11])], [None, None, None]);
        for byte in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[byte] ^= 1;
            assert_eq!(open(&key, "P1", &altered), None, "byte {byte}");
        }
        assert_ne!(seal(&key, "P1", b"330102199001011234"), Some(sealed), "every nonce is new");
    }
}
