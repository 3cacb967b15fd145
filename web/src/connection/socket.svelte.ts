import { waitMs } from './backoff.ts';
import { unpack } from './unpack.ts';

export type Link = 'connecting' | 'live' | 'waiting' | 'stopped';

type Handlers = {
  /** The socket is open; send what must come first. The link counts as live once `settled` is called. */
  opened?: () => void;
  frame: (frame: { type: string }) => void;
  lost?: () => void;
};

const OPEN_TIMEOUT_MS = 10_000;

/** A WebSocket that comes back by itself. Frames are JSON objects with a `type`. */
export class ReconnectingSocket {
  link = $state<Link>('connecting');
  retryAt = $state(0);
  heardAt = $state(0);
  /** Frames heard so far: unlike the clock it only goes up. */
  heard = 0;

  #path: string;
  #handlers: Handlers;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(path: string, handlers: Handlers) {
    this.#path = path;
    this.#handlers = handlers;
  }

  start(): void {
    addEventListener('online', this.retryNow);
    addEventListener('offline', this.reconnect);
    document.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  stop(): void {
    removeEventListener('online', this.retryNow);
    removeEventListener('offline', this.reconnect);
    document.removeEventListener('visibilitychange', this.#wake);
    clearTimeout(this.#timer);
    this.link = 'stopped';
    this.#drop();
  }

  /** Which connection this is: work that was begun on one must not speak for the next. */
  get line(): unknown {
    return this.#socket;
  }

  /** The other side has accepted us: start counting failures anew. */
  settled(): void {
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.link = 'live';
  }

  send(frame: object): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  retryNow = (): void => {
    if (this.link === 'waiting') this.#connect();
  };

  /** Used when the connection is suspected dead although nobody closed it. */
  reconnect = (): void => {
    if (this.link === 'stopped') return;
    this.#drop();
    this.#wait();
  };

  #wake = (): void => {
    if (document.visibilityState === 'visible') this.retryNow();
  };

  #connect(): void {
    clearTimeout(this.#timer);
    this.#drop();
    this.link = 'connecting';
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}${this.#path}`);
    this.#socket = socket;
    this.#timer = setTimeout(this.reconnect, OPEN_TIMEOUT_MS);
    socket.onopen = () => this.#handlers.opened?.();
    socket.onclose = this.reconnect;
    socket.binaryType = 'arraybuffer';
    // Frames are taken in the order they came, also while one of them is inflated.
    let inflating: Promise<void> | null = null;
    const inTurn = async (data: string | ArrayBuffer, before: Promise<void> | null): Promise<void> => {
      await before;
      const text = typeof data === 'string' ? data : await unpack(data);
      if (this.#socket === socket) this.#hear(text);
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string' && !inflating) return this.#hear(data);
      const turn = inTurn(data, inflating).catch(this.reconnect);
      inflating = turn;
      void turn.then(() => {
        if (inflating === turn) inflating = null;
      });
    };
  }

  #hear(text: string): void {
    this.heardAt = Date.now();
    this.heard += 1;
    this.#handlers.frame(JSON.parse(text) as { type: string });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
    this.#handlers.lost?.();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const wait = waitMs(this.#failures++);
    this.retryAt = Date.now() + wait;
    this.link = 'waiting';
    this.#timer = setTimeout(() => this.#connect(), wait);
  }
}
