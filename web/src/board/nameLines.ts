/** A name in two lines of about the same length, broken behind a word or a sign; in one where there is nowhere to break it. */
export function inTwoLines(name: string): string[] {
  const ends = [...name.matchAll(/[\s·・&-]+/g)].map(({ index, 0: sign }) => index + sign.length);
  const inside = ends.filter((end) => end < name.length);
  if (inside.length === 0) return [name];
  const middle = name.length / 2;
  const at = inside.reduce((best, end) => (Math.abs(end - middle) < Math.abs(best - middle) ? end : best));
  return [name.slice(0, at).trimEnd(), name.slice(at)];
}
