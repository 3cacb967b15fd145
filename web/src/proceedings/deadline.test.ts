import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, toneOf } from './deadline.ts';

const words = { hours: (h: number, m: number) => `${h}:${m}`, days: (d: number, h: number) => `${d}d${h}` };

test('what is left of a day', () => {
  assert.equal(span(1, words), '0:1');
  assert.equal(span(60_000, words), '0:1');
  assert.equal(span(5_400_000, words), '1:30');
  assert.equal(span(3_599_001, words), '1:0');
  assert.equal(span(-120_000, words), '0:2');
  assert.equal(span(90_000_000, words), '1d1');
});

test('it warns in the last half hour, and says late after it', () => {
  assert.equal(toneOf(1_800_001), 'calm');
  assert.equal(toneOf(1_800_000), 'soon');
  assert.equal(toneOf(0), 'late');
});
