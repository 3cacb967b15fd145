//! For a terminal: the experts, their agreement, what stands out and what is missing.

use std::io::{self, Write};

use super::{
    super::table::{both, write_columns},
    words::{notes, plain, probability, signed, stands_out},
};
use crate::{
    competition::Competition,
    fairness::report::{ExpertFairness, FairnessReport, SkillFairness},
};

const HEADER: [&str; 10] = ["expert", "scores", "mean", "z", "additive", "severity", "se", "infit", "outfit", "flags"];
const RIGHT: [bool; 10] = [false, true, true, true, true, true, true, true, true, false];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, competition: &Competition, report: &FairnessReport) -> io::Result<()> {
    for (index, of) in report.skills.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let title = competition.skill(&of.skill).map(|skill| both(&skill.title.zh, &skill.title.en)).unwrap_or_default();
        writeln!(out, "{}  {title}  ({} scores on {} units by {} experts)", of.skill, of.scores, of.units, of.experts.len())?;
        experts(out, of)?;
        if of.scores > 0 {
            agreement(out, of)?;
        }
        sentences(out, "stands out", &stands_out(of), of.scores > 0)?;
        sentences(out, "not computed", &notes(of), false)?;
    }
    Ok(())
}

/// Blocks that cannot be compared have a table each, with effects within the block.
fn experts(out: &mut dyn Write, of: &SkillFairness) -> io::Result<()> {
    for (index, block) in of.blocks.iter().enumerate() {
        if of.blocks.len() > 1 {
            writeln!(out, "  block {} of {}, to be compared within itself only", index + 1, of.blocks.len())?;
        }
        let rows: Vec<[String; 10]> = block
            .experts
            .iter()
            .filter_map(|member| of.experts.iter().find(|expert| expert.expert == member.expert).map(|expert| (expert, member.additive)))
            .map(|(expert, additive)| row(of, expert, additive))
            .collect();
        write_columns(out, &HEADER, &RIGHT, &rows)?;
    }
    Ok(())
}

fn row(of: &SkillFairness, expert: &ExpertFairness, additive: Option<f64>) -> [String; 10] {
    let subsets = of.rasch.iter().flat_map(|rasch| &rasch.expert_subsets).flatten();
    let own = subsets.into_iter().find(|member| member.expert == expert.expert);
    let severity = own.and_then(|own| own.severity);
    // Without a Rasch estimation its columns are left out.
    let of_rasch = |cell: String| if of.rasch.is_some() { cell } else { String::new() };
    let rasch = &expert.rasch;
    [
        expert.expert.clone(),
        expert.n.to_string(),
        plain(expert.mean, 2),
        signed(expert.z, 2),
        signed(additive, 2),
        of_rasch(signed(severity, 2)),
        of_rasch(plain(own.and_then(|own| own.se), 2)),
        of_rasch(plain(rasch.infit, 2)),
        of_rasch(plain(rasch.outfit, 2)),
        expert.flags.join(" "),
    ]
}

fn agreement(out: &mut dyn Write, of: &SkillFairness) -> io::Result<()> {
    let (icc, alpha, w) = (&of.agreement.icc, &of.agreement.alpha, &of.agreement.kendall_w);
    let two = |value| plain(value, 2);
    writeln!(
        out,
        "  ICC(1,1) {}  (2,1) {}  (3,1) {}  (1,k) {}  (2,k) {}  (3,k) {}",
        two(icc.single_1),
        two(icc.single_2),
        two(icc.single_3),
        two(icc.mean_1),
        two(icc.mean_2),
        two(icc.mean_3)
    )?;
    let data = &of.agreement.icc_data;
    let one_way = format!("(1, ·) on {} units of {} scores", data.one_way_units, data.one_way_raters);
    writeln!(out, "    {one_way}; (2, ·) and (3, ·) on {} units by {}", data.two_way_units, data.two_way_experts.join(" "))?;
    let [nominal, ordinal, interval, ratio] = [alpha.nominal, alpha.ordinal, alpha.interval, alpha.ratio].map(two);
    writeln!(out, "  alpha nominal {nominal}  ordinal {ordinal}  interval {interval}  ratio {ratio}")?;
    let df = w.df.map_or_else(|| "–".to_owned(), |df| df.to_string());
    let of_whom = format!("{} experts, {} competitors", w.experts.len(), w.competitors);
    writeln!(out, "  Kendall's W {}  χ² {}  df {df}  p {}  ({of_whom})", two(w.w), two(w.chi2), probability(w.p))?;
    let sure = of.ranks.competitors.iter().filter(|competitor| competitor.rank_low == competitor.rank_high).count();
    let all = of.ranks.competitors.len();
    writeln!(out, "  ranks: {sure} of {all} stay the same in 95 % of {} resamplings (seed {})", of.ranks.replicates, of.ranks.seed)
}

fn sentences(out: &mut dyn Write, title: &str, lines: &[String], say_none: bool) -> io::Result<()> {
    if lines.is_empty() {
        return if say_none { writeln!(out, "  {title}: nothing") } else { Ok(()) };
    }
    writeln!(out, "  {title}:")?;
    lines.iter().try_for_each(|line| writeln!(out, "    {line}"))
}
