import type { Permission } from '../access/permissions.js';
import type { StepName } from '../generated/prisma/enums.js';
import type { CheckName } from './phases.js';
import type { Named, StatementFact, StepFacts } from './step-facts.js';

/** What a guard answers from the facts. */
export interface Answer {
  done: boolean;
  reason: string;
  /** Under /branches/:branchId. */
  path: string;
  /** What one needs to open that page; left out: whoever may read of the branch. */
  access?: Permission;
  action: string;
  awaitsBureau?: boolean;
}
export interface Guard<Facts> {
  title: string;
  ask: (facts: Facts, today: Date) => Answer;
}
export type GuardsOf<S extends StepName> = Partial<Record<CheckName, Guard<StepFacts[S]>>>;

/** 王五、赵六、钱七 / 王五、赵六、钱七、孙八、周九等12名 */
export function namesOf({ count, names }: Named, unit: string): string {
  const shown = names.join('、');
  return count > names.length ? `${shown}等${count}${unit}` : shown;
}

/** A text the committee approves; done once it is `needed` or further. */
export function statementAnswer(
  status: StatementFact,
  slug: string,
  what: string,
  needed: 'APPROVED' | 'PUBLISHED',
): Answer {
  const words: Record<NonNullable<StatementFact> | 'NONE', readonly [string, string]> = {
    NONE: [`还没有撰写${what}`, '去撰写'],
    DRAFT: [`${what}已起草，尚未报送局党委`, '去报送'],
    SUBMITTED: [`${what}已报送，等待局党委审核`, '查看'],
    RETURNED: [`局党委已退回${what}，请修改后重新报送`, '去修改'],
    APPROVED: needed === 'APPROVED' ? [`${what}已经局党委审核通过`, '查看'] : [`${what}已审核通过，尚未公布`, '去公布'],
    PUBLISHED: [`${what}已公布`, '查看'],
  };
  const [reason, action] = words[status ?? 'NONE'];
  const done = status === 'PUBLISHED' || status === needed;
  return { done, reason, action, path: `statements/${slug}`, awaitsBureau: status === 'SUBMITTED' };
}
