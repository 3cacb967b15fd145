import type { NominationCard } from '../wire/index.ts';

/** A card that says only what a test is about. */
export function card(about: Partial<NominationCard> = {}): NominationCard {
  return {
    id: 1,
    person: 'P-1',
    name: { zh: '沈翀', en: 'Shen Chong' },
    programme: 'city',
    category: 'star',
    year: 2026,
    body: null,
    competition: 'final',
    skill: 'soldering',
    competitor: 'S-1',
    stage: 'identified',
    steps: [],
    moved_at: 0,
    moved_by: '张明',
    due: null,
    overdue: false,
    amended: false,
    ...about,
  };
}
