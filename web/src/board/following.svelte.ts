import { forget, remember, remembered } from '../components/storage.ts';
import type { BoardCompetitor } from '../wire/index.ts';
import { boardPath, type BoardAddress } from './address.ts';

/** More than anybody watches; what a device keeps stays small. */
const FOLLOWED_MAX = 50;

export type Followed = 'competitor' | 'delegation' | null;

/** Whom this device follows: competitors of one board, and delegations of the whole competition. */
export class Following {
  competitors = $state.raw<string[]>([]);
  delegations = $state.raw<string[]>([]);
  #competitorsKey: string;
  #delegationsKey: string;

  constructor(address: BoardAddress) {
    this.#competitorsKey = `jinbang.follow${boardPath(address)}`;
    this.#delegationsKey = `jinbang.follow-delegations/${encodeURIComponent(address.competition)}`;
    this.competitors = read(this.#competitorsKey);
    this.delegations = read(this.#delegationsKey);
  }

  get any(): boolean {
    return this.competitors.length > 0 || this.delegations.length > 0;
  }

  of(competitor: BoardCompetitor): Followed {
    if (this.competitors.includes(competitor.id)) return 'competitor';
    return this.delegations.includes(competitor.delegation.id) ? 'delegation' : null;
  }

  toggleCompetitor(id: string): void {
    this.competitors = toggled(this.competitors, id);
    write(this.#competitorsKey, this.competitors);
  }

  toggleDelegation(id: string): void {
    this.delegations = toggled(this.delegations, id);
    write(this.#delegationsKey, this.delegations);
  }
}

function toggled(list: string[], id: string): string[] {
  return list.includes(id) ? list.filter((one) => one !== id) : [...list, id].slice(-FOLLOWED_MAX);
}

/** Once a device followed one competitor only, and kept the bare id. */
export function read(key: string): string[] {
  const text = remembered(key);
  if (!text) return [];
  if (!text.startsWith('[')) return [text];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function write(key: string, list: string[]): void {
  if (list.length > 0) remember(key, JSON.stringify(list));
  else forget(key);
}
