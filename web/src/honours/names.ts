import type { NominationCard, Text } from '../wire/index.ts';

/** Whom a card is about: while the result is not published, nobody's name is told. */
export function nameOf({ name, person }: Pick<NominationCard, 'name' | 'person'>): Text {
  return name.zh || name.en ? name : { zh: person, en: person };
}
