import { createContext } from 'svelte';
import { failure, type RequestFailed } from '../connection/http.ts';
import type { NominationCard, Pipeline } from '../wire/index.ts';
import { readPipeline } from './api.ts';
import { Basket } from './basket.svelte.ts';
import { EVERYTHING, type Filter } from './filters.ts';
import { Titles } from './titles.ts';

/** What all views of the office share. */
export class Office {
  readonly officer: string;
  readonly basket: Basket;
  pipeline = $state.raw<Pipeline | null>(null);
  failed = $state.raw<RequestFailed | null>(null);
  /** The server has no office: it was started without programmes. */
  closed = $state(false);
  /** Stays while one goes to a nomination and back. */
  filter = $state.raw<Filter>(EVERYTHING);
  titles = $derived(new Titles(this.pipeline ?? { programmes: [], competitions: [] }));
  byId = $derived(new Map((this.pipeline?.nominations ?? []).map((card) => [card.id, card])));

  #text = '';

  constructor(officer: string) {
    this.officer = officer;
    this.basket = new Basket(officer);
  }

  load = async (): Promise<boolean> => {
    try {
      const pipeline = await readPipeline();
      const text = JSON.stringify(pipeline);
      // The same again must not draw everything anew.
      if (text !== this.#text) this.pipeline = pipeline;
      this.#text = text;
      this.failed = null;
      this.closed = false;
    } catch (error) {
      const found = failure(error);
      this.closed = found.status === 404;
      this.failed = this.closed ? null : found;
    }
    return this.failed === null;
  };

  card(nomination: number): NominationCard | undefined {
    return this.byId.get(nomination);
  }
}

export const [useOffice, setOffice] = createContext<Office>();
