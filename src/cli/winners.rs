//! Whose certificates and credentials a competition's folder gives, and a word for everybody who must wait.

use std::path::PathBuf;

use super::batch::{Opened, Source, SourceError};
use crate::{
    competition::Text,
    honours::{Certificate, Contest, Provisional, Unsettled, candidates, certificates, settled_awards, unsettled},
};

pub struct Winners {
    pub certificates: Vec<Certificate>,
    /// Why others have none yet, in both languages.
    pub waiting: Vec<Text>,
}

impl Winners {
    /// `None` when the folder (or the skill asked for) has errors; they are on standard error then.
    pub fn open(folder: PathBuf, skill: Option<String>) -> Result<Option<Self>, SourceError> {
        Ok(Source::new(folder, skill).open()?.map(|opened| Self::of(&opened)))
    }

    fn of(opened: &Opened) -> Self {
        let tallies = opened.tallies();
        let contest = Contest::new(&opened.competition, &tallies, &opened.draws);
        let people = candidates(&contest, &opened.people);
        // A skill that cannot be read may hold a better score.
        let awards = opened.is_whole.then(|| settled_awards(&opened.competition, &tallies, &opened.draws)).flatten();
        let is_wanted = |skill: &str| opened.wanted.as_deref().is_none_or(|only| only == skill);
        let certificates = certificates(&opened.competition, &contest, &people, awards.as_deref()).into_iter();
        let waits = unsettled(&contest).into_iter().filter(|waits| is_wanted(&contest.skills[waits.skill].id));
        let mut waiting: Vec<Text> = waits.map(|waits| reason(&contest, &waits)).collect();
        if awards.is_none() {
            waiting.push(Text::new(
                "还有项目未评完，跨项目奖项未定，暂不发放",
                "some skill is not complete, so nobody has an award across skills yet",
            ));
        }
        Self { certificates: certificates.filter(|certificate| is_wanted(&certificate.skill)).collect(), waiting }
    }

    /// On standard error.
    pub fn say_who_waits(&self) {
        for reason in &self.waiting {
            eprintln!("{}\n  {}", reason.en, reason.zh);
        }
    }
}

fn reason(contest: &Contest, waits: &Unsettled) -> Text {
    let skill = &contest.skills[waits.skill];
    let (id, count, who) = (&skill.id, waits.competitors.len(), waits.competitors.join(", "));
    match waits.why {
        Provisional::MarksMissing => Text::new(
            format!("{id}：还有{}个评分未录入，名次未定，{count}名选手暂无证书", skill.marks_missing),
            format!("{id}: {} marks are missing, so no place is certain: nothing for its {count} competitors", skill.marks_missing),
        ),
        Provisional::Draw => Text::new(
            format!("{id}：{who} 并列，待抽签，暂无证书"),
            format!("{id}: {who} are equal until a draw decides (`jinbang draw commit`): nothing for them"),
        ),
        Provisional::NoPlace => Text::new(
            format!("{id}：{who} 按裁判多数尚无名次，暂无证书"),
            format!("{id}: {who} have no place by the experts' majority: nothing for them"),
        ),
    }
}
