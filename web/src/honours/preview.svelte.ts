import { failure, type RequestFailed } from '../connection/http.ts';
import type { HonoursAnswer, RefusedAct } from '../wire/index.ts';
import { refusalsByKey, type Held } from './acts.ts';
import { preview } from './api.ts';

/** What would be if the basket were submitted now. */
export class Preview {
  answer = $state.raw<HonoursAnswer | null>(null);
  refused = $state.raw<Map<number, RefusedAct['problem'][]>>(new Map());
  failed = $state.raw<RequestFailed | null>(null);
  busy = $state(false);

  #asked = 0;

  async of(held: Held[]): Promise<void> {
    // An answer that was overtaken by a newer question is not shown.
    const asked = ++this.#asked;
    if (held.length === 0) {
      this.#show(null, held);
      return;
    }
    this.busy = true;
    try {
      const answer = await preview(held.map(({ act }) => act));
      if (asked === this.#asked) this.#show(answer, held);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#show(null, held);
      this.failed = failure(error);
    }
  }

  #show(answer: HonoursAnswer | null, held: Held[]): void {
    this.answer = answer;
    this.refused = refusalsByKey(held, answer?.refused ?? []);
    this.failed = null;
    this.busy = false;
  }
}
