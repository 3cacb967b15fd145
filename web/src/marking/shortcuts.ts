export type Shortcut = 'next' | 'missing' | 'undo' | 'view' | 'help' | 'previous' | 'following';

// By the key's place, for with Alt some keyboards write other letters.
const BY_KEY: Record<string, Shortcut> = {
  KeyN: 'next',
  KeyM: 'missing',
  KeyZ: 'undo',
  KeyV: 'view',
  KeyH: 'help',
  ArrowUp: 'previous',
  ArrowDown: 'following',
};

/** Only with Alt: a letter alone could be meant for a field. */
export function shortcutOf({ altKey, ctrlKey, metaKey, code }: KeyboardEvent): Shortcut | undefined {
  return altKey && !ctrlKey && !metaKey ? BY_KEY[code] : undefined;
}
