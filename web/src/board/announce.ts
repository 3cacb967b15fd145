import { has, type Board } from './apply.ts';

/** Who follows nobody is told at most so often that something has changed. */
export const UPDATED_EVERY_MS = 30_000;

/** Followed competitors whose place or total differs, by index; the best first. */
export function changedAmong(followed: (index: number) => boolean, before: Board, after: Board): number[] {
  return after.order.filter((index) => {
    const [earlier, row] = [before.rows[index], after.rows[index]];
    if (!earlier || !row || row[1] === null || has(row, 'withdrawn') || !followed(index)) return false;
    return earlier[1] !== row[1] || earlier[2] !== row[2];
  });
}
