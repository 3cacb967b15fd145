import type { Cell, Welcome } from '../wire/index.ts';
import { cellKey } from './progress.ts';
import type { StoredEntry } from './stored.ts';

/** Own stored entries of which the server's first words already show that it has forgotten them: it was restored from a backup. */
export function behind(
  kept: StoredEntry[],
  { next_sequence, position }: Pick<Welcome, 'next_sequence' | 'position'>,
): StoredEntry[] {
  return kept.filter((entry) => entry.sequence >= next_sequence || entry.position > position);
}

/**
 * Stored entries that the whole picture does not contain. Per cell they form a chain, each correcting the one before; what the
 * server shows of the chain says which end of it is missing. Later rounds say nothing about the first one, so they are left out.
 */
export function absent(kept: StoredEntry[], cells: Pick<Map<string, Cell>, 'get'>): StoredEntry[] {
  const chains = new Map<string, StoredEntry[]>();
  for (const entry of kept) {
    const key = cellKey(entry.competitor, entry.aspect);
    const chain = chains.get(key);
    if (chain) chain.push(entry);
    else chains.set(key, [entry]);
  }
  return [...chains].flatMap(([key, chain]) => missingEnd(chain, cells.get(key)));
}

function missingEnd(chain: StoredEntry[], cell: Cell | undefined): StoredEntry[] {
  const inOrder = [...chain].sort((a, b) => a.position - b.position);
  if (cell && cell.round > 1) return [];
  if (!cell?.own) return cell && cell.state !== 'open' && cell.state !== 'partial' ? [] : inOrder;
  const { position } = cell.own;
  const at = inOrder.findIndex((entry) => entry.position === position);
  return at < 0 ? [] : inOrder.slice(at + 1);
}
