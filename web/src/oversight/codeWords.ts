import { words } from '../language/words.ts';

export const codeWords = words(
  {
    intro: (layers: number) =>
      `Between a competitor and the experts lie ${layers} ${layers === 1 ? 'layer' : 'layers'} of codes, each drawn over the one before. Experts know the last one. Layers are opened from the last one up, by two people of whom one is a supervisor.`,
    notDrawn: 'The codes are not drawn yet. No mark is taken before.',
    draw: 'Draw the codes',
    drawTitle: 'Draw the codes?',
    drawText: 'Chance gives every competitor a code per layer. It cannot be done again.',
    drawn: 'The codes are drawn.',
    layer: (n: number) => `Layer ${n}`,
    open: 'open',
    closed: 'closed',
    waits: (proposal: number) => `opening waits for a second person (proposal ${proposal})`,
    sheet: 'Code sheet',
    sheetOf: (layer: number) => `Code sheet of layer ${layer}`,
    sheetText:
      'The sheet says who has which code. That it is taken, by the organiser and at what time, goes on record at once and for good.',
    take: 'Take the sheet',
    download: 'Download as CSV',
    print: 'Print',
    knownAs: 'Who is who now',
    nothingOpen: 'Nothing is open: experts and this desk know codes only.',
    propose:
      'A chief expert or supervisor proposes the opening on the marking page; it is confirmed under Proposals.',
  },
  {
    intro: (layers) =>
      `选手与裁判之间有 ${layers} 层加密码，逐层抽取。裁判只知道最后一层。解密由最后一层起逐层进行，须由两人完成，其中一人为监督。`,
    notDrawn: '尚未抽取加密码。在此之前不接收评分。',
    draw: '抽取加密码',
    drawTitle: '抽取加密码？',
    drawText: '每层为每位选手随机抽取一个加密码，不可重抽。',
    drawn: '加密码已抽取。',
    layer: (n) => `第 ${n} 层`,
    open: '已开启',
    closed: '未开启',
    waits: (proposal) => `开启等待第二人（提议 ${proposal}）`,
    sheet: '加密码表',
    sheetOf: (layer) => `第 ${layer} 层加密码表`,
    sheetText: '此表说明谁持哪个加密码。领取一事连同组织者与时间将立即永久记入日志。',
    take: '领取此表',
    download: '下载 CSV',
    print: '打印',
    knownAs: '目前的对应',
    nothingOpen: '尚未开启：裁判与本台都只知道加密码。',
    propose: '裁判长或监督在评分页提议开启，在“提议”中确认。',
  },
);
