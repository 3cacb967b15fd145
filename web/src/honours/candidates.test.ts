import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HonoursCandidate, PipelineProgramme } from '../wire/index.ts';
import { chanceOf, firstYear, targets } from './candidates.ts';

const TITLE = { zh: '荣誉', en: 'Honour' };
const programme = (about: Partial<PipelineProgramme> = {}): PipelineProgramme => ({
  id: 'city',
  title: TITLE,
  from_year: null,
  to_year: null,
  categories: [
    { id: 'star', title: TITLE },
    { id: 'master', title: TITLE },
  ],
  bodies: [],
  years: [],
  ...about,
});
const row = (...chances: [string, string, boolean][]): HonoursCandidate => ({
  person: 'P-1',
  competitor: 'S-1',
  name: TITLE,
  place: 1,
  medal: 'gold',
  chances: chances.map(([programme, category, certain]) => ({ programme, category, certain, missing: [] })),
});

test('only what somebody could be nominated for is offered, with how many', () => {
  const rows = [row(['city', 'star', true]), row(['city', 'star', false], ['gone', 'x', true]), row()];
  const found = targets(rows, [programme({ id: 'other' }), programme()]);
  assert.deepEqual(
    found.map(({ programme, categories }) => [programme.id, categories]),
    [['city', [{ id: 'star', certain: 1, open: 1 }]]],
  );
});

test('a chance is found by its programme and category', () => {
  const one = row(['city', 'star', true]);
  assert.equal(chanceOf(one, { programme: 'city', category: 'star' })?.certain, true);
  assert.equal(chanceOf(one, { programme: 'city', category: 'master' }), undefined);
});

test('the year that is offered lies in the period', () => {
  const cases: [number | null, number | null, number][] = [
    [null, null, 2026],
    [2020, 2024, 2024],
    [2028, null, 2028],
    [2021, 2030, 2026],
  ];
  for (const [from_year, to_year, wanted] of cases) {
    assert.equal(firstYear(programme({ from_year, to_year }), 2026), wanted, `${from_year}–${to_year}`);
  }
});
