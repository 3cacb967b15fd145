import type { DeskStandings, DrawRecord } from '../wire/index.ts';

export type Tie = { rank: number | null; competitors: string[]; complete: boolean };

/** Ties that nobody has begun to draw yet. `aspects`: marks a complete competitor has. */
export function openTies({ rows, open_ties }: DeskStandings, aspects: number, draws: DrawRecord[]): Tie[] {
  const byId = new Map(rows.map((row) => [row.competitor, row]));
  const waiting = new Set(
    draws.filter((draw) => stateOf(draw) === 'open').flatMap((draw) => draw.competitors),
  );
  return open_ties
    .filter((competitors) => !competitors.some((id) => waiting.has(id)))
    .map((competitors) => ({
      rank: byId.get(competitors[0] ?? '')?.rank ?? null,
      competitors,
      complete: competitors.every((id) => byId.get(id)?.done === aspects),
    }));
}

export function stateOf(draw: DrawRecord): 'open' | 'revealed' | 'cancelled' {
  if (draw.cancelled !== undefined) return 'cancelled';
  return draw.order ? 'revealed' : 'open';
}

/** Sixty-four digits in groups that can be read aloud. */
export function grouped(digits: string, size = 8): string[] {
  return digits.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
}
