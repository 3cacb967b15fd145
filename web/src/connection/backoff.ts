export const FIRST_WAIT_MS = 500;
export const LONGEST_WAIT_MS = 20_000;

/** Exponential with jitter, so that a hall full of tablets does not come back in the same second. */
export function waitMs(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
