/** In bytes of UTF-8. */
const ID_MAX_BYTES = 64;
const FIT = /^[\p{Alphabetic}\p{N}\-_.]$/u;

/** What the server would say of an id that is also the name of a folder; null: nothing. An empty one is not wrong, only not there yet. */
export type IdFault = { kind: 'character'; found: string } | { kind: 'dot' } | { kind: 'long' };

export function idFault(typed: string): IdFault | null {
  const id = typed.trim();
  const found = [...id].find((one) => !FIT.test(one));
  if (found !== undefined) return { kind: 'character', found };
  if (id.startsWith('.')) return { kind: 'dot' };
  return new TextEncoder().encode(id).length > ID_MAX_BYTES ? { kind: 'long' } : null;
}
