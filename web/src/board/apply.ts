import type { BoardCompetitor, Delta, Row, Snapshot } from '../wire/index.ts';

/** A snapshot with the deltas since; `rows` is indexed by competitor. */
export type Board = Omit<Snapshot, 'protocol'>;

/** How many places each competitor went up (positive) or down, by competitor index. */
export type Moves = Map<number, number>;

export function fromSnapshot(snapshot: Snapshot): Board {
  return { ...snapshot, rows: placed(snapshot.rows, snapshot.competitors) };
}

/** Null when the delta does not follow what we hold: the server must then be asked for a snapshot. */
export function withDelta(board: Board, delta: Delta): Board | null {
  if (delta.from !== board.version) return null;
  const rows = delta.rows.length > 0 ? board.rows.slice() : board.rows;
  for (const row of delta.rows) rows[row[0]] = row;
  return {
    ...board,
    version: delta.version,
    at: delta.at,
    state: delta.state ?? board.state,
    basis: delta.basis ?? board.basis,
    rows,
    order: delta.order ?? board.order,
  };
}

export function movesBetween(before: Board, after: Board): Moves {
  const moves: Moves = new Map();
  for (const [index, rank] of after.rows) {
    const earlier = before.rows[index]?.[1];
    if (earlier != null && rank != null && earlier !== rank) moves.set(index, earlier - rank);
  }
  return moves;
}

/** The order to show: who has withdrawn stands behind those who are still to be marked, too. */
export function shownOrder({ order, rows }: Board): number[] {
  const gone = order.filter((index) => rows[index]?.[6]);
  return gone.length === 0 ? order : [...order.filter((index) => !rows[index]?.[6]), ...gone];
}

function placed(rows: Row[], competitors: BoardCompetitor[]): Row[] {
  const byIndex: Row[] = competitors.map((_, index) => [index, null, '', 0, '', null, false, false]);
  for (const row of rows) byIndex[row[0]] = row;
  return byIndex;
}
