/** What the address after # asks for. */
export type SetupRoute =
  | { at: 'list' }
  | { at: 'cards'; competition: string }
  | { at: 'draft'; draft: string; view: View; name: string };

export type View = 'overview' | 'competition' | 'skill' | 'scheme' | 'table' | 'list' | 'text';

const VIEWS: readonly string[] = ['overview', 'competition', 'skill', 'scheme', 'table', 'list', 'text'];

export function readRoute(hash: string): SetupRoute {
  const [first, second, third, ...rest] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (first === 'cards' && second) return { at: 'cards', competition: second };
  if (first === 'draft' && second) {
    const view = VIEWS.includes(third ?? '') ? (third as View) : 'overview';
    return { at: 'draft', draft: second, view, name: rest.join('/') };
  }
  return { at: 'list' };
}

export function draftLink(draft: string, view: View = 'overview', name = ''): string {
  const parts = ['draft', draft, ...(view === 'overview' ? [] : [view]), ...(name ? name.split('/') : [])];
  return `#${parts.map(encodeURIComponent).join('/')}`;
}

export const cardsLink = (competition: string): string => `/setup#cards/${encodeURIComponent(competition)}`;

/** Where a file is edited. */
export function fileLink(draft: string, path: string): string {
  const [folder, skill, name] = path.split('/');
  if (path === 'competition.toml') return draftLink(draft, 'competition');
  if (path.endsWith('.csv') && !skill) return draftLink(draft, 'table', path.slice(0, -4));
  if (folder === 'skills' && skill) {
    return draftLink(draft, name?.startsWith('scheme') ? 'scheme' : 'skill', skill);
  }
  return draftLink(draft);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
