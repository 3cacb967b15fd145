import type { BoardCompetitor, Delta, Row, Snapshot } from '../wire/index.ts';

/** A snapshot with the deltas since. `competitors` and `rows` are found by index; a window has some of them only. */
export type Board = Omit<Snapshot, 'protocol' | 'members'>;

/** What the last number of a row is the sum of. */
export const FLAGS = {
  withdrawn: 1,
  underAppeal: 2,
  placeCertain: 4,
  medalCertain: 8,
  medalPossible: 16,
  justShown: 32,
} as const;

export function has(row: Row | undefined, flag: keyof typeof FLAGS): boolean {
  return row !== undefined && (row[6] & FLAGS[flag]) !== 0;
}

/** How many places each competitor went up (positive) or down, by competitor index. */
export type Moves = Map<number, number>;

export function fromSnapshot({ members, ...snapshot }: Snapshot): Board {
  const rows: Row[] = [];
  for (const row of snapshot.rows) rows[row[0]] = row;
  if (!members) return { ...snapshot, rows };
  const competitors: BoardCompetitor[] = [];
  members.forEach((index, at) => (competitors[index] = snapshot.competitors[at]!));
  return { ...snapshot, competitors, rows };
}

/** Null when the delta does not follow what we hold: the server must then be asked for a snapshot. */
export function withDelta(board: Board, delta: Delta): Board | null {
  if (delta.version !== board.version + 1) return null;
  const { competitors, rows, order } = withMembers(board, delta);
  const moved = delta.order ?? withMoves(order, delta.moves ?? []);
  return {
    ...board,
    version: delta.version,
    at: board.at + delta.later,
    state: delta.state ?? board.state,
    label: delta.label ?? board.label,
    basis: delta.basis ?? board.basis,
    competitors,
    rows: withRows(rows, moved, delta),
    order: moved,
  };
}

type Members = Pick<Board, 'competitors' | 'rows' | 'order'>;

/** Who left a window is gone, who joined stands behind the others for now. */
function withMembers({ competitors, rows, order }: Members, { left = [], joined = [] }: Delta): Members {
  if (left.length === 0 && joined.length === 0) return { competitors, rows, order };
  const gone = new Set(left);
  const stay = without(competitors, gone);
  for (const [index, competitor] of joined) stay[index] = competitor;
  const kept = order.filter((index) => !gone.has(index));
  return {
    competitors: stay,
    rows: without(rows, gone),
    order: [...kept, ...joined.map(([index]) => index)],
  };
}

function without<T>(list: T[], gone: Set<number>): T[] {
  const kept: T[] = [];
  list.forEach((one, index) => {
    if (!gone.has(index)) kept[index] = one;
  });
  return kept;
}

function withMoves(order: number[], moves: number[]): number[] {
  if (moves.length === 0) return order;
  const moved = order.slice();
  for (let at = 0; at < moves.length; at += 2) {
    moved.splice(moves[at + 1]!, 0, ...moved.splice(moves[at]!, 1));
  }
  return moved;
}

function withRows(before: Row[], order: number[], { shifts = [], scales = [], rows = [] }: Delta): Row[] {
  if (shifts.length === 0 && scales.length === 0 && rows.length === 0) return before;
  const after = before.slice();
  const change = (index: number, to: (row: Row) => Row) => {
    const row = after[index];
    if (row) after[index] = to(row);
  };
  for (let at = 0; at < shifts.length; at += 3) {
    const [first, length, by] = [shifts[at]!, shifts[at + 1]!, shifts[at + 2]!];
    for (const index of order.slice(first, first + length)) {
      change(index, ([i, rank, ...rest]) => [i, rank === null ? null : rank + by, ...rest]);
    }
  }
  for (const [index, score] of scales) {
    change(index, ([i, rank, total, done, medal, , flags]) => [i, rank, total, done, medal, score, flags]);
  }
  for (const row of rows) after[row[0]] = row;
  return after;
}

export function movesBetween(before: Board, after: Board): Moves {
  const moves: Moves = new Map();
  for (const index of after.order) {
    const earlier = before.rows[index]?.[1];
    const rank = after.rows[index]?.[1];
    if (earlier != null && rank != null && earlier !== rank) moves.set(index, earlier - rank);
  }
  return moves;
}

/** The order to show: who has withdrawn stands behind those who are still to be marked, too. */
export function shownOrder({ order, rows }: Board): number[] {
  const isGone = (index: number) => has(rows[index], 'withdrawn');
  const gone = order.filter(isGone);
  return gone.length === 0 ? order : [...order.filter((index) => !isGone(index)), ...gone];
}
