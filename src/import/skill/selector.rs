//! Which aspects a rule speaks of: `module:practice`, `criterion:A`, `sub-criterion:A1`, `aspect:A1.M1`, `aspects:A1.M1,A1.M2`.

use super::modules::Modules;
use crate::competition::Scheme;

pub(super) const REMEDY: &str = "module:…, criterion:A, sub-criterion:A1, aspect:A1.M1 or aspects:A1.M1,A1.M2";

/// Indices of the aspects, in the scheme's order.
///
/// # Errors
/// What does not exist, in words.
pub(super) fn aspects(written: &str, scheme: &Scheme, modules: &Modules) -> Result<Vec<usize>, String> {
    let (kind, what) = written.split_once(':').ok_or_else(|| format!("{written:?} has no colon, so it does not say what is summed"))?;
    let what = what.trim();
    let criterion = || scheme.criteria.iter().position(|criterion| criterion.id.as_str() == what);
    let aspects_where = |wanted: &dyn Fn(usize) -> bool| (0..scheme.aspects.len()).filter(|&index| wanted(index)).collect::<Vec<_>>();
    match kind.trim() {
        "module" => {
            let criteria = modules.get(what).cloned().or_else(|| criterion().map(|index| vec![index]));
            let criteria = criteria.ok_or_else(|| format!("[modules] does not name {what:?}"))?;
            Ok(aspects_where(&|index| criteria.contains(&scheme.criterion_of(index))))
        }
        "criterion" => {
            let criterion = criterion().ok_or_else(|| format!("the scheme has no criterion {what:?}"))?;
            Ok(aspects_where(&|index| scheme.criterion_of(index) == criterion))
        }
        "sub-criterion" => {
            let sub = scheme.sub_criterion_index(what).ok_or_else(|| format!("the scheme has no sub-criterion {what:?}"))?;
            Ok(aspects_where(&|index| scheme.aspects[index].sub_criterion == sub))
        }
        "aspect" => Ok(vec![aspect(what, scheme)?]),
        "aspects" => {
            let mut list = what.split(',').map(|id| aspect(id, scheme)).collect::<Result<Vec<_>, _>>()?;
            list.sort_unstable();
            list.dedup();
            Ok(list)
        }
        other => Err(format!("nothing is summed by {other:?}")),
    }
}

pub(super) fn aspect(id: &str, scheme: &Scheme) -> Result<usize, String> {
    scheme.aspect_index(id.trim()).ok_or_else(|| format!("the scheme has no aspect {:?}", id.trim()))
}
