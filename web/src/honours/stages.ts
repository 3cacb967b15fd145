import type { NominationCard, Stage, StepCard } from '../wire/index.ts';

/** In the order in which a nomination goes through them. */
export const STAGES = [
  'identified',
  'verified',
  'recommended',
  'under-review',
  'granted',
  'declined',
  'appealed',
  'withdrawn',
] as const satisfies Stage[];

/** Off the straight way: shown only where somebody is in them. */
const ASIDE: readonly Stage[] = ['declined', 'appealed', 'withdrawn'];

export type Column = { stage: Stage; cards: NominationCard[] };

/** The board's columns. */
export function columns(cards: NominationCard[]): Column[] {
  const all = STAGES.map((stage) => ({ stage, cards: cards.filter((card) => card.stage === stage) }));
  return all.filter((column) => column.cards.length > 0 || !ASIDE.includes(column.stage));
}

/** What can be done with all of these together; nothing where they are not of one stage. */
export function commonSteps(cards: NominationCard[]): StepCard[] {
  const [first, ...others] = cards;
  if (!first || others.some((other) => other.stage !== first.stage)) return [];
  return first.steps.map((step) => {
    const same = cards.flatMap((card) => card.steps.filter((one) => one.step === step.step));
    return {
      ...step,
      needs_reason: same.some((one) => one.needs_reason),
      needs_evidence: same.some((one) => one.needs_evidence),
    };
  });
}
