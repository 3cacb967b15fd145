import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, interval, probability, signed, withError } from './figures.ts';

test('figures have a real minus, none before zero, and a dash where there is none', () => {
  assert.equal(figure(-1.234), '−1.23');
  assert.equal(figure(-0.001), '0.00');
  assert.equal(figure(null), '–');
  assert.equal(signed(0.5), '+0.50');
  assert.equal(signed(0.001), '0.00');
  assert.equal(signed(-0.5, 1), '−0.5');
});

test('a tiny probability is not called zero', () => {
  assert.equal(probability(0), '< 0.001');
  assert.equal(probability(0.0421), '= 0.042');
});

test('errors and intervals are shown where they are known', () => {
  assert.equal(withError(0.95, 0.153), '0.95 ± 0.15');
  assert.equal(withError(0.95, null), '0.95');
  assert.equal(interval([-0.1, 0.77]), '−0.10 … 0.77');
  assert.equal(interval(null), '–');
});
