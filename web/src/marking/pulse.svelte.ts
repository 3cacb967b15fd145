import type { MarkingSession } from './session.svelte.ts';

const EVERY_MS = 15_000;
const SILENCE_MS = 10_000;

/** The page's own sign of life: it finds out lines that are dead although nobody closed them, and tells how many entries wait. */
export class Pulse {
  #session: MarkingSession;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(session: MarkingSession) {
    this.#session = session;
  }

  start(): () => void {
    this.#timer = setInterval(() => this.#beat(), EVERY_MS);
    return () => {
      clearInterval(this.#timer);
      clearTimeout(this.#silence);
    };
  }

  #beat(): void {
    const { socket, room, outbox } = this.#session;
    if (socket.link !== 'live') return;
    const { heard } = socket;
    if (!socket.send({ type: 'ping', queued: room.waiting.length + outbox.waiting.length })) return;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (socket.link === 'live' && socket.heard === heard) socket.reconnect();
    }, SILENCE_MS);
  }
}
