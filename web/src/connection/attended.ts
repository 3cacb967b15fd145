/** How long after the last touch somebody is taken to be there. A page asks more often than this by itself. */
const ATTENDED_MS = 60_000;

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const;

let touched = -Infinity;

export function watchForTouches(target: EventTarget, now: () => number = Date.now): void {
  touched = now();
  const note = () => (touched = now());
  for (const touch of TOUCHES) target.addEventListener(touch, note, { capture: true, passive: true });
}

/** What a page asks for while nobody touches it keeps no session awake. */
export function attendance(now = Date.now()): Record<string, string> {
  return now - touched < ATTENDED_MS ? {} : { 'x-jinbang-unattended': '1' };
}

if (typeof window !== 'undefined') watchForTouches(window);
