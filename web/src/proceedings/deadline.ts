export const WARNING_MS = 30 * 60_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Words = {
  hours: (hours: number, minutes: number) => string;
  days: (days: number, hours: number) => string;
};

/** Whole minutes that are left, rounded up so that the last one still counts, or that have passed. */
export function span(ms: number, words: Words): string {
  const whole = Math.ceil(Math.abs(ms) / MINUTE_MS) * MINUTE_MS;
  if (whole >= DAY_MS) return words.days(Math.floor(whole / DAY_MS), Math.floor((whole % DAY_MS) / HOUR_MS));
  return words.hours(Math.floor(whole / HOUR_MS), Math.floor((whole % HOUR_MS) / MINUTE_MS));
}

export function toneOf(left: number): 'late' | 'soon' | 'calm' {
  if (left <= 0) return 'late';
  return left <= WARNING_MS ? 'soon' : 'calm';
}
