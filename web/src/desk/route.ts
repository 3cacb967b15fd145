import { readRoute as readOversight, type OversightRoute } from '../oversight/route.ts';
import { readRoute as readResults, type ResultsRoute } from '../results/route.ts';
import type { SessionInfo } from '../wire/index.ts';

/** One skill on the desk: its results, or how it is judged. */
export type SkillRoute = { area: 'results'; at: ResultsRoute } | { area: 'judging'; at: OversightRoute };

export function readSkillRoute(hash: string): SkillRoute | null {
  const results = readResults(hash);
  if (results) return { area: 'results', at: results };
  const judging = readOversight(hash);
  return judging && { area: 'judging', at: judging };
}

/** What somebody is shown: a chief expert's tablet has one skill, whatever the address says. */
export function shownTo({ competition, skill }: SessionInfo, asked: SkillRoute | null): SkillRoute | null {
  if (competition === undefined || skill === undefined) return asked;
  const own = asked?.at.competition === competition && asked.at.skill === skill;
  if (own && !(asked.area === 'results' && asked.at.tab === 'draws')) return asked;
  return { area: 'judging', at: { competition, skill, tab: 'progress', filter: {} } };
}
