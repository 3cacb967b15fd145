import { waitMs } from '../connection/backoff.ts';
import type { FromTablet } from '../wire/index.ts';
import type { QueuedEntry } from './queue.ts';
import { step } from './steps.ts';

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
  /** Handed over at least once: whatever became of it, the server may have it. */
  #everSent = new Set<number>();
  #withdrawn = new Set<number>();
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
      if (held || this.#inFlight.has(entry.sequence) || this.#withdrawn.has(entry.sequence)) continue;
      this.#everSent.add(entry.sequence);
      if (!this.#line.send(submit(entry))) break;
      step('sent', entry.sequence);
      this.#inFlight.add(entry.sequence);
      this.#watch();
    }
  }

  /** Keeps an entry from ever being sent; false if it may have been already. */
  withdraw(sequence: number): boolean {
    if (this.#everSent.has(sequence)) return false;
    this.#withdrawn.add(sequence);
    return true;
  }

  /** Another tab sends from now on: nobody here knows what it has sent. */
  givenAway(): void {
    for (const { sequence } of this.#line.entries()) this.#everSent.add(sequence);
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
  const { sequence, competitor, aspect, value, corrects, confirms, reason, made_at } = entry;
  return {
    type: 'submit',
    sequence,
    competitor,
    aspect,
    value,
    ...(corrects !== undefined && { corrects }),
    ...(confirms !== undefined && { confirms }),
    ...(reason !== undefined && { reason }),
    made_at,
  };
}
