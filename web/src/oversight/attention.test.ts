import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExpertProgress } from '../wire/index.ts';
import { byAttention, concernsOf, isBehind, offlineSince, partsByAttention } from './attention.ts';

function expert(id: string, rest: Partial<ExpertProgress>): ExpertProgress {
  const name = { zh: '', en: '' };
  return {
    expert: id,
    name,
    role: 'expert',
    entries: 0,
    given: 0,
    missing: 0,
    awaited: 0,
    devices: [],
    ...rest,
  };
}

function device(rest: object) {
  return { device: 'd', name: 'Tablet', paired_at: 1, online: false, ...rest };
}

const online = [device({ online: true })];

test('who is behind', () => {
  const cases: [Partial<ExpertProgress>, string[], boolean][] = [
    [{ devices: online }, [], false],
    [{ devices: online, missing: 4 }, ['missing'], false],
    [{ devices: online, missing: 4, awaited: 1 }, ['awaited', 'missing'], true],
    [{ missing: 4 }, ['offline', 'missing'], true],
    [{ devices: [device({ queued: 2 })] }, ['queued'], true],
    [{}, [], false],
  ];
  for (const [rest, concerns, behind] of cases) {
    assert.deepEqual(concernsOf(expert('E', rest)), concerns, JSON.stringify(rest));
    assert.equal(isBehind(expert('E', rest)), behind, JSON.stringify(rest));
  }
});

test('whoever keeps most waiting stands first, and equals stay in the order of the list', () => {
  const list = [
    expert('done', { devices: online }),
    expert('busy', { devices: online, missing: 9 }),
    expert('away', { missing: 2 }),
    expert('slow', { devices: online, missing: 2, awaited: 2 }),
    expert('also done', { devices: online }),
  ];
  const order = byAttention(list).map((one) => one.expert);
  assert.deepEqual(order, ['slow', 'away', 'busy', 'done', 'also done']);
});

test('an expert is away since the last device is', () => {
  const gone = [device({ offline_since: 10 }), device({ offline_since: 30 })];
  assert.equal(offlineSince(expert('E', { devices: gone })), 30);
  assert.equal(offlineSince(expert('E', { devices: [...gone, ...online] })), null);
  assert.equal(offlineSince(expert('E', { devices: [device({})] })), null, 'the server was started since');
});

test('parts that are scored again come before parts that lack marks', () => {
  const part = (id: string, done: number, rescore: number) => {
    return { id, name: { zh: '', en: '' }, done, of: 10, rescore, locked: false, aspects: [] };
  };
  const order = partsByAttention([part('full', 10, 0), part('half', 5, 0), part('again', 9, 1)]);
  assert.deepEqual(
    order.map(({ id }) => id),
    ['again', 'half', 'full'],
  );
});
