/** What is being typed on this page and not yet taken: nothing may reload the page under it. */
const open = new Set<object>();
const waiting: (() => void)[] = [];

/** Says that something is being typed, until the function it gives is called. */
export function typing(): () => void {
  const mark = {};
  open.add(mark);
  return () => {
    open.delete(mark);
    if (open.size === 0) for (const go of waiting.splice(0)) go();
  };
}

/** Calls `go` as soon as nothing is being typed. */
export function onceNothingIsTyped(go: () => void): void {
  if (open.size === 0) go();
  else waiting.push(go);
}
