/** The way of an entry, for those who measure it or break it: each step is a mark in the browser's own timeline. */
export type Step = 'saving' | 'written' | 'saved' | 'sent' | 'receipt' | 'stored';

export function step(name: Step, sequence?: number): void {
  performance.mark(`jinbang-${name}`, { detail: sequence });
  // Observers have it; a day of marking must not pile up.
  performance.clearMarks(`jinbang-${name}`);
}
