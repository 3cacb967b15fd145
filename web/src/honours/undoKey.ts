type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'target'>;

/** Ctrl+Z and its kin, except where text is written: there they belong to the text. */
export function undoKey(event: Pressed): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isWritten(event.target)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}

const NO_TEXT = ['checkbox', 'radio', 'button', 'submit', 'file'];

function isWritten(target: EventTarget | null): boolean {
  const { tagName, type, isContentEditable } = (target ?? {}) as Partial<HTMLInputElement>;
  if (tagName === 'TEXTAREA' || isContentEditable) return true;
  return tagName === 'INPUT' && !NO_TEXT.includes(type ?? 'text');
}
