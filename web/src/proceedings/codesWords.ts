import { words } from '../language/words.ts';

export const codesWords = words(
  {
    notDrawn: 'The codes are not drawn yet',
    notDrawnHint:
      'The organiser draws them at the desk. Marking begins after that; nobody is on the list before.',
    state: (opened: number, layers: number) => `${opened} of ${layers} layers are open`,
    layer: (n: number) => `Layer ${n}`,
    open: 'open',
    closed: 'closed',
    next: (n: number) => `Open layer ${n}`,
    nextHint:
      'A supervisor and the chief expert open a layer together. Every sub-criterion must be signed or locked. It is on record and cannot be undone.',
    propose: 'Propose to open it',
    reasons: ['All marks are signed', 'Ceremony'],
    waits: (who: string) =>
      `${who} proposes to open this layer. Look around: who is meant to be here, is here.`,
    confirm: 'Open it now',
    mapping: 'Who is who, as far as it is open',
    code: 'Code',
    knownAs: 'Known as',
    nothingOpen: 'Nothing is open: everybody knows competitors by their codes alone.',
    allOpen: 'Everything is open.',
  },
  {
    notDrawn: '加密编号尚未生成',
    notDrawnHint: '由组织者在工作台生成。生成之后才能开始评分，此前名单为空。',
    state: (opened, layers) => `共 ${layers} 层，已解密 ${opened} 层`,
    layer: (n) => `第 ${n} 层`,
    open: '已解密',
    closed: '未解密',
    next: (n) => `解密第 ${n} 层`,
    nextHint: '由监督与裁判长共同解密。所有评分子项须已签字或锁定。解密记录在案，不可撤销。',
    propose: '提议解密',
    reasons: ['全部成绩已签字', '解密仪式'],
    waits: (who) => `${who} 提议解密本层。请确认应到人员均已到场。`,
    confirm: '立即解密',
    mapping: '已解密的对应关系',
    code: '编号',
    knownAs: '对应',
    nothingOpen: '尚未解密：所有人只见加密编号。',
    allOpen: '已全部解密。',
  },
);
