import { words } from '../language/words.ts';

type Names = Record<string, string>;

/** Names and values of published rules are stable codes; what is not known here is shown as it is. */
export const ruleWords = words(
  {
    title: 'How this board is computed',
    method: 'Places by',
    weights: 'Weights of modules',
    factors: 'Factors of groups',
    scale: 'Scale',
    population: 'Taken from',
    missing: 'Missing marks',
    perGroup: 'each group on a scale of its own',
    basis: 'Now laid out around',
    basisOf: (size: string) => `${size} results`,
    middle: 'middle',
    spread: 'spread',
    ties: 'Equal totals are told apart by',
    tieLast: 'Still equal',
    medals: 'Medals',
    none: 'none',
    members: { all: 'all competitors', eligible: 'eligible competitors' } as Names,
    missingRule: {
      'so-far': 'competitors count with the marks they have so far',
      wait: 'competitors count once all their marks are there',
    } as Names,
    last: { shared: 'the place is shared', draw: 'a witnessed draw decides' } as Names,
    methods: {
      total: 'total',
      scale: 'scale score',
      'rank-majority': 'majority of the experts’ places',
      worldskills: 'WorldSkills',
      linear: 'linear',
      z: 'z-score',
      t: 'T-score',
      standard: 'standard score',
      percentile: 'percentile',
      'top-n': 'fixed numbers',
      share: 'shares of the field',
    } as Names,
    parameters: {
      centre: 'centre',
      estimator: 'spread estimated by',
      spread: 'spread',
      target_spread: 'points per spread',
      clamp: 'limits',
      decimals: 'decimals',
      from: 'from',
      to: 'to',
      counts: 'gold / silver / bronze',
      shares: 'gold / silver / bronze',
      merit: 'merit',
      window: 'points window',
      medallion: 'medallion from',
      bronze_after_silvers: 'bronze after several silvers',
      at_most: 'with at most',
    } as Names,
    values: {
      sd: 'standard deviation',
      mad: 'median absolute deviation',
      yes: 'yes',
      no: 'no',
      void: 'no medals',
      window: 'by the window',
      always: 'always',
      time: 'time',
    } as Names,
    keys: {
      module: 'module',
      'sub-criterion': 'sub-criterion',
      sub_criterion: 'sub-criterion',
      criterion: 'criterion',
      aspect: 'aspect',
      aspects: 'aspects',
      scale: 'scale',
    } as Names,
  },
  {
    title: '本榜如何计算',
    method: '名次依据',
    weights: '模块权重',
    factors: '组别系数',
    scale: '标准分',
    population: '取自',
    missing: '缺分处理',
    perGroup: '各组分别计算',
    basis: '当前基准',
    basisOf: (size) => `${size} 个成绩`,
    middle: '中心',
    spread: '离散度',
    ties: '总分相同时依次比较',
    tieLast: '仍相同时',
    medals: '奖牌',
    none: '无',
    members: { all: '全部选手', eligible: '有参评资格的选手' },
    missingRule: { 'so-far': '按已有评分计入', wait: '评分齐全后才计入' },
    last: { shared: '名次并列', draw: '由见证抽签决定' },
    methods: {
      total: '总分',
      scale: '标准分',
      'rank-majority': '裁判名次多数制',
      worldskills: '世界技能大赛法',
      linear: '线性换算',
      z: 'z 分数',
      t: 'T 分数',
      standard: '标准化分数',
      percentile: '百分位',
      'top-n': '固定名额',
      share: '按比例',
    },
    parameters: {
      centre: '中心分',
      estimator: '离散度估计',
      spread: '离散度',
      target_spread: '每单位离散度分值',
      clamp: '上下限',
      decimals: '小数位',
      from: '原区间',
      to: '目标区间',
      counts: '金 / 银 / 铜',
      shares: '金 / 银 / 铜',
      merit: '优胜奖',
      window: '分差窗口',
      medallion: '优胜奖章线',
      bronze_after_silvers: '多枚银牌后的铜牌',
      at_most: '人数不超过',
    },
    values: {
      sd: '标准差',
      mad: '绝对中位差',
      yes: '有',
      no: '无',
      void: '不设奖牌',
      window: '按分差窗口',
      always: '总是颁发',
      time: '用时',
    },
    keys: {
      module: '模块',
      'sub-criterion': '子项',
      sub_criterion: '子项',
      criterion: '评分项',
      aspect: '评分点',
      aspects: '评分点',
      scale: '标准分',
    },
  },
);

export type RuleWords = (typeof ruleWords)['en'];

/** `worldskills/1` is the method worldskills in its version 1, and stays recognisable as that. */
export function methodText(method: string, w: RuleWords): string {
  const [name = method, version] = method.split('/');
  return `${w.methods[name] ?? name}${version ? ` (${method})` : ''}`;
}

export function parameterText(name: string, value: string, w: RuleWords): string {
  const [base = name, number] = name.split(' ');
  const shown = value
    .split(' / ')
    .map((part) => w.values[part] ?? part)
    .join(' / ');
  return `${w.parameters[base] ?? base}${number ? ` ${number}` : ''} ${shown}`;
}

export function tieKeyText(key: string, w: RuleWords): string {
  const [kind = key, ...rest] = key.split(':');
  const name = w.keys[kind] ?? w.values[kind] ?? kind;
  return rest.length > 0 ? `${name} ${rest.join(':')}` : name;
}
