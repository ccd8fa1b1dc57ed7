import type { Permission } from '../../access/permissions.js';
import type { CheckOutcome } from '../../campaign/guards.js';
import type { Tag } from '../../web/frame-shape.js';

/** What the person may do with the pages the checks lead to. */
export interface StepRights {
  open: (access: Permission) => boolean;
  /** Sees to things there; others only look. */
  act: boolean;
}

/** A check of a step as a line of a list. */
export function checkItem(outcome: CheckOutcome, may: StepRights) {
  return {
    tag: checkTag(outcome),
    title: outcome.title,
    reason: outcome.reason,
    link: may.open(outcome.access) ? { label: may.act ? outcome.action : '查看', href: outcome.href } : null,
  };
}

function checkTag({ done, awaitsBureau }: CheckOutcome): Tag {
  if (done) return { kind: 'ok', label: '已完成' };
  return awaitsBureau ? { kind: 'idle', label: '待审核' } : { kind: 'warn', label: '待办' };
}
