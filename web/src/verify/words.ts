import { words } from '../language/words.ts';

export const verifyWords = words(
  {
    title: 'Verify a certificate',
    ask: 'The number stands on the certificate; its QR code leads here.',
    number: 'Number of the certificate',
    verify: 'Verify',
    wrongForm:
      'That is no certificate’s number: it has 26 letters and digits, without 0, 1, 8 and 9. Compare it with the paper.',
    looking: 'Looking …',
    genuine: 'This certificate is genuine',
    genuineText:
      'What stands below is what this server publishes now. Compare the name and the result with the paper: the paper itself proves nothing.',
    superseded: 'This certificate no longer holds',
    supersededText:
      'It was issued here, and its result was amended since or is not public any more. Ask the organiser for the new one.',
    unknown: 'There is no such certificate here',
    unknownText:
      'It may be mistyped, come from another server, or rest on a result that was amended or is not public. Compare the number and the address with the paper, or ask the organiser.',
    won: 'Won',
    place: (place: string, of: string) => `place ${place} of ${of}`,
    skill: 'Skill',
    competition: 'Competition',
    day: 'Day',
    team: 'Team',
    delegation: 'Delegation',
    result: 'SHA-256 of the result',
    board: 'To the public board',
    again: 'Verify another one',
  },
  {
    title: '验证证书',
    ask: '编号印在证书上，证书上的二维码即指向本页。',
    number: '证书编号',
    verify: '验证',
    wrongForm: '这不是证书编号：编号为 26 个字母和数字，不含 0、1、8、9。请与证书核对。',
    looking: '正在查找……',
    genuine: '证书真实有效',
    genuineText: '以下是本服务器现在公布的内容。请将姓名和成绩与纸质证书核对：纸张本身不足为凭。',
    superseded: '此证书已失效',
    supersededText: '证书曾由本服务器发出，此后成绩已更正或不再公布。请向主办方索取新证书。',
    unknown: '此处没有这份证书',
    unknownText:
      '可能编号有误、由其他服务器发出，或所依据的成绩已更正或未公布。请核对编号和网址，或询问主办方。',
    won: '荣获',
    place: (place, of) => `第 ${place} 名（共 ${of} 名）`,
    skill: '赛项',
    competition: '竞赛',
    day: '日期',
    team: '团队',
    delegation: '代表队',
    result: '成绩 SHA-256',
    board: '查看公开榜单',
    again: '验证另一份证书',
  },
);
