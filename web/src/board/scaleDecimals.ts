import type { PublishedRules } from '../wire/index.ts';

/** How many decimals the rules give a scale score. */
export function scaleDecimals({ scale }: PublishedRules): number {
  return Number(scale?.parameters.find(({ name }) => name === 'decimals')?.value ?? 0);
}
