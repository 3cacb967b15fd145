import { createContext } from 'svelte';
import type { People } from '../results/people.ts';
import type { BoardCompetitor, ExpertProgress } from '../wire/index.ts';
import type { Scheme } from './scheme.ts';

/** What all views of one skill's judging are about. */
export type Subject = {
  readonly competition: string;
  readonly skill: string;
  /** May change things; else reading only. */
  readonly organiser: boolean;
  readonly people: People;
  readonly experts: ExpertProgress[];
  readonly competitors: BoardCompetitor[];
  readonly scheme: Scheme;
};

export const [useSubject, setSubject] = createContext<Subject>();
