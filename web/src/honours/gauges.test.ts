import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QuotaUse } from '../wire/index.ts';
import { gauge, left, tells } from './gauges.ts';

function use(about: Partial<QuotaUse>): QuotaUse {
  const title = { zh: '名额', en: 'Quota' };
  return {
    of: 'programme',
    id: null,
    title,
    quota: 4,
    granted: 0,
    reserved: 0,
    waiting: [],
    beyond: 0,
    ...about,
  };
}

test('a gauge shows what is granted, what is reserved, and what is the matter', () => {
  const cases: [Partial<QuotaUse>, [number, number, string], number | null][] = [
    [{}, [0, 0, 'room'], 4],
    [{ granted: 1, reserved: 2 }, [25, 50, 'room'], 1],
    [{ granted: 1, reserved: 3 }, [25, 75, 'full'], 0],
    [{ granted: 4, waiting: [7] }, [100, 0, 'waiting'], 0],
    [{ reserved: 1, waiting: [7] }, [0, 25, 'waiting'], 3],
    [{ granted: 5, beyond: 1 }, [100, 0, 'beyond'], 0],
    [{ quota: 0 }, [0, 0, 'full'], 0],
    [{ quota: null, granted: 3 }, [0, 0, 'unlimited'], null],
  ];
  for (const [about, [granted, reserved, state], seats] of cases) {
    assert.deepEqual(gauge(use(about)), { granted, reserved, state }, JSON.stringify(about));
    assert.equal(left(use(about)), seats, JSON.stringify(about));
  }
});

test('no limit under which nobody comes tells nothing', () => {
  assert.equal(tells(use({ quota: null })), false);
  assert.equal(tells(use({ quota: null, reserved: 1 })), true);
  assert.equal(tells(use({ quota: null, waiting: [1] })), true);
  assert.equal(tells(use({ quota: 0 })), true);
});
