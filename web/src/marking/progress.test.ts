import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Aspect, Cell, SubCriterion } from '../wire/index.ts';
import {
  allMissing,
  isMissing,
  marksAnything,
  missingOf,
  nextByAspect,
  nextMissing,
  scoredAgain,
  type Sheet,
} from './progress.ts';

const TEXT = { zh: '', en: '' };

function aspect(id: string): Aspect {
  const rest = {
    requirement: '',
    extra: '',
    entry: 'score' as const,
    choices: [],
    unit: '',
    descriptions: [],
  };
  return { id, kind: 'J', name: TEXT, max_mark: '1', ...rest };
}

function sub(id: string, aspects: string[], locked = false): SubCriterion {
  const rest = { name: TEXT, criterion: 'A', criterion_name: TEXT, day: 1 };
  return { id, ...rest, locked, may_mark: true, aspects: aspects.map(aspect) };
}

function sheet(cells: Record<string, Partial<Cell>>, queued: string[] = []): Sheet {
  return {
    subCriteria: [sub('S', ['a', 'b']), sub('T', ['c']), sub('L', ['d'], true)],
    competitors: ['1', '2', '3', '4'].map((id) => ({
      id,
      name: TEXT,
      delegation: TEXT,
      may_mark: id !== '2',
      withdrawn: id === '4',
    })),
    cell: (competitor, id) => cells[competitor + id] as Cell | undefined,
    isQueued: (competitor, id) => queued.includes(competitor + id),
  };
}

test('what is scored again is not complete, also for those who do not score it', () => {
  const again = sheet({ '1a': { state: 'rescore' }, '3c': { state: 'rescore' }, '4a': { state: 'rescore' } });
  const [first, , third] = again.competitors;
  const aspects = [aspect('a'), aspect('b'), aspect('c')];
  assert.equal(scoredAgain(again, first ? [first] : [], aspects), 1);
  assert.equal(scoredAgain(again, third ? [third] : [], [aspect('a')]), 0);
  assert.equal(scoredAgain(again, again.competitors, aspects), 2, 'the withdrawn one is left out');
});

test('who marks nothing has nothing missing, and nothing done', () => {
  assert.equal(marksAnything(sheet({})), true);
  assert.equal(marksAnything({ subCriteria: [{ ...sub('S', ['a']), may_mark: false }] }), false);
});

const OWN = { value: '2', position: 5 };

const CASES: [name: string, cell: Partial<Cell> | undefined, queued: boolean, missing: boolean][] = [
  ['nothing yet', undefined, false, true],
  ['queued here', undefined, true, false],
  ['others scored', { state: 'partial' }, false, true],
  ['own score is in, others are awaited', { state: 'partial', own: OWN }, false, false],
  ['score again', { state: 'rescore', own: OWN }, false, true],
  ['score again, but another three scored', { state: 'rescore' }, false, false],
  ['done by a full panel', { state: 'done' }, false, false],
];

for (const [name, cell, queued, missing] of CASES) {
  test(`missing? ${name}`, () => {
    const one = sheet(cell ? { '1a': cell } : {}, queued ? ['1a'] : []);
    assert.equal(isMissing(one, '1', aspect('a')), missing);
  });
}

test('a locked sub-criterion, a compatriot and somebody who has withdrawn miss nothing', () => {
  const one = sheet({});
  assert.deepEqual(
    one.competitors.map((competitor) => missingOf(one, competitor)),
    [3, 0, 3, 0],
  );
});

test('next: the same sheet, then the next competitors, then the other sub-criteria', () => {
  const done: Partial<Cell> = { state: 'done' };
  const at = (cells: Record<string, Partial<Cell>>, competitor = '1') => {
    const place = nextMissing(sheet(cells), competitor, 'S');
    return place && place.competitor + place.aspect;
  };
  assert.equal(at({ '1a': done }), '1b');
  assert.equal(at({ '1a': done, '1b': done }), '3a');
  assert.equal(at({ '3a': done, '3b': done }, '3'), '1a');
  assert.equal(at({ '1a': done, '1b': done, '3a': done, '3b': done }), '1c');
  assert.equal(at({ '1a': done, '1b': done, '3a': done, '3b': done, '1c': done, '3c': done }), null);
});

test('next by aspect: the competitors that follow, then the first ones, then the next aspect', () => {
  const done: Partial<Cell> = { state: 'done' };
  const at = (cells: Record<string, Partial<Cell>>, competitor = '1') => {
    const place = nextByAspect(sheet(cells), competitor, 'b');
    return place && `${place.subCriterion} ${place.competitor}${place.aspect}`;
  };
  assert.equal(at({ '1b': done }), 'S 3b');
  assert.equal(at({ '3b': done }, '3'), 'S 1b');
  assert.equal(at({ '1b': done, '3b': done }), 'T 1c');
  const rest = { '1c': done, '3c': done, '1a': done, '3a': done };
  assert.equal(at({ '1b': done, '3b': done, ...rest }), null);
});

test('what is missing is listed by sub-criterion and competitor, without empty rows', () => {
  const done: Partial<Cell> = { state: 'done' };
  const listed = allMissing(sheet({ '1a': done, '3a': done, '3b': done })).map(
    ({ subCriterion, rows }) =>
      `${subCriterion.id}: ${rows.map((row) => row.competitor.id + row.aspects.map(({ id }) => id).join('')).join(' ')}`,
  );
  assert.deepEqual(listed, ['S: 1b', 'T: 1c 3c']);
});
