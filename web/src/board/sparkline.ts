import type { PlaceHistory } from '../wire/index.ts';

export const WIDTH = 240;
export const HEIGHT = 48;

export type Line = {
  points: string;
  end: { x: number; y: number };
  first: number;
  last: number;
  best: number;
  worst: number;
};

/** Places as steps over time, the best on top; `now` is where the competitor stands at `at`. Null where there never was a place. */
export function line(history: PlaceHistory['points'], now: number, at: number): Line | null {
  const placed = history.filter((point): point is [number, number] => point[1] !== null);
  const steps = [...placed, [Math.max(at, placed.at(-1)?.[0] ?? at), now] as [number, number]];
  const begin = steps[0]![0];
  const span = Math.max(1, steps.at(-1)![0] - begin);
  const places = steps.map(([, place]) => place);
  const [best, worst] = [Math.min(...places), Math.max(...places)];
  const x = (time: number) => round(((time - begin) / span) * WIDTH);
  const y = (place: number) => round(((place - best) / Math.max(1, worst - best)) * HEIGHT);
  const points = steps.flatMap(([time, place], step) => {
    const before = steps[step - 1];
    return before ? [`${x(time)},${y(before[1])}`, `${x(time)},${y(place)}`] : [`${x(time)},${y(place)}`];
  });
  const end = { x: x(steps.at(-1)![0]), y: y(now) };
  return placed.length === 0
    ? null
    : { points: points.join(' '), end, first: places[0]!, last: now, best, worst };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
