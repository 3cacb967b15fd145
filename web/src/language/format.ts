import { language } from './language.svelte.ts';

/** Whose habits dates follow: the reader's own English, else the British one. */
function habits(): string {
  if (language.current === 'zh') return language.tag;
  return navigator.languages.find((one) => one.startsWith('en-')) ?? 'en-GB';
}

const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' };

/** `2026-06-01` is a calendar day, not an instant: it must not move with the viewer's time zone. */
export function day(value: string): string {
  return new Intl.DateTimeFormat(habits(), DAY).format(new Date(`${value}T00:00:00Z`));
}

export function days(starts: string | null, ends: string | null): string {
  if (!starts) return ends ? day(ends) : '';
  if (!ends || ends === starts) return day(starts);
  const format = new Intl.DateTimeFormat(habits(), DAY);
  return format.formatRange(new Date(`${starts}T00:00:00Z`), new Date(`${ends}T00:00:00Z`));
}

export function clock(at: number): string {
  return new Intl.DateTimeFormat(habits(), { timeStyle: 'medium' }).format(at);
}

/** A time of today, or with its day. */
export function recent(at: number): string {
  return new Date(at).toDateString() === new Date().toDateString() ? clock(at) : moment(at);
}

export function moment(at: number): string {
  return new Intl.DateTimeFormat(habits(), { dateStyle: 'short', timeStyle: 'short' }).format(at);
}

export function whole(value: number): string {
  return new Intl.NumberFormat(language.tag).format(value);
}

export function share(done: number, of: number): string {
  const percent = of > 0 ? Math.floor((done * 100) / of) : 0;
  return `${percent}%`;
}

export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
