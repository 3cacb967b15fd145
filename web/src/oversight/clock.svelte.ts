import { now } from '../components/clock.svelte.ts';

/** The server's clock, as last heard: deadlines are its, and a desk's computer may be wrong by years. */
class ServerClock {
  #ahead = $state(0);

  /** At each answer that says what time it is there. */
  heard(serverNow: number): void {
    const ahead = serverNow - Date.now();
    // Answers take a moment; a clock that jumps by that is no help.
    if (Math.abs(ahead - this.#ahead) > 2_000) this.#ahead = ahead;
  }

  get ms(): number {
    return now.ms + this.#ahead;
  }
}

export const serverClock = new ServerClock();
