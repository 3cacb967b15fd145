import type { DelegationStanding, DelegationTable } from '../wire/index.ts';

/** As the table counts them. */
export const MEDALS = ['gold', 'silver', 'bronze', 'medallion'] as const;

/** Delegations with a medal in one skill: most gold first, then silver, bronze, medallions, then as in the whole table. */
export function within(table: DelegationTable, skill: number): DelegationStanding[] {
  const rows = table.delegations.flatMap((row) => {
    const medals = row.skills.find(([index]) => index === skill)?.[1];
    return medals ? [{ ...row, medals }] : [];
  });
  return rows.sort((a, b) => {
    const first = MEDALS.findIndex((_, medal) => a.medals[medal] !== b.medals[medal]);
    return first < 0 ? 0 : (b.medals[first] ?? 0) - (a.medals[first] ?? 0);
  });
}
