import { flushSync } from 'svelte';

/** Up to here every row is in the page: the browser's own search finds them all. */
export const WHOLE_MAX_ROWS = 100;
const OVERSCAN_ROWS = 10;
// The range moves in steps, so that not every pixel of scrolling draws anew.
const STEP_ROWS = 5;
const FIRST_ROWS = 40;

/** Which places of a long list are near the window. All rows are equally high. */
export class Nearby {
  first = $state(0);
  last = $state(FIRST_ROWS);
  /** On paper there is no window. */
  all = $state(false);

  watch(list: HTMLElement, count: () => number): () => void {
    const look = () => this.#look(list, count());
    const paper = matchMedia('print');
    const print = (on: boolean) => flushSync(() => (this.all = on));
    const before = () => print(true);
    const after = () => print(false);
    const emulated = () => print(paper.matches);
    const resized = new ResizeObserver(look);
    resized.observe(list);
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    paper.addEventListener('change', emulated);
    look();
    return () => {
      resized.disconnect();
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
      paper.removeEventListener('change', emulated);
    };
  }

  #look(list: HTMLElement, count: number): void {
    const box = list.getBoundingClientRect();
    const height = box.height / Math.max(1, count);
    if (height === 0) return;
    const first = Math.floor(-box.top / height) - OVERSCAN_ROWS;
    const last = Math.ceil((innerHeight - box.top) / height) + OVERSCAN_ROWS;
    this.first = Math.max(0, Math.floor(first / STEP_ROWS) * STEP_ROWS);
    this.last = Math.max(0, Math.ceil(last / STEP_ROWS) * STEP_ROWS);
  }
}
