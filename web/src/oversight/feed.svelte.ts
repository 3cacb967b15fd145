import { pollWhileVisible } from '../components/poll.ts';
import { failure, request, type RequestFailed } from '../connection/http.ts';

const POLL_MS = 3_000;

/** What the server says at one address, asked again and again while somebody looks. */
export class Feed<T> {
  current = $state.raw<T | null>(null);
  failed = $state.raw<RequestFailed | null>(null);

  #path: string;
  #everyMs: number;
  #asked = 0;
  #shown = 0;
  #text = '';

  constructor(path: string, everyMs = POLL_MS) {
    this.#path = path;
    this.#everyMs = everyMs;
  }

  start(): () => void {
    return pollWhileVisible(this.load, this.#everyMs);
  }

  load = async (): Promise<boolean> => {
    const asked = ++this.#asked;
    try {
      this.#take(await request<T>('GET', this.#path), asked);
      this.failed = null;
      return true;
    } catch (error) {
      this.failed = failure(error);
      return false;
    }
  };

  #take(answer: T, asked: number): void {
    // An answer that was overtaken by a newer one is not shown, and the same again must not draw everything anew.
    if (asked < this.#shown) return;
    this.#shown = asked;
    const text = JSON.stringify(answer);
    if (text !== this.#text) this.current = answer;
    this.#text = text;
  }
}

/** `/api/{what}/{competition}/{skill}`, with a query or without. */
export function skillPath(what: string, competition: string, skill: string, query = ''): string {
  const path = [what, competition, skill].map(encodeURIComponent).join('/');
  return `/api/${path}${query ? `?${query}` : ''}`;
}
