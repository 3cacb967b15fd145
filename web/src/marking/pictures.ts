import type { Cell, Welcome } from '../wire/index.ts';
import { asked, durably, PICTURES } from './database.ts';

/** What there is to mark, kept so that a reload without network can go on. Names of people stay out. */
export type Picture = { device: string; welcome: Welcome; cells: Cell[] };

export function savePicture(
  database: IDBDatabase,
  device: string,
  welcome: Welcome,
  cells: Cell[],
): Promise<void> {
  const nameless: Welcome = {
    ...welcome,
    competitors: welcome.competitors.map((competitor) => ({ ...competitor, name: { zh: '', en: '' } })),
  };
  const picture = JSON.parse(JSON.stringify({ device, welcome: nameless, cells })) as Picture;
  return durably(database, [PICTURES], async (store) => {
    store(PICTURES).put(picture);
  });
}

export async function loadPicture(database: IDBDatabase, device: string): Promise<Picture | undefined> {
  const store = database.transaction(PICTURES, 'readonly').objectStore(PICTURES);
  return (await asked(store.get(device))) as Picture | undefined;
}
