/** Steps back and forth through versions of something that is replaced as a whole. */
export class Steps<T> {
  private back: T[] = [];
  private forth: T[] = [];
  static readonly MOST = 200;

  note(before: T): void {
    this.back.push(before);
    if (this.back.length > Steps.MOST) this.back.shift();
    this.forth = [];
  }

  undo(now: T): T {
    const before = this.back.pop();
    if (before === undefined) return now;
    this.forth.push(now);
    return before;
  }

  redo(now: T): T {
    const after = this.forth.pop();
    if (after === undefined) return now;
    this.back.push(now);
    return after;
  }

  get canUndo(): boolean {
    return this.back.length > 0;
  }

  get canRedo(): boolean {
    return this.forth.length > 0;
  }
}
