import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, grid, isDecimal, onGrid, plain, padded } from './decimal.ts';

test('what a decimal looks like', () => {
  for (const text of ['0', '12', '0.25', '-3.5', '007']) assert.ok(isDecimal(text), text);
  for (const text of ['', '.', '1.', '.5', '1e3', '1,5', '--1', '1 2']) assert.ok(!isDecimal(text), text);
});

test('comparison is exact where floats are not', () => {
  assert.equal(compare('0.3', '0.30'), 0);
  assert.equal(compare('0.1', '0.10000'), 0);
  assert.equal(compare('9', '10'), -1);
  assert.equal(compare('-1.5', '-1.25'), -1);
  assert.equal(compare('1000000000.000001', '1000000000.000002'), -1);
});

test('steps', () => {
  assert.ok(onGrid('0.3', '0', '0.1'));
  assert.ok(onGrid('1.5', '0.5', '0.25'));
  assert.ok(!onGrid('0.35', '0', '0.1'));
  assert.ok(!onGrid('1', '0', '3'));
});

test('the buttons of a judgement aspect', () => {
  assert.deepEqual(grid('0', '3', '1', 13), ['0', '1', '2', '3']);
  assert.deepEqual(grid('0.5', '2', '0.5', 13), ['0.5', '1', '1.5', '2']);
  assert.equal(grid('0', '10', '0.25', 13), null);
});

test('the shortest way to write a number', () => {
  assert.equal(plain('01.50'), '1.5');
  assert.equal(plain('-0.250'), '-0.25');
  assert.equal(plain('7'), '7');
});

test('exact decimals are padded, never cut', () => {
  assert.equal(padded('60', 2), '60.00');
  assert.equal(padded('53.2', 2), '53.20');
  assert.equal(padded('53.255', 2), '53.255');
  assert.equal(padded('700', 0), '700');
});
