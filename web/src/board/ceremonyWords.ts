import { words } from '../language/words.ts';

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

export const ceremonyWords = words(
  {
    title: 'The results',
    soon: 'About to be announced',
    field: (n: number) => (n === 1 ? 'One competitor' : `${n} competitors`),
    place: (rank: number) => `${rank}${ENDINGS[ORDINALS.select(rank)] ?? 'th'} place`,
    soFar: 'Announced so far',
    more: (n: number) => `and ${n} more`,
    calledMany: (n: number) => `${n} competitors were announced.`,
    called: (name: string, place: string, total: string) => `${place}: ${name}, ${total}.`,
  },
  {
    title: '成绩揭晓',
    soon: '即将揭晓',
    field: (n) => `共 ${n} 名选手`,
    place: (rank) => `第 ${rank} 名`,
    soFar: '已揭晓',
    more: (n) => `另有 ${n} 名`,
    calledMany: (n) => `刚刚揭晓 ${n} 名选手。`,
    called: (name, place, total) => `${place}：${name}，${total} 分。`,
  },
);
