// Checks on exact decimals by integers, never by floating point. Adding up marks is the server's business alone.

type Decimal = { units: bigint; places: number };

const PATTERN = /^-?\d{1,10}(?:\.\d{1,8})?$/;

export function isDecimal(text: string): boolean {
  return PATTERN.test(text);
}

export function compare(a: string, b: string): -1 | 0 | 1 {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether `value` lies on the grid that starts at `start` and goes on in steps of `step`. */
export function onGrid(value: string, start: string, step: string): boolean {
  const [v, s, width] = aligned(value, start, step);
  return width === 0n || (v - s) % width === 0n;
}

/** All values from `min` to `max`, or null if there are more than `limit` of them. */
export function grid(min: string, max: string, step: string, limit: number): string[] | null {
  const [low, high, width] = aligned(min, max, step);
  if (width <= 0n || high < low || (high - low) / width >= BigInt(limit)) return null;
  const places = Math.max(...[min, max, step].map((text) => parse(text).places));
  const values: string[] = [];
  for (let units = low; units <= high; units += width) values.push(format(units, places));
  return values;
}

/** The shortest way to write it: `01.50` is `1.5`. */
export function plain(text: string): string {
  const { units, places } = parse(text);
  return format(units, places);
}

/** Exact decimals come without closing zeros; in a column they are easier to compare with them. */
export function padded(value: string, places: number): string {
  const [whole = '', fraction = ''] = value.split('.');
  return places > 0 ? `${whole}.${fraction.padEnd(places, '0')}` : value;
}

function parse(text: string): Decimal {
  const [whole = '0', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), places: fraction.length };
}

function aligned(...texts: [string, string, ...string[]]): [bigint, bigint, bigint] {
  const parsed = texts.map(parse);
  const places = Math.max(...parsed.map((decimal) => decimal.places));
  const [a = 0n, b = 0n, c = 0n] = parsed.map((d) => d.units * 10n ** BigInt(places - d.places));
  return [a, b, c];
}

function format(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
