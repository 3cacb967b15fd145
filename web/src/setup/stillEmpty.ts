import type { DraftSkill } from '../wire/index.ts';

/** Tables in which a skill has nobody yet: no fault, but once the competition is open nobody can be added. */
export function stillEmpty(
  skills: Pick<DraftSkill, 'skill' | 'competitors' | 'experts'>[],
): { skill: string; table: 'competitors' | 'experts' }[] {
  return skills.flatMap((one) =>
    (['competitors', 'experts'] as const)
      .filter((table) => one[table] === 0)
      .map((table) => ({ skill: one.skill, table })),
  );
}
