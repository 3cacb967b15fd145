import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NominationCard, Stage } from '../wire/index.ts';
import { columns, commonSteps } from './stages.ts';
import { card } from './testCards.ts';

const inStage = (stage: Stage): NominationCard => card({ stage });

test('the straight way is always shown, what lies aside only where somebody is', () => {
  const shown = (cards: NominationCard[]) =>
    columns(cards).map(({ stage, cards }) => `${stage} ${cards.length}`);
  const straight = ['identified 0', 'verified 0', 'recommended 0', 'under-review 0', 'granted 0'];
  assert.deepEqual(shown([]), straight);
  assert.deepEqual(shown([inStage('declined'), inStage('declined')]), [...straight, 'declined 2']);
});

test('a batch has the steps of its stage, and needs what any of it needs', () => {
  const verify = { step: 'verify', leads_to: 'verified', needs_reason: false } as const;
  const without = card({ id: 1, steps: [{ ...verify, needs_evidence: true }] });
  const having = card({ id: 2, steps: [{ ...verify, needs_evidence: false }] });
  assert.deepEqual(commonSteps([having]), having.steps);
  assert.deepEqual(commonSteps([having, without]), without.steps);
  assert.deepEqual(commonSteps([]), []);
  assert.deepEqual(commonSteps([having, inStage('granted')]), []);
});
