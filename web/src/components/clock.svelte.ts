import { createSubscriber } from 'svelte/reactivity';

/** The time, for countdowns and ages: ticks once a second, only while something shows it. */
class Now {
  #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  });

  get ms(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const now = new Now();
