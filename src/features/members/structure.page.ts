import type { Chart } from '../../web/chart.js';
import type { Frame } from '../../web/frame-shape.js';
import { type Bar, type Counted, OTHERS, PICTURES, type PictureName, structureOf } from './structure.rules.js';

const WORDS: Readonly<Record<PictureName, { title: string; column: string; note: string }>> = {
  age: { title: '年龄结构', column: '年龄段', note: '按今天的周岁计算' },
  education: { title: '学历结构', column: '学历', note: '按花名册登记的学历' },
  post: { title: '岗位分布', column: '岗位', note: '按花名册登记的工作岗位' },
  host: { title: '依托单位分布', column: '依托单位', note: '由岗位判断所在的学科组、年级组、处室和班组' },
  type: { title: '人员类别', column: '类别', note: '正式党员和预备党员' },
  skills: { title: '能力特长', column: '特长', note: '党员本人填写，一人可有多项' },
};

export const isPicture = (name: string): name is PictureName => (PICTURES as readonly string[]).includes(name);

/** R5: the chart of one picture; empty bars draw an empty frame. */
export function structureChart(name: PictureName, members: readonly Counted[], today: Date): Chart {
  const bars = structureOf(members, today)[name];
  return {
    width: 720,
    height: Math.max(120, bars.length * 34 + 40),
    option: {
      grid: { left: 170, right: 90, top: 10, bottom: 10 },
      xAxis: { type: 'value', show: false },
      yAxis: {
        ...{ type: 'category', inverse: true, data: bars.map(({ label }) => short(label)) },
        axisTick: { show: false },
        axisLabel: { interval: 0, color: '#24201d', fontSize: 14 },
      },
      series: [
        {
          ...{ type: 'bar', barWidth: 20, itemStyle: { color: '#a61c1c' } },
          data: bars.map(({ count }) => count),
          label: { show: true, position: 'right', color: '#24201d', formatter: '{c}人' },
        },
      ],
    },
  };
}

const LONGEST = 10;
const short = (label: string): string => (label.length > LONGEST ? `${label.slice(0, LONGEST)}…` : label);

interface StructureData {
  frame: Frame;
  members: readonly Counted[];
  today: Date;
  /** The address of this page; its pictures lie below. */
  base: string;
}

function sectionsOf({ members, today, base }: StructureData, skillHref: ((skill: string) => string) | null) {
  const structure = structureOf(members, today);
  return PICTURES.map((name) => {
    const { title, column, note } = WORDS[name];
    return {
      ...{ title, note, src: `${base}/pictures/${name}`, alt: `${title}，数字见下表` },
      shown: structure[name].length > 0,
      table: {
        caption: title,
        columns: [{ label: column }, { label: '人数', kind: 'number' }, { label: '占比', kind: 'number' }],
        rows: structure[name].map((bar) => ({
          cells: [labelCell(name, bar, skillHref), `${bar.count}人`, `${bar.share}%`],
        })),
        empty: { title: name === 'skills' ? '还没有党员填写特长' : '名册还是空的' },
      },
    };
  });
}

const labelCell = (name: PictureName, { label }: Bar, skillHref: ((skill: string) => string) | null) =>
  name === 'skills' && skillHref && label !== OTHERS ? { text: label, href: skillHref(label) } : label;

/** 党员队伍结构 of one branch; each skill leads to the members who have it (R6). */
export function showStructurePage(data: StructureData & { branchId: string }) {
  const { members, branchId } = data;
  return {
    title: '党员队伍结构',
    frame: data.frame,
    lead: `在册党员${members.length}人。由花名册和党员本人填写的特长生成，供设置功能党小组参考，可以打印。`,
    branches: null,
    sections: sectionsOf(
      data,
      (skill) => `/branches/${branchId}/members?${new URLSearchParams({ q: skill, view: 'all' })}`,
    ),
  };
}

/** The same over all branches of the bureau, with each branch's numbers. */
export function showBureauStructurePage(
  data: StructureData & {
    branches: readonly { id: string; shortName: string; members: readonly Counted[] }[];
  },
) {
  const { members, branches } = data;
  const full = (rows: readonly Counted[]) => rows.filter(({ memberType }) => memberType === 'FULL').length;
  return {
    title: '全系统党员队伍结构',
    frame: data.frame,
    lead: `${branches.length}个党支部，在册党员${members.length}人。由各支部的花名册和党员本人填写的特长生成，可以打印。`,
    branches: {
      caption: '各支部党员人数',
      columns: [
        { label: '党支部' },
        { label: '党员', kind: 'number' },
        { label: '正式', kind: 'number' },
        { label: '预备', kind: 'number' },
        { label: '已填特长', kind: 'number' },
      ],
      rows: branches.map((branch) => ({
        cells: [
          { text: branch.shortName, href: `/branches/${branch.id}/structure` },
          `${branch.members.length}人`,
          `${full(branch.members)}人`,
          `${branch.members.length - full(branch.members)}人`,
          `${branch.members.filter(({ skills }) => skills.length > 0).length}人`,
        ],
      })),
      empty: { title: '还没有党支部' },
    },
    sections: sectionsOf(data, null),
  };
}
