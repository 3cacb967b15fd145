import type { SkillComparison } from '../wire/index.ts';

type Point = { x: number; y: number };

/** One competitor through the methods; null where a method gives no rank. */
export type BumpLine = { competitor: string; medal: string | null; points: (Point | null)[]; label: number };
export type Zone = { medal: string; top: number; bottom: number };
export type Bump = { lines: BumpLine[]; zones: Zone[]; columns: number[]; ranks: number; height: number };
export type Frame = { left: number; right: number; top: number; row: number };

/** Only methods that apply have a column; these are their places in the report's lists. */
export function appliedMethods(report: SkillComparison): number[] {
  return report.methods.flatMap((method, index) => (method.applies ? [index] : []));
}

export function bump(report: SkillComparison, shown: number, frame: Frame): Bump {
  const applied = appliedMethods(report);
  const placed = report.competitors.filter((one) => one.ranks[applied[0] ?? 0] != null).slice(0, shown);
  const step = applied.length > 1 ? (frame.right - frame.left) / (applied.length - 1) : 0;
  const columns = applied.map((_, column) => frame.left + column * step);
  const y = (rank: number) => frame.top + (rank - 0.5) * frame.row;
  const rankedBy = (method: number) => placed.flatMap((one) => one.ranks[method] ?? []);
  const ranks = Math.max(placed.length, ...applied.flatMap(rankedBy));

  const lines = placed.map((one, index): BumpLine => {
    const points = applied.map((method, column): Point | null => {
      const rank = one.ranks[method];
      return rank == null ? null : { x: columns[column] ?? frame.left, y: y(rank) };
    });
    const medal = one.medals[applied[0] ?? 0] ?? null;
    return { competitor: one.competitor, medal, points, label: y(index + 1) };
  });

  return { lines, zones: zones(report, applied[0] ?? 0, frame), columns, ranks, height: ranks * frame.row };
}

/** Where the medals lie by the skill's own rules. */
function zones(report: SkillComparison, own: number, { top, row }: Frame): Zone[] {
  const found: Zone[] = [];
  report.competitors.forEach((one, index) => {
    const medal = one.medals[own];
    const last = found.at(-1);
    if (!medal) return;
    if (last?.medal === medal) last.bottom = top + (index + 1) * row;
    else found.push({ medal, top: top + index * row, bottom: top + (index + 1) * row });
  });
  return found;
}

/** A gap where there is no rank: nothing is drawn that the method does not say. */
export function path(points: (Point | null)[]): string {
  let gap = true;
  let drawn = '';
  for (const point of points) {
    if (point) drawn += `${gap ? 'M' : 'L'}${round(point.x)} ${round(point.y)}`;
    gap = !point;
  }
  return drawn;
}

/** Whose line is nearest to the pointer, straight above or below it; null when none is within `reach`. */
export function nearest(lines: BumpLine[], at: Point, reach: number): string | null {
  let best: string | null = null;
  let distance = reach;
  for (const { competitor, points } of lines) {
    const y = heightAt(points, at.x);
    if (y === null || Math.abs(y - at.y) > distance) continue;
    best = competitor;
    distance = Math.abs(y - at.y);
  }
  return best;
}

function heightAt(points: (Point | null)[], x: number): number | null {
  const first = points[0];
  if (first && x <= first.x) return first.y;
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (!from || !to || x < from.x || x > to.x) continue;
    return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
  }
  const last = points.at(-1);
  return last && x >= last.x ? last.y : null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
