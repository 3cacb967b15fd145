import { has, type Board } from './apply.ts';

/** Those of the last step who had no place before it: who is seen again after a step back is not new. */
export function newlyCalled(before: Pick<Board, 'rows'>, after: Pick<Board, 'order' | 'rows'>): number[] {
  return calledOf(after).newest.filter((index) => before.rows[index]?.[1] == null);
}

/** Whom a ceremony has shown, by index, best first: those who came with the last step, and those before them. */
export function calledOf({ order, rows }: Pick<Board, 'order' | 'rows'>): {
  newest: number[];
  earlier: number[];
} {
  const called = order.filter((index) => rows[index]?.[1] != null);
  return {
    newest: called.filter((index) => has(rows[index], 'justShown')),
    earlier: called.filter((index) => !has(rows[index], 'justShown')),
  };
}
