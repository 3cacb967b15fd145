export const TABS = [
  'progress',
  'disagreements',
  'signing',
  'proposals',
  'appeals',
  'publication',
  'ceremony',
  'codes',
  'graders',
  'devices',
  'audit',
] as const;

export type Tab = (typeof TABS)[number];

/** `missing` is looked at from the progress and has no tab of its own. */
export type View = Tab | 'missing';

/** Which missing marks are listed; an empty panel is what any judge marks. */
export type MissingOf = { by: (typeof MISSING_BY)[number]; id: string };

export const MISSING_BY = ['day', 'sub_criterion', 'panel', 'expert'] as const;

/** What the audit trail is searched for; each may be absent. */
export type AuditFilter = Partial<Record<(typeof FILTERS)[number], string>>;

export const FILTERS = ['expert', 'competitor', 'aspect', 'kind', 'text'] as const;

/** How one skill is judged, on the desk. */
export type OversightRoute = {
  competition: string;
  skill: string;
  tab: View;
  filter: AuditFilter;
  missingOf?: MissingOf;
};

const PREFIX = '#judging/';

export function readRoute(hash: string): OversightRoute | null {
  if (!hash.startsWith(PREFIX)) return null;
  const [path = '', query = ''] = hash.slice(PREFIX.length).split('?', 2);
  const [competition, skill, tab = 'progress', by, id = ''] = path.split('/').map(decoded);
  if (!competition || !skill) return null;
  if (tab === 'missing') {
    const known = MISSING_BY.find((one) => one === by);
    return known ? { competition, skill, tab, filter: {}, missingOf: { by: known, id } } : null;
  }
  const known = TABS.find((one) => one === tab);
  if (!known) return null;
  return { competition, skill, tab: known, filter: filterOf(query) };
}

export function oversightLink(competition: string, skill: string, tab: Tab = 'progress'): string {
  const path = [competition, skill].map(encodeURIComponent).join('/');
  return PREFIX + path + (tab === 'progress' ? '' : `/${tab}`);
}

export function missingLink(competition: string, skill: string, { by, id }: MissingOf): string {
  return `${oversightLink(competition, skill)}/missing/${by}/${encodeURIComponent(id)}`;
}

export function auditLink(competition: string, skill: string, filter: AuditFilter): string {
  const query = queryOf(filter).toString();
  return oversightLink(competition, skill, 'audit') + (query ? `?${query}` : '');
}

/** The filter as a query, without what is not asked. */
export function queryOf(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(
    FILTERS.flatMap((name) => {
      const value = filter[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

function filterOf(query: string): AuditFilter {
  const parameters = new URLSearchParams(query);
  const filter: AuditFilter = {};
  for (const name of FILTERS) {
    const value = parameters.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
