import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HonoursAct } from '../wire/index.ts';
import {
  isIdentified,
  moveOf,
  readHeld,
  refusalsByKey,
  standing,
  withActs,
  type Held,
  type Identify,
} from './acts.ts';
import { card } from './testCards.ts';

const NAME = { zh: '沈翀', en: 'Shen Chong' };
const identify = (about: Partial<Identify> = {}): Identify => ({
  what: 'identify',
  person: 'P-1',
  competition: 'final',
  skill: 'soldering',
  competitor: 'S-1',
  programme: 'city',
  category: 'star',
  year: 2026,
  ...about,
});
const move = (nomination: number, step: 'verify' | 'withdraw', comment = ''): HonoursAct => ({
  what: 'move',
  nomination,
  step,
  evidence: [],
  comment,
});
const comment = (text: string): HonoursAct => ({ what: 'comment', nomination: 1, comment: text });

function basket(...acts: HonoursAct[]): Held[] {
  return withActs(
    [],
    acts.map((act) => ({ act, name: NAME })),
  );
}

test('nobody is identified twice for the same, and a nomination is moved once', () => {
  const cases: [HonoursAct[], number][] = [
    [[identify(), identify()], 1],
    [[identify(), identify({ body: 'union' })], 1],
    [[identify(), identify({ year: 2027 })], 2],
    [[identify(), identify({ person: 'P-2' })], 2],
    [[move(1, 'verify'), move(1, 'withdraw', 'moved away')], 1],
    [[move(1, 'verify'), move(2, 'verify')], 2],
    [[comment('a'), comment('a'), comment('b')], 2],
    [[comment('a'), move(1, 'verify')], 2],
  ];
  for (const [acts, count] of cases) assert.equal(basket(...acts).length, count, JSON.stringify(acts));
});

test('what comes later takes the place of the first, and keeps its key', () => {
  const [first, second] = basket(move(1, 'verify'), move(2, 'verify'));
  const changed = withActs([first!, second!], [{ act: move(1, 'withdraw', 'moved away'), name: NAME }]);
  assert.deepEqual(
    changed.map(({ key }) => key),
    [first!.key, second!.key],
  );
  assert.equal(moveOf(changed, 1)?.step, 'withdraw');
  assert.equal(moveOf(changed, 3), null);
});

test('keys are told apart after one was taken out', () => {
  const [, second, third] = basket(comment('a'), comment('b'), comment('c'));
  const keys = withActs([second!, third!], [{ act: comment('d'), name: NAME }]).map(({ key }) => key);
  assert.equal(new Set(keys).size, 3);
});

test('it is known who is in the basket, and who is nominated', () => {
  assert.ok(isIdentified(basket(identify()), identify({ competitor: 'S-9' })));
  assert.ok(!isIdentified(basket(identify()), identify({ category: 'master' })));
  assert.equal(standing([card({ id: 4 })], identify())?.id, 4);
  assert.equal(standing([card({ stage: 'withdrawn' }), card({ stage: 'declined' })], identify()), undefined);
});

test('refusals stand beside their acts', () => {
  const problem = { code: 'no-reason', message: { zh: '请说明理由', en: 'say why' } };
  const sent = basket(move(1, 'verify'), move(2, 'withdraw'));
  const found = refusalsByKey(sent, [
    { act: 1, problem },
    { act: 9, problem },
  ]);
  assert.deepEqual([...found], [[sent[1]!.key, [problem]]]);
});

test('what was stored is read again, and anything else is not', () => {
  const held = basket(identify(), move(1, 'verify'));
  assert.deepEqual(readHeld(JSON.stringify(held)), held);
  for (const text of [null, '', '{', '{}', '[1]', '[{"key":1}]', '[{"key":1,"act":{"what":"move"}}]']) {
    assert.equal(readHeld(text), null, String(text));
  }
});
