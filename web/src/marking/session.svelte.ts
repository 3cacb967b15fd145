import { ReconnectingSocket } from '../connection/socket.svelte.ts';
import type {
  FromTablet,
  Marks,
  Pairing,
  ReceiptMessage,
  Refused,
  ToTablet,
  Welcome,
} from '../wire/index.ts';
import type { Press } from '../proceedings/commandStore.ts';
import { Outbox } from '../proceedings/outbox.svelte.ts';
import { DeviceStore } from './deviceStore.svelte.ts';
import type { NewEntry, QueuedEntry } from './queue.ts';
import { Room, type Trouble } from './room.svelte.ts';
import { Sender } from './sender.ts';
import { step } from './steps.ts';
import { becomeSender, Tabs } from './tabs.ts';

export const PROTOCOL = 1;

const PASSING = ['busy', 'read-only'];
const UNPAIRED = /device|token|revoked|paired|unauthori[sz]ed/;

/** What can be said about an entry before it has a sequence. */
export type Draft = Pick<
  NewEntry,
  'competitor' | 'aspect' | 'value' | 'corrects' | 'corrects_sequence' | 'reason' | 'confirms'
>;

/** `unknown`: the connection broke before the answer; the next welcome shows what became of it. */
export type Outcome = 'stored' | 'unknown' | Refused;

type WithoutSequence<T> = T extends { sequence: number } ? Omit<T, 'sequence'> : never;

/** What is sent while the line is up or not at all. */
export type Command = Exclude<WithoutSequence<FromTablet>, { type: 'submit' }>;

/** One paired device at work: what it keeps, the connection, and the room they feed. */
export class MarkingSession {
  readonly pairing: Pairing;
  readonly store: DeviceStore;
  room = new Room();
  sending = $state(false);
  writable = $state(true);
  trouble = $state<Trouble | null>(null);
  /** Set when the server no longer knows this device. */
  ended = $state<Trouble | null>(null);
  /** The server speaks a newer protocol than this page: only a newer page helps. */
  outdated = $state(false);
  /** How far this device's clock is ahead of the server's. Nothing but a note depends on it. */
  clockAheadMs = $state(0);
  /** The newest entry made on this page, which can be taken back. */
  last = $state.raw<QueuedEntry | null>(null);
  socket: ReconnectingSocket;
  /** What must reach the server besides marks. */
  readonly outbox: Outbox;

  #greeted = false;
  #sender: Sender;
  #tabs = new Tabs();
  #releaseLock: () => void = () => undefined;
  #complete = false;
  #commands = new Map<number, (outcome: Outcome) => void>();

  constructor(pairing: Pairing) {
    this.pairing = pairing;
    this.store = new DeviceStore(pairing);
    this.socket = new ReconnectingSocket('/ws/marking', {
      opened: () => this.#hello(),
      frame: (frame) => void this.#take(frame as ToTablet),
      lost: () => {
        this.#sender.broken();
        this.outbox.broken();
        this.#commandsLost();
      },
    });
    this.#sender = new Sender({
      open: () => this.sending && this.socket.link === 'live',
      entries: () => this.room.entries,
      send: (frame) => this.socket.send(frame),
      silent: () => this.socket.reconnect(),
    });
    this.outbox = new Outbox({
      open: () => this.sending && this.socket.link === 'live',
      send: (frame) => this.socket.send(frame),
      store: () => this.store.commands,
      ahead: () => (this.#greeted ? this.clockAheadMs : null),
      changed: () => this.#tabs.tell({ kind: 'changed' }),
    });
  }

  async start(): Promise<void> {
    await this.openStore();
    this.#tabs.listen((news) => {
      if (news.kind === 'stored') this.#showStored(news.sequence, news.position);
      void this.#reload();
      if (news.kind === 'changed') void this.outbox.reload();
    });
    this.#releaseLock = becomeSender(this.pairing.device, (sending) => {
      if (!sending) this.#sender.givenAway();
      this.sending = sending;
      void this.#reload();
    });
    this.socket.start();
  }

  /** Also after the storage was refused or full and somebody has made room. */
  async openStore(): Promise<void> {
    await this.store.open();
    const picture = this.room.welcome ? undefined : await this.store.loadPicture().catch(() => undefined);
    if (picture) {
      this.room.takeWelcome(picture.welcome);
      this.room.takeMarks({ full: true, cells: picture.cells, position: picture.welcome.position });
    }
    await this.#reload();
    await this.outbox.reload();
  }

  stop(): void {
    this.socket.stop();
    this.#sender.broken();
    this.#releaseLock();
    this.#tabs.close();
    this.store.close();
  }

  /** Settles once the entry is on this device's disk; only then it is shown as queued, and only then sent. */
  async enter(draft: Draft, replaces?: number): Promise<void> {
    this.last = await this.store.add(draft, replaces);
    await this.#changed();
  }

  async dismiss(sequence: number): Promise<void> {
    await this.store.dismiss(sequence);
    await this.#changed();
  }

  /** Takes an entry back that nobody has sent yet; false if the server may have it, so that only a correction helps. */
  async takeBack({ sequence }: QueuedEntry): Promise<boolean> {
    if (!this.sending || !('locks' in navigator) || !this.#sender.withdraw(sequence)) return false;
    this.last = null;
    await this.dismiss(sequence);
    return true;
  }

  async settleUnsent(how: 'send' | 'discard'): Promise<void> {
    await this.store.settleUnsent(how);
    await this.#changed();
  }

  /** A button is pressed now. */
  press(): Press {
    return { at: Date.now(), ahead: this.#greeted ? this.clockAheadMs : null };
  }

  /** Commands are not queued: one that arrived hours later would surprise everybody. */
  async command(frame: Command): Promise<Outcome> {
    const sequence = await this.store.takeSequence();
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
    const hello: FromTablet = { type: 'hello', protocol: PROTOCOL, competition, token, ...since };
    this.socket.send(hello);
  }

  async #take(frame: ToTablet): Promise<void> {
    switch (frame.type) {
      case 'welcome':
        await this.#welcomed(frame);
        break;
      case 'marks':
        await this.#marked(frame);
        break;
      case 'locked':
        this.room.takeLocked(frame);
        break;
      case 'receipt':
        await this.#stored(frame);
        break;
      case 'refused':
        await this.#refused(frame);
        break;
      case 'status':
        this.writable = frame.writable;
        if (frame.writable) this.#sender.resume();
        break;
      case 'pong':
        this.clockAheadMs = Date.now() - frame.now;
        break;
      case 'affairs':
        this.room.affairs = frame;
        break;
      case 'error':
        this.#failed(frame);
        break;
    }
  }

  async #welcomed(welcome: Welcome): Promise<void> {
    if (welcome.protocol !== PROTOCOL) return this.#outdated();
    if (this.#complete && welcome.position < this.room.told) {
      // Another past than the one we were told: nothing of it can be built on.
      this.#complete = false;
      this.room.forget();
      this.socket.reconnect();
      return;
    }
    this.room.takeWelcome(welcome);
    this.clockAheadMs = Date.now() - welcome.now;
    this.#greeted = true;
    this.writable = true;
    this.trouble = null;
    const { line } = this.socket;
    const again = await this.store.greeted(welcome).catch(() => 0);
    if (again > 0) await this.#changed();
    if (line !== this.socket.line) return;
    this.socket.settled();
    this.#sender.pump();
    await this.outbox.greeted(welcome).catch(() => undefined);
  }

  async #marked(marks: Marks): Promise<void> {
    this.room.takeMarks(marks);
    this.#complete ||= marks.full;
    this.store.savePicture(() => this.#picture(), marks.full);
    if (!marks.full) return;
    const again = await this.store.compared(this.room.cells).catch(() => 0);
    if (again > 0) await this.#changed();
  }

  #failed(frame: Extract<ToTablet, { type: 'error' }>): void {
    if (frame.fatal && UNPAIRED.test(frame.code)) this.#end(frame);
    else if (frame.fatal && frame.code === 'protocol') this.#outdated();
    else this.trouble = frame;
  }

  async #stored(receipt: ReceiptMessage): Promise<void> {
    const { sequence, position } = receipt;
    this.#commands.get(sequence)?.('stored');
    this.#commands.delete(sequence);
    if (await this.outbox.stored(sequence, position)) return this.#tabs.tell({ kind: 'changed' });
    step('receipt', sequence);
    this.#showStored(sequence, position);
    await this.store.stored(sequence, receipt);
    step('stored', sequence);
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
    if (await this.outbox.refusedBy(frame, PASSING.includes(code))) return;
    if (PASSING.includes(code)) {
      if (code === 'read-only') this.writable = false;
      this.#sender.busy(sequence);
      return;
    }
    // The mark is right, only the pairing is gone: it stays queued for the next one.
    if (UNPAIRED.test(code)) return this.#end(frame);
    if (code === 'sequence-conflict') {
      await this.store.renumber(sequence, (this.room.welcome?.next_sequence ?? 1) + 1);
    } else {
      await this.store.refused(sequence, { code, message });
    }
    this.#sender.answered(sequence);
    await this.#changed();
  }

  #end(trouble: Trouble): void {
    this.ended = trouble;
    this.socket.stop();
    this.#sender.broken();
  }

  #outdated(): void {
    this.outdated = true;
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
    this.room.entries = await this.store.list();
    this.outbox.pump();
    this.#sender.pump();
  }

  #picture() {
    const { welcome, cells } = this.room;
    return welcome && { welcome, cells: [...cells.values()] };
  }
}
