//! The new eight-level ladder of vocational skill (新八级工; rules.md §6).

/// From the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkillLevel {
    Apprentice,
    /// Level 5.
    Junior,
    /// Level 4.
    Intermediate,
    /// Level 3.
    Senior,
    /// Level 2.
    Technician,
    /// Level 1.
    SeniorTechnician,
    SpecialTechnician,
    ChiefTechnician,
}

impl SkillLevel {
    /// As rules and lists of people write them.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("apprentice", Self::Apprentice),
        ("junior", Self::Junior),
        ("intermediate", Self::Intermediate),
        ("senior", Self::Senior),
        ("technician", Self::Technician),
        ("senior-technician", Self::SeniorTechnician),
        ("special-technician", Self::SpecialTechnician),
        ("chief-technician", Self::ChiefTechnician),
    ];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }

    #[must_use]
    pub const fn word_zh(self) -> &'static str {
        ["学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师"][self as usize]
    }

    /// In either language.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let is = |level: &Self| level.word() == written || level.word_zh() == written;
        Self::WORDS.iter().map(|(_, level)| *level).find(is)
    }
}

/// What somebody is known to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    Nothing,
    Level(SkillLevel),
}
