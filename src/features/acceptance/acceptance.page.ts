import { showDay } from '../../shared/dates.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { ACCEPTANCE_ITEMS, type Assessed, type Part } from './acceptance.rules.js';

const MOST = ACCEPTANCE_ITEMS.reduce((sum, { points }) => sum + points, 0);

/** R47: the self-assessment against the 100 points: what the portal can show, and where each gap is mended. */
export function showAcceptancePage(data: {
  frame: Frame;
  branch: { id: string; shortName: string };
  assessed: readonly Assessed[];
  today: Date;
  /** Officers of the branch mend; others look on. */
  mends: boolean;
}) {
  const { frame, branch, assessed, today, mends } = data;
  const points = assessed.reduce((sum, one) => sum + one.points, 0);
  const gaps = assessed.flatMap(({ parts }) => parts.filter(({ done }) => !done));
  const report: Action = {
    ...{ label: '撰写自查报告', href: `/branches/${branch.id}/statements/self-assessment`, kind: 'quiet' },
  };
  return {
    title: '验收自查',
    frame,
    lead: '对照验收清单自查自评。佐证由系统从办理记录中找出，缺什么、到哪里补，逐项列明。',
    actions: mends ? [report] : [],
    facts: [
      { label: '已有佐证', value: `${points}分，满分${MOST}分` },
      { label: '尚缺', value: gaps.length === 0 ? '没有缺项' : `${gaps.length}项` },
      { label: '截至', value: showDay(today) },
    ],
    note: '清单为默认标准（可替换），分数只用于自查，不排名。',
    items: assessed.map(({ item, parts, points: own }) => ({
      id: item.name,
      title: item.title,
      note: `${own}分，满分${item.points}分`,
      parts: parts.map((part) => ({
        tag: partTag(part),
        title: part.title,
        reason: part.reason,
        link: linkOf(part, mends),
      })),
    })),
  };
}

const partTag = ({ done }: Part): Tag => (done ? { kind: 'ok', label: '有佐证' } : { kind: 'warn', label: '缺' });

const linkOf = ({ done, href }: Part, mends: boolean) => ({ label: done || !mends ? '查看' : '去补', href });
