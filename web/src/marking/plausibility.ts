// Whether a value looks like a slip of the finger. These are only questions, so rounding does not matter: plain numbers will do.

/** What this tablet may know already; nothing in it is secret to the expert. */
export type Known = {
  /** Values that competitors really reach, of the rules. */
  typical?: [string, string] | undefined;
  /** This aspect's values of other competitors, where it is typed as a number. */
  others: string[];
  /** The value as a part of what is possible, 0 to 1; null where that is not known. */
  share: number | null;
  /** The competitor's other marks as parts of their greatest. */
  shares: number[];
  /** What the others of the panel gave in the round that has to be scored again. */
  panel: string[];
  /** How far apart a panel may be. */
  maxSpread: string | null;
};

export type Doubt =
  | { kind: 'untypical'; low: string; high: string }
  | { kind: 'tenfold'; middle: string }
  | { kind: 'unlike-panel'; scores: string[] }
  | { kind: 'unlike-own'; percent: number; usual: number };

const TENFOLD_FROM = 8;
const OTHERS_WANTED = 3;
const SHARES_WANTED = 5;
const SHARE_AWAY = 0.5;
const DEVIATIONS_AWAY = 4;

export function doubt(value: string, known: Known): Doubt | null {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return null;
  return (
    untypical(number, known.typical) ??
    tenfold(number, known.others) ??
    unlikePanel(number, known.panel, known.maxSpread) ??
    unlikeOwn(known.share, known.shares)
  );
}

function untypical(value: number, typical: Known['typical']): Doubt | null {
  if (!typical) return null;
  const [low, high] = typical;
  return value < Number(low) || value > Number(high) ? { kind: 'untypical', low, high } : null;
}

/** A decimal point that slipped. */
function tenfold(value: number, others: string[]): Doubt | null {
  if (others.length < OTHERS_WANTED) return null;
  const sorted = [...others].sort((a, b) => Number(a) - Number(b));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? '0';
  const ratio = Math.abs(value / Number(middle));
  const slipped = Number.isFinite(ratio) && ratio > 0 && (ratio >= TENFOLD_FROM || ratio <= 1 / TENFOLD_FROM);
  return slipped ? { kind: 'tenfold', middle } : null;
}

function unlikePanel(value: number, panel: string[], maxSpread: string | null): Doubt | null {
  if (panel.length === 0 || maxSpread === null) return null;
  const scores = panel.map(Number);
  const away = Math.max(Math.min(...scores) - value, value - Math.max(...scores));
  return away > Number(maxSpread) ? { kind: 'unlike-panel', scores: panel } : null;
}

function unlikeOwn(share: number | null, shares: number[]): Doubt | null {
  if (share === null || shares.length < SHARES_WANTED) return null;
  const usual = median(shares);
  const deviation = median(shares.map((one) => Math.abs(one - usual)));
  const away = Math.abs(share - usual);
  if (away <= SHARE_AWAY || away <= DEVIATIONS_AWAY * deviation) return null;
  return { kind: 'unlike-own', percent: Math.round(share * 100), usual: Math.round(usual * 100) };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = low] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}
