import type { NominationCard } from '../wire/index.ts';
import type { Titles } from './titles.ts';

export type Filter = {
  programme: string;
  year: string;
  /** Words that must all be found somewhere on the card, in either language. */
  text: string;
  /** Only those that somebody should look at: overdue, or resting on an amended result. */
  urgent: boolean;
};

export const EVERYTHING: Filter = { programme: '', year: '', text: '', urgent: false };

export function isFiltered(filter: Filter): boolean {
  return Boolean(filter.programme || filter.year || filter.text.trim() || filter.urgent);
}

export function matching(cards: NominationCard[], filter: Filter, titles: Titles): NominationCard[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter(
    (card) =>
      (!filter.programme || card.programme === filter.programme) &&
      (!filter.year || String(card.year) === filter.year) &&
      (!filter.urgent || card.overdue || card.amended) &&
      (words.length === 0 || says(card, words, titles)),
  );
}

function says(card: NominationCard, words: string[], titles: Titles): boolean {
  const shown = [
    card.name,
    titles.programme(card.programme),
    titles.category(card.programme, card.category),
    titles.body(card.programme, card.body),
    titles.competition(card.competition),
    titles.skill(card.competition, card.skill),
  ].flatMap((text) => [text.zh, text.en]);
  const all = [...shown, card.person, card.competitor, String(card.year), `#${card.id}`]
    .join('\n')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Years in which somebody is nominated, the latest first. */
export function yearsOf(cards: NominationCard[]): number[] {
  return [...new Set(cards.map((card) => card.year))].sort((one, other) => other - one);
}
