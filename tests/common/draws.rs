//! Draws in lines of a script: `commit C1 C2`, `reveal 1 E1=3 5;S=北`, `cancel 1 why`.

use jinbang::{
    competition::{Competition, TieLast},
    judging::{Action, Command, CommitDraw, RevealDraw},
    ranking::draw::DrawSecret,
};

use super::{
    competition::{SkillBuilder, id},
    room::organiser,
};

pub const SECRET: DrawSecret = DrawSecret([0x5e; 32]);

/// The competition `city`, whose rules end ties by a draw.
pub fn drawing(builder: SkillBuilder) -> Competition {
    let mut competition = builder.competition("city");
    competition.skills[0].rules.ties.last = TieLast::Draw;
    competition
}

pub const VERBS: [&str; 3] = ["commit", "reveal", "cancel"];

pub fn about_a_draw(line: &str) -> Command {
    let (verb, rest) = line.split_once(' ').expect("a verb and what it is about");
    let (number, more) = rest.split_once(' ').unwrap_or((rest, ""));
    let number = || number.parse().expect("a draw's number");
    organiser(match verb {
        "commit" => {
            let competitors = rest.split_whitespace().map(str::to_owned).collect();
            Action::CommitDraw(CommitDraw { skill: id("web"), competitors, secret: SECRET })
        }
        "reveal" => {
            let witnesses = more.split(';').filter_map(|witness| witness.split_once('='));
            let witnesses = witnesses.map(|(who, said)| (who.to_owned(), said.to_owned())).collect();
            Action::RevealDraw(RevealDraw { skill: id("web"), draw: number(), secret: Some(SECRET), witnesses })
        }
        "cancel" => Action::CancelDraw { skill: id("web"), draw: number(), reason: more.to_owned() },
        other => panic!("no verb {other}"),
    })
}
