import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOfKey } from './ceremony.ts';

// There is no Element outside a browser, and nothing is an instance of this one.
globalThis.Element ??= class {} as typeof Element;

const pressed = (key: string, rest = {}) =>
  stepOfKey({ key, repeat: false, altKey: false, ctrlKey: false, metaKey: false, target: null, ...rest });

test('arrows and the keys of a presenter’s remote step', () => {
  assert.deepEqual(
    ['ArrowRight', 'PageDown'].map((key) => pressed(key)),
    [1, 1],
  );
  assert.deepEqual(
    ['ArrowLeft', 'PageUp'].map((key) => pressed(key)),
    [-1, -1],
  );
});

test('a key that is held down, a shortcut of the browser and any other key do not', () => {
  assert.equal(pressed('ArrowRight', { repeat: true }), null);
  assert.equal(pressed('ArrowLeft', { altKey: true }), null);
  assert.deepEqual(
    ['Enter', ' ', 'ArrowUp', 'x'].map((key) => pressed(key)),
    [null, null, null, null],
  );
});
