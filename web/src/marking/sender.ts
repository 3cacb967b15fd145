import { waitMs } from '../connection/backoff.ts';
import type { FromTablet } from '../wire/index.ts';
import type { QueuedEntry } from './queue.ts';

const IN_FLIGHT_MAX = 16;
const ANSWER_TIMEOUT_MS = 10_000;

type Line = {
  /** Whether frames may be sent now. */
  open: () => boolean;
  entries: () => QueuedEntry[];
  send: (frame: FromTablet) => boolean;
  /** No answer in time: the line is dead although nobody closed it. */
  silent: () => void;
};

/** Sends queued entries in order, a few at a time, and again after any break: the server knows a repetition. */
export class Sender {
  #line: Line;
  #inFlight = new Set<number>();
  #busyCount = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  pump(): void {
    if (!this.#line.open() || this.#resting !== undefined) return;
    for (const entry of this.#line.entries()) {
      if (this.#inFlight.size >= IN_FLIGHT_MAX) break;
      // A correction of an entry that is still queued waits for its position.
      const held = entry.refused !== undefined || entry.corrects_sequence !== undefined;
      if (held || this.#inFlight.has(entry.sequence)) continue;
      if (!this.#line.send(submit(entry))) break;
      this.#inFlight.add(entry.sequence);
      this.#watch();
    }
  }

  answered(sequence: number): void {
    this.#inFlight.delete(sequence);
    this.#busyCount = 0;
    this.#watch();
  }

  /** The server cannot take it now: everything stays queued, and after a rest it is sent again from the lowest. */
  busy(sequence: number): void {
    this.#inFlight.delete(sequence);
    this.#watch();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.resume(), waitMs(this.#busyCount++));
  }

  resume(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.pump();
  }

  /** The connection is gone, and with it the answers. */
  broken(): void {
    this.#inFlight.clear();
    clearTimeout(this.#waiting);
    clearTimeout(this.#resting);
    this.#resting = undefined;
  }

  #watch(): void {
    clearTimeout(this.#waiting);
    if (this.#inFlight.size > 0) this.#waiting = setTimeout(() => this.#line.silent(), ANSWER_TIMEOUT_MS);
  }
}

function submit(entry: QueuedEntry): FromTablet {
  const { sequence, competitor, aspect, value, corrects, reason, made_at } = entry;
  return {
    type: 'submit',
    sequence,
    competitor,
    aspect,
    value,
    ...(corrects !== undefined && { corrects }),
    ...(reason !== undefined && { reason }),
    made_at,
  };
}
