import type { SkillSummary } from '../wire/index.ts';

/** Seconds a page of the big screen may stand. */
export const INTERVALS_S = [6, 12, 20, 30, 60] as const;
const DEFAULT_S = 12;

export type ScreenSettings = { every: number; rotate: boolean };

export function screenSettings(search: string): ScreenSettings {
  const query = new URLSearchParams(search);
  const every = Number(query.get('every'));
  const known = INTERVALS_S.find((one) => one === every);
  return { every: known ?? DEFAULT_S, rotate: query.has('rotate') };
}

export function screenQuery({ every, rotate }: ScreenSettings): string {
  return `?screen=1${every === DEFAULT_S ? '' : `&every=${every}`}${rotate ? '&rotate=1' : ''}`;
}

/** The next skill in turn that is public; the same one where there is no other. */
export function nextSkill(skills: Pick<SkillSummary, 'id' | 'state'>[], now: string): string {
  const at = skills.findIndex((one) => one.id === now);
  const turn = [...skills.slice(at + 1), ...skills.slice(0, at + 1)];
  return turn.find((one) => one.state !== 'hidden')?.id ?? now;
}
