//! Whether somebody of the skill has each capacity that the rules want a signature of, and can be the second one who publishes.

use super::fault::Faults;
use crate::competition::{Capacity, ExpertRole, SigningRule, Skill};

/// Showing what the rules hold back takes the organiser and one of these, or two of them.
pub(super) fn check_publication(faults: &Faults, skill: &Skill) {
    if !skill.publication.is_open() && skill.experts.iter().all(|expert| expert.role == ExpertRole::Expert) {
        let problem =
            "what this skill holds back from the audience takes two people to publish, and experts.csv has no chief or supervisor in it";
        let remedy = "add a chief or a supervisor to experts.csv";
        faults.in_file("competition.toml", Some(&skill.id)).column("publication").warning(
            "nobody-publishes",
            skill.id.as_str(),
            problem,
            remedy,
        );
    }
}

/// What the rules say by default is not asked: a skill without a supervisor is signed without one.
pub(super) fn check(faults: &Faults, skill: &Skill) {
    let file = format!("skills/{}/skill.toml", skill.id);
    let (rule, default) = (&skill.conduct.signing, SigningRule::default());
    let lists = [
        ("signing.sub_criterion", &rule.sub_criterion, &default.sub_criterion),
        ("signing.day", &rule.day, &default.day),
        ("signing.skill", &rule.skill, &default.skill),
    ];
    for (key, list, _) in lists.into_iter().filter(|(_, list, default)| list != default) {
        for capacity in list {
            let (word, role) = match capacity {
                Capacity::Team => continue,
                Capacity::Chief => ("chief", ExpertRole::Chief),
                Capacity::Supervisor => ("supervisor", ExpertRole::Supervisor),
            };
            if !skill.experts.iter().any(|expert| expert.role == role) {
                let problem = format!("experts.csv has no {word} in this skill, so this signature is not waited for");
                let remedy = format!("add a {word} to experts.csv, or remove the word");
                faults.in_file(&file, Some(&skill.id)).column(key).warning("nobody-signs", word, problem, remedy);
            }
        }
    }
}
