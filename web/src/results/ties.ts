import type { Board } from '../board/apply.ts';
import type { DrawRecord } from '../wire/index.ts';

export type Tie = { rank: number; competitors: string[]; complete: boolean };

/** Who shares a place on the board. Whether that is all a draw needs is the server's to say. */
export function openTies(board: Board, draws: DrawRecord[]): Tie[] {
  const byRank = new Map<number, Tie>();
  for (const index of board.order) {
    const [, rank, , done, , , withdrawn] = board.rows[index] ?? [];
    const competitor = board.competitors[index];
    if (rank == null || withdrawn || !competitor) continue;
    const tie = byRank.get(rank) ?? { rank, competitors: [], complete: true };
    tie.competitors.push(competitor.id);
    tie.complete &&= done === board.aspects;
    byRank.set(rank, tie);
  }
  const waiting = new Set(
    draws.filter((draw) => stateOf(draw) === 'open').flatMap((draw) => draw.competitors),
  );
  return [...byRank.values()].filter(
    ({ competitors }) => competitors.length > 1 && !competitors.some((id) => waiting.has(id)),
  );
}

export function stateOf(draw: DrawRecord): 'open' | 'revealed' | 'cancelled' {
  if (draw.cancelled !== undefined) return 'cancelled';
  return draw.order ? 'revealed' : 'open';
}

/** Sixty-four digits in groups that can be read aloud. */
export function grouped(digits: string, size = 8): string[] {
  return digits.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
}
