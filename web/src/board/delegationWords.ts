import { words } from '../language/words.ts';

export const delegationWords = words(
  {
    scope: 'Which medals',
    allSkills: 'All skills',
    thisSkill: 'This skill',
    points: 'Points',
    noMedals: 'No medals yet.',
    finalMedals: 'Final medals.',
    provisionalMedals: 'Provisional: the medals as the boards show them now.',
    hiddenSkills: (n: number) =>
      n === 1
        ? '1 skill is not public yet and does not count.'
        : `${n} skills are not public yet and do not count.`,
  },
  {
    scope: '奖牌范围',
    allSkills: '全部项目',
    thisSkill: '本项目',
    points: '积分',
    noMedals: '尚无奖牌。',
    finalMedals: '奖牌已最终确定。',
    provisionalMedals: '暂定：按各榜目前显示的奖牌统计。',
    hiddenSkills: (n) => `${n} 个项目尚未公布，不计入。`,
  },
);
