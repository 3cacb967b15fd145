import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remedyText } from './faultRemedies.ts';

test('what to do is said in the language of the page', () => {
  const fault = { code: 'no-competitors', remedy: 'add its competitors' };
  assert.equal(remedyText(fault, 'en'), 'add its competitors');
  assert.match(remedyText(fault, 'zh'), /选手/);
  assert.equal(remedyText({ code: 'of-a-later-server', remedy: 'do this' }, 'zh'), '');
});
