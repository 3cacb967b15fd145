import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curlExample } from './example.ts';

test('the example survives a shell, whatever the ids hold', () => {
  const ids = { competition: 'games', skill: "l'art", competitor: 'C-1', aspect: 'A1 $x' };
  const text = curlExample('http://venue:4160', 'g.secret', ids);
  assert.match(text, /^curl 'http:\/\/venue:4160\/api\/measurements' \\\n/);
  assert.match(text, /-H 'Authorization: Bearer g\.secret' \\\n/);
  const body = /-d '(.*)'$/.exec(text)?.[1]?.replaceAll(`'\\''`, `'`) ?? '';
  const sent = JSON.parse(body) as { skill: string; measurements: { aspect: string; evidence: string }[] };
  assert.equal(sent.skill, "l'art");
  assert.equal(sent.measurements[0]?.aspect, 'A1 $x');
  assert.equal(sent.measurements[0]?.evidence.length, 64);
});
