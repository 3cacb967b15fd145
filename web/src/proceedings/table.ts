import type { Part, SubCriterion } from '../wire/index.ts';

/** The day a sub-criterion is marked on; the first where the scheme does not say. */
export function dayOf(subCriterion: SubCriterion): number {
  return subCriterion.day ?? 1;
}

/** The sub-criteria a part is made of, as far as this tablet knows them. */
export function covered(subCriteria: SubCriterion[], part: Part): SubCriterion[] {
  if (part.kind === 'skill') return subCriteria;
  return subCriteria.filter((sub) => (part.kind === 'day' ? dayOf(sub) === part.day : sub.id === part.id));
}
