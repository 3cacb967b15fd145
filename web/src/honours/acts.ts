import type { HonoursAct, NominationCard, RefusedAct } from '../wire/index.ts';

export type Identify = Extract<HonoursAct, { what: 'identify' }>;
export type Move = Extract<HonoursAct, { what: 'move' }>;

/** An act that was not submitted yet. */
export type Held = {
  /** Stays the same while it is held. */
  key: number;
  act: HonoursAct;
  /** Of the person, as it was when the act was put in. */
  name: { zh: string; en: string };
};

export type Wanted = Omit<Held, 'key'>;

/** As many as the server takes at once. */
export const ACTS_MOST = 1_000;

/** With these behind it; what is in it already is not put in twice, and another move of one nomination takes the place of the first. */
export function withActs(held: Held[], wanted: Wanted[]): Held[] {
  const all = [...held];
  for (const one of wanted) {
    const same = all.findIndex((other) => isSame(other.act, one.act));
    const key = 1 + all.reduce((most, other) => Math.max(most, other.key), 0);
    if (same === -1) all.push({ ...one, key });
    else all[same] = { ...one, key: all[same]?.key ?? key };
  }
  return all;
}

/** Whether one act makes the other needless. */
function isSame(one: HonoursAct, other: HonoursAct): boolean {
  if (one.what === 'identify' || other.what === 'identify') {
    return one.what === other.what && subjectOf(one as Identify) === subjectOf(other as Identify);
  }
  if (one.nomination !== other.nomination || one.what !== other.what) return false;
  const once = one.what === 'move' || one.what === 'set-deadline' || one.what === 'accept-result';
  return once || JSON.stringify(one) === JSON.stringify(other);
}

function subjectOf({ person, programme, category, year }: Pick<Identify, SubjectKey>): string {
  return JSON.stringify([person, programme, category, year]);
}

type SubjectKey = 'person' | 'programme' | 'category' | 'year';

/** Whom the basket would identify, for a look-up by [`subjectOf`]. */
export function isIdentified(held: Held[], subject: Pick<Identify, SubjectKey>): boolean {
  return held.some(({ act }) => act.what === 'identify' && subjectOf(act) === subjectOf(subject));
}

export function actsOn(held: Held[], nomination: number): Held[] {
  return held.filter(({ act }) => act.what !== 'identify' && act.nomination === nomination);
}

export function moveOf(held: Held[], nomination: number): Move | null {
  const move = actsOn(held, nomination).find(({ act }) => act.what === 'move');
  return move?.act.what === 'move' ? move.act : null;
}

/** The same person is on the way to the same already. */
export function standing(
  cards: NominationCard[],
  subject: Pick<Identify, SubjectKey>,
): NominationCard | undefined {
  return cards.find(
    (card) =>
      card.stage !== 'declined' && card.stage !== 'withdrawn' && subjectOf(card) === subjectOf(subject),
  );
}

/** What is refused, beside the act it is about. */
export function refusalsByKey(sent: Held[], refused: RefusedAct[]): Map<number, RefusedAct['problem'][]> {
  const found = new Map<number, RefusedAct['problem'][]>();
  for (const { act, problem } of refused) {
    const key = sent[act]?.key;
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), problem]);
  }
  return found;
}

/** What was stored; null where it is nothing of ours. */
export function readHeld(text: string | null): Held[] | null {
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    return Array.isArray(found) && found.every(isHeld) ? found : null;
  } catch {
    return null;
  }
}

function isHeld(one: unknown): one is Held {
  const { key, act, name } = (one ?? {}) as Partial<Held>;
  return Number.isSafeInteger(key) && typeof act?.what === 'string' && typeof name?.zh === 'string';
}
