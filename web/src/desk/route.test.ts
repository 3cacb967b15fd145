import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionInfo } from '../wire/index.ts';
import { readSkillRoute, shownTo } from './route.ts';

const ORGANISER: SessionInfo = { holder: 'organiser' };
const CHIEF: SessionInfo = { holder: 'chief', competition: 'c', skill: 's', expert: 'E' };

test('an organiser sees what the address says', () => {
  assert.equal(readSkillRoute('#results/c/s/draws')?.area, 'results');
  assert.equal(readSkillRoute('#judging/c/s/audit')?.area, 'judging');
  assert.equal(readSkillRoute('#desk'), null);
  const route = readSkillRoute('#results/c/s/draws');
  assert.equal(shownTo(ORGANISER, route), route);
  assert.equal(shownTo(ORGANISER, null), null);
});

test('a chief expert sees the own skill, whatever the address says', () => {
  const cases: [string, string][] = [
    ['#results/c/s/fairness', 'results fairness'],
    ['#judging/c/s/signing', 'judging signing'],
    ['#judging/c/other/signing', 'judging progress'],
    ['#results/other/s', 'judging progress'],
    // Draws are the organiser's.
    ['#results/c/s/draws', 'judging progress'],
    ['', 'judging progress'],
  ];
  for (const [hash, wanted] of cases) {
    const shown = shownTo(CHIEF, readSkillRoute(hash));
    assert.equal(`${shown?.area} ${shown?.at.tab}`, wanted, hash);
    assert.deepEqual([shown?.at.competition, shown?.at.skill], ['c', 's'], hash);
  }
});
