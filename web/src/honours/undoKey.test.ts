import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undoKey } from './undoKey.ts';

const PLAIN = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, target: null };
const at = (tagName: string, type?: string) => ({ tagName, type }) as unknown as EventTarget;

test('keys undo in the basket, except while text is written', () => {
  const cases: [string, object, 'undo' | 'redo' | null][] = [
    ['z', { ctrlKey: true }, 'undo'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['z', { metaKey: true }, 'undo'],
    ['y', { ctrlKey: true }, 'redo'],
    ['z', {}, null],
    ['a', { ctrlKey: true }, null],
    ['z', { ctrlKey: true, altKey: true }, null],
    ['z', { ctrlKey: true, target: at('INPUT', 'search') }, null],
    ['z', { ctrlKey: true, target: at('TEXTAREA') }, null],
    ['z', { ctrlKey: true, target: at('INPUT', 'checkbox') }, 'undo'],
    ['z', { ctrlKey: true, target: at('BUTTON') }, 'undo'],
  ];
  for (const [key, how, wanted] of cases) {
    assert.equal(undoKey({ ...PLAIN, key, ...how }), wanted, `${key} ${JSON.stringify(how)}`);
  }
});
