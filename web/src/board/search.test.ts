import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchFor } from './search.ts';

const competitor = {
  id: 'IC-07',
  name: { zh: '陈佳琪', en: 'Zoë Chen' },
  delegation: { id: 'ZJ', name: { zh: '浙江省', en: 'Zhejiang' } },
  kind: null,
  guest: false,
  members: [{ zh: '陆遥', en: 'Lu Yao' }],
};

test('a competitor is found by id, by name in both scripts, by member and by delegation', () => {
  for (const query of ['ic-07', '佳琪', 'zoe', 'CHEN zhejiang', '浙江', 'ＺＪ', '陆遥', 'lu y', ' ']) {
    assert.equal(searchFor(query)(competitor), true, query);
  }
  for (const query of ['ic-08', '杭州', 'zoe beijing']) {
    assert.equal(searchFor(query)(competitor), false, query);
  }
});
