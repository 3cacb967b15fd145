import type { Aspect, MarkingCompetitor } from '../wire/index.ts';
import { optionsOf, scoresOf } from './entryRules.ts';
import { doubt, type Doubt } from './plausibility.ts';
import type { Room } from './room.svelte.ts';

/** Asks about a value with what this tablet knows: own entries, complete marks, and a panel's scores once they are open. */
export function doubtAbout(
  value: string,
  room: Room,
  competitor: MarkingCompetitor,
  aspect: Aspect,
): Doubt | null {
  const skill = room.welcome?.skill;
  if (!skill || aspect.entry === 'yes-no' || aspect.entry === 'choice') return null;
  const cell = room.cell(competitor.id, aspect.id);
  const again = cell?.state === 'rescore' ? (cell.scores ?? []) : [];
  return doubt(value, {
    typical: aspect.typical,
    others: optionsOf(aspect, skill) ? [] : valuesOfOthers(room, competitor, aspect),
    share: shareOf(value, scoresOf(aspect, skill)),
    shares: sharesOf(room, competitor, aspect),
    panel: again.filter((one) => one.expert !== room.welcome?.expert.id).map((one) => one.value),
    maxSpread: aspect.entry === 'score' ? (skill.judgement?.max_spread ?? null) : null,
  });
}

function valuesOfOthers(room: Room, competitor: MarkingCompetitor, aspect: Aspect): string[] {
  return room.sheet.competitors
    .filter((one) => one.id !== competitor.id)
    .flatMap(
      (one) => room.latest(one.id, aspect.id)?.value ?? room.cell(one.id, aspect.id)?.own?.value ?? [],
    );
}

function shareOf(value: string, scores: { min: string; max: string } | null): number | null {
  if (!scores) return null;
  const [low, high] = [Number(scores.min), Number(scores.max)];
  return high > low ? (Number(value) - low) / (high - low) : null;
}

function sharesOf(room: Room, competitor: MarkingCompetitor, aspect: Aspect): number[] {
  return room.sheet.subCriteria.flatMap((sub) =>
    sub.aspects.flatMap((one) => {
      const mark = one.id === aspect.id ? null : room.cell(competitor.id, one.id)?.mark;
      const most = Number(one.max_mark);
      return mark === null || mark === undefined || most <= 0 ? [] : [Number(mark) / most];
    }),
  );
}
