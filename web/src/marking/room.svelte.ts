import { SvelteMap } from 'svelte/reactivity';
import type { Affairs, Cell, Locked, Marks, ReceiptMessage, Text, Welcome } from '../wire/index.ts';
import { cellKey, type Sheet } from './progress.ts';
import type { QueuedEntry } from './queue.ts';

/** What the expert sees: the scheme, the cells, and what is queued on this device. */
export class Room {
  welcome = $state.raw<Welcome | null>(null);
  position = $state(0);
  cells = new SvelteMap<string, Cell>();
  entries = $state.raw<QueuedEntry[]>([]);
  /** What goes on besides marks; null until the server has told. */
  affairs = $state.raw<Affairs | null>(null);

  /** The position up to which `marks` have told everything: receipts and locks run ahead of it. */
  told = 0;
  // The list is in order of sequence, so the last one of a cell wins.
  #byCell = $derived(new Map(this.entries.map((entry) => [cellKey(entry.competitor, entry.aspect), entry])));

  sheet: Sheet = $derived({
    subCriteria: this.welcome?.sub_criteria ?? [],
    competitors: this.welcome?.competitors ?? [],
    cell: (competitor, aspect) => this.cells.get(cellKey(competitor, aspect)),
    isQueued: (competitor, aspect) => {
      const latest = this.latest(competitor, aspect);
      return latest !== undefined && latest.refused === undefined;
    },
  });

  waiting = $derived(this.entries.filter((entry) => !entry.refused));
  refused = $derived(this.entries.filter((entry) => entry.refused));

  cell(competitor: string, aspect: string): Cell | undefined {
    return this.cells.get(cellKey(competitor, aspect));
  }

  /** The newest entry of this device that the server has not stored. */
  latest(competitor: string, aspect: string): QueuedEntry | undefined {
    return this.#byCell.get(cellKey(competitor, aspect));
  }

  takeWelcome(welcome: Welcome): void {
    this.welcome = welcome;
    this.position = welcome.position;
  }

  takeMarks(marks: Pick<Marks, 'full' | 'cells' | 'position'>): void {
    if (marks.full) this.cells.clear();
    for (const cell of marks.cells) {
      const key = cellKey(cell.competitor, cell.aspect);
      const before = this.cells.get(key);
      // A change is told to a whole panel at once, so the own entry is left out of it: it is as it was in this round.
      const own = cell.own ?? (before?.round === cell.round ? before.own : undefined);
      this.cells.set(key, own ? { ...cell, own } : cell);
    }
    this.told = marks.full ? marks.position : Math.max(this.told, marks.position);
    this.position = Math.max(this.position, marks.position);
  }

  takeLocked(news: Locked): void {
    if (!this.welcome) return;
    const locked = (id: string, before: boolean) => (news.sub_criteria.includes(id) ? news.locked : before);
    const sub_criteria = this.welcome.sub_criteria.map((sub) => ({
      ...sub,
      locked: locked(sub.id, sub.locked),
    }));
    this.welcome = { ...this.welcome, sub_criteria };
    this.position = Math.max(this.position, news.position);
  }

  /** The server was set back: what it told before no longer holds. */
  forget(): void {
    this.told = 0;
    this.position = 0;
    this.cells.clear();
  }

  /** A receipt may come before the cell's own change: the entry is shown as stored until that follows. */
  takeStored(entry: QueuedEntry, receipt: Pick<ReceiptMessage, 'position'>): void {
    const key = cellKey(entry.competitor, entry.aspect);
    const before = this.cells.get(key);
    if ((before?.own?.position ?? 0) >= receipt.position) return;
    const own = { value: entry.value, position: receipt.position };
    const told = before !== undefined && this.told >= receipt.position;
    this.cells.set(key, { ...(told ? before : this.#expected(entry, before)), own });
    this.position = Math.max(this.position, receipt.position);
  }

  #expected({ competitor, aspect, corrects }: QueuedEntry, before: Cell | undefined): Cell {
    const first = { competitor, aspect, state: 'partial' as const, round: 1, given: 1, of: 1, mark: null };
    if (!before) return first;
    if (before.state === 'rescore' && corrects === undefined) {
      return { ...first, round: before.round + 1, of: before.of };
    }
    return before.state === 'open' ? { ...before, state: 'partial', given: 1 } : before;
  }
}

/** A problem the server or the device has told about, until it is dismissed. */
export type Trouble = { code: string; message: Text };
