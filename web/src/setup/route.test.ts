import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftLink, fileLink, readRoute } from './route.ts';

test('what a link says is read again', () => {
  for (const [view, name] of [
    ['overview', ''],
    ['skill', '网站技术'],
    ['table', 'competitors'],
    ['text', 'skills/web/skill.toml'],
  ] as const) {
    assert.deepEqual(readRoute(draftLink('cup 1', view, name)), { at: 'draft', draft: 'cup 1', view, name });
  }
  assert.deepEqual(readRoute(''), { at: 'list' });
  assert.deepEqual(readRoute('#cards/city'), { at: 'cards', competition: 'city' });
  assert.deepEqual(readRoute('#draft/%E0%A4%A'), {
    at: 'draft',
    draft: '%E0%A4%A',
    view: 'overview',
    name: '',
  });
});

test('a fault leads to where its file is edited', () => {
  assert.equal(fileLink('cup', 'competition.toml'), '#draft/cup/competition');
  assert.equal(fileLink('cup', 'experts.csv'), '#draft/cup/table/experts');
  assert.equal(fileLink('cup', 'skills/web/scheme.xlsx'), '#draft/cup/scheme/web');
  assert.equal(fileLink('cup', 'skills/web/skill.toml'), '#draft/cup/skill/web');
  assert.equal(fileLink('cup', 'skills'), '#draft/cup');
});
