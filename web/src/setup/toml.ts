/** What a field of a form holds, and how that is written in a TOML file. The server reads every number exactly. */
export type Kind = 'text' | 'words' | 'number' | 'select' | 'flag' | 'numbers' | 'names';

export const quoted = (text: string): string => JSON.stringify(text).replaceAll('\x7f', '\\u007f');

const number = (text: string): string =>
  /^[+-]?\d+(\.\d+)?$/.test(text) && !/^[+-]?0\d/.test(text) ? text : quoted(text);

const parts = (text: string): string[] =>
  text
    .split(/[,，;；\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `null` for nothing: the key is left out. */
export function written(kind: Kind, text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (kind === 'number') return number(trimmed);
  if (kind === 'flag') return trimmed === 'true' ? 'true' : 'false';
  if (kind === 'numbers') return `[${parts(trimmed).map(number).join(', ')}]`;
  if (kind === 'names') return `[${parts(trimmed).map(quoted).join(', ')}]`;
  return quoted(trimmed);
}

export function writtenWords(zh: string, en: string): string | null {
  if (zh.trim() === '' && en.trim() === '') return null;
  return `{ zh = ${quoted(zh.trim())}, en = ${quoted(en.trim())} }`;
}

/** How a value that was read is shown in a field. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** Any value that was read, written again; for what a form does not know. */
export function rewritten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(rewritten).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, one]) => `${quoted(key)} = ${rewritten(one)}`);
    return `{ ${pairs.join(', ')} }`;
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

export function valueAt(values: Record<string, unknown>, key: string[]): unknown {
  return key.reduce<unknown>(
    (at, name) =>
      at !== null && typeof at === 'object' && !Array.isArray(at)
        ? (at as Record<string, unknown>)[name]
        : undefined,
    values,
  );
}
