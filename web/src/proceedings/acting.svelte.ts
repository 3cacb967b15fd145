import type { Command, MarkingSession } from '../marking/session.svelte.ts';
import type { Refused } from '../wire/index.ts';

/** One command under way, and what became of the last one. */
export class Acting {
  busy = $state(false);
  /** Why it did not happen; `unknown`: the line broke before the answer. */
  failed = $state.raw<Refused | 'unknown' | null>(null);

  #session: MarkingSession;

  constructor(session: MarkingSession) {
    this.#session = session;
  }

  /** True once the server has it. */
  async run(command: Command): Promise<boolean> {
    this.busy = true;
    this.failed = null;
    const outcome = await this.#session.command(command).catch(() => 'unknown' as const);
    this.busy = false;
    if (outcome !== 'stored') this.failed = outcome;
    return outcome === 'stored';
  }
}
