import { chinaDay, showDay, showMonthDay } from '../../shared/dates.js';
import { nodesById } from '../../shared/progress.js';
import type { Chart } from '../../web/chart.js';
import type { Frame } from '../../web/frame-shape.js';
import { cascadeHref, picturesHref } from './commitments.paths.js';
import type { PictureYear } from './pictures.queries.js';
import {
  coverageMatrix,
  itemTree,
  leavesOf,
  type Moment,
  progressOverTime,
  type Taken,
  type TreeNode,
} from './pictures.rules.js';

const WIDTH = 1080;
const ROW = 26;
const LONGEST_NAME = 16;
const COLORS = { red: '#a61c1c', gold: '#b8862f', ink: '#24201d', branch: '#c9beb2', ok: '#1f6f43' };

const short = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);

export type PictureName = 'cascade' | 'progress' | 'coverage';

interface Drawn {
  tree: TreeNode[];
  matrix: ReturnType<typeof coverageMatrix>;
  moments: Moment[];
}

function drawnFrom({ items, groups }: PictureYear, today: Date): Drawn {
  const nodes = nodesById(items);
  const published = items.flatMap(({ publishedAt }) => (publishedAt ? [chinaDay(publishedAt)] : []));
  const from = new Date(Math.min(today.getTime(), ...published.map((day) => day.getTime())));
  return {
    tree: itemTree(items, nodes),
    matrix: coverageMatrix(items, groups),
    moments: progressOverTime(items, nodes, { from, today }),
  };
}

/** The chart of one picture. */
export function chartOf(name: PictureName, year: PictureYear, branchName: string, today: Date): Chart {
  const drawn = drawnFrom(year, today);
  if (name === 'cascade') return treeChart(drawn.tree, branchName);
  return name === 'progress' ? timeChart(drawn.moments) : matrixChart(drawn.matrix, year.groups);
}

function treeChart(tree: readonly TreeNode[], branchName: string): Chart {
  const data = (node: TreeNode): object => ({
    name: `${short(node.name)}  ${node.percent}%`,
    itemStyle: { color: node.percent === 100 ? COLORS.ok : COLORS.gold, borderColor: COLORS.gold },
    children: node.children.map(data),
  });
  const label = { position: 'top', verticalAlign: 'middle', align: 'right', fontSize: 12, color: COLORS.ink };
  return {
    width: WIDTH,
    height: Math.max(200, leavesOf(tree) * ROW + 60),
    option: {
      series: [
        {
          ...{ type: 'tree', data: [{ name: branchName, children: tree.map(data) }], initialTreeDepth: -1 },
          ...{ left: 150, right: 260, top: 20, bottom: 20, symbolSize: 8, lineStyle: { color: COLORS.branch } },
          label: { ...label, position: 'left' },
          leaves: { label: { ...label, position: 'right', align: 'left' } },
        },
      ],
    },
  };
}

function timeChart(moments: readonly Moment[]): Chart {
  const line = { type: 'line', symbolSize: 6, connectNulls: false };
  return {
    width: WIDTH,
    height: 360,
    option: {
      color: [COLORS.red, COLORS.gold],
      legend: { top: 0, textStyle: { color: COLORS.ink } },
      grid: { left: 50, right: 30, top: 50, bottom: 60 },
      xAxis: { type: 'category', data: moments.map(({ day }) => showMonthDay(day)), axisLabel: { rotate: 40 } },
      yAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' } },
      series: [
        { ...line, name: '实际完成', data: moments.map(({ done }) => done), lineStyle: { width: 3 } },
        {
          ...{ ...line, name: '按时限应完成', data: moments.map(({ due }) => due) },
          ...{ step: 'end', symbol: 'none', lineStyle: { type: 'dashed', width: 2 } },
        },
      ],
    },
  };
}

const TAKEN: Record<Taken, { value: number; label: string; words: string }> = {
  REFINED: { value: 2, label: '已细化', words: '已细化' },
  ASSIGNED: { value: 1, label: '已分到，未细化', words: '未细化' },
  NONE: { value: 0, label: '没有承担', words: '—' },
};

function matrixChart(matrix: Drawn['matrix'], groups: PictureYear['groups']): Chart {
  const names = groups.map(({ name }) => short(name));
  return {
    width: WIDTH,
    height: Math.max(180, matrix.length * 36 + 130),
    option: {
      grid: { left: 260, right: 20, top: 70, bottom: 50 },
      xAxis: {
        type: 'category',
        data: names,
        position: 'top',
        axisLabel: { interval: 0, rotate: 20, color: COLORS.ink },
      },
      yAxis: {
        ...{ type: 'category', inverse: true, axisLabel: { interval: 0, color: COLORS.ink } },
        data: matrix.map(({ item }) => short(item.mainTask)),
      },
      visualMap: {
        ...{ type: 'piecewise', orient: 'horizontal', left: 'center', bottom: 0, textStyle: { color: COLORS.ink } },
        pieces: [
          { value: 2, label: TAKEN.REFINED.label, color: COLORS.ok },
          { value: 1, label: TAKEN.ASSIGNED.label, color: COLORS.gold },
          { value: 0, label: TAKEN.NONE.label, color: '#efebe6' },
        ],
      },
      series: [
        {
          type: 'heatmap',
          data: matrix.flatMap(({ cells }, row) => cells.map((cell, column) => [column, row, TAKEN[cell].value])),
          itemStyle: { borderColor: '#fff', borderWidth: 2 },
        },
      ],
    },
  };
}

/** The three pictures, each with the table of its numbers beneath. */
export function showPicturesPage(data: {
  frame: Frame;
  branchId: string;
  year: number;
  found: PictureYear;
  today: Date;
}) {
  const { frame, branchId, year, found, today } = data;
  const drawn = drawnFrom(found, today);
  const picture = (name: PictureName, title: string, note: string, table: object) => ({
    ...{ title, note, table, alt: `${title}：${note}，数字见下表` },
    src: picturesHref(branchId, year, name),
  });
  return {
    title: `${year}年承诺图表`,
    frame,
    lead: '由已公布的承诺和已认可的践诺记录生成，可以打印。',
    empty:
      drawn.tree.length > 0
        ? null
        : {
            title: '还没有可以画的内容',
            text: '支部承诺公布以后，这里显示分解图、进度和承接情况。',
            action: { label: '返回承诺总览', href: cascadeHref(branchId, year) },
          },
    pictures:
      drawn.tree.length === 0
        ? []
        : [
            picture('cascade', '逐级分解', '支部的事项分解到小组、落实到党员', treeTable(drawn.tree)),
            picture('progress', '进度与时限', '实际完成和按时限应完成的百分比', timeTable(drawn.moments)),
            picture('coverage', '小组承接情况', '支部事项由哪些小组承担', matrixTable(drawn.matrix, found.groups)),
          ],
  };
}

const PREFIX = ['', '　', '　　'];

function treeTable(tree: readonly TreeNode[]) {
  const rows = (nodes: readonly TreeNode[], depth: number): { cells: string[] }[] =>
    nodes.flatMap((node) => [
      { cells: [`${PREFIX[depth] ?? ''}${node.name}`, ['支部', '小组', '党员'][depth] ?? '', `${node.percent}%`] },
      ...rows(node.children, depth + 1),
    ]);
  return {
    caption: '逐级分解',
    columns: [{ label: '事项' }, { label: '层级' }, { label: '完成', kind: 'number' }],
    rows: rows(tree, 0),
    empty: { title: '没有事项' },
  };
}

function timeTable(moments: readonly Moment[]) {
  return {
    caption: '进度与时限',
    columns: [{ label: '日期' }, { label: '实际完成', kind: 'number' }, { label: '按时限应完成', kind: 'number' }],
    rows: moments.map(({ day, done, due }) => ({
      cells: [showDay(day), done === null ? '' : `${done}%`, `${due}%`],
    })),
    empty: { title: '没有时限' },
  };
}

const MOST_COLUMNS = 5;

/** Up to five groups side by side; with more, one cell names who took the item. */
function matrixTable(matrix: Drawn['matrix'], groups: PictureYear['groups']) {
  const caption = '小组承接情况';
  const empty = { title: '没有小组' };
  if (groups.length <= MOST_COLUMNS) {
    const rows = matrix.map(({ item, cells }) => ({
      cells: [item.mainTask, ...cells.map((cell) => TAKEN[cell].words)],
    }));
    return { caption, columns: [{ label: '支部事项' }, ...groups.map(({ name }) => ({ label: name }))], rows, empty };
  }
  const names = (cells: readonly Taken[], taken: Taken): string =>
    groups.flatMap(({ name }, index) => (cells[index] === taken ? [name] : [])).join('、');
  const rows = matrix.map(({ item, cells }) => ({
    cells: [item.mainTask, names(cells, 'REFINED'), names(cells, 'ASSIGNED')],
  }));
  const columns = [{ label: '支部事项' }, { label: '已细化的小组' }, { label: '分到而未细化的小组' }];
  return { caption, columns, rows, empty };
}
