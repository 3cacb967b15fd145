//! What may differ between twins, per policy.

use jinbang::competition::{Judgement, Missing, Publication, Show};
use jinbang::judging::Millis;
use rand::{RngExt, rngs::StdRng};

use crate::common::competition::{MARK, SkillBuilder, judgement, skill};

pub const MINUTE: Millis = 60_000;
/// How long a pair lives, in minutes.
pub const LIFE: i64 = 40;
/// Until then both do the same, where what is hidden depends on the time.
const SECRET_FROM: i64 = 20;
const DELAY: u32 = 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Hidden,
    /// Nothing of B1 is locked.
    Signed,
    /// What differs is younger than the delay.
    Delayed,
    /// What differs comes after the freeze of the rules.
    Freezes,
    FreezesDelayed,
    /// … or after that of the desk.
    Frozen,
    /// What differs are the scores of panels that are not complete.
    PartialPanels,
}

pub const CASES: [Case; 7] =
    [Case::Hidden, Case::Signed, Case::Delayed, Case::Freezes, Case::FreezesDelayed, Case::Frozen, Case::PartialPanels];

/// What happens in one minute: to both, and to each.
pub struct Minute {
    pub common: Vec<String>,
    pub secret: [Vec<String>; 2],
}

impl Case {
    /// `from`: when the pair begins to live.
    pub fn skill(self, from: Millis) -> SkillBuilder {
        let freeze_at = Some(from + SECRET_FROM * MINUTE);
        let publication = match self {
            Self::Hidden => Publication::of(Show::Hidden),
            Self::Signed => Publication::of(Show::Signed),
            Self::Delayed => Publication { delay_minutes: DELAY, ..Publication::default() },
            Self::Freezes => Publication { freeze_at, ..Publication::default() },
            Self::FreezesDelayed => Publication { freeze_at, delay_minutes: 15, ..Publication::default() },
            Self::Frozen | Self::PartialPanels => Publication::default(),
        };
        skill()
            .competitors("C1 C2 C3 C4@cn")
            .experts("E1 E2 E3 H=chief S=supervisor")
            .sub_criterion("A1")
            .measured("M1", "5", MARK)
            .judged("J1", "2", judgement())
            .sub_criterion("B1")
            .measured("M2", "5", MARK)
            .judged("J2", "3", Judgement { missing: Missing::Skip, max_spread: None, ..judgement() })
            .published(publication)
    }

    /// The pair's whole life, in minutes.
    pub fn life(self, random: &mut StdRng) -> Vec<Minute> {
        (0..LIFE).map(|minute| self.minute(minute, random)).collect()
    }

    fn minute(self, minute: i64, random: &mut StdRng) -> Minute {
        let timed = matches!(self, Self::Delayed | Self::Freezes | Self::FreezesDelayed | Self::Frozen);
        let mut happens = Minute { common: Vec::new(), secret: [Vec::new(), Vec::new()] };
        if self != Self::Hidden && !(timed && minute >= SECRET_FROM) {
            happens.common = (0..random.random_range(0..3)).map(|_| self.common(random)).collect();
        }
        if self == Self::Frozen && minute == SECRET_FROM - 1 {
            happens.common.push("desk freezes".to_owned());
        }
        if !timed || minute >= SECRET_FROM {
            for secret in &mut happens.secret {
                *secret = (0..random.random_range(0..3)).map(|_| self.secret(random)).collect();
            }
        }
        happens
    }

    fn common(self, random: &mut StdRng) -> String {
        match self {
            Self::Signed if random.random_bool(0.2) => "H locks A1".to_owned(),
            Self::Signed => mark(random, &["E1", "E2", "E3"], &["M1", "J1"]),
            Self::PartialPanels if random.random_bool(0.1) => withdrawal(random),
            Self::PartialPanels => mark(random, &["E1", "E2"], &["M1", "M2"]),
            _ => anything(random),
        }
    }

    fn secret(self, random: &mut StdRng) -> String {
        match self {
            Self::Signed if random.random_bool(0.1) => format!("desk appeals {} M2 why", competitor(random)),
            Self::Signed => mark(random, &["E1", "E2", "E3"], &["M2", "J2"]),
            Self::PartialPanels => mark(random, &["E1", "E2"], &["J1", "J2"]),
            _ => anything(random),
        }
    }
}

fn one_of<'a>(random: &mut StdRng, words: &[&'a str]) -> &'a str {
    words[random.random_range(0..words.len())]
}

fn competitor(random: &mut StdRng) -> &'static str {
    one_of(random, &["C1", "C2", "C3", "C4"])
}

fn mark(random: &mut StdRng, experts: &[&str], aspects: &[&str]) -> String {
    let (expert, aspect) = (one_of(random, experts), one_of(random, aspects));
    let value = if aspect.starts_with('J') { random.random_range(0..4).to_string() } else { format!("{}.5", random.random_range(0..5)) };
    format!("{expert} {} {aspect} {value}", competitor(random))
}

fn withdrawal(random: &mut StdRng) -> String {
    format!("desk {} {}", one_of(random, &["withdrew", "reinstates"]), competitor(random))
}

/// Some of it is refused, as in life.
fn anything(random: &mut StdRng) -> String {
    let aspect = one_of(random, &["M1", "M2", "J1", "J2"]);
    match random.random_range(0..20) {
        0 => withdrawal(random),
        1 => format!("desk appeals {} {aspect} why", competitor(random)),
        2 => format!("H locks {}", one_of(random, &["A1", "B1", "all"])),
        3 => format!("{} unlocks {} why", one_of(random, &["H", "S"]), one_of(random, &["A1", "B1"])),
        4 => format!("{} signs {}", one_of(random, &["E1", "E2", "E3", "H"]), one_of(random, &["A1", "B1"])),
        _ => mark(random, &["E1", "E2", "E3"], &["M1", "M2", "J1", "J2"]),
    }
}
