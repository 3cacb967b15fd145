/**
 * Types entries through the real page, in the page: clicks, values, buttons, as a quick expert would. Runs in the browser, so
 * everything it needs is inside it.
 */
export async function typeInPage(entries) {
  const WAIT_MS = 20_000;

  function until(what, test) {
    const found = test();
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const settle = () => {
        const now = test();
        if (!now) return;
        watcher.disconnect();
        clearTimeout(late);
        resolve(now);
      };
      const watcher = new MutationObserver(settle);
      watcher.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      const late = setTimeout(() => {
        watcher.disconnect();
        reject(new Error(`waited in vain: ${what}`));
      }, WAIT_MS);
    });
  }

  const one = (selector) => until(selector, () => document.querySelector(selector));

  for (const { competitor, sub, aspect, value } of entries) {
    const list = await one(`[data-competitor="${competitor}"]`);
    list.click();
    await one(`[data-competitor="${competitor}"][aria-current]`);
    (await one(`[data-sub="${sub}"]`)).click();
    await one(`[data-sub="${sub}"][aria-pressed=true]`);
    const form = await one(`form[data-entry="${aspect}"]`);
    const input = form.querySelector('input');
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    const button = form.querySelector('button.submit');
    await until('the button', () => !button.disabled);
    button.click();
    const saved = () =>
      !form.isConnected || document.querySelector(`[data-cell="${competitor}\\a ${aspect}"] [data-status]`);
    await until('the entry or a question', () => saved() || form.querySelector('.doubt'));
    if (form.querySelector('.doubt')) button.click();
    await until(`queued or stored: ${competitor} ${aspect}`, saved);
  }
}

/** Pairs through the form with a code from the address, as after scanning, and waits for the room. Runs in the browser. */
export async function pairInPage(code) {
  const WAIT_MS = 20_000;
  const late = performance.now() + WAIT_MS;
  const before = document.querySelector('[data-queued]');
  location.hash = `pair=${code}`;
  const look = async (test) => {
    while (!test()) {
      if (performance.now() > late) throw new Error(`pairing: waited in vain for ${test}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await look(() => document.querySelector('input[name=code]')?.value === code);
  document.querySelector('form button.primary').click();
  await look(
    () => document.querySelector('[data-competitor]') && document.querySelector('[data-queued]') !== before,
  );
}
