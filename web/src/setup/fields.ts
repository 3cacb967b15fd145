import type { Kind } from './toml.ts';

type Both = { zh: string; en: string };
export type Field = {
  key: string[];
  label: Both;
  kind: Kind;
  options?: string[];
  /** What counts where it is left out. */
  standard?: string;
};
/** Many entries of one shape: an array of tables, or a table whose keys are names. */
export type Rows = {
  key: string;
  label: Both;
  /** `array`: `[[panels]]`; `tables`: `[calculations.NAME]`, where a plain word is its first column; `values`: `NAME = value`. */
  shape: 'array' | 'tables' | 'values';
  columns: { key: string; label: Both; kind: Kind; options?: string[] }[];
};
export type Section = { title: Both; fields?: Field[]; rows?: Rows; open?: boolean };

const both = (zh: string, en: string): Both => ({ zh, en });
const yesNo = ['true', 'false'];

function field(
  key: string,
  zh: string,
  en: string,
  kind: Kind,
  standard?: string,
  options?: string[],
): Field {
  return {
    key: key.split('.'),
    label: both(zh, en),
    kind,
    ...(standard === undefined ? {} : { standard }),
    ...(options ? { options } : {}),
  };
}

export const competitionSections: Section[] = [
  {
    title: both('名称与日期', 'Name and dates'),
    open: true,
    fields: [
      field('title', '名称', 'Title', 'words'),
      field('id', '代号', 'Id', 'text'),
      field('class', '级别', 'Class', 'select', 'municipal', [
        'national',
        'class-1',
        'class-2',
        'provincial',
        'municipal',
      ]),
      field('starts', '第一天（年-月-日）', 'First day (year-month-day)', 'text'),
      field('ends', '最后一天（年-月-日）', 'Last day (year-month-day)', 'text'),
    ],
  },
  {
    title: both('公布', 'Publication'),
    fields: [
      field('publication.default', '观众所见', 'What the audience sees', 'select', 'live', [
        'live',
        'signed',
        'hidden',
      ]),
      field('publication.delay_minutes', '延迟（分钟）', 'Delay (minutes)', 'number', '0'),
      field(
        'publication.freeze_at',
        '定格时间（含时区，如 2026-11-20T16:00:00+08:00）',
        'Frozen from (with its zone, such as 2026-11-20T16:00:00+08:00)',
        'text',
      ),
    ],
    rows: {
      key: 'publication.skills',
      label: both('单个赛项', 'Single skills'),
      shape: 'tables',
      columns: [
        {
          key: 'show',
          label: both('观众所见', 'What the audience sees'),
          kind: 'select',
          options: ['live', 'signed', 'hidden'],
        },
        { key: 'delay_minutes', label: both('延迟（分钟）', 'Delay (minutes)'), kind: 'number' },
        { key: 'freeze_at', label: both('定格时间', 'Frozen from'), kind: 'text' },
      ],
    },
  },
  {
    title: both('奖项', 'Awards'),
    fields: [
      field('awards.best_of_delegation', '各代表队最佳', 'Best of each delegation', 'flag', 'true', yesNo),
      field('awards.best_of_all', '全场最佳', 'Best of all', 'flag', 'true', yesNo),
      field(
        'awards.medal_points',
        '奖牌积分（金、银、铜、优胜）',
        'Medal points (gold, silver, bronze, medallion)',
        'numbers',
        '4, 3, 2, 1',
      ),
    ],
  },
];

export const skillSections: Section[] = [
  {
    title: both('名称', 'Name'),
    open: true,
    fields: [
      field('title', '名称', 'Title', 'words'),
      field('number', '编号', 'Number', 'text'),
      field('scheme.total', '满分合计', 'What the max marks add up to', 'number', '100'),
    ],
  },
  {
    title: both('评分组', 'Panels'),
    rows: {
      key: 'panels',
      label: both('谁评哪些单元', 'Who marks what'),
      shape: 'array',
      columns: [
        { key: 'id', label: both('代号', 'Id'), kind: 'text' },
        { key: 'sub_criteria', label: both('单元', 'Sub-criteria'), kind: 'names' },
      ],
    },
  },
  {
    title: both('评价（J）', 'Judgement (J)'),
    fields: [
      field('judgement.scores', '最低分与最高分', 'Lowest and highest score', 'numbers', '0, 3'),
      field('judgement.step', '分值间隔', 'Step', 'number', '1'),
      field('judgement.experts', '裁判人数', 'Experts of a panel', 'number', '3'),
      field('judgement.max_spread', '最大分差，超过则重评', 'Largest spread before rescoring', 'number'),
      field('judgement.reduction', '合成方法', 'Reduction', 'select', 'mean', [
        'mean',
        'median',
        'trimmed-mean',
        'closest-pair',
      ]),
      field('judgement.drop', '两端各去掉几个', 'Dropped at each end', 'number', '1'),
      field('judgement.missing', '缺分时', 'Missing scores', 'select', 'wait', ['wait', 'skip']),
      field('judgement.result', '结果', 'Result', 'select', 'proportion', ['proportion', 'value']),
      field('judgement.decimals', '小数位', 'Decimals', 'number', '2'),
    ],
  },
  {
    title: both('测量（M）', 'Measurement (M)'),
    fields: [
      field('measurement.step', '分值间隔', 'Step', 'number', '0.01'),
      field('measurement.decimals', '计算结果小数位', 'Decimals of calculated marks', 'number', '2'),
    ],
    rows: {
      key: 'calculations',
      label: both('计算方法', 'Calculations'),
      shape: 'tables',
      columns: [
        {
          key: 'kind',
          label: both('类型', 'Kind'),
          kind: 'select',
          options: ['mark', 'yes-no', 'choice', 'regular-difference', 'linear', 'steps'],
        },
        { key: 'target', label: both('目标', 'Target'), kind: 'number' },
        { key: 'zero', label: both('零分处', 'Zero at'), kind: 'number' },
        { key: 'difference', label: both('每差', 'Each difference'), kind: 'number' },
        { key: 'deduction', label: both('扣分', 'Deduction'), kind: 'number' },
        { key: 'unit', label: both('单位', 'Unit'), kind: 'text' },
        { key: 'grader', label: both('评测机', 'Grader'), kind: 'text' },
        { key: 'typical', label: both('常见范围', 'Typical'), kind: 'numbers' },
      ],
    },
  },
  {
    title: both('模块', 'Modules'),
    rows: {
      key: 'modules',
      label: both('标准的组合', 'Groups of criteria'),
      shape: 'values',
      columns: [{ key: '', label: both('标准', 'Criteria'), kind: 'names' }],
    },
  },
  {
    title: both('名次', 'Ranking'),
    fields: [
      field('ranking.method', '方法', 'Method', 'select', 'total', ['total', 'scale', 'rank-majority']),
      field('ranking.decimals', '加权总分小数位', 'Decimals of weighted totals', 'number', '2'),
    ],
    rows: {
      key: 'ranking.weights',
      label: both('权重（合计 100）', 'Weights (together 100)'),
      shape: 'values',
      columns: [{ key: '', label: both('权重', 'Weight'), kind: 'number' }],
    },
  },
  {
    title: both('组别', 'Groups'),
    rows: {
      key: 'groups',
      label: both('总分系数', 'Factor of totals'),
      shape: 'values',
      columns: [{ key: '', label: both('系数', 'Factor'), kind: 'number' }],
    },
  },
  {
    title: both('同分', 'Ties'),
    fields: [
      field('ties.keys', '依次比较', 'Keys in turn', 'names'),
      field('ties.last', '仍相同', 'Still equal', 'select', 'shared', ['shared', 'draw']),
    ],
  },
  {
    title: both('标准分', 'Scale'),
    fields: [
      field('scale.method', '方法', 'Method', 'select', 'none', [
        'none',
        'worldskills',
        'linear',
        'z',
        't',
        'percentile',
      ]),
      field('scale.centre', '中心', 'Centre', 'number'),
      field('scale.target_spread', '标准差', 'Target spread', 'number'),
      field('scale.estimator', '估计量', 'Estimator', 'select', 'sd', ['sd', 'mad']),
      field('scale.clamp', '界限', 'Clamp', 'numbers'),
      field('scale.decimals', '小数位', 'Decimals', 'number'),
      field('scale.population', '依据', 'Population', 'select', 'all', ['all', 'eligible']),
      field('scale.missing', '缺分时', 'Missing marks', 'select', 'so-far', ['so-far', 'wait']),
      field('scale.per_group', '按组别', 'Per group', 'flag', 'false', yesNo),
    ],
  },
  {
    title: both('奖牌', 'Medals'),
    fields: [
      field('medals.rule', '规则', 'Rule', 'select', 'none', ['none', 'top-n', 'share', 'worldskills']),
      field('medals.counts', '数目（金、银、铜）', 'Counts (gold, silver, bronze)', 'numbers'),
      field('medals.shares', '比例（金、银、铜）', 'Shares (gold, silver, bronze)', 'numbers'),
      field('medals.merit', '优胜奖', 'Merit', 'flag', undefined, yesNo),
      field('medals.window', '同分窗口', 'Window', 'number'),
      field('medals.medallion', '优胜线', 'Medallion from', 'number'),
    ],
  },
  {
    title: both('签字', 'Signing'),
    fields: [
      field('signing.sub_criterion', '单元', 'Sub-criterion', 'names', 'team, chief'),
      field('signing.day', '每天', 'Day', 'names', 'chief'),
      field('signing.skill', '赛项', 'Skill', 'names', 'chief, supervisor'),
      field('signing.competitor', '选手签字', 'Competitors sign', 'flag', 'false', yesNo),
    ],
  },
  {
    title: both('申诉、盲评与期限', 'Appeals, blind codes, deadlines'),
    fields: [
      field('appeals.minutes', '申诉时限（分钟）', 'Window for appeals (minutes)', 'number'),
      field('blind.layers', '盲评层数', 'Layers of codes', 'number', '0'),
    ],
    rows: {
      key: 'days',
      label: both('每天的截止时间', 'Deadline of each day'),
      shape: 'tables',
      columns: [{ key: 'deadline', label: both('截止', 'Deadline'), kind: 'text' }],
    },
  },
];

const COLUMNS: Record<string, string[]> = {
  'delegations.csv': ['id', 'name_zh', 'name_en', 'name'],
  'competitors.csv': [
    'id',
    'skill',
    'name_zh',
    'name_en',
    'delegation',
    'kind',
    'members',
    'group',
    'eligible',
    'withdrawn',
    'name',
  ],
  'experts.csv': ['id', 'skill', 'name_zh', 'name_en', 'delegation', 'role', 'panel', 'name'],
};
const SCHEME = [
  'aspect',
  'type',
  'max_mark',
  'criterion',
  'criterion_name',
  'criterion_name_en',
  'sub_criterion',
  'sub_criterion_name',
  'sub_criterion_name_en',
  'day',
  'name',
  'name_en',
  'section',
  'calculation',
  'requirement',
  'extra',
  ...Array.from({ length: 11 }, (_, score) => `score_${score}`),
];

/** The columns that a table may have. */
export const columnsOf = (path: string): string[] => COLUMNS[path] ?? SCHEME;
