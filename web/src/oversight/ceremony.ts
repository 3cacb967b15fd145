type Pressed = Pick<KeyboardEvent, 'key' | 'repeat' | 'altKey' | 'ctrlKey' | 'metaKey' | 'target'>;

/** What a key does to the ceremony. A presenter's remote sends the keys of pages; a key that is held down counts once. */
export function stepOfKey({ key, repeat, altKey, ctrlKey, metaKey, target }: Pressed): 1 | -1 | null {
  const typing = target instanceof Element && target.closest('input, textarea, select') !== null;
  if (repeat || altKey || ctrlKey || metaKey || typing) return null;
  if (key === 'ArrowRight' || key === 'PageDown') return 1;
  if (key === 'ArrowLeft' || key === 'PageUp') return -1;
  return null;
}
