//! Everything of a bundle, computed again.

use std::panic::catch_unwind;

use super::{
    Difference, Fold, PublicResult, Row,
    file::{BundleFile, public_key, salt},
    origin,
    shares::leaf,
};
use crate::{
    competition::{Skill, Text},
    import::limits::{ASPECTS_MAX_PER_SKILL, COMPETITORS_MAX_PER_SKILL},
    judging::{Body, Entry},
    proof::{Checkpoint, Tree},
    signing_key::PublicKey,
};

/// Competitors × aspects of a bundle; a skill of 10,000 competitors and 400 aspects has four million.
pub const CELLS_MAX: usize = 10_000_000;

/// A bundle in which everything holds.
#[derive(Debug, Clone)]
pub struct Verified {
    pub key: PublicKey,
    pub checkpoint: Checkpoint,
    pub competition: Text,
    pub skill: Text,
    pub result: PublicResult,
    tree: Tree,
}

impl Verified {
    /// Whether the log begins with what an earlier checkpoint, as a note, signed.
    ///
    /// # Errors
    /// When it does not, or the note is no checkpoint of this log by this key.
    pub fn began_as(&self, note: &str) -> Result<(), Difference> {
        let earlier = Checkpoint::open(note, &self.key).map_err(Difference::Checkpoint)?;
        if earlier.origin != self.checkpoint.origin {
            return Err(Difference::OtherLog { signed: earlier.origin, wanted: self.checkpoint.origin.clone() });
        }
        let root = usize::try_from(earlier.size).ok().and_then(|size| self.tree.root(size));
        if root == Some(earlier.root) { Ok(()) } else { Err(Difference::Earlier { at: earlier.at.to_string(), size: earlier.size }) }
    }
}

/// `fingerprint`: of the key, where whoever checks knows it; without it anybody may have signed.
///
/// # Errors
/// Every difference that was found, the first first; at least one.
pub fn verify(text: &str, fingerprint: Option<&str>) -> Result<Verified, Vec<Difference>> {
    // A server reads rules that were checked when they were taken in. Those of a file may be impossible in ways that nobody has thought of.
    catch_unwind(|| verified(text, fingerprint))
        .unwrap_or_else(|_| Err(vec![Difference::Misfit { what: "the rules in its opening are impossible".to_owned() }]))
}

fn verified(text: &str, fingerprint: Option<&str>) -> Result<Verified, Vec<Difference>> {
    let file = BundleFile::read(text).map_err(|difference| vec![difference])?;
    let mut differences = Vec::new();
    let read = read(&file, &mut differences);
    let signed = signed(&file, fingerprint, &mut differences);
    let (Some((fold, tree)), Some((key, checkpoint))) = (read, signed) else { return Err(differences) };
    let (Some(competition), Some(result)) = (fold.competition(), fold.result()) else {
        differences.push(Difference::NoSkill);
        return Err(differences);
    };
    let of_signed = checkpoint.origin == origin(&file.competition, &file.skill);
    let of_opened = competition.id == file.competition && competition.skills[0].id == file.skill;
    if !of_signed || !of_opened {
        let [of_file, of_opened] = [origin(&file.competition, &file.skill), origin(&competition.id, &competition.skills[0].id)];
        let wanted = if of_file == checkpoint.origin { of_opened } else { of_file };
        differences.push(Difference::OtherLog { signed: checkpoint.origin.clone(), wanted });
    }
    compare(&file, &checkpoint, &result, &mut differences);
    if tree.size() as u64 != checkpoint.size {
        differences.push(Difference::Size { signed: checkpoint.size, found: tree.size() });
    } else if tree.root(tree.size()) != Some(checkpoint.root) {
        differences.push(Difference::Root);
    }
    if !differences.is_empty() {
        return Err(differences);
    }
    let (competition, skill) = (competition.title.clone(), competition.skills[0].title.clone());
    Ok(Verified { key, checkpoint, competition, skill, result, tree })
}

/// More than a real bundle has of it: small files may ask for much memory.
fn is_too_large(skill: &Skill) -> bool {
    let (competitors, aspects) = (skill.competitors.len(), skill.scheme.aspects.len());
    competitors > COMPETITORS_MAX_PER_SKILL || aspects > ASPECTS_MAX_PER_SKILL || competitors.saturating_mul(aspects) > CELLS_MAX
}

/// The entries, folded and hashed; `None` where one cannot be read at all.
fn read(file: &BundleFile<'_>, differences: &mut Vec<Difference>) -> Option<(Fold, Tree)> {
    let (mut fold, mut tree, mut fits) = (Fold::default(), Tree::default(), true);
    for (index, line) in file.entries.iter().enumerate() {
        let json = line.entry.get();
        let salt = salt(&line.salt, index + 1).map_err(|difference| differences.push(difference)).ok()?;
        tree.push(leaf(&salt, json.as_bytes()));
        let entry: Result<Entry, _> = serde_json::from_str(json);
        let entry = entry.map_err(|error| differences.push(Difference::Entry { line: index + 1, what: error.to_string() })).ok()?;
        if let Body::Opened { competition } = &entry.body
            && let Some(skill) = competition.skills.iter().find(|skill| is_too_large(skill))
        {
            let (competitors, aspects) = (skill.competitors.len(), skill.scheme.aspects.len());
            differences.push(Difference::TooLarge { competitors, aspects });
            return None;
        }
        // After one that does not fit nothing can be said of those that follow.
        if fits && let Err(fault) = fold.take(&entry) {
            differences.push(Difference::Misfit { what: fault.to_string() });
            fits = false;
        }
    }
    fits.then_some((fold, tree))
}

pub(super) fn signed_by((key, note): (&str, &str), fingerprint: Option<&str>) -> Result<(PublicKey, Checkpoint), Difference> {
    let key = public_key(key)?;
    let bare = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>().to_ascii_lowercase();
    if let Some(wanted) = fingerprint.filter(|wanted| bare(wanted) != bare(&key.fingerprint())) {
        return Err(Difference::OtherKey { wanted: wanted.to_owned(), found: key.fingerprint() });
    }
    let checkpoint = Checkpoint::open(note, &key).map_err(Difference::Checkpoint)?;
    Ok((key, checkpoint))
}

fn signed(file: &BundleFile<'_>, fingerprint: Option<&str>, differences: &mut Vec<Difference>) -> Option<(PublicKey, Checkpoint)> {
    signed_by((&file.key, &file.checkpoint), fingerprint).map_err(|difference| differences.push(difference)).ok()
}

/// What the file and its checkpoint say, with what the entries come to.
fn compare(file: &BundleFile<'_>, checkpoint: &Checkpoint, result: &PublicResult, differences: &mut Vec<Difference>) {
    if file.standings.len() != result.rows.len() {
        differences.push(Difference::Rows { says: file.standings.len(), comes_to: result.rows.len() });
    }
    differences.extend(file.standings.iter().zip(&result.rows).find_map(|(says, comes_to)| of_row(says, comes_to)));
    if !result.is_final {
        differences.push(Difference::NotFinal);
    }
    if file.result != result.digest {
        differences.push(Difference::Result { says: file.result.clone(), comes_to: result.digest.clone() });
    }
    if checkpoint.result.as_ref() != Some(&file.result) {
        let signed = checkpoint.result.clone().unwrap_or_else(|| "—".to_owned());
        differences.push(Difference::OtherResult { signed, says: file.result.clone() });
    }
}

fn of_row(says: &Row, comes_to: &Row) -> Option<Difference> {
    let some = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    let rank = |rank: Option<u32>| rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
    let mut pairs = vec![("competitor".to_owned(), says.competitor.clone(), comes_to.competitor.clone())];
    // What a mark differs by, everything after it follows from.
    let aspects: std::collections::BTreeSet<&String> = says.marks.keys().chain(comes_to.marks.keys()).collect();
    let mark = |row: &Row, aspect: &String| some(&row.marks.get(aspect).cloned());
    pairs.extend(aspects.into_iter().map(|aspect| (format!("marks {aspect}"), mark(says, aspect), mark(comes_to, aspect))));
    pairs.push(("total".to_owned(), says.total.clone(), comes_to.total.clone()));
    pairs.push(("rank".to_owned(), rank(says.rank), rank(comes_to.rank)));
    pairs.push(("scale_score".to_owned(), some(&says.scale_score), some(&comes_to.scale_score)));
    pairs.push(("medal".to_owned(), some(&says.medal), some(&comes_to.medal)));
    pairs.push(("withdrawn".to_owned(), says.withdrawn.to_string(), comes_to.withdrawn.to_string()));
    let (field, says_it, comes_to_it) = pairs.into_iter().find(|(_, says, comes_to)| says != comes_to)?;
    Some(Difference::Row { competitor: says.competitor.clone(), field, says: says_it, comes_to: comes_to_it })
}
