import type { ExpertFairness, SkillFairness } from '../wire/index.ts';

/** One expert's line: where experts cannot all be compared, effect and severity are those within the group. */
export type ExpertLine = {
  expert: string;
  /** Experts of one block are compared by additive effects; blocks may be smaller than groups. */
  block: number;
  n: number;
  z: number | null;
  additive: number | null;
  additiveSe: number | null;
  severity: number | null;
  se: number | null;
  infit: number | null;
  outfit: number | null;
  drift: number | null;
  flags: string[];
};

/** Experts grouped with those they can be compared with. */
export function groupsOf(report: SkillFairness): ExpertLine[][] {
  const blocks = report.blocks.map((block) => block.experts);
  const groups: { expert: string }[][] = report.rasch?.expert_subsets.length
    ? report.rasch.expert_subsets
    : blocks;
  const severities = new Map(report.rasch?.expert_subsets.flat().map((one) => [one.expert, one]));
  const effects = new Map(blocks.flat().map((one) => [one.expert, one]));
  const blockOf = new Map(blocks.flatMap((block, index) => block.map(({ expert }) => [expert, index])));

  function line(one: ExpertFairness): ExpertLine {
    const severity = severities.get(one.expert);
    const effect = effects.get(one.expert);
    return {
      expert: one.expert,
      block: blockOf.get(one.expert) ?? 0,
      n: one.n,
      z: one.z,
      additive: one.additive ?? effect?.additive ?? null,
      additiveSe: one.additive_se ?? effect?.additive_se ?? null,
      severity: one.rasch.severity ?? severity?.severity ?? null,
      se: one.rasch.se ?? severity?.se ?? null,
      infit: one.rasch.infit,
      outfit: one.rasch.outfit,
      drift: one.drift?.change ?? null,
      flags: one.flags,
    };
  }

  const grouped = groups.map((group) => new Set(group.map(({ expert }) => expert)));
  const alone = report.experts.filter(({ expert }) => !grouped.some((group) => group.has(expert)));
  if (alone.length > 0) grouped.push(new Set(alone.map(({ expert }) => expert)));
  return grouped
    .map((group) => report.experts.filter(({ expert }) => group.has(expert)).map(line))
    .filter((group) => group.length > 0);
}

const DEVIATE = 1.96;

export type SeverityDot = { expert: string; x: number; low: number; high: number; flagged: boolean };
export type SeverityScale = { reach: number; ticks: number[] };

/** One scale for all groups, with zero in the middle; `reach` is where it ends on both sides. */
export function severityScale(groups: ExpertLine[][]): SeverityScale {
  const ends = groups.flat().flatMap(({ severity, se }) => {
    return severity === null ? [] : [Math.abs(severity) + DEVIATE * (se ?? 0)];
  });
  const largest = Math.max(0.5, ...ends);
  const step = [0.25, 0.5, 1, 2, 5, 10].find((one) => largest / one <= 4) ?? 20;
  const count = Math.ceil(largest / step);
  const ticks = Array.from({ length: 2 * count + 1 }, (_, index) => (index - count) * step);
  return { reach: count * step, ticks };
}

/** Where a severity lies between `left` and `right`. */
export function along(value: number, { reach }: SeverityScale, left: number, right: number): number {
  return left + ((value + reach) / (2 * reach)) * (right - left);
}

export function severityDots(
  group: ExpertLine[],
  scale: SeverityScale,
  left: number,
  right: number,
): SeverityDot[] {
  return group.flatMap(({ expert, severity, se, flags }) => {
    if (severity === null) return [];
    const at = (value: number) => along(value, scale, left, right);
    const error = DEVIATE * (se ?? 0);
    const ends = { low: at(severity - error), high: at(severity + error) };
    return [{ expert, x: at(severity), ...ends, flagged: flags.length > 0 }];
  });
}
