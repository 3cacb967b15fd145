import assert from 'node:assert/strict';
import { test } from 'node:test';
import { membersBeside } from './members.ts';

test('members stand beside a name that does not say them', () => {
  const members = [
    { zh: '张文博', en: 'Zhang Wenbo' },
    { zh: '邓永康', en: 'Deng Yongkang' },
  ];
  for (const [name, shown] of [
    ['Zhang Wenbo & Deng Yongkang', ''],
    ['Zhang Wenbo and one more', 'Zhang Wenbo · Deng Yongkang'],
    ['North', 'Zhang Wenbo · Deng Yongkang'],
  ] as const) {
    assert.equal(
      membersBeside(name, members, (text) => text.en),
      shown,
    );
  }
  assert.equal(
    membersBeside('North', [], (text) => text.en),
    '',
  );
});
