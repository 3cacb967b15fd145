//! The steps of a draw in a competition's folder, under the same rules as on the server.

use std::process::ExitCode;

use anyhow::{Context, bail};

use super::{Place, Which, files};
use crate::{
    cli::batch::Source,
    competition::{Competition, Skill, TieLast},
    judging::{DrawTable, Refusal},
    ranking::{Draw, DrawOutcome, Ranking},
    scoring::SkillTally,
    server::secrets::new_draw_secret,
};

/// One skill of a folder, with its marks and draws.
struct Table {
    competition: Competition,
    skill: usize,
    tally: SkillTally,
    draws: Vec<Draw>,
}

impl Table {
    /// # Errors
    /// When the folder has errors, which are on standard error, or no such skill.
    fn read(place: &Place) -> anyhow::Result<Self> {
        let opened = Source::new(place.folder.clone(), Some(place.skill.clone())).open()?;
        let Some(mut opened) = opened else { bail!("nothing was done: the folder has errors") };
        let skill = opened.competition.skill_index(&place.skill).with_context(|| format!("there is no skill {:?}", place.skill))?;
        let tally = opened.tallies().swap_remove(skill);
        Ok(Self { skill, tally, draws: opened.draws.swap_remove(skill), competition: opened.competition })
    }

    fn skill(&self) -> &Skill {
        &self.competition.skills[self.skill]
    }

    fn rules(&self) -> DrawTable<'_> {
        DrawTable { competition: &self.competition.id, skill: self.skill(), tally: &self.tally, draws: &self.draws }
    }

    fn names(&self, competitors: &[usize]) -> Vec<String> {
        competitors.iter().map(|&competitor| self.skill().competitors[competitor].id.to_string()).collect()
    }

    /// The draw that was meant, or the only one that waits.
    fn open_draw(&self, number: Option<u32>) -> anyhow::Result<u32> {
        let open: Vec<u32> = self.draws.iter().filter(|draw| draw.is_open()).map(|draw| draw.number).collect();
        match (number, open.as_slice()) {
            (Some(number), _) => Ok(number),
            (None, [only]) => Ok(*only),
            (None, []) => bail!("no draw of {} waits for its reveal; begin with `jinbang draw commit`", self.skill().id),
            (None, several) => bail!("draws {several:?} of {} wait; name one with --draw", self.skill().id),
        }
    }
}

/// The best-placed tie that nobody has begun to draw.
fn next_tie(table: &Table) -> anyhow::Result<Vec<String>> {
    let begun = |tied: &[usize]| table.draws.iter().any(|draw| draw.is_open() && draw.competitors.iter().any(|one| tied.contains(one)));
    let ties = Ranking::new(table.skill(), &table.tally).open_ties(&table.draws);
    match ties.iter().find(|tied| !begun(tied)) {
        Some(tied) => Ok(table.names(tied)),
        None if ties.is_empty() => bail!("nobody who has all marks is tied in {}: there is nothing to draw", table.skill().id),
        None => bail!("every tie in {} waits for the reveal of its draw", table.skill().id),
    }
}

pub fn commit(place: &Place, competitors: &[String]) -> anyhow::Result<ExitCode> {
    let table = Table::read(place)?;
    // The rule comes before the question of who is tied.
    if table.skill().rules.ties.last != TieLast::Draw {
        return Err(Refusal::NoDrawRule.into());
    }
    let competitors = if competitors.is_empty() { next_tie(&table)? } else { competitors.to_vec() };
    let secret = new_draw_secret().context("the system gives no randomness")?;
    let draw = table.rules().committed(&competitors, &secret)?;
    let (skill, record) = (&table.skill().id, draw.record(&table.competition.id, table.skill()));
    // First: a commitment without its secret could never be revealed.
    files::put_secret(&place.folder, skill, draw.number, Some(&secret))?;
    files::put_record(&place.folder, record)?;
    println!("Draw {} of {skill} among {}", draw.number, table.names(&draw.competitors).join(", "));
    println!("  commitment  {}", draw.commitment);
    println!("Let everybody write this down before any witness speaks. Then:");
    println!("  jinbang draw reveal {} --skill {skill} --draw {} --witness EXPERT=VALUE", place.folder.display(), draw.number);
    Ok(ExitCode::SUCCESS)
}

pub fn reveal(which: &Which, said: &[String]) -> anyhow::Result<ExitCode> {
    let table = Table::read(&which.place)?;
    let number = table.open_draw(which.draw)?;
    let witness = |said: &String| {
        let (expert, value) = said.split_once('=').with_context(|| format!("{said:?}: write EXPERT=VALUE"))?;
        anyhow::Ok((expert.trim().to_owned(), value.to_owned()))
    };
    let witnesses = said.iter().map(witness).collect::<anyhow::Result<Vec<_>>>()?;
    let skill = &table.skill().id;
    let secret = files::secret_of(&which.place.folder, skill, number)?;
    let draw = table.rules().revealed(number, secret.as_ref(), &witnesses)?;
    files::put_record(&which.place.folder, draw.record(&table.competition.id, table.skill()))?;
    files::put_secret(&which.place.folder, skill, number, None)?;
    let DrawOutcome::Revealed { seed, order, .. } = &draw.outcome else { bail!("the draw gave no order") };
    println!("Draw {number} of {skill}, seed {seed}");
    for (place, name) in table.names(order).iter().enumerate() {
        println!("  {:>3}  {name}", place + 1);
    }
    Ok(ExitCode::SUCCESS)
}

pub fn cancel(which: &Which, reason: &str) -> anyhow::Result<ExitCode> {
    let table = Table::read(&which.place)?;
    let number = table.open_draw(which.draw)?;
    let draw = table.rules().cancelled(number, reason)?;
    files::put_record(&which.place.folder, draw.record(&table.competition.id, table.skill()))?;
    files::put_secret(&which.place.folder, &table.skill().id, number, None)?;
    println!("Draw {number} of {} is cancelled; that stays on record", table.skill().id);
    Ok(ExitCode::SUCCESS)
}
