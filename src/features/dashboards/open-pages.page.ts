import { type BranchPlace, finishedSteps } from '../../campaign/place.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { StepRights } from './check-item.page.js';

/** What waits for an officer, as the branch's first page shows it. */
export interface Duties {
  title: string;
  items: object[];
  links: { label: string; href: string }[];
}

/** What the branch shows and hears in public belongs to no step: it is reached from every one. */
export function openPages({ branch }: BranchPlace, may: StepRights): { title: string; actions: Action[] } {
  const base = `/branches/${branch.id}`;
  return {
    title: '活动、公开、监督和评选',
    actions: [
      { label: '小组活动', href: `${base}/activities`, kind: 'quiet' },
      ...(may.open('meetings:read')
        ? [{ label: '申报评选', href: `${base}/evaluations`, kind: 'quiet' as const }]
        : []),
      { label: '群众意见', href: `${base}/feedback`, kind: 'quiet' },
      ...(may.open('surveys:manage') ? [{ label: '群众评议', href: `${base}/surveys`, kind: 'quiet' as const }] : []),
      ...(may.open('appraisals:manage')
        ? [{ label: '民主评议党员', href: `${base}/member-appraisals`, kind: 'quiet' as const }]
        : []),
      ...(may.open('inspections:read')
        ? [{ label: '督导检查', href: `${base}/inspections`, kind: 'quiet' as const }]
        : []),
      ...(may.open('acceptance:read')
        ? [{ label: '验收自查', href: `${base}/acceptance`, kind: 'quiet' as const }]
        : []),
      ...(may.open('acceptance-files:read')
        ? [{ label: '验收材料包', href: `${base}/acceptance-files`, kind: 'quiet' as const }]
        : []),
      { label: '公开栏已公布的内容', href: `${base}/notices`, kind: 'quiet' },
      ...(may.open('members:manage')
        ? [{ label: '新任书记的前几步', href: `${base}/first-steps`, kind: 'quiet' as const }]
        : []),
    ],
  };
}

/** A branch without a campaign, or with none of its steps open yet. */
export function showIdleBranchPage(data: { frame: Frame; place: BranchPlace; may: StepRights; duties: Duties | null }) {
  const { place } = data;
  const allDone = finishedSteps(place) > 0;
  return {
    title: place.branch.shortName,
    frame: data.frame,
    head: { title: place.branch.shortName, lead: place.branch.schoolName },
    empty: place.campaign
      ? {
          title: allDone ? '本次活动的步骤已全部完成' : '本支部还没有加入本次活动',
          text: allDone ? '各步骤的内容可以从左边的进程查看。' : '请联系局党委。',
        }
      : { title: '局党委尚未发布活动', text: '活动发布后，这里显示本支部要办理的第一步。现在可以先核对党员名册。' },
    duties: data.duties,
    open: openPages(place, data.may),
  };
}
