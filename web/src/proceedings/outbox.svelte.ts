import { waitMs } from '../connection/backoff.ts';
import type { FromTablet, Refused, Welcome } from '../wire/index.ts';
import type { AppealDraft, CommandStore, Kept, KeptCommand } from './commandStore.ts';
import { pressedAgo } from './press.ts';

type Line = {
  open: () => boolean;
  send: (frame: FromTablet) => boolean;
  store: () => CommandStore | undefined;
  /** How far this device's clock is ahead of the server's; null while nobody knows. */
  ahead: () => number | null;
  /** Other tabs keep the same store. */
  changed: () => void;
};

/** Appeals and second looks on their way: kept on the disk before anything else, sent one after the other, again until answered. */
export class Outbox {
  all = $state.raw<Kept[]>([]);
  /** Appeals that were begun and not filed. */
  drafts = $state.raw<AppealDraft[]>([]);
  waiting = $derived(this.all.filter((one) => one.position === undefined && !one.refused));
  refused = $derived(this.all.filter((one) => one.refused));

  #line: Line;
  #asked: number | null = null;
  #busyCount = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  async reload(): Promise<void> {
    const store = this.#line.store();
    const [all, drafts] = await Promise.all([store?.list(), store?.drafts()]);
    this.all = all ?? [];
    this.drafts = drafts ?? [];
    this.pump();
  }

  /** Settles once it is on this device's disk. */
  async keep(command: KeptCommand, draft?: AppealDraft): Promise<void> {
    await this.#needed().add(command, draft);
    await this.#changed();
  }

  /** The same of an appeal that is still being written. */
  async saveDraft(draft: AppealDraft): Promise<void> {
    await this.#needed().saveDraft(draft);
    this.drafts = await this.#needed().drafts();
  }

  async dropDraft(draft: AppealDraft): Promise<void> {
    await this.#needed().dropDraft(draft);
    await this.#changed();
  }

  async dismiss(sequence: number): Promise<void> {
    await this.#line.store()?.dismiss(sequence);
    await this.reload();
  }

  async greeted(welcome: Welcome): Promise<void> {
    await this.#line.store()?.greeted(welcome);
    await this.reload();
  }

  /** Says whether the answer was to one of these. */
  async stored(sequence: number, position: number): Promise<boolean> {
    if (!this.#mine(sequence)) return false;
    await this.#line.store()?.stored(sequence, position);
    this.#busyCount = 0;
    await this.reload();
    return true;
  }

  /** The same; `passing`: the server cannot take it now. */
  async refusedBy(frame: Refused, passing: boolean): Promise<boolean> {
    const { sequence, code, message } = frame;
    if (!this.#mine(sequence)) return false;
    const store = this.#line.store();
    if (passing) this.#rest();
    else if (code === 'sequence-conflict') await store?.renumber(sequence);
    else await store?.refused(sequence, { code, message });
    await this.reload();
    return true;
  }

  /** The connection is gone, and with it the answer. */
  broken(): void {
    this.#asked = null;
    clearTimeout(this.#resting);
    this.#resting = undefined;
  }

  pump(): void {
    const next = this.waiting[0];
    if (!next || this.#asked !== null || this.#resting !== undefined || !this.#line.open()) return;
    if (this.#line.send(this.#frame(next))) this.#asked = next.sequence;
  }

  #needed(): CommandStore {
    const store = this.#line.store();
    if (!store) throw new Error('no storage');
    return store;
  }

  async #changed(): Promise<void> {
    this.#line.changed();
    await this.reload();
  }

  #mine(sequence: number): boolean {
    if (this.#asked === sequence) this.#asked = null;
    return this.all.some((one) => one.sequence === sequence);
  }

  #rest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.pump();
    }, waitMs(this.#busyCount++));
  }

  #frame({ sequence, command }: Kept): FromTablet {
    if (command.type === 'remark') return { sequence, ...command };
    const { pressed, ...appeal } = command;
    return { sequence, ...appeal, pressed_ago: pressedAgo(pressed, Date.now(), this.#line.ahead()) };
  }
}
