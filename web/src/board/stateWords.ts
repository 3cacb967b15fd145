import { recent } from '../language/format.ts';
import { words } from '../language/words.ts';
import type { Label } from '../wire/index.ts';

/** What a board's label says, and what the marks beside a row mean. */
export const stateWords = words(
  {
    label: {
      live: () => 'Provisional: as entered',
      signed: () => 'Provisional: signed marks only',
      delayed: (minutes: number) =>
        minutes === 1 ? 'Provisional: 1 minute behind' : `Provisional: ${minutes} minutes behind`,
      frozen: (time: string) => `Frozen since ${time}`,
      hidden: () => 'Not public yet',
      ceremony: () => 'Being announced',
      final: () => 'Final result',
    },
    explained: {
      live: 'Every accepted mark counts at once. Places can change until the result is final.',
      signed: 'Only marks that the experts have signed count. Places can change until the result is final.',
      delayed: 'Marks show here with a delay. Places can change until the result is final.',
      frozen: 'Marks given after that time do not show until the result is announced.',
      hidden: 'Nothing that is marked shows before the jury publishes it.',
      ceremony: 'The result is announced step by step.',
      final: 'The result is signed and does not change.',
    },
    legend: 'What the signs mean',
    placeCertain: 'place certain',
    medalCertain: 'medal certain',
    medalPossible: 'medal possible',
    says: {
      label: 'Standing of this board',
      placeCertain: 'No mark that is still missing can change this place.',
      medalCertain: 'No mark that is still missing can take this medal away.',
      medalPossible: 'A gold, silver or bronze medal can still come.',
      medals: 'The medal as it stands now, by shape, letter and word.',
      movement: 'Places gained or lost a moment ago.',
      underAppeal: 'An appeal is not decided; the marks can change.',
      guest: 'Ranked, but takes no medal.',
      progress: 'Marks that are there, of those there will be.',
      followed: 'You follow the competitor; with a dashed edge, the delegation.',
    },
  },
  {
    label: {
      live: () => '暂定：实时评分',
      signed: () => '暂定：仅计已签字评分',
      delayed: (minutes) => `暂定：延迟 ${minutes} 分钟`,
      frozen: (time) => `已封榜，截至 ${time}`,
      hidden: () => '尚未公布',
      ceremony: () => '正在揭晓',
      final: () => '最终成绩',
    },
    explained: {
      live: '评分一经接收即计入。成绩最终确定前，名次可能变化。',
      signed: '只计裁判已签字的评分。成绩最终确定前，名次可能变化。',
      delayed: '评分延迟显示。成绩最终确定前，名次可能变化。',
      frozen: '此后的评分在公布成绩前不显示。',
      hidden: '在裁判组公布之前，不显示任何评分。',
      ceremony: '成绩正在逐项揭晓。',
      final: '成绩已签字确认，不再变化。',
    },
    legend: '符号说明',
    placeCertain: '名次已定',
    medalCertain: '奖牌已定',
    medalPossible: '有望获牌',
    says: {
      label: '本榜状态',
      placeCertain: '尚缺的评分不会再改变这一名次。',
      medalCertain: '尚缺的评分不会再改变这枚奖牌。',
      medalPossible: '仍有机会获得金、银或铜牌。',
      medals: '目前的奖牌，以形状、字样和文字区分。',
      movement: '刚刚上升或下降的名次。',
      underAppeal: '申诉尚未裁定，评分可能变化。',
      guest: '计名次，不占奖牌。',
      progress: '已有的评分与全部评分。',
      followed: '已关注该选手；虚线边框为已关注其代表队。',
    },
  },
);

export function labelText(label: Label, w: typeof stateWords.en): string {
  if (label.kind === 'delayed') return w.label.delayed(label.minutes);
  if (label.kind === 'frozen') return w.label.frozen(recent(label.since));
  return w.label[label.kind]();
}
