//! Citizens' numbers of the People's Republic (GB 11643-1999).

/// Seventeen digits and a check character that fits them (ISO 7064, MOD 11-2). Whatever is not written like one, such as a passport's
/// number, is taken as it is.
#[must_use]
pub fn is_national_id(text: &str) -> bool {
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = text.as_bytes();
    let Some((check, digits)) = bytes.split_last().filter(|(_, digits)| digits.len() == 17 && digits.iter().all(u8::is_ascii_digit)) else {
        return true;
    };
    // The weight of the first is 2^17 mod 11, of the next 2^16 mod 11, and so on.
    let sum = digits.iter().fold(0_u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    CHECKS[sum as usize] == check.to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_finds_every_wrong_digit_and_every_swap_of_neighbours() {
        // The standard's own examples.
        for right in ["11010519491231002X", "440524188001010014", "11010519491231002x"] {
            assert!(is_national_id(right), "{right}");
            for at in 0..17 {
                let mut wrong = right.as_bytes().to_vec();
                wrong[at] = b'0' + (wrong[at] - b'0' + 1) % 10;
                assert!(!is_national_id(&String::from_utf8_lossy(&wrong)), "{right} at {at}");
                let mut swapped = right.as_bytes().to_vec();
                swapped.swap(at, (at + 1).min(16));
                assert!(swapped == right.as_bytes() || !is_national_id(&String::from_utf8_lossy(&swapped)), "{right} swapped at {at}");
            }
        }
        assert!(is_national_id("E12345678") && is_national_id(""));
    }
}
