import { words } from '../language/words.ts';
import type { Doubt } from './plausibility.ts';

/** What the value was compared with, so that one knows why it is asked. */
const doubtsInEnglish = (doubt: Doubt): string => {
  switch (doubt.kind) {
    case 'untypical':
      return `Is that right? Competitors usually reach ${doubt.low} to ${doubt.high} here.`;
    case 'tenfold':
      return `Is that right? Other competitors have about ${doubt.middle} here: the decimal point may have slipped.`;
    case 'unlike-panel':
      return `Is that right? The others of the panel gave ${doubt.scores.join(', ')}.`;
    case 'unlike-own':
      return `Is that right? This is ${doubt.percent} % of what is possible; the other marks of this competitor are about ${doubt.usual} %.`;
  }
};

const doubtsInChinese = (doubt: Doubt): string => {
  switch (doubt.kind) {
    case 'untypical':
      return `请确认：此项通常在 ${doubt.low} 至 ${doubt.high} 之间。`;
    case 'tenfold':
      return `请确认：其他选手此项约为 ${doubt.middle}，小数点可能点错。`;
    case 'unlike-panel':
      return `请确认：评分组其他裁判给出 ${doubt.scores.join('、')}。`;
    case 'unlike-own':
      return `请确认：此值为满值的 ${doubt.percent}%，该选手其他得分约为 ${doubt.usual}%。`;
  }
};

export const enteringWords = words(
  {
    views: 'What to look at',
    view: { competitor: 'By competitor', aspect: 'By aspect' },
    aspects: 'Aspects',
    chooseAspect: 'Choose an aspect to mark for everybody.',
    backToAspects: 'Aspects',
    doubt: doubtsInEnglish,
    takeIt: (value: string) => `Yes, take ${value}`,
    place: (n: number, of: number) => `${n} of ${of}`,
    withdrawn: 'Withdrawn from the contest — not marked',
    previous: 'Previous competitor',
    following: 'Next competitor',
    undo: 'Take back',
    undoLast: (competitor: string, aspect: string, value: string) =>
      `Take back the last entry: ${competitor}, ${aspect}, ${value}`,
    overview: 'What is missing',
    missingCount: (n: number) => `${n} missing`,
    nothingMissing: 'Nothing is missing.',
    help: 'Keyboard',
    keys: [
      ['Enter', 'take the value; again, to confirm an unlikely one'],
      ['0 … 9', 'choose the score or the choice with that number (yes 1, no 0)'],
      ['← → ↑ ↓', 'go through the choices; in a number field ↑ ↓ go to the neighbouring entry'],
      ['Alt N', 'go to the next missing entry'],
      ['Alt M', 'show everything that is missing'],
      ['Alt Z', 'take back the last entry'],
      ['Alt V', 'by competitor or by aspect'],
      ['Alt ↑ ↓', 'previous or next competitor'],
      ['Alt H', 'this list'],
    ] as [string, string][],
  },
  {
    views: '查看方式',
    view: { competitor: '按选手', aspect: '按评分项' },
    aspects: '评分项',
    chooseAspect: '请选择评分项，逐个选手评分。',
    backToAspects: '评分项',
    doubt: doubtsInChinese,
    takeIt: (value) => `确认录入 ${value}`,
    place: (n, of) => `第 ${n} / ${of} 位`,
    withdrawn: '已退出比赛，不评分',
    previous: '上一位选手',
    following: '下一位选手',
    undo: '撤回',
    undoLast: (competitor, aspect, value) => `撤回上一条：${competitor}，${aspect}，${value}`,
    overview: '缺项总览',
    missingCount: (n) => `缺 ${n} 项`,
    nothingMissing: '没有缺项。',
    help: '键盘操作',
    keys: [
      ['Enter', '录入；对异常值再按一次为确认'],
      ['0 … 9', '选择相应分数或选项（是 1，否 0）'],
      ['← → ↑ ↓', '切换选项；在数字栏中 ↑ ↓ 为上一条、下一条'],
      ['Alt N', '下一个缺项'],
      ['Alt M', '缺项总览'],
      ['Alt Z', '撤回上一条'],
      ['Alt V', '按选手或按评分项'],
      ['Alt ↑ ↓', '上一位、下一位选手'],
      ['Alt H', '本说明'],
    ],
  },
);
