const GLIDE_MS = 650;
const STILL = matchMedia('(prefers-reduced-motion: reduce)');

export function isStill(): boolean {
  return STILL.matches;
}

/**
 * Moves rows from their old places to the new ones. All rows are equally high, so the distance is arithmetic and
 * nothing but one row is measured; rows that neither were nor are near the window just appear.
 */
export function glide(list: HTMLElement, before: Map<string, number>, after: Map<string, number>): void {
  if (STILL.matches || before.size === 0) return;
  const first = list.firstElementChild;
  if (!first) return;
  const height = first.getBoundingClientRect().height;
  const top = list.getBoundingClientRect().top;
  const near = (place: number) => {
    const y = top + place * height;
    return y > -height * 4 && y < innerHeight + height * 4;
  };
  for (const row of list.children) {
    const key = (row as HTMLElement).dataset.key ?? '';
    const from = before.get(key);
    const to = after.get(key);
    if (from === undefined || to === undefined || from === to || (!near(from) && !near(to))) continue;
    row.animate(
      [
        { transform: `translateY(${(from - to) * height}px)`, zIndex: from > to ? 2 : 1 },
        { transform: 'none' },
      ],
      { duration: GLIDE_MS, easing: 'cubic-bezier(0.22, 0.9, 0.3, 1)' },
    );
  }
}

export function appear(element: HTMLElement): void {
  if (STILL.matches) return;
  element.animate(
    [
      { opacity: 0, transform: 'translateY(0.5rem)' },
      { opacity: 1, transform: 'none' },
    ],
    {
      duration: 450,
      easing: 'ease-out',
    },
  );
}
