import { has, type Board } from './apply.ts';

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
