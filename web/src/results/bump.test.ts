import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompetitorComparison, Medal, MethodSummary, SkillComparison } from '../wire/index.ts';
import { appliedMethods, bump, nearest, path } from './bump.ts';

function method(applies: boolean): MethodSummary {
  return { method: 'm/1', applies } as MethodSummary;
}

function competitor(id: string, ranks: (number | null)[], medal: Medal | null): CompetitorComparison {
  return { competitor: id, ranks, medals: ranks.map(() => medal) } as unknown as CompetitorComparison;
}

const REPORT = {
  methods: [method(true), method(false), method(true), method(true)],
  competitors: [
    competitor('A', [1, null, 2, 1], 'gold'),
    competitor('B', [2, null, 1, null], 'silver'),
    competitor('C', [2, null, 3, 2], 'silver'),
    competitor('D', [4, null, 4, 3], null),
    competitor('W', [null, null, null, null], null),
  ],
} as unknown as SkillComparison;

const FRAME = { left: 100, right: 300, top: 50, row: 20 };

test('columns are the methods that apply, evenly between left and right', () => {
  assert.deepEqual(appliedMethods(REPORT), [0, 2, 3]);
  assert.deepEqual(bump(REPORT, 40, FRAME).columns, [100, 200, 300]);
});

test('every rank has its height, equal ranks the same one, and labels never lie on each other', () => {
  const { lines, height, ranks } = bump(REPORT, 40, FRAME);
  assert.deepEqual(
    lines.map((line) => line.points[0]?.y),
    [60, 80, 80, 120],
  );
  assert.deepEqual(
    lines.map((line) => line.label),
    [60, 80, 100, 120],
  );
  assert.deepEqual([ranks, height], [4, 80]);
});

test('who is not placed by the rules has no line, and no more are shown than asked for', () => {
  const names = (shown: number) => bump(REPORT, shown, FRAME).lines.map((line) => line.competitor);
  assert.deepEqual(names(40), ['A', 'B', 'C', 'D']);
  assert.deepEqual(names(2), ['A', 'B']);
});

test('medal zones cover the places that the rules give medals to', () => {
  assert.deepEqual(bump(REPORT, 40, FRAME).zones, [
    { medal: 'gold', top: 50, bottom: 70 },
    { medal: 'silver', top: 70, bottom: 110 },
  ]);
});

test('a line has a gap where a method gives no rank', () => {
  const [a, b] = bump(REPORT, 40, FRAME).lines;
  assert.equal(path(a?.points ?? []), 'M100 60L200 80L300 60');
  assert.equal(path(b?.points ?? []), 'M100 80L200 60');
});

test('the line next to the pointer is found, between the methods too', () => {
  const { lines } = bump(REPORT, 40, FRAME);
  assert.equal(nearest(lines, { x: 150, y: 72 }, 10), 'B');
  assert.equal(nearest(lines, { x: 300, y: 62 }, 10), 'A');
  assert.equal(nearest(lines, { x: 20, y: 61 }, 10), 'A');
  assert.equal(nearest(lines, { x: 150, y: 300 }, 10), null);
});

test('from four to a hundred competitors, and by a single method, everything stays in the frame', () => {
  for (const count of [4, 40, 100]) {
    const competitors = Array.from({ length: count }, (_, index) =>
      competitor(`C${index}`, [index + 1, null, count - index, 1], null),
    );
    const { lines, height } = bump({ ...REPORT, competitors }, count, FRAME);
    assert.equal(lines.length, count);
    for (const point of lines.flatMap((line) => line.points)) {
      assert.ok(point && point.y > FRAME.top && point.y < FRAME.top + height);
    }
  }
  const single = { ...REPORT, methods: [method(true)] };
  assert.deepEqual(bump(single, 40, FRAME).columns, [100]);
});
