/** A figure with so many places; a real minus, and never a minus before zero. */
export function figure(value: number | null, places = 2): string {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(places);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export function signed(value: number | null, places = 2): string {
  const text = figure(value, places);
  return value !== null && value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

export function withError(value: number | null, error: number | null, places = 2): string {
  return value === null || error === null
    ? figure(value, places)
    : `${figure(value, places)} ± ${figure(error, places)}`;
}

export function probability(value: number | null): string {
  return value !== null && value < 0.001 ? '< 0.001' : `= ${figure(value, 3)}`;
}

export function interval(ends: [number, number] | null, places = 2): string {
  return ends ? `${figure(ends[0], places)} … ${figure(ends[1], places)}` : '–';
}
