type PeriodWords = { period: (from: string, to: string) => string; open: string; always: string };

/** First and last year or day; open where there is none. */
export function span(from: string | null, to: string | null, w: PeriodWords): string {
  if (from === null && to === null) return w.always;
  return w.period(from ?? w.open, to ?? w.open);
}

export const years = (from: number | null, to: number | null, w: PeriodWords): string =>
  span(from === null ? null : String(from), to === null ? null : String(to), w);
