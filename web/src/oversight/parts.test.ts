import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Affairs, AppealCard, Part, PartCard } from '../wire/index.ts';
import { boardOf, stageOf, tabsOf, wantedGroups } from './parts.ts';

function part(what: Part, day: number, rest: Partial<PartCard> = {}): PartCard {
  return { part: what, day, ready: false, signatures: [], wanted: [], signed: false, locked: false, ...rest };
}

function sub(id: string, day: number, rest: Partial<PartCard> = {}): PartCard {
  return part({ kind: 'sub-criterion', id }, day, rest);
}

const SIGNATURE = { capacity: 'team', expert: 'E', at: 1, position: 2 } as const;

function affairs(rest: Partial<Affairs>): Affairs {
  return {
    parts: [],
    deadlines: [],
    appeal_windows: [],
    unlock_requests: [],
    proposals: [],
    appeals: [],
    ...rest,
  };
}

test('how far a part is', () => {
  const cases: [Partial<PartCard>, string][] = [
    [{}, 'marking'],
    [{ ready: true }, 'ready'],
    [{ ready: true, signatures: [SIGNATURE] }, 'signing'],
    [{ ready: true, signatures: [SIGNATURE], signed: true }, 'signed'],
    // What the rules want nobody to sign is signed as soon as it is ready.
    [{ ready: true, signed: true }, 'signed'],
  ];
  for (const [rest, stage] of cases) assert.equal(stageOf(sub('A', 1, rest)), stage);
});

test('parts stand under their day, in its order, and the skill last', () => {
  const board = boardOf(
    affairs({
      parts: [
        sub('B1', 2, { signed: true }),
        sub('A1', 1, { signed: true }),
        sub('A2', 1),
        part({ kind: 'day', day: 1 }, 1),
        part({ kind: 'day', day: 2 }, 2),
        part({ kind: 'skill' }, 2),
      ],
      deadlines: [{ day: 2, at: 99 }],
    }),
  );
  assert.deepEqual(
    board.days.map(({ day, subs, whole, deadline, signed, of }) => [
      day,
      subs.map(({ part }) => part.kind === 'sub-criterion' && part.id),
      whole?.part.kind,
      deadline?.at ?? null,
      signed,
      of,
    ]),
    [
      [1, ['A1', 'A2'], 'day', null, 1, 3],
      [2, ['B1'], 'day', 99, 1, 2],
    ],
  );
  assert.equal(board.skill?.part.kind, 'skill');
});

test('a team stands in one line, and of several chief experts any one will do', () => {
  const groups = wantedGroups([
    { capacity: 'team', experts: ['E1'] },
    { capacity: 'team', experts: ['E2'] },
    { capacity: 'chief', experts: ['C1', 'C2'] },
    { capacity: 'supervisor', experts: ['S'] },
  ]);
  assert.deepEqual(
    groups.map(({ capacity, experts, any }) => `${capacity} ${experts.join()} ${any}`),
    ['team E1,E2 false', 'chief C1,C2 true', 'supervisor S false'],
  );
});

test('a tab counts what waits for somebody, and codes have one only where there are codes', () => {
  const appeal = (stage: AppealCard['stage'], noticed?: number): AppealCard => {
    const card = { appeal: 1, competitor: 'C', aspects: [], grounds: '', pressed_at: 1, at: 1, late: false };
    return {
      ...card,
      experts: [],
      remarks: [],
      stage,
      ...(noticed !== undefined && { noticed_at: noticed }),
    };
  };
  const appeals = [
    appeal('filed'),
    appeal('assigned'),
    appeal('decided'),
    appeal('decided', 5),
    appeal('withdrawn'),
  ];
  const count = (rest: Partial<Affairs>, tab: string) =>
    tabsOf(affairs(rest)).find((one) => one.tab === tab)?.count;
  assert.equal(count({ appeals }, 'appeals'), 3);
  assert.equal(count({}, 'codes'), undefined);
  assert.equal(count({ codes: { layers: 1, drawn: false, opened: 0, known_as: [] } }, 'codes'), 1);
  assert.ok(tabsOf(null).every((one) => one.count === 0));
});
