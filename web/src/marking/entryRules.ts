import { compare, grid, isDecimal, onGrid, plain } from '../wire/decimal.ts';
import type { Aspect, Scores, Welcome } from '../wire/index.ts';

const MOST_BUTTONS = 13;

export type Problem =
  | { kind: 'empty' }
  | { kind: 'not-a-number' }
  | { kind: 'out-of-range'; min: string; max: string }
  | { kind: 'too-fine'; step: string };

/** The range of a number entry. A measured value has none: only the server's scheme knows what it means. */
export function scoresOf(aspect: Aspect, skill: Welcome['skill']): Scores | null {
  if (aspect.entry === 'score') return aspect.score ?? skill.judgement;
  if (aspect.entry === 'mark')
    return { min: '0', max: aspect.max_mark, step: aspect.step ?? skill.measurement_step };
  return null;
}

/** What is offered as buttons; null when a number must be typed. */
export function optionsOf(aspect: Aspect, skill: Welcome['skill']): string[] | null {
  if (aspect.entry === 'yes-no') return ['yes', 'no'];
  if (aspect.entry === 'choice') return aspect.choices;
  if (aspect.entry !== 'score') return null;
  const scores = scoresOf(aspect, skill);
  return scores && grid(scores.min, scores.max, scores.step, MOST_BUTTONS);
}

export function problemOf(text: string, scores: Scores | null): Problem | null {
  if (text === '') return { kind: 'empty' };
  if (!isDecimal(text)) return { kind: 'not-a-number' };
  if (!scores) return null;
  const { min, max, step } = scores;
  if (compare(text, min) < 0 || compare(text, max) > 0) return { kind: 'out-of-range', min, max };
  return onGrid(text, min, step) ? null : { kind: 'too-fine', step };
}

/** "1." and "-" are on the way to a number, and "1" to 12 where 10 is the lowest: they are not scolded while typing. */
export function isOnTheWay(text: string, scores: Scores | null): boolean {
  if (text === '' || /^-$|^-?\d+\.$/.test(text)) return true;
  if (!scores || !/^[1-9]\d*$/.test(text)) return false;
  return compare(text, scores.min) < 0 && compare(`${text}0`, scores.max) <= 0;
}

export function written(text: string): string {
  return isDecimal(text) ? plain(text) : text;
}
