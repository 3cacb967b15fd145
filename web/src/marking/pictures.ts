import type { Cell, Welcome } from '../wire/index.ts';
import { asked, durably, PICTURES } from './database.ts';

/** What there is to mark, kept so that a reload without network can go on. */
export type Picture = { device: string; welcome: Welcome; cells: Cell[] };

const NOBODY = { zh: '', en: '' };

/** Names of people stay out, and delegations too: often one person is all that one delegation sends. */
export function nameless(welcome: Welcome): Welcome {
  return {
    ...welcome,
    expert: { ...welcome.expert, ...('name' in welcome.expert && { name: NOBODY }) },
    competitors: welcome.competitors.map((competitor) => ({
      ...competitor,
      name: NOBODY,
      delegation: NOBODY,
    })),
  };
}

export function savePicture(
  database: IDBDatabase,
  device: string,
  welcome: Welcome,
  cells: Cell[],
): Promise<void> {
  const picture = JSON.parse(JSON.stringify({ device, welcome: nameless(welcome), cells })) as Picture;
  return durably(database, [PICTURES], async (store) => {
    store(PICTURES).put(picture);
  });
}

export async function loadPicture(database: IDBDatabase, device: string): Promise<Picture | undefined> {
  const store = database.transaction(PICTURES, 'readonly').objectStore(PICTURES);
  return (await asked(store.get(device))) as Picture | undefined;
}
