//! Promotion on the ladder, by a programme's own rungs.

use super::{Held, SkillLevel};

/// Whoever holds at least `from` rises to `to`; without `from`, whoever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    pub from: Option<SkillLevel>,
    pub to: SkillLevel,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promotion {
    To(SkillLevel),
    /// What is held is as high already.
    Already(SkillLevel),
    /// No rung begins at what is held.
    None,
    /// What is held is not known; the best there can be.
    Unknown {
        up_to: SkillLevel,
    },
}

/// The highest rung that begins at or below what is held. `None`: the category promotes nobody.
#[must_use]
pub fn promotion(rungs: &[Rung], held: Option<Held>) -> Option<Promotion> {
    let up_to = rungs.iter().map(|rung| rung.to).max()?;
    let Some(held) = held else { return Some(Promotion::Unknown { up_to }) };
    let begins = |rung: &&Rung| rung.from.is_none_or(|from| Held::Level(from) <= held);
    let Some(to) = rungs.iter().filter(begins).map(|rung| rung.to).max() else { return Some(Promotion::None) };
    Some(match held {
        Held::Level(level) if level >= to => Promotion::Already(level),
        _ => Promotion::To(to),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use SkillLevel::{Intermediate, Senior, SeniorTechnician, SpecialTechnician, Technician};

    /// rules.md §6: a prize makes a technician, and a technician a senior technician.
    #[test]
    fn each_rises_from_where_they_stand() {
        let rungs = [Rung { from: None, to: Technician }, Rung { from: Some(Technician), to: SeniorTechnician }];
        for (held, expected) in [
            (Some(Held::Nothing), Promotion::To(Technician)),
            (Some(Held::Level(Intermediate)), Promotion::To(Technician)),
            (Some(Held::Level(Senior)), Promotion::To(Technician)),
            (Some(Held::Level(Technician)), Promotion::To(SeniorTechnician)),
            (Some(Held::Level(SeniorTechnician)), Promotion::Already(SeniorTechnician)),
            (Some(Held::Level(SpecialTechnician)), Promotion::Already(SpecialTechnician)),
            (None, Promotion::Unknown { up_to: SeniorTechnician }),
        ] {
            assert_eq!(promotion(&rungs, held), Some(expected), "{held:?}");
        }
        assert_eq!(promotion(&[], None), None);
        assert_eq!(promotion(&rungs[1..], Some(Held::Level(Senior))), Some(Promotion::None));
    }
}
