import { allOf, asked, COMMANDS, DEVICES, DRAFTS, durably, type Stores } from '../marking/database.ts';
import type { Text, Welcome } from '../wire/index.ts';

/** What must reach the server although it is no mark, however long the line is down. */
export type KeptCommand =
  | { type: 'appeal'; competitor: string; aspects: string[]; grounds: string; pressed: Press }
  | { type: 'remark'; appeal: number; aspect: string; value: string };

/** When a button was pressed: by this device's clock, and how far that was ahead of the server's if it was known. */
export type Press = { at: number; ahead: number | null };

export type Kept = {
  device: string;
  competition: string;
  expert: string;
  sequence: number;
  command: KeptCommand;
  refused?: { code: string; message: Text };
  /** Where the server has it. */
  position?: number;
};

/** An appeal that was begun and not filed yet. */
export type AppealDraft = Omit<Extract<KeptCommand, { type: 'appeal' }>, 'type'> & {
  /** By this device's clock; which one it is. */
  begun_at: number;
};

type Who = Pick<Kept, 'device' | 'competition' | 'expert'>;

/** Commands of one device. Every change is durable before its promise settles. */
export class CommandStore {
  #database: IDBDatabase;
  #who: Who;
  #take: (store: Stores) => Promise<number>;

  constructor(database: IDBDatabase, who: Who, take: (store: Stores) => Promise<number>) {
    this.#database = database;
    this.#who = who;
    this.#take = take;
  }

  async list(): Promise<Kept[]> {
    const store = this.#database.transaction(COMMANDS, 'readonly').objectStore(COMMANDS);
    return (await asked(store.getAll(allOf(this.#who.device)))) as Kept[];
  }

  /** `draft`: what it was made from, which is no draft any more. */
  add(command: KeptCommand, draft?: AppealDraft): Promise<Kept> {
    return durably(this.#database, [COMMANDS, DEVICES, DRAFTS], async (store) => {
      const kept = { ...this.#who, sequence: await this.#take(store), command };
      await asked(store(COMMANDS).put(kept));
      if (draft) store(DRAFTS).delete(this.#keyOf(draft));
      return kept;
    });
  }

  /** They are the expert's, whatever pairing they were begun under. */
  async drafts(): Promise<AppealDraft[]> {
    const { competition, expert } = this.#who;
    const own = IDBKeyRange.bound([competition, expert, 0], [competition, expert, Number.MAX_SAFE_INTEGER]);
    const store = this.#database.transaction(DRAFTS, 'readonly').objectStore(DRAFTS);
    return (await asked(store.getAll(own))) as AppealDraft[];
  }

  saveDraft(draft: AppealDraft): Promise<void> {
    const { competition, expert } = this.#who;
    return durably(this.#database, [DRAFTS], async (store) => {
      store(DRAFTS).put({ ...draft, competition, expert });
    });
  }

  dropDraft(draft: AppealDraft): Promise<void> {
    return durably(this.#database, [DRAFTS], async (store) => {
      store(DRAFTS).delete(this.#keyOf(draft));
    });
  }

  /** What an earlier pairing of this tablet, by the same expert, could not send goes on under this one. */
  adopt(): Promise<void> {
    return durably(this.#database, [COMMANDS, DEVICES], async (store) => {
      const { device, competition, expert } = this.#who;
      for (const kept of (await asked(store(COMMANDS).getAll())) as Kept[]) {
        const samePerson = kept.competition === competition && kept.expert === expert;
        if (!samePerson || kept.device === device || kept.position !== undefined) continue;
        store(COMMANDS).delete([kept.device, kept.sequence]);
        store(COMMANDS).put({ ...this.#who, sequence: await this.#take(store), command: kept.command });
      }
    });
  }

  stored(sequence: number, position: number): Promise<void> {
    return this.#change(sequence, ({ refused: _, ...kept }) => ({ ...kept, position }));
  }

  refused(sequence: number, refused: { code: string; message: Text }): Promise<void> {
    return this.#change(sequence, (kept) => ({ ...kept, refused }));
  }

  dismiss(sequence: number): Promise<void> {
    return durably(this.#database, [COMMANDS], async (store) => {
      store(COMMANDS).delete([this.#who.device, sequence]);
    });
  }

  /** The sequence belongs to something else on the server: this was never stored and takes a new one. */
  renumber(sequence: number): Promise<void> {
    return durably(this.#database, [COMMANDS, DEVICES], async (store) => {
      const kept = (await asked(store(COMMANDS).get([this.#who.device, sequence]))) as Kept | undefined;
      if (!kept) return;
      store(COMMANDS).delete([this.#who.device, sequence]);
      store(COMMANDS).put({ ...kept, sequence: await this.#take(store) });
    });
  }

  /** A server restored from a backup may have forgotten some: they wait again. */
  async greeted(welcome: Pick<Welcome, 'position' | 'next_sequence'>): Promise<void> {
    for (const { sequence, position } of await this.list()) {
      if (position === undefined || (position <= welcome.position && sequence < welcome.next_sequence))
        continue;
      await this.#change(sequence, ({ position: _, ...kept }) => kept);
    }
  }

  #keyOf({ begun_at }: AppealDraft): IDBValidKey {
    return [this.#who.competition, this.#who.expert, begun_at];
  }

  #change(sequence: number, change: (kept: Kept) => Kept): Promise<void> {
    return durably(this.#database, [COMMANDS], async (store) => {
      const kept = (await asked(store(COMMANDS).get([this.#who.device, sequence]))) as Kept | undefined;
      if (kept) store(COMMANDS).put(change(kept));
    });
  }
}
