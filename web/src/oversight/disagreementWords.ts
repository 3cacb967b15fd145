import { words } from '../language/words.ts';

export const disagreementWords = words(
  {
    intro:
      'Where the scores of a panel lay further apart than the rules allow. The panel talks it over and scores again; earlier rounds stay on record.',
    waiting: 'Waiting for another round',
    none: 'No panel has to score again.',
    history: 'Agreed after another round',
    noHistory: 'No panel has scored twice.',
    round: (n: number) => `Round ${n}`,
    spread: (value: string) => `spread ${value}`,
    mark: (value: string) => `mark ${value}`,
    next: 'The next round is being scored.',
    more: 'Older ones are not listed.',
  },
  {
    intro: '评分组的分差超过规则所允许的范围。评分组讨论后重新评分，之前各轮保留在记录中。',
    waiting: '等待重评',
    none: '没有需要重评的评分组。',
    history: '重评后一致',
    noHistory: '没有评分组重评过。',
    round: (n) => `第 ${n} 轮`,
    spread: (value) => `分差 ${value}`,
    mark: (value) => `得分 ${value}`,
    next: '正在进行下一轮评分。',
    more: '更早的未列出。',
  },
);
