export const VIEWS = [
  'competitor',
  'aspect',
  'measured',
  'signing',
  'appeals',
  'corrections',
  'panels',
  'codes',
] as const;

/** How one marks (one competitor's whole sheet, or one aspect for everybody), and what there is besides marking. */
export type View = (typeof VIEWS)[number];

export type Address = { view: View; detail: string };

/** What the part after # means; anything unknown is where one begins. */
export function addressOf(hash: string): Address {
  const [name = '', ...rest] = hash.replace(/^#/, '').split('/');
  const view = VIEWS.find((one) => one === name);
  if (!view) return { view: 'competitor', detail: '' };
  try {
    return { view, detail: decodeURIComponent(rest.join('/')) };
  } catch {
    return { view, detail: '' };
  }
}

export function hashOf({ view, detail }: Address): string {
  return detail ? `#${view}/${encodeURIComponent(detail)}` : `#${view}`;
}
