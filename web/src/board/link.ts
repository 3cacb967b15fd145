/** What the address after # points to: a competitor (`#c=C-1`) or a delegation (`#d=ZJ`) of the board. */
export type Link = { competitor: string } | { delegation: string } | null;

export function linkOf(hash: string): Link {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const [competitor, delegation] = [values.get('c'), values.get('d')];
  if (competitor) return { competitor };
  return delegation ? { delegation } : null;
}

export function hashOf(link: Link): string {
  if (!link) return '';
  const pair = 'competitor' in link ? ['c', link.competitor] : ['d', link.delegation];
  return `#${new URLSearchParams([pair])}`;
}
