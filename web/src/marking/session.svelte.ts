import { ReconnectingSocket } from '../connection/socket.svelte.ts';
import type { FromTablet, Pairing, Refused, ToTablet } from '../wire/index.ts';
import { openDatabase } from './database.ts';
import { adopt, discard, orphans } from './orphans.ts';
import { loadPicture, savePicture } from './pictures.ts';
import { Queue, type NewEntry, type QueuedEntry } from './queue.ts';
import { Room, type Trouble } from './room.svelte.ts';
import { Sender } from './sender.ts';
import { becomeSender, Tabs } from './tabs.ts';

const PASSING = ['busy', 'read-only'];
const UNPAIRED = /device|token|revoked|paired|unauthori[sz]ed/;
const PICTURE_AFTER_MS = 1_500;

/** What can be said about an entry before it has a sequence. */
export type Draft = Pick<
  NewEntry,
  'competitor' | 'aspect' | 'value' | 'corrects' | 'corrects_sequence' | 'reason'
>;

/** `unknown`: the connection broke before the answer; the next welcome shows what is locked. */
export type Outcome = 'stored' | 'unknown' | Refused;

/** One paired device at work: the store on the device, the connection, and the room they feed. */
export class MarkingSession {
  readonly pairing: Pairing;
  room = new Room();
  storage = $state<'opening' | 'ready' | 'unavailable'>('opening');
  unsent = $state.raw<QueuedEntry[]>([]);
  sending = $state(false);
  writable = $state(true);
  trouble = $state<Trouble | null>(null);
  /** Set when the server no longer knows this device. */
  ended = $state<Trouble | null>(null);
  socket: ReconnectingSocket;

  #database: IDBDatabase | undefined;
  #queue: Queue | undefined;
  #sender: Sender;
  #tabs = new Tabs();
  #releaseLock: () => void = () => undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #complete = false;
  #commands = new Map<number, (outcome: Outcome) => void>();

  constructor(pairing: Pairing) {
    this.pairing = pairing;
    this.socket = new ReconnectingSocket('/ws/marking', {
      opened: () => this.#hello(),
      frame: (frame) => void this.#take(frame as ToTablet),
      lost: () => {
        this.#sender.broken();
        this.#commandsLost();
      },
    });
    this.#sender = new Sender({
      open: () => this.sending && this.socket.link === 'live',
      entries: () => this.room.entries,
      send: (frame) => this.socket.send(frame),
      silent: () => this.socket.reconnect(),
    });
  }

  async start(): Promise<void> {
    try {
      this.#database = await openDatabase();
      this.#queue = new Queue(this.#database, this.pairing.device);
      const picture = await loadPicture(this.#database, this.pairing.device);
      if (picture) {
        this.room.takeWelcome(picture.welcome);
        this.room.takeMarks({ full: true, cells: picture.cells, position: picture.welcome.position });
      }
      this.unsent = await orphans(this.#database, this.pairing);
      await this.#reload();
      this.storage = 'ready';
      void navigator.storage?.persist?.();
    } catch {
      this.storage = 'unavailable';
    }
    this.#tabs.listen((news) => {
      if (news.kind === 'stored') this.#showStored(news.sequence, news.position);
      void this.#reload();
    });
    this.#releaseLock = becomeSender(this.pairing.device, (sending) => {
      this.sending = sending;
      void this.#reload();
    });
    this.socket.start();
  }

  stop(): void {
    this.socket.stop();
    this.#sender.broken();
    this.#releaseLock();
    this.#tabs.close();
    clearTimeout(this.#saving);
    this.#database?.close();
  }

  /** Settles once the entry is on this device's disk; only then it is shown as queued, and only then sent. */
  async enter(draft: Draft, replaces?: number): Promise<void> {
    if (!this.#queue) throw new Error('no storage');
    const { device, competition, expert } = this.pairing;
    await this.#queue.add({ device, competition, expert, ...draft, made_at: Date.now() }, replaces);
    await this.#changed();
  }

  async dismiss(sequence: number): Promise<void> {
    await this.#queue?.dismiss(sequence);
    await this.#changed();
  }

  async settleUnsent(how: 'send' | 'discard'): Promise<void> {
    if (!this.#database) return;
    if (how === 'send') await adopt(this.#database, this.unsent, this.pairing.device);
    else await discard(this.#database, this.unsent);
    this.unsent = [];
    await this.#changed();
  }

  /** Locks are not queued: one that arrived hours later would surprise everybody. */
  async command(
    frame:
      { type: 'lock'; sub_criterion: string } | { type: 'unlock'; sub_criterion: string; reason: string },
  ): Promise<Outcome> {
    if (!this.#queue) throw new Error('no storage');
    const sequence = await this.#queue.takeSequence();
    return new Promise((resolve) => {
      this.#commands.set(sequence, resolve);
      if (!this.socket.send({ ...frame, sequence })) this.#commandsLost();
    });
  }

  #commandsLost(): void {
    for (const settle of this.#commands.values()) settle('unknown');
    this.#commands.clear();
  }

  #hello(): void {
    const { competition, token } = this.pairing;
    const since = this.#complete ? { since: this.room.told } : {};
    const hello: FromTablet = { type: 'hello', protocol: 1, competition, token, ...since };
    this.socket.send(hello);
  }

  async #take(frame: ToTablet): Promise<void> {
    switch (frame.type) {
      case 'welcome':
        this.room.takeWelcome(frame);
        this.writable = true;
        this.trouble = null;
        await this.#queue?.raiseFloor(frame.next_sequence).catch(() => undefined);
        this.socket.settled();
        this.#sender.pump();
        break;
      case 'marks':
        this.room.takeMarks(frame);
        this.#complete ||= frame.full;
        this.#savePicture(frame.full ? 0 : PICTURE_AFTER_MS);
        break;
      case 'locked':
        this.room.takeLocked(frame);
        break;
      case 'receipt':
        await this.#stored(frame.sequence, frame.position);
        break;
      case 'refused':
        await this.#refused(frame);
        break;
      case 'status':
        this.writable = frame.writable;
        if (frame.writable) this.#sender.resume();
        break;
      case 'error':
        if (frame.fatal && UNPAIRED.test(frame.code)) this.#end(frame);
        else this.trouble = frame;
        break;
    }
  }

  async #stored(sequence: number, position: number): Promise<void> {
    this.#commands.get(sequence)?.('stored');
    this.#commands.delete(sequence);
    this.#showStored(sequence, position);
    await this.#queue?.stored(sequence, position);
    this.#tabs.tell({ kind: 'stored', sequence, position });
    this.#sender.answered(sequence);
    await this.#reload();
  }

  async #refused(frame: Refused): Promise<void> {
    const { sequence, code, message } = frame;
    const command = this.#commands.get(sequence);
    if (command) {
      this.#commands.delete(sequence);
      command(frame);
      return;
    }
    if (PASSING.includes(code)) {
      if (code === 'read-only') this.writable = false;
      this.#sender.busy(sequence);
      return;
    }
    // The mark is right, only the pairing is gone: it stays queued for the next one.
    if (UNPAIRED.test(code)) return this.#end(frame);
    if (code === 'sequence-conflict') {
      await this.#queue?.renumber(sequence, (this.room.welcome?.next_sequence ?? 1) + 1);
    } else {
      await this.#queue?.refused(sequence, { code, message });
    }
    this.#sender.answered(sequence);
    await this.#changed();
  }

  #end(trouble: Trouble): void {
    this.ended = trouble;
    this.socket.stop();
    this.#sender.broken();
  }

  #showStored(sequence: number, position: number): void {
    const entry = this.room.entries.find((one) => one.sequence === sequence);
    if (!entry) return;
    this.room.takeStored(entry, { position });
    this.room.entries = this.room.entries.filter((one) => one.sequence !== sequence);
  }

  async #changed(): Promise<void> {
    this.#tabs.tell({ kind: 'changed' });
    await this.#reload();
  }

  async #reload(): Promise<void> {
    if (this.#queue) this.room.entries = await this.#queue.list();
    this.#sender.pump();
  }

  #savePicture(afterMs: number): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      const { welcome, cells } = this.room;
      if (!this.#database || !welcome) return;
      savePicture(this.#database, this.pairing.device, welcome, [...cells.values()]).catch(() => undefined);
    }, afterMs);
  }
}
