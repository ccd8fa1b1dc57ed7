import type { Tag } from '../../web/frame-shape.js';
import type { CascadeItem } from './cascade.rules.js';
import { breakdownHref } from './commitments.paths.js';
import type { CoverageGaps } from './coverage.rules.js';

/** The list as partials/checks takes it. */
export interface CoverageList {
  title: string;
  items: { tag: Tag; title: string; reason: string; link: { label: string; href: string } | null }[];
}

/** What the tree leaves open, each with a link to the first of it; null while the branch has no items. */
export function coverageList(gaps: CoverageGaps, branchId: string, maySplit: boolean): CoverageList | null {
  const { branchItems, withoutGroup, notRefined, withoutMember, afterParent, own } = gaps;
  if (branchItems === 0) return null;
  const split = maySplit ? { label: '去分解', href: breakdownHref(branchId) } : undefined;
  return {
    title: '分解和承接情况',
    items: [
      line('支部事项分解到小组', withoutGroup, '没有小组承担，分解后才能完成这一步', split),
      line('小组细化支部事项', notRefined, '已分到小组，还没有细化'),
      line('党员承接小组事项', withoutMember, '还没有党员承诺'),
      line('时限与上级事项衔接', afterParent, '办结时限晚于上级事项'),
      ...ownLine(own),
    ],
  };
}

const NAMES_SHOWN = 3;

function line(
  title: string,
  gap: readonly CascadeItem[],
  what: string,
  link?: { label: string; href: string },
): CoverageList['items'][number] {
  const [first] = gap;
  if (!first) return { tag: { kind: 'ok', label: '已衔接' }, title, reason: '没有缺口', link: null };
  const names = gap.slice(0, NAMES_SHOWN).map(({ mainTask }) => `“${mainTask}”`);
  const reason = `${gap.length}项${what}：${names.join('、')}${gap.length > NAMES_SHOWN ? '等' : ''}`;
  return {
    tag: { kind: 'warn', label: '有缺口' },
    title,
    reason,
    link: link ?? { label: '查看', href: `#row-${first.id}` },
  };
}

function ownLine({ groups, members }: CoverageGaps['own']): CoverageList['items'] {
  if (groups + members === 0) return [];
  const reason = `小组自有${groups}项，党员自有${members}项，不对应支部任务，可以保留`;
  return [{ tag: { kind: 'idle', label: '自有' }, title: '自有事项', reason, link: null }];
}
