import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanationLink, readRoute, resultsLink, TABS } from './route.ts';

test('every link is read back as what it was made from', () => {
  for (const tab of TABS) {
    assert.deepEqual(readRoute(resultsLink('a b', 's/1', tab)), {
      competition: 'a b',
      skill: 's/1',
      tab,
      competitor: null,
    });
  }
  const route = readRoute(explanationLink('c', 's', '选手 1'));
  assert.deepEqual(route, { competition: 'c', skill: 's', tab: 'standings', competitor: '选手 1' });
});

test('anything else is no results page', () => {
  const others = [
    '',
    '#content',
    '#results/',
    '#results/c',
    '#results/c/s/nothing',
    '#results/c/s/explanation',
  ];
  for (const hash of others) {
    assert.equal(readRoute(hash), null, hash);
  }
});

test('a broken escape does not break the page', () => {
  assert.equal(readRoute('#results/c/%zz')?.skill, '%zz');
});
