/** Keeps the screen on while the page is seen. The browser lets go whenever the page is hidden, so it is asked again. */
export function keepAwake(): () => void {
  const wakeLock = (navigator as { wakeLock?: WakeLock }).wakeLock;
  if (!wakeLock) return () => undefined;
  let held: WakeLockSentinel | undefined;
  let stopped = false;

  async function hold(): Promise<void> {
    if (document.visibilityState !== 'visible' || (held && !held.released)) return;
    // Refused with a low battery: nothing is lost but comfort.
    const sentinel = await wakeLock?.request('screen').catch(() => undefined);
    if (stopped) void sentinel?.release();
    else held = sentinel;
  }

  const seen = () => void hold();
  document.addEventListener('visibilitychange', seen);
  seen();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', seen);
    void held?.release();
  };
}
