import type { QuotaUse } from '../wire/index.ts';

/** How a quota is drawn: shares of the bar, in per cent. */
export type Gauge = { granted: number; reserved: number; state: GaugeState };

export type GaugeState = 'unlimited' | 'room' | 'full' | 'waiting' | 'beyond';

export function gauge(use: QuotaUse): Gauge {
  // A bar without a limit would tell nothing.
  if (use.quota === null) return { granted: 0, reserved: 0, state: 'unlimited' };
  const taken = use.granted + use.reserved;
  const whole = Math.max(use.quota, taken, 1);
  const share = (count: number): number => (count * 100) / whole;
  return { granted: share(use.granted), reserved: share(use.reserved), state: stateOf(use, taken) };
}

function stateOf({ quota, beyond, waiting }: QuotaUse, taken: number): GaugeState {
  if (beyond > 0) return 'beyond';
  if (waiting.length > 0) return 'waiting';
  return quota !== null && taken >= quota ? 'full' : 'room';
}

/** Whether it says anything: no limit that nobody comes under. */
export function tells(use: QuotaUse): boolean {
  return use.quota !== null || use.granted + use.reserved + use.waiting.length > 0;
}

/** Seats that are left; null: no limit. */
export function left(use: QuotaUse): number | null {
  return use.quota === null ? null : Math.max(0, use.quota - use.granted - use.reserved);
}
