import { words } from '../language/words.ts';

export const quotaWords = words(
  {
    none: 'No quota is used yet.',
    noneHint: 'Quotas show for years in which somebody is nominated.',
    yearOf: (programme: string, year: number) => `${programme}, ${year}`,
    used: (granted: string, reserved: string, quota: string) =>
      `${granted} granted, ${reserved} reserved, of ${quota}`,
    unlimited: (granted: string, reserved: string) => `${granted} granted, ${reserved} reserved, no limit`,
    left: (count: string) => `${count} left`,
    state: {
      unlimited: 'no limit',
      room: 'room',
      full: 'full',
      waiting: 'some wait',
      beyond: 'beyond the quota',
    },
    waiting: 'Waiting, the next one first',
    waits: (count: string) => `${count} waiting`,
    beyond: (count: string) => `${count} granted beyond the quota, which was lowered since`,
    others: (count: string) => `and ${count} more`,
  },
  {
    none: '尚未占用名额。',
    noneHint: '有申报的年度才显示名额。',
    yearOf: (programme, year) => `${programme}，${year} 年度`,
    used: (granted, reserved, quota) => `已授予 ${granted}，已预留 ${reserved}，共 ${quota}`,
    unlimited: (granted, reserved) => `已授予 ${granted}，已预留 ${reserved}，不限额`,
    left: (count) => `余 ${count}`,
    state: { unlimited: '不限额', room: '有余额', full: '已满', waiting: '有人候补', beyond: '超出名额' },
    waiting: '候补（按先后）',
    waits: (count) => `候补 ${count}`,
    beyond: (count) => `名额后来调低，已授予超出 ${count}`,
    others: (count) => `另有 ${count} 项`,
  },
);
