//! Citizens' numbers of the People's Republic (GB 11643-1999).

use jiff::civil::Date;

use super::Gender;

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

/// The day of birth and the gender that a number says; `None` of what is none, as [`is_national_id`] takes it.
#[must_use]
pub fn said_by_national_id(text: &str) -> Option<(Date, Gender)> {
    let digits = text.get(..17).filter(|digits| text.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i16>().ok();
    let part = |range| i8::try_from(number(range)?).ok();
    let born = Date::new(number(6..10)?, part(10..12)?, part(12..14)?).ok()?;
    // Odd numbers in the order of those born on a day are men's.
    let gender = if number(16..17)? % 2 == 1 { Gender::Male } else { Gender::Female };
    Some((born, gender))
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
    #[test]
    fn a_number_says_when_and_as_what_somebody_was_born() {
        let said = |text| said_by_national_id(text).map(|(born, gender)| (born.to_string(), gender));
        assert_eq!(said("11010519491231002X"), Some(("1949-12-31".to_owned(), Gender::Female)));
        assert_eq!(said("440524188001010014"), Some(("1880-01-01".to_owned(), Gender::Male)));
        for none in ["", "E12345678", "11010519491331002X", "1101051949123100", "１１010519491231002X"] {
            assert_eq!(said(none), None, "{none}");
        }
    }
}
