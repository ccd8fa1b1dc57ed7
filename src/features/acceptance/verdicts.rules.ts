import type { AcceptanceOutcome } from '../../generated/prisma/enums.js';
import { daysBetween, showDay } from '../../shared/dates.js';

export const OUTCOME_LABELS: Record<AcceptanceOutcome, string> = {
  PASSED: '通过',
  AFTER_MENDING: '整改后通过',
  NOT_PASSED: '不通过',
};

const KINDS = { PASSED: 'ok', AFTER_MENDING: 'warn', NOT_PASSED: 'late' } as const;

export const outcomeTag = (outcome: AcceptanceOutcome, reopened: boolean) =>
  reopened
    ? ({ kind: 'warn', label: '已重新打开' } as const)
    : { kind: KINDS[outcome], label: OUTCOME_LABELS[outcome] };

export interface VerdictInput {
  outcome: AcceptanceOutcome;
  text: string;
  decidedOn: Date;
  decidedBy: string;
  problems: readonly { text: string; dueOn: Date }[];
}

/** Why a verdict cannot be recorded as it is; null when it can. */
export function verdictFault(
  { outcome, decidedOn, problems }: VerdictInput,
  today: Date,
): { field: string; message: string } | null {
  if (daysBetween(decidedOn, today) < 0) return { field: 'decidedOn', message: '结论日期不能晚于今天' };
  if (outcome === 'PASSED' && problems.length > 0)
    return { field: 'outcome', message: '还有需要整改的问题时，请选“整改后通过”或“不通过”' };
  if (outcome !== 'PASSED' && problems.length === 0)
    return { field: 'problems.0.text', message: '请至少写明一个需要整改的问题和期限' };
  const early = problems.findIndex(({ dueOn }) => daysBetween(decidedOn, dueOn) < 0);
  return early === -1
    ? null
    : { field: `problems.${early}.dueOn`, message: `整改期限不能早于结论日期${showDay(decidedOn)}` };
}
