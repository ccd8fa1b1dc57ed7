import { daysBetween, parseDay, showDistance } from '../../shared/dates.js';
import type { Tag } from '../../web/frame-shape.js';
import { type Duty, type Urgency, urgencyOf } from './duties.rules.js';
import { dutyWords } from './duty-words.js';

const TAGS: Record<Urgency, Tag> = {
  overdue: { kind: 'late', label: '逾期' },
  soon: { kind: 'warn', label: '快到期' },
  dated: { kind: 'idle', label: '有期限' },
  undated: { kind: 'idle', label: '待办' },
};

/**
 * A duty as a line of a list: how urgent, what, of whom and by when, and the link to the very form. `here`: the branch
 * on whose page it stands, which need not be named.
 */
export function dutyItem(duty: Duty, today: Date, here: string | null = null) {
  const { branchId, dueOn, since } = duty;
  const { title, about, day, link } = dutyWords(duty);
  const branchName = branchId === here ? null : duty.branchName;
  const due = dueOn === null ? null : parseDay(dueOn);
  const when = due ? `${day}，${showDistance(today, due)}` : waitWords(since, today);
  return {
    tag: TAGS[urgencyOf(dueOn, today)],
    title,
    reason: [branchName, about, when].filter(Boolean).join('，'),
    link,
  };
}

function waitWords(since: string | null, today: Date): string | null {
  const day = since === null ? null : parseDay(since);
  const days = day && daysBetween(day, today);
  return days !== null && days > 0 ? `已等待${days}天` : null;
}
