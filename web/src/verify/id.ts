const LETTERS = 26;

/** The number in an address such as `/verify/PGLJ…`; empty where there is none. */
export function idOf(path: string): string {
  const [, first, second] = path.split('/');
  return first === 'verify' ? decoded(second ?? '') : '';
}

/** As it is printed, from whatever somebody typed; null: no certificate has such a number. */
export function normal(typed: string): string | null {
  const id = typed.replace(/[\s-]/g, '').toUpperCase();
  return id.length === LETTERS && /^[A-Z2-7]*$/.test(id) ? id : null;
}

/** In groups that can be read aloud. */
export const grouped = (id: string): string => id.match(/.{1,4}/g)?.join(' ') ?? id;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
