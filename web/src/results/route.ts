export const TABS = ['standings', 'draws', 'fairness', 'comparison'] as const;

export type Tab = (typeof TABS)[number];

/** One skill's results on the desk; `competitor` is the one whose place is explained. */
export type ResultsRoute = { competition: string; skill: string; tab: Tab; competitor: string | null };

const PREFIX = '#results/';

export function readRoute(hash: string): ResultsRoute | null {
  if (!hash.startsWith(PREFIX)) return null;
  const [competition, skill, tab = 'standings', competitor = ''] = hash
    .slice(PREFIX.length)
    .split('/')
    .map(decoded);
  if (!competition || !skill) return null;
  if (tab === 'explanation') {
    return competitor ? { competition, skill, tab: 'standings', competitor } : null;
  }
  const known = TABS.find((one) => one === tab);
  return known ? { competition, skill, tab: known, competitor: null } : null;
}

export function resultsLink(competition: string, skill: string, tab: Tab = 'standings'): string {
  const path = [competition, skill].map(encodeURIComponent).join('/');
  return PREFIX + path + (tab === 'standings' ? '' : `/${tab}`);
}

export function explanationLink(competition: string, skill: string, competitor: string): string {
  return `${resultsLink(competition, skill)}/explanation/${encodeURIComponent(competitor)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
