import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERYTHING, isFiltered, matching, yearsOf, type Filter } from './filters.ts';
import { card } from './testCards.ts';
import { Titles } from './titles.ts';

const titles = new Titles({
  programmes: [
    {
      id: 'city',
      title: { zh: '市级荣誉', en: 'City honours' },
      from_year: null,
      to_year: null,
      categories: [{ id: 'star', title: { zh: '技能之星', en: 'Skills Star' } }],
      bodies: [{ id: 'union', title: { zh: '总工会', en: 'Trade unions' } }],
      years: [],
    },
  ],
  competitions: [
    {
      id: 'final',
      title: { zh: '总决赛', en: 'City Final' },
      skills: [{ id: 'soldering', title: { zh: '焊接', en: 'Soldering' }, published: true }],
    },
  ],
});
const cards = [
  card({ id: 1, body: 'union' }),
  card({ id: 2, name: { zh: '白喆', en: 'Bai Zhe' }, year: 2025, overdue: true }),
  card({ id: 3, person: 'P-3', programme: 'gone', amended: true }),
];

test('filters say which cards are shown', () => {
  const cases: [Partial<Filter>, number[]][] = [
    [{}, [1, 2, 3]],
    [{ programme: 'city' }, [1, 2]],
    [{ year: '2025' }, [2]],
    [{ urgent: true }, [2, 3]],
    [{ text: '  ' }, [1, 2, 3]],
    [{ text: 'BAI' }, [2]],
    [{ text: '白喆' }, [2]],
    [{ text: '技能之星' }, [1, 2]],
    [{ text: 'unions shen' }, [1]],
    [{ text: 'soldering p-3' }, [3]],
    [{ text: '#2' }, [2]],
    [{ text: 'nobody' }, []],
    [{ programme: 'city', year: '2026', text: 'shen' }, [1]],
  ];
  for (const [wanted, ids] of cases) {
    const found = matching(cards, { ...EVERYTHING, ...wanted }, titles).map(({ id }) => id);
    assert.deepEqual(found, ids, JSON.stringify(wanted));
  }
});

test('a filter of spaces is none', () => {
  assert.equal(isFiltered(EVERYTHING), false);
  assert.equal(isFiltered({ ...EVERYTHING, text: ' ' }), false);
  assert.equal(isFiltered({ ...EVERYTHING, urgent: true }), true);
});

test('years are told once, the latest first', () => assert.deepEqual(yearsOf(cards), [2026, 2025]));

test('what is not in the files any more is told by its id', () => {
  assert.deepEqual(titles.programme('gone'), { zh: 'gone', en: 'gone' });
  assert.deepEqual(titles.category('city', 'gone'), { zh: 'gone', en: 'gone' });
  assert.deepEqual(titles.body('city', null), { zh: '', en: '' });
});
