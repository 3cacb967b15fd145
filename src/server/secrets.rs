//! Passwords, tokens and codes: how they are made, kept and compared.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use rand::{Rng, TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{competition::DeviceId, ranking::draw::DrawSecret};

/// Letters and digits that are not mistaken for one another when read aloud.
const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

pub const CODE_LENGTH: usize = 6;

/// Of a printed card, which lives for days: forty bits.
pub const CARD_CODE_LENGTH: usize = 8;

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

fn random_letters(length: usize) -> String {
    random_bytes::<16>().iter().take(length).map(|byte| char::from(CODE_LETTERS[usize::from(byte % 32)])).collect()
}

/// Six letters, thirty bits.
#[must_use]
pub fn new_code() -> String {
    random_letters(CODE_LENGTH)
}

/// For a printed card.
#[must_use]
pub fn new_card_code() -> String {
    random_letters(CARD_CODE_LENGTH)
}

/// As typed: blanks and hyphens dropped, capitals.
#[must_use]
pub fn normal_code(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).take(CARD_CODE_LENGTH + 1).collect::<String>().to_ascii_uppercase()
}

/// 256 random bits, for a session or a device.
#[must_use]
pub fn new_secret() -> String {
    BASE64URL_NOPAD.encode(&random_bytes::<32>())
}

/// Whether it has the form of [`new_secret`].
#[must_use]
pub fn is_secret(text: &str) -> bool {
    BASE64URL_NOPAD.decode(text.as_bytes()).is_ok_and(|bytes| bytes.len() == 32)
}

/// The organiser's part of a draw, straight from the system.
///
/// # Errors
/// When the system gives no randomness.
pub fn new_draw_secret() -> Result<DrawSecret, rand::rngs::SysError> {
    let mut bytes = [0; 32];
    SysRng.try_fill_bytes(&mut bytes)?;
    Ok(DrawSecret(bytes))
}

/// The length of a competitor's code: enough for tens of thousands, and read aloud in one breath.
const COMPETITOR_CODE_LENGTH: usize = 4;

/// A code for a competitor, straight from the system. It begins with a letter: a spreadsheet takes `23E4` for a number.
///
/// # Errors
/// When the system gives no randomness.
pub fn new_competitor_code() -> Result<String, rand::rngs::SysError> {
    loop {
        let mut bytes = [0; COMPETITOR_CODE_LENGTH];
        SysRng.try_fill_bytes(&mut bytes)?;
        let code: String = bytes.iter().map(|byte| char::from(CODE_LETTERS[usize::from(byte % 32)])).collect();
        if code.starts_with(|first: char| first.is_ascii_uppercase()) {
            return Ok(code);
        }
    }
}

/// What is kept of a random secret. Its 256 bits need no slow hash.
#[must_use]
pub fn hash_of(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// A new device's id, its token, and the hash that the journal keeps. The token is `<device>.<secret>`.
///
/// # Errors
/// Never with the letters above; the id's own rules are asked all the same.
pub fn new_device() -> Result<(DeviceId, String, String), crate::competition::IdFault> {
    let device: DeviceId = format!("d-{}", random_letters(10)).parse()?;
    let secret = new_secret();
    let token = format!("{device}.{secret}");
    let hash = hash_of(&secret);
    Ok((device, token, hash))
}

/// A password an organiser can type: four groups of four, eighty bits.
#[must_use]
pub fn new_password() -> String {
    let letters = random_letters(16).to_ascii_lowercase();
    [&letters[..4], &letters[4..8], &letters[8..12], &letters[12..]].join("-")
}

/// # Errors
/// When the password is too long for argon2id.
pub fn hash_password(password: &str) -> Result<String, String> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| error.to_string())
}

/// Slow on purpose: call it where it may block.
#[must_use]
pub fn verify_password(password: &str, kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_as_argon2id_and_known_again() {
        let password = new_password();
        let kept = hash_password(&password).expect("a short password");
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(verify_password(&password, &kept));
        assert!(!verify_password("guess", &kept));
        assert!(!verify_password(&password, "not a hash"));
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        let code = new_code();
        assert_eq!(code.len(), CODE_LENGTH);
        assert_eq!(normal_code(&format!(" {}-{} ", code[..3].to_ascii_lowercase(), &code[3..])), code);
        assert!(normal_code(&"A".repeat(1_000)).len() <= CARD_CODE_LENGTH + 1);
    }
}
