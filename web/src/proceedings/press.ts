import type { Press } from './commandStore.ts';

/**
 * How long ago a button was pressed, in milliseconds. Where both readings of the device's clock can be set against the server's,
 * a clock that was put right in between does no harm; a clock that runs backwards makes it no time at all.
 */
export function pressedAgo(press: Press, now: number, ahead: number | null): number {
  const corrected = press.ahead === null || ahead === null ? 0 : press.ahead - ahead;
  const ago = now - press.at + corrected;
  return Math.max(0, Math.round(ago));
}
