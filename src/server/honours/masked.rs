//! Personal data as it is shown without a reason: enough to know that it is there and whose it is.

use crate::{
    archive::PersonalData,
    competition::{Text, masked_name},
    wire::PersonalDataCard,
};

/// Of a number, so many last characters are shown.
const SHOWN_LAST: usize = 2;

pub fn masked(data: &PersonalData) -> PersonalDataCard {
    PersonalDataCard {
        name: Text::new(masked_name(&data.name.zh), masked_name(&data.name.en)),
        national_id: number(&data.national_id),
        social_security: number(&data.social_security),
        employer: masked_name(&data.employer),
        phone: number(&data.phone),
        // That something is known, not what: half of them have two values only.
        facts: data.facts.keys().map(|column| (column.clone(), "••".to_owned())).collect(),
    }
}

pub fn open(data: PersonalData) -> PersonalDataCard {
    let PersonalData { name, national_id, social_security, employer, phone, facts } = data;
    PersonalDataCard { name, national_id, social_security, employer, phone, facts }
}

fn number(text: &str) -> String {
    let length = text.chars().count();
    if length == 0 {
        return String::new();
    }
    // Of a short one nothing.
    let shown = if length > SHOWN_LAST * 3 { length - SHOWN_LAST } else { length };
    format!("••••{}", text.chars().skip(shown).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_tells_little() {
        let data = PersonalData {
            name: Text::new("李雷", "Li Lei"),
            national_id: "330102199001011237".to_owned(),
            social_security: "12345".to_owned(),
            employer: "杭州阀门厂".to_owned(),
            phone: String::new(),
            facts: [("gender".to_owned(), "female".to_owned())].into(),
        };
        let card = masked(&data);
        assert_eq!((card.name, card.national_id.as_str()), (Text::new("李••", "L••"), "••••37"));
        assert_eq!(card.facts["gender"], "••");
        assert_eq!([card.social_security.as_str(), &card.employer, &card.phone], ["••••", "杭••", ""]);
        assert_eq!(open(data.clone()).national_id, data.national_id);
    }
}
