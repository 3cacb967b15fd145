import { Steps } from '../setup/history.ts';
import type { HonoursAnswer, RefusedAct } from '../wire/index.ts';
import { readHeld, refusalsByKey, withActs, type Held, type Wanted } from './acts.ts';
import { submit } from './api.ts';

/** Acts that were not submitted yet. It stays in this tab, for this officer, until it is closed. */
export class Basket {
  held = $state.raw<Held[]>([]);
  /** Of the acts as they were submitted last. */
  refused = $state.raw<Map<number, RefusedAct['problem'][]>>(new Map());
  submitted = $state.raw<HonoursAnswer | null>(null);
  busy = $state(false);

  #key: string;
  #steps = $state.raw(new Steps<Held[]>());
  #changes = $state(0);

  constructor(officer: string) {
    this.#key = `jinbang.basket.${officer}`;
    this.held = readHeld(stored(this.#key)) ?? [];
  }

  get canUndo(): boolean {
    return this.#changes >= 0 && this.#steps.canUndo;
  }

  get canRedo(): boolean {
    return this.#changes >= 0 && this.#steps.canRedo;
  }

  put(wanted: Wanted[]): void {
    this.#change(withActs(this.held, wanted));
  }

  takeOut(key: number): void {
    this.#change(this.held.filter((one) => one.key !== key));
  }

  clear(): void {
    this.#change([]);
  }

  undo(): void {
    if (!this.busy) this.#show(this.#steps.undo(this.held));
  }

  redo(): void {
    if (!this.busy) this.#show(this.#steps.redo(this.held));
  }

  /** All of it or none. What was done is not in the basket any more, and cannot be put back by undoing. */
  async submit(): Promise<void> {
    const sent = this.held;
    this.busy = true;
    try {
      const answer = await submit(sent.map(({ act }) => act));
      this.refused = refusalsByKey(sent, answer.refused);
      if (answer.refused.length > 0) return;
      this.#steps = new Steps();
      this.#show([]);
      this.submitted = answer;
    } finally {
      this.busy = false;
    }
  }

  #change(held: Held[]): void {
    if (this.busy) return;
    this.#steps.note(this.held);
    this.#show(held);
  }

  #show(held: Held[]): void {
    this.held = held;
    this.refused = new Map();
    this.submitted = null;
    this.#changes += 1;
    store(this.#key, held);
  }
}

// Where the browser keeps nothing, the basket lasts as long as the page.
function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, held: Held[]): void {
  try {
    if (held.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(held));
  } catch {
    // Kept in the page.
  }
}
