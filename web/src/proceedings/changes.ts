import { valueText } from '../marking/valueText.ts';
import type { Room } from '../marking/room.svelte.ts';
import type { Aspect, PanelScore, ProposedScore } from '../wire/index.ts';

/** A score that counts now: whose (none: the team's measurement), and the entry it is. */
export type Current = { expert: string | undefined; value: string; position: number };

export function aspectOf(room: Room, id: string): Aspect | undefined {
  return room.sheet.subCriteria.flatMap((sub) => sub.aspects).find((one) => one.id === id);
}

/** What counts in a cell, as far as this tablet is told. */
export function currentScores(room: Room, competitor: string, aspect: Aspect): Current[] {
  const cell = room.cell(competitor, aspect.id);
  if (!cell) return [];
  if (aspect.kind === 'M') return cell.own ? [{ expert: undefined, ...cell.own }] : [];
  return (cell.scores ?? [])
    .filter(hasPosition)
    .map(({ expert, value, position }) => ({ expert, value, position }));
}

function hasPosition(score: PanelScore): score is PanelScore & { position: number } {
  return score.position !== undefined;
}

/** The value a proposal replaces; undefined once it was replaced. */
export function valueBefore(room: Room, score: ProposedScore): string | undefined {
  const aspect = aspectOf(room, score.aspect);
  if (!aspect) return undefined;
  return currentScores(room, score.competitor, aspect).find((one) => one.position === score.corrects)?.value;
}

export function said(room: Room, aspect: string, value: string, words: { yes: string; no: string }): string {
  const known = aspectOf(room, aspect);
  return known ? valueText(value, known, words) : value;
}
