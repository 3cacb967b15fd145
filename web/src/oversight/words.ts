import { words } from '../language/words.ts';
import type { Span } from './timing.ts';

export const oversightWords = words(
  {
    sections: 'Parts of the judging',
    tabs: {
      progress: 'Progress',
      disagreements: 'Disagreements',
      signing: 'Sign-off',
      proposals: 'Proposals',
      appeals: 'Appeals',
      publication: 'Publication',
      ceremony: 'Ceremony',
      codes: 'Blind codes',
      graders: 'Graders',
      devices: 'Devices',
      audit: 'Audit trail',
    },
    readingOnly:
      'You are reading with the rights of your tablet. Sign, propose and confirm on the marking page.',
    day: (day: number) => `Day ${day}`,
    wholeDay: (day: number) => `Day ${day} as a whole`,
    wholeSkill: 'The whole skill',
    organiser: 'Organiser',
    competitor: 'Competitor',
    aspect: 'Aspect',
    expert: 'Judge',
    when: 'Time',
    inAudit: 'In the audit trail',
    inAuditOf: (what: string) => `${what} in the audit trail`,
    entry: (position: string) => `#${position}`,
    cancel: 'Cancel',
    loading: 'Loading …',
    partMissing: 'This part of the page could not be loaded. Load the page again.',
    span: ({ days, hours, minutes, seconds }: Span) =>
      days > 0
        ? `${days} d ${hours} h`
        : hours > 0
          ? `${hours} h ${minutes} min`
          : minutes > 0
            ? `${minutes} min`
            : `${seconds} s`,
    ago: (span: string) => `${span} ago`,
  },
  {
    sections: '评判分栏',
    tabs: {
      progress: '进度',
      disagreements: '分歧',
      signing: '签字',
      proposals: '提议',
      appeals: '申诉',
      publication: '公布',
      ceremony: '颁奖揭晓',
      codes: '加密码',
      graders: '评分程序',
      devices: '设备',
      audit: '审计记录',
    },
    readingOnly: '您以平板的权限查看，只可阅读。签字、提议与确认请在评分页进行。',
    day: (day) => `第 ${day} 天`,
    wholeDay: (day) => `第 ${day} 天整体`,
    wholeSkill: '整个项目',
    organiser: '组织者',
    competitor: '选手',
    aspect: '评分点',
    expert: '裁判',
    when: '时间',
    inAudit: '查看审计记录',
    inAuditOf: (what) => `查看审计记录：${what}`,
    entry: (position) => `#${position}`,
    cancel: '取消',
    loading: '正在载入……',
    partMissing: '页面的这一部分未能载入，请重新载入页面。',
    span: ({ days, hours, minutes, seconds }) =>
      days > 0
        ? `${days} 天 ${hours} 小时`
        : hours > 0
          ? `${hours} 小时 ${minutes} 分`
          : minutes > 0
            ? `${minutes} 分钟`
            : `${seconds} 秒`,
    ago: (span) => `${span}前`,
  },
);
