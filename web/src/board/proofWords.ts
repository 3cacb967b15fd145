import { words } from '../language/words.ts';

/** Checking a published result without trusting anybody. */
export const proofWords = words(
  {
    title: 'Check this result yourself',
    text: 'The bundle holds the rules and every entry the result rests on, without names. On any computer, without a network, the program computes all of it again and names the first difference:',
    bundle: 'Bundle',
    checkpoint: 'Checkpoint',
    checkpointText:
      'The checkpoint is short: keep or print it, and a later bundle must begin with what it signed.',
    receipt: 'Receipt',
    receiptText: 'Proves that the marks of this competitor are in the signed log.',
    fingerprint: 'Signed by',
    fingerprintText: 'Compare it with the fingerprint on the screen in the hall.',
  },
  {
    title: '自行核验此结果',
    text: '核验包含有此结果所依据的规则和全部评分记录，不含姓名。在任何一台电脑上，无需联网，程序即可重新计算全部结果，并指出第一处不同：',
    bundle: '核验包',
    checkpoint: '检查点',
    checkpointText: '检查点很短，可保存或打印；以后的核验包必须以它所签名的内容开头。',
    receipt: '凭据',
    receiptText: '证明这名选手的得分在签名的日志中。',
    fingerprint: '签名指纹',
    fingerprintText: '请与赛场大屏幕上的指纹核对。',
  },
);
