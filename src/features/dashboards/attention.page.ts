import { yearOfWriting } from '../../campaign/commitment-year.js';
import type { BranchPlace } from '../../campaign/place.js';
import type { BranchMatters } from '../../campaign/step-facts.js';
import { daysBetween, parseDay, showDay, showDistance } from '../../shared/dates.js';
import type { Tag } from '../../web/frame-shape.js';
import type { StepRights } from './check-item.page.js';

interface Attention extends BranchMatters {
  place: BranchPlace;
  today: Date;
  may: StepRights;
  /** What waits for this very reader stands in a list of its own, item by item. */
  listed: boolean;
}

/** What does not hold back the step, but the branch should see to. */
export function attentionTo(data: Attention) {
  const items = [
    ...(data.listed
      ? []
      : [...toMend(data), ...toAcknowledge(data), ...lateQuestions(data), ...membersOnTheirWay(data)]),
    ...ofOffice(data),
    ...(data.listed ? [] : recordsToAccept(data)),
    ...renewal(data),
    ...tooSmall(data),
  ];
  return items.length === 0 ? null : { title: '需要留意', items };
}

/** R49: what an inspection found and the branch has to mend. Members do not read it: they are not told either. */
function toMend({ mendingDays, place, today, may }: Attention) {
  const days = mendingDays.flatMap((text) => parseDay(text) ?? []);
  const [first] = days;
  if (first === undefined || !may.open('inspections:read')) return [];
  const late = days.filter((day) => daysBetween(day, today) > 0).length;
  const words = `${days.length}项问题要整改${late > 0 ? `，其中${late}项逾期` : ''}；最早一项${showDay(first)}到期，${showDistance(today, first)}`;
  return [
    {
      tag: (late > 0 ? { kind: 'late', label: '逾期' } : { kind: 'warn', label: '待办' }) satisfies Tag,
      ...{ title: '督导检查的整改', reason: words },
      link: {
        label: may.open('rectifications:answer') && may.act ? '去整改' : '查看',
        href: `/branches/${place.branch.id}/inspections`,
      },
    },
  ];
}

/** R49: the record of an inspection waits for the branch's word. */
function toAcknowledge({ recordsHandedOver, place, may }: Attention) {
  if (recordsHandedOver === 0 || !may.open('inspections:acknowledge')) return [];
  return [
    {
      tag: { kind: 'warn', label: '待办' } satisfies Tag,
      ...{ title: '督导检查记录', reason: `${recordsHandedOver}份记录等支部书记确认收到` },
      link: { label: '去确认', href: `/branches/${place.branch.id}/inspections` },
    },
  ];
}

/** E1, E2: letters to act upon and arrivals without a group; who is not to see to the roster is not told. */
function membersOnTheirWay({ transfers, place, today, may }: Attention) {
  if (!may.open('members:manage')) return [];
  const lapsed = (text: string) => {
    const day = parseDay(text);
    return day !== null && daysBetween(day, today) > 0;
  };
  const matters: [number, Tag, string][] = [
    [transfers.out.filter(lapsed).length, { kind: 'late', label: '逾期' }, '份转出的介绍信已过期，请撤回后重新开具'],
    [
      transfers.into.filter((text) => !lapsed(text)).length,
      { kind: 'warn', label: '待办' },
      '名党员的介绍信已开到本支部，等您接收',
    ],
    [transfers.unplaced, { kind: 'warn', label: '待办' }, '名转入的党员还没有参加功能党小组'],
  ];
  const link = { label: '去办理', href: `/branches/${place.branch.id}/transfers` };
  return matters
    .filter(([count]) => count > 0)
    .map(([count, tag, words]) => ({ tag, title: '组织关系转接', reason: `${count}${words}`, link }));
}

/** E27, E28: a new secretary takes over; a new committee asks whether the leaders stay. */
function ofOffice({ toTakeOver, leadersToConfirm, place, may, listed }: Attention) {
  const tag: Tag = { kind: 'warn', label: '待办' };
  const base = `/branches/${place.branch.id}`;
  return [
    ...(toTakeOver && may.open('members:manage')
      ? [
          {
            ...{ tag, title: '书记工作交接', reason: '新书记任职后，请核对移交清单并确认接收' },
            link: { label: '去交接', href: `${base}/handover` },
          },
        ]
      : []),
    ...(leadersToConfirm > 0 && may.open('elections:manage') && !listed
      ? [
          {
            ...{ tag, title: '小组长任期' },
            reason: `小组长任期与支委会一致，请确认是否改选：${leadersToConfirm}个小组的组长在换届以前产生`,
            link: { label: '去确认', href: `${base}/elections` },
          },
        ]
      : []),
  ];
}

/** R41: what the groups did or ask for waits for the branch. */
function recordsToAccept({ toAccept, place, may }: Attention) {
  if (toAccept === 0) return [];
  const link = { label: '去办理', href: `/branches/${place.branch.id}/fulfillments` };
  return [
    {
      tag: { kind: 'warn', label: '待办' } satisfies Tag,
      title: '小组的践诺记录',
      reason: `${toAccept}条践诺记录或延期申请等支部认可`,
      link: may.open('group-commitments:review') ? link : null,
    },
  ];
}

/** R32, E36: the new year's letter, from January on until it is begun; not before the branch's turn (E37). */
function renewal({ letterYears, place, today, may }: Attention) {
  const year = yearOfWriting(place, today);
  if (year === null || year === place.campaign?.startYear || letterYears.includes(year)) return [];
  const link = { label: '去安排', href: `/branches/${place.branch.id}/commitments` };
  return [
    {
      tag: { kind: 'warn', label: '待办' } satisfies Tag,
      title: `开始${year}年的承诺`,
      reason: '每年年初征求意见建议、逐级承诺；上一年没有办结的事项可以延续',
      link: may.open('branch-commitments:write') ? link : null,
    },
  ];
}

/** E47: questions whose day has passed without an answer. */
function lateQuestions({ questionDays, place, today, may }: Attention) {
  const late = questionDays.filter((text) => {
    const day = parseDay(text);
    return day !== null && daysBetween(day, today) > 0;
  }).length;
  if (late === 0) return [];
  const link = { label: '去答复', href: `/branches/${place.branch.id}/feedback` };
  return [
    {
      tag: { kind: 'late', label: '逾期' } satisfies Tag,
      title: '群众的提问',
      reason: `${late}条提问逾期未答复，公开栏上已显示`,
      link: may.open('feedback:answer') ? link : null,
    },
  ];
}

/** E12: groups too small to be one. */
function tooSmall({ smallGroups, place, may }: Attention) {
  const merger = `/branches/${place.branch.id}/group-changes/merger/new`;
  return smallGroups.map(({ id, name, members, full }) => ({
    tag: { kind: 'warn', label: '待办' } satisfies Tag,
    title: `小组“${name}”`,
    reason: `现有${members}人${full === 0 ? '，没有正式党员' : ''}。党小组一般不少于3人，至少1名正式党员，请与相近的小组合并或补充成员`,
    link: may.open('groups:manage') ? { label: '去合并', href: `${merger}?group=${id}` } : null,
  }));
}
