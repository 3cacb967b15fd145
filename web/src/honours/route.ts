/** What the address after # asks for. */
export type HonoursRoute =
  | { at: 'pipeline' }
  | { at: 'nomination'; nomination: number }
  | { at: 'candidates'; competition: string; skill: string }
  | { at: 'quotas' }
  | { at: 'programmes' }
  | { at: 'programme'; programme: string }
  | { at: 'statistics' }
  | { at: 'people' }
  | { at: 'person'; person: string }
  | { at: 'exports' }
  | { at: 'new-export'; nomination: string }
  | { at: 'basket' };

export function readRoute(hash: string): HonoursRoute {
  const [first, second, third] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  switch (first) {
    case 'nomination':
      return /^[1-9]\d*$/.test(second ?? '')
        ? { at: 'nomination', nomination: Number(second) }
        : { at: 'pipeline' };
    case 'candidates':
      return { at: 'candidates', competition: second ?? '', skill: third ?? '' };
    case 'programmes':
      return second ? { at: 'programme', programme: second } : { at: 'programmes' };
    case 'people':
      return second ? { at: 'person', person: second } : { at: 'people' };
    case 'exports':
      return second === 'new' ? { at: 'new-export', nomination: third ?? '' } : { at: 'exports' };
    case 'statistics':
    case 'quotas':
    case 'basket':
      return { at: first };
    default:
      return { at: 'pipeline' };
  }
}

export const nominationLink = (nomination: number): string => `#nomination/${nomination}`;

export const programmeLink = (programme: string): string => `#programmes/${encodeURIComponent(programme)}`;

export const personLink = (person: string): string => `#people/${encodeURIComponent(person)}`;

/** The form for an export; with a nomination, of its dossier. */
export const newExportLink = (nomination?: number): string =>
  nomination === undefined ? '#exports/new' : `#exports/new/${nomination}`;

export function candidatesLink(competition = '', skill = ''): string {
  return ['#candidates', ...[competition, skill].filter(Boolean).map(encodeURIComponent)].join('/');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
