import type { Frame } from '../../web/frame-shape.js';
import { dutyItem } from './duties.page.js';
import { type Duty, MOST_DUTIES, urgencyOf } from './duties.rules.js';
import { DONE, MY_WORK } from './my-work.paths.js';

/** R60: everything that waits for a person in his offices, most urgent first. */
export function showMyWorkPage(data: {
  frame: Frame;
  name: string;
  duties: readonly Duty[];
  /** Nothing runs: no campaign was published. */
  idle: boolean;
  /** Other pages where the person's work lies. */
  links: { label: string; href: string }[];
  today: Date;
}) {
  const { duties, today } = data;
  const [first] = duties;
  const top = first && dutyItem(first, today);
  const count = (urgency: ReturnType<typeof urgencyOf>) =>
    String(duties.filter(({ dueOn }) => urgencyOf(dueOn, today) === urgency).length);
  return {
    title: '我的工作',
    frame: data.frame,
    head: { title: `${data.name}，您好`, lead: '等您办理的事项，最急的在前面。' },
    next: top
      ? { title: top.title, text: `${top.reason}。`, action: top.link }
      : {
          title: data.idle ? '活动尚未开始' : '没有等您办理的事项',
          text: data.idle ? '发布活动后，需要您办理的事项显示在这里。' : '有新的事项时显示在这里。',
          action: null,
        },
    figures:
      duties.length === 0
        ? null
        : [
            { value: String(duties.length), unit: '项', label: '等您办理' },
            { value: count('overdue'), unit: '项', label: '逾期' },
            { value: count('soon'), unit: '项', label: '7天内到期' },
          ],
    checks:
      duties.length === 0
        ? null
        : {
            title: duties.length < MOST_DUTIES ? '等您办理' : `等您办理（最急的${MOST_DUTIES}项）`,
            items: duties.map((duty) => dutyItem(duty, today)),
          },
    more: [{ label: '已办', href: DONE }, ...data.links],
  };
}

const MOST_ON_A_HOME = 5;

/** The most urgent of what waits, for the page of a branch, which is itself the form of its step. */
export function dutiesInShort(duties: readonly Duty[], today: Date, branchId: string) {
  const beside = duties.filter((duty) => duty.kind !== 'STEP' || duty.branchId !== branchId);
  const but = beside.length < duties.length ? '本步以外' : '';
  return {
    title: beside.length === 0 ? `${but}没有等您办理的事项` : `${but}等您办理的${beside.length}项，最急的在前面`,
    items: beside.slice(0, MOST_ON_A_HOME).map((duty) => dutyItem(duty, today, branchId)),
    links: [
      ...(beside.length > MOST_ON_A_HOME ? [{ label: `全部${duties.length}项`, href: MY_WORK }] : []),
      { label: '已办', href: DONE },
    ],
  };
}
