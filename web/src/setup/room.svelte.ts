import { failure, type RequestFailed } from '../connection/http.ts';
import type { DraftCheck, DraftFault, DraftFile, DraftView } from '../wire/index.ts';
import { checkDraft, showDraft, undo } from './api.ts';

/** One draft that is being edited: its files, and what is wrong with them. */
export class Room {
  readonly draft: string;
  view = $state.raw<DraftView | null>(null);
  check = $state.raw<DraftCheck | null>(null);
  failed = $state.raw<RequestFailed | null>(null);
  checking = $state(false);
  /** Counts what made the files other than the open editor thinks. */
  changes = $state(0);

  constructor(draft: string) {
    this.draft = draft;
  }

  get opened(): string | null {
    return this.view?.opened ?? null;
  }

  get skills(): string[] {
    const files = this.view?.files ?? [];
    const ids = files.filter((file) => file.etag !== null).map((file) => file.path.split('/'));
    return [...new Set(ids.filter(([folder]) => folder === 'skills').map(([, skill]) => skill ?? ''))];
  }

  get errors(): number {
    return this.check?.faults.filter((fault) => fault.severity === 'error').length ?? 0;
  }

  file(path: string): DraftFile | null {
    return this.view?.files.find((file) => file.path === path) ?? null;
  }

  has(path: string): boolean {
    return (this.file(path)?.etag ?? null) !== null;
  }

  faultsOf(file: string): DraftFault[] {
    return this.check?.faults.filter((fault) => fault.file === file) ?? [];
  }

  /** Everything anew, after any change. */
  async load(): Promise<void> {
    this.checking = true;
    try {
      this.view = await showDraft(this.draft);
      this.check = await checkDraft(this.draft);
      this.failed = null;
    } catch (error) {
      this.failed = failure(error);
    } finally {
      this.checking = false;
    }
  }

  async undo(path: string): Promise<void> {
    try {
      await undo(this.draft, path);
      await this.load();
      this.changes += 1;
    } catch (error) {
      this.failed = failure(error);
    }
  }
}
