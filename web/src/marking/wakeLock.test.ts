import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { keepAwake } from './wakeLock.ts';

/** A page that is seen or hidden, on a device that can stay awake; counts what was asked for and let go. */
function device({ refuses = false } = {}) {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const asked: { released: boolean }[] = [];
  const request = async (kind: string) => {
    assert.equal(kind, 'screen');
    const sentinel = { released: false, release: async () => void (sentinel.released = true) };
    asked.push(sentinel);
    if (refuses) throw new Error('low battery');
    return sentinel;
  };
  pretend('document', page);
  pretend('navigator', { wakeLock: { request } });
  const become = (visibilityState: string) => {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { asked, become };
}

const real = { document: globalThis.document, navigator: globalThis.navigator };

function pretend(name: keyof typeof real, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

const settled = () => new Promise(setImmediate);

afterEach(() => {
  pretend('document', real.document);
  pretend('navigator', real.navigator);
});

test('the screen stays on while the page is seen, is asked for again when it comes back, and let go at the end', async () => {
  const { asked, become } = device();
  const stop = keepAwake();
  await settled();
  become('visible');
  await settled();
  assert.equal(asked.length, 1, 'once while it is held');
  // The browser itself lets go of it when the page is hidden.
  asked[0]!.released = true;
  become('hidden');
  become('visible');
  await settled();
  assert.equal(asked.length, 2);
  stop();
  assert.deepEqual(
    asked.map((one) => one.released),
    [true, true],
  );
  become('visible');
  await settled();
  assert.equal(asked.length, 2, 'not after the end');
});

test('what is asked for when it is over already is let go at once', async () => {
  const { asked } = device();
  keepAwake()();
  await settled();
  assert.deepEqual(
    asked.map((one) => one.released),
    [true],
  );
});

test('a refusal, and a device without it, are no fault', async () => {
  const { asked } = device({ refuses: true });
  const stop = keepAwake();
  await settled();
  stop();
  assert.equal(asked.length, 1);
  pretend('navigator', {});
  keepAwake()();
});
