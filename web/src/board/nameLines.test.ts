import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTwoLines } from './nameLines.ts';

test('a long name is broken near its middle, behind a word or a sign', () => {
  for (const [name, lines] of [
    ['Zhang Wenbo & Deng Yongkang', ['Zhang Wenbo &', 'Deng Yongkang']],
    [
      'Abdurahman-Christopher Montgomery-Featherstonehaugh',
      ['Abdurahman-Christopher', 'Montgomery-Featherstonehaugh'],
    ],
    ['阿卜杜热合曼·买买提依明江·吐尔逊', ['阿卜杜热合曼·', '买买提依明江·吐尔逊']],
    ['Featherstonehaugh', ['Featherstonehaugh']],
    ['North ', ['North ']],
  ] as const) {
    assert.deepEqual(inTwoLines(name), lines);
  }
});
