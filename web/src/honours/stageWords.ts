import { words } from '../language/words.ts';
import type { Stage, Step } from '../wire/index.ts';

type StageWords = { stages: Record<Stage, string>; steps: Record<Step, string> };

export const stageWords = words<StageWords>(
  {
    stages: {
      identified: 'Identified',
      verified: 'Verified',
      recommended: 'Recommended',
      'under-review': 'Under review',
      granted: 'Granted',
      declined: 'Declined',
      appealed: 'Appealed',
      withdrawn: 'Withdrawn',
    },
    steps: {
      verify: 'Verify',
      recommend: 'Recommend',
      review: 'Send to review',
      grant: 'Grant',
      decline: 'Decline',
      appeal: 'Appeal',
      withdraw: 'Withdraw',
    },
  },
  {
    stages: {
      identified: '入选',
      verified: '已核实',
      recommended: '已推荐',
      'under-review': '评审中',
      granted: '已授予',
      declined: '未通过',
      appealed: '复议中',
      withdrawn: '已撤回',
    },
    steps: {
      verify: '核实',
      recommend: '推荐',
      review: '送评审',
      grant: '授予',
      decline: '不予通过',
      appeal: '申请复议',
      withdraw: '撤回',
    },
  },
);
