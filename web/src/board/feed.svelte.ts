import { ReconnectingSocket, type Link } from '../connection/socket.svelte.ts';
import { canUnpack } from '../connection/unpack.ts';
import type { BoardMessage, Text } from '../wire/index.ts';
import { fromSnapshot, movesBetween, withDelta, type Board, type Moves } from './apply.ts';

const SHOW_MOVES_MS = 20_000;
// A phone that was carried out of reach may hold a dead socket that looks open; after this much silence we ask.
const SILENCE_MS = 120_000;
const ANSWER_MS = 10_000;

/** One board as the server tells it. */
export class BoardFeed {
  board = $state.raw<Board | null>(null);
  moves = $state.raw<Moves>(new Map());
  closing = $state<Text | null>(null);
  /** Since when the server that makes the board is not heard by the one that shows it; null while it is. */
  silentSince = $state<number | null>(null);
  socket: ReconnectingSocket;

  #shown = new Map<number, { by: number; until: number }>();
  #forgetting: ReturnType<typeof setTimeout> | undefined;
  #listening: ReturnType<typeof setTimeout> | undefined;

  /** `window`: what of the board is wanted, as the protocol has it, such as `top=20`; nothing for all of it. */
  constructor(competition: string, skill: string, window = '') {
    const query = new URLSearchParams();
    if (window) query.set('window', window);
    if (canUnpack) query.set('z', '1');
    const path = `/ws/board/${encodeURIComponent(competition)}/${encodeURIComponent(skill)}?${query}`;
    this.socket = new ReconnectingSocket(path, {
      opened: () => (this.silentSince = null),
      frame: (frame) => this.#take(frame as BoardMessage),
    });
  }

  /** Live only where news of the board would come. */
  get link(): Link {
    return this.socket.link === 'live' && this.silentSince !== null ? 'connecting' : this.socket.link;
  }

  /** When the board was last known to be the newest, by this machine's clock. */
  get freshAt(): number {
    return this.silentSince ?? this.socket.heardAt;
  }

  start(): () => void {
    this.socket.start();
    return () => {
      clearTimeout(this.#forgetting);
      clearTimeout(this.#listening);
      this.socket.stop();
    };
  }

  #take(frame: BoardMessage): void {
    if (frame.type === 'closing') {
      this.closing = frame.message;
      return;
    }
    if (frame.type === 'source') {
      this.silentSince = frame.silent_ms === null ? null : Date.now() - frame.silent_ms;
      return;
    }
    if (frame.type !== 'snapshot' && frame.type !== 'delta') return;
    this.#listen();
    const before = this.board;
    const after = frame.type === 'snapshot' ? fromSnapshot(frame) : before && withDelta(before, frame);
    if (!after) {
      this.socket.send({ type: 'resync' });
      return;
    }
    this.board = after;
    this.closing = null;
    this.socket.settled();
    if (before && sameCompetitors(before, after)) this.#show(movesBetween(before, after));
  }

  #show(moves: Moves): void {
    const until = Date.now() + SHOW_MOVES_MS;
    for (const [index, by] of moves) this.#shown.set(index, { by, until });
    if (moves.size > 0) this.#refreshMoves();
  }

  #refreshMoves(): void {
    const time = Date.now();
    for (const [index, move] of this.#shown) if (move.until <= time) this.#shown.delete(index);
    this.moves = new Map([...this.#shown].map(([index, move]) => [index, move.by]));
    clearTimeout(this.#forgetting);
    if (this.#shown.size === 0) return;
    const next = Math.min(...[...this.#shown.values()].map((move) => move.until));
    this.#forgetting = setTimeout(() => this.#refreshMoves(), next - time + 50);
  }

  #listen(): void {
    clearTimeout(this.#listening);
    this.#listening = setTimeout(
      () => {
        if (this.socket.link !== 'live') return;
        this.socket.send({ type: 'resync' });
        this.#listening = setTimeout(() => this.socket.reconnect(), ANSWER_MS);
      },
      SILENCE_MS * (0.75 + 0.5 * Math.random()),
    );
  }
}

function sameCompetitors(a: Board, b: Board): boolean {
  const first = b.order[0] ?? 0;
  return (
    a.field === b.field && a.window === b.window && a.competitors[first]?.id === b.competitors[first]?.id
  );
}
