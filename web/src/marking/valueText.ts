import type { Aspect } from '../wire/index.ts';

/** A value as people say it: `yes` is a word, a measurement has its unit. */
export function valueText(value: string, aspect: Aspect, words: { yes: string; no: string }): string {
  if (aspect.entry === 'yes-no') return value === 'yes' ? words.yes : value === 'no' ? words.no : value;
  return aspect.unit ? `${value} ${aspect.unit}` : value;
}
