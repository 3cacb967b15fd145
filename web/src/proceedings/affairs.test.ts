import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Affairs, AppealCard, PartCard, ProposalCard, WantedSignature } from '../wire/index.ts';
import {
  appealsAbout,
  absentees,
  appealWaits,
  byDay,
  mayIConfirm,
  mayISign,
  NOTHING_TOLD,
  partKey,
  seesAll,
  turn,
  underAppeal,
  waiting,
  wantsMine,
  type Me,
} from './affairs.ts';
import { confirming } from './measured.ts';
import { waitingPanels } from './panels.ts';
import { covered } from './table.ts';

const JUDGE: Me = { id: 'E1', role: 'expert' };
const CHIEF: Me = { id: 'CH', role: 'chief' };
const SUPERVISOR: Me = { id: 'SU', role: 'supervisor' };
const roleOf = (id: string) => [JUDGE, CHIEF, SUPERVISOR].find((one) => one.id === id)?.role;

const TEAM: WantedSignature[] = [
  { capacity: 'team', experts: ['E1'] },
  { capacity: 'team', experts: ['E2'] },
];
const THEN_CHIEF: WantedSignature = { capacity: 'chief', experts: ['CH'] };

function part(part: Partial<PartCard>): PartCard {
  return {
    part: { kind: 'sub-criterion', id: 'A1' },
    day: 1,
    ready: true,
    signatures: [],
    wanted: [...TEAM, THEN_CHIEF],
    signed: false,
    locked: false,
    ...part,
  };
}

function appeal(appeal: Partial<AppealCard>): AppealCard {
  return {
    appeal: 1,
    competitor: 'C-1',
    aspects: ['A1.J1'],
    grounds: 'g',
    pressed_at: 0,
    at: 0,
    late: false,
    stage: 'filed',
    experts: [],
    remarks: [{ aspect: 'A1.J1', given: 0, of: 3, again: false, scores: [] }],
    ...appeal,
  };
}

function proposal(what: ProposalCard['what'], by = 'CH'): ProposalCard {
  return { proposal: 1, what, reason: 'r', by, at: 0 };
}

test('the team signs before the chief expert, and only what is ready', () => {
  assert.deepEqual(turn(part({})), TEAM);
  assert.ok(mayISign(part({}), JUDGE));
  assert.ok(!mayISign(part({}), CHIEF));
  assert.ok(mayISign(part({ wanted: [THEN_CHIEF] }), CHIEF));
  assert.ok(!mayISign(part({ ready: false }), JUDGE));
});

test('a chief expert signs for members of the team, nobody else does', () => {
  assert.deepEqual(absentees(part({}), CHIEF), ['E1', 'E2']);
  assert.deepEqual(absentees(part({}), JUDGE), []);
  assert.deepEqual(absentees(part({ wanted: [THEN_CHIEF] }), CHIEF), []);
});

test('parts stand by day, the skill last', () => {
  const parts = [
    part({ day: 2 }),
    part({ part: { kind: 'skill' }, day: 2 }),
    part({ part: { kind: 'day', day: 1 } }),
  ];
  assert.deepEqual(
    byDay(parts).map(({ day, parts }) => [day, parts.map((one) => partKey(one.part))]),
    [
      [1, ['day-1']],
      [2, ['sub-A1']],
      [null, ['skill']],
    ],
  );
});

test('the second person is another one, and a supervisor is among those who open codes', () => {
  const correct = proposal({ kind: 'correct', scores: [] });
  assert.ok(mayIConfirm(correct, SUPERVISOR, roleOf));
  assert.ok(!mayIConfirm(correct, CHIEF, roleOf));
  assert.ok(!mayIConfirm(correct, JUDGE, roleOf));
  const codes = { kind: 'open-codes', layer: 1 } as const;
  assert.ok(!mayIConfirm(proposal(codes, 'CH2'), CHIEF, roleOf));
  assert.ok(mayIConfirm(proposal(codes, 'SU'), CHIEF, roleOf));
});

test('an appeal waits for a second look, a decision, the telling', () => {
  const none = () => false;
  const told = (affairs: Partial<Affairs> = {}): Affairs => ({ ...NOTHING_TOLD, ...affairs });
  const assigned = appeal({ stage: 'assigned', experts: ['E1'] });
  assert.equal(appealWaits(appeal({}), CHIEF, told(), none), 'assign');
  assert.equal(appealWaits(assigned, JUDGE, told(), none), 'remark');
  assert.equal(
    appealWaits(assigned, JUDGE, told(), () => true),
    null,
    'it is on its way',
  );
  const looked = [{ aspect: 'A1.J1', given: 3, of: 3, again: false, scores: [] }];
  assert.equal(appealWaits({ ...assigned, remarks: looked }, CHIEF, told(), none), 'decide');
  const proposals = [proposal({ kind: 'decide-appeal', appeal: 1, outcome: 'upheld' })];
  assert.equal(appealWaits({ ...assigned, remarks: looked }, CHIEF, told({ proposals }), none), null);
  assert.equal(appealWaits(appeal({ stage: 'decided' }), SUPERVISOR, told(), none), 'tell');
  assert.equal(appealWaits(appeal({ stage: 'decided', noticed_at: 1 }), SUPERVISOR, told(), none), null);
});

test('a second look too far apart is taken again by those who took it', () => {
  const again = { aspect: 'A1.J1', given: 3, of: 3, again: true, scores: [{ expert: 'E1', value: '0' }] };
  const assigned = appeal({ stage: 'assigned', experts: ['E1', 'CH'], remarks: [again] });
  assert.ok(wantsMine(assigned, again, JUDGE, () => false));
  assert.ok(!wantsMine(assigned, again, CHIEF, () => false));
});

test('what waits for me is counted by view', () => {
  const affairs: Affairs = {
    ...NOTHING_TOLD,
    parts: [part({ wanted: [THEN_CHIEF] })],
    proposals: [
      proposal({ kind: 'correct', scores: [] }, 'SU'),
      proposal({ kind: 'open-codes', layer: 1 }, 'SU'),
    ],
    unlock_requests: [{ by: 'SU', reason: 'r', at: 0 }],
    appeals: [appeal({})],
  };
  const none = () => false;
  assert.deepEqual(waiting(affairs, CHIEF, roleOf, none), {
    signing: 1,
    appeals: 1,
    corrections: 2,
    codes: 1,
  });
  assert.deepEqual(waiting(affairs, JUDGE, roleOf, none), {
    signing: 0,
    appeals: 0,
    corrections: 0,
    codes: 0,
  });
  assert.ok(underAppeal(affairs, 'C-1'));
  assert.ok(!underAppeal(affairs, 'C-2'));
});

test('open appeals against a mark are known before it is corrected', () => {
  const appeals = [
    appeal({ appeal: 1, competitor: 'C-1', aspects: ['A1', 'A2'] }),
    appeal({ appeal: 2, competitor: 'C-1', aspects: ['A1'], stage: 'withdrawn' }),
    appeal({ appeal: 3, competitor: 'C-2', aspects: ['A1'] }),
  ];
  const about = (competitor: string, aspect: string) =>
    appealsAbout(appeals, [{ competitor, aspect }]).map((one) => one.appeal);
  assert.deepEqual([about('C-1', 'A1'), about('C-1', 'A3'), about('C-2', 'A1')], [[1], [], [3]]);
});

test('a panel’s tablet knows when it is not told everything', () => {
  const affairs = { ...NOTHING_TOLD, parts: [part({}), part({ part: { kind: 'sub-criterion', id: 'C1' } })] };
  const sub = (id: string) => ({ id }) as never;
  const expert = { id: 'E1', name: { zh: '', en: '' }, role: 'expert', panel: 'p1' } as const;
  assert.ok(!seesAll(affairs, { expert, sub_criteria: [sub('A1')] }));
  assert.ok(seesAll(affairs, { expert, sub_criteria: [sub('A1'), sub('C1')] }));
  assert.ok(seesAll(affairs, { expert: { ...expert, panel: null }, sub_criteria: [] }));
  assert.ok(seesAll(affairs, { expert: { ...expert, role: 'chief' }, sub_criteria: [] }));
});

test('a part is made of sub-criteria; those without a day are of the first', () => {
  const subs = [
    { id: 'A1', day: null },
    { id: 'B1', day: 2 },
  ] as never[];
  const ids = (kind: Parameters<typeof covered>[1]) => covered(subs, kind).map((one) => one.id);
  assert.deepEqual(ids({ kind: 'day', day: 1 }), ['A1']);
  assert.deepEqual(ids({ kind: 'sub-criterion', id: 'B1' }), ['B1']);
  assert.deepEqual(ids({ kind: 'skill' }), ['A1', 'B1']);
});

test('confirming a machine’s value names it, and corrects what was there before with a reason', () => {
  const measured = { value: '3', grader: 'tester', evidence: 'e', position: 7, at: 0 };
  const cell = { competitor: 'C-1', aspect: 'B1.M1', measured };
  assert.deepEqual(confirming(cell, '3'), { competitor: 'C-1', aspect: 'B1.M1', value: '3', confirms: 7 });
  assert.equal(confirming(cell, '4', 'by hand').reason, 'by hand');
  const again = confirming({ ...cell, own: { value: '2', position: 5 } }, '3');
  assert.equal(again.corrects, 5);
  assert.ok(again.reason, 'a correction has a reason');
});

test('who has not scored yet is a colleague of those who have, and in a later round one of the same', () => {
  const aspect = { id: 'A1.J1', kind: 'J' };
  const expert = (id: string, panel: string) => ({ id, role: 'expert', panel }) as const;
  const experts = [expert('E1', 'p1'), expert('E2', 'p1'), expert('E4', 'p1'), expert('R1', 'p2')];
  const lacks = (cell: object) => {
    const whole = {
      competitor: 'C-1',
      aspect: 'A1.J1',
      state: 'partial',
      given: 1,
      of: 3,
      mark: null,
      ...cell,
    };
    const sheet = {
      subCriteria: [{ id: 'A1', aspects: [aspect] }],
      competitors: [{ id: 'C-1', withdrawn: false }],
      cell: () => whole,
      isQueued: () => false,
    };
    return waitingPanels(sheet as never, [...experts])[0]?.lacks;
  };
  assert.deepEqual(lacks({ round: 1, scored: ['E1'] }), ['E2', 'E4']);
  const earlier = [['E1', 'E2'].map((id) => ({ expert: id, value: '1' }))];
  assert.deepEqual(lacks({ round: 2, scored: ['E2'], earlier }), ['E1']);
});
