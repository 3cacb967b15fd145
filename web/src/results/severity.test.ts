import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExpertFairness, SkillFairness } from '../wire/index.ts';
import { along, groupsOf, severityDots, severityScale } from './severity.ts';

function expert(id: string): ExpertFairness {
  const none = { severity: null, se: null, infit_z: null, outfit_z: null, extreme: false };
  const rasch = { ...none, infit: 1.1, outfit: 0.9 };
  const apart = { additive: null, additive_se: null };
  return { expert: id, n: 12, mean: 2, z: 0.1, ...apart, rasch, drift: null, compatriots: null, flags: [] };
}

const REPORT = {
  experts: ['E1', 'E2', 'E3', 'E4', 'E5'].map(expert),
  blocks: [
    {
      experts: [
        { expert: 'E1', additive: 0.2, additive_se: 0.1 },
        { expert: 'E2', additive: -0.2, additive_se: 0.1 },
      ],
    },
    { experts: [{ expert: 'E3', additive: null, additive_se: null }] },
  ],
  rasch: {
    expert_subsets: [
      [
        { expert: 'E1', severity: -0.5, se: 0.2 },
        { expert: 'E2', severity: 0.5, se: 0.2 },
      ],
      [
        { expert: 'E3', severity: 1.5, se: 0.25 },
        { expert: 'E4', severity: null, se: null },
      ],
    ],
  },
} as unknown as SkillFairness;

test('experts stand with those they can be compared with, and carry the figures of that group', () => {
  const groups = groupsOf(REPORT);
  assert.deepEqual(
    groups.map((group) => group.map((line) => line.expert)),
    [['E1', 'E2'], ['E3', 'E4'], ['E5']],
  );
  const [first] = groups[0] ?? [];
  assert.deepEqual([first?.additive, first?.severity, first?.se, first?.infit], [0.2, -0.5, 0.2, 1.1]);
});

test('without severities the blocks of the additive effects are the groups', () => {
  const groups = groupsOf({ ...REPORT, rasch: null });
  assert.deepEqual(
    groups.map((group) => group.map((line) => line.expert)),
    [['E1', 'E2'], ['E3'], ['E4', 'E5']],
  );
});

test('zero is in the middle of the scale, and every error bar is on it', () => {
  const groups = groupsOf(REPORT);
  const scale = severityScale(groups);
  assert.equal(along(0, scale, 100, 300), 200);
  assert.equal(scale.ticks[0], -scale.reach);
  assert.equal(scale.ticks.at(-1), scale.reach);
  for (const group of groups) {
    for (const dot of severityDots(group, scale, 100, 300)) {
      assert.ok(dot.low >= 100 && dot.high <= 300 && dot.low < dot.x && dot.x < dot.high, dot.expert);
    }
  }
});

test('who has no severity has no dot, and a scale without any is still one', () => {
  const group = groupsOf(REPORT)[1] ?? [];
  assert.deepEqual(
    severityDots(group, severityScale([group]), 0, 1).map((dot) => dot.expert),
    ['E3'],
  );
  assert.deepEqual(severityScale([]), { reach: 0.5, ticks: [-0.5, -0.25, 0, 0.25, 0.5] });
});
