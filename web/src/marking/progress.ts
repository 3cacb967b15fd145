import type { Aspect, Cell, MarkingCompetitor, SubCriterion } from '../wire/index.ts';

export type Place = { competitor: string; subCriterion: string; aspect: string };

/** What one needs to know to say what is missing. */
export type Sheet = {
  subCriteria: SubCriterion[];
  competitors: MarkingCompetitor[];
  cell: (competitor: string, aspect: string) => Cell | undefined;
  isQueued: (competitor: string, aspect: string) => boolean;
};

export function cellKey(competitor: string, aspect: string): string {
  return `${competitor}\n${aspect}`;
}

/** Whether this expert has something to enter here. */
export function isMissing(sheet: Sheet, competitor: string, aspect: Aspect): boolean {
  if (sheet.isQueued(competitor, aspect.id)) return false;
  const cell = sheet.cell(competitor, aspect.id);
  if (!cell || cell.state === 'open') return cell?.own === undefined;
  if (cell.state === 'partial') return cell.own === undefined;
  // Only those who scored the round that was too wide score again.
  return cell.state === 'rescore' && cell.own !== undefined;
}

/** Whether this expert marks at all: of what others mark nothing is missing, and nothing done. */
export function marksAnything(sheet: Pick<Sheet, 'subCriteria'>): boolean {
  return sheet.subCriteria.some((sub) => sub.may_mark);
}

/** Whether entries are taken here at all. */
export function isMarkable(competitor: MarkingCompetitor, subCriterion: SubCriterion): boolean {
  return competitor.may_mark && !competitor.withdrawn && subCriterion.may_mark && !subCriterion.locked;
}

export function missingIn(sheet: Sheet, competitor: MarkingCompetitor, subCriterion: SubCriterion): Aspect[] {
  if (!isMarkable(competitor, subCriterion)) return [];
  return subCriterion.aspects.filter((aspect) => isMissing(sheet, competitor.id, aspect));
}

export function missingOf(sheet: Sheet, competitor: MarkingCompetitor): number {
  return sheet.subCriteria.reduce((sum, sub) => sum + missingIn(sheet, competitor, sub).length, 0);
}

/** Marks whose panel scores again, whoever of it does: until then nothing of it is complete. */
export function scoredAgain(
  sheet: Sheet,
  competitors: MarkingCompetitor[],
  aspects: Pick<Aspect, 'id'>[],
): number {
  const again = ({ id }: MarkingCompetitor) =>
    aspects.filter((aspect) => sheet.cell(id, aspect.id)?.state === 'rescore').length;
  return competitors.filter((one) => !one.withdrawn).reduce((sum, one) => sum + again(one), 0);
}

export function lackOf(sheet: Sheet, subCriterion: SubCriterion, aspect: Aspect): MarkingCompetitor[] {
  return sheet.competitors.filter((one) => isMarkable(one, subCriterion) && isMissing(sheet, one.id, aspect));
}

/** Where to go next when one aspect is marked for everybody: the competitors that follow, then the aspects that follow. */
export function nextByAspect(sheet: Sheet, competitor: string, aspect: string): Place | null {
  const aspects = sheet.subCriteria.flatMap((sub) => sub.aspects.map((one) => ({ id: one.id, one, sub })));
  const competitors = startingAt(sheet.competitors, competitor);
  for (const { one, sub } of startingAt(aspects, aspect)) {
    const who = competitors.find((two) => isMarkable(two, sub) && isMissing(sheet, two.id, one));
    if (who) return { competitor: who.id, subCriterion: sub.id, aspect: one.id };
  }
  return null;
}

/** Everything that is missing, in the order of the scheme. */
export function allMissing(
  sheet: Sheet,
): { subCriterion: SubCriterion; rows: { competitor: MarkingCompetitor; aspects: Aspect[] }[] }[] {
  return sheet.subCriteria.flatMap((subCriterion) => {
    const rows = sheet.competitors
      .map((competitor) => ({ competitor, aspects: missingIn(sheet, competitor, subCriterion) }))
      .filter((row) => row.aspects.length > 0);
    return rows.length > 0 ? [{ subCriterion, rows }] : [];
  });
}

/**
 * Where to go next: the rest of this sheet, then the same sub-criterion of the competitors that follow (a panel judges one
 * thing for everybody), then the other sub-criteria.
 */
export function nextMissing(sheet: Sheet, competitor: string, subCriterion: string): Place | null {
  const subs = startingAt(sheet.subCriteria, subCriterion);
  const competitors = startingAt(sheet.competitors, competitor);
  for (const sub of subs) {
    for (const one of competitors) {
      const aspect = missingIn(sheet, one, sub)[0];
      if (aspect) return { competitor: one.id, subCriterion: sub.id, aspect: aspect.id };
    }
  }
  return null;
}

function startingAt<T extends { id: string }>(list: T[], id: string): T[] {
  const start = Math.max(
    0,
    list.findIndex((one) => one.id === id),
  );
  return [...list.slice(start), ...list.slice(0, start)];
}
