import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import { stepRow } from '../../campaign/phases.js';
import type { BranchPlace } from '../../campaign/place.js';
import { stepHref } from '../../campaign/rail.js';
import type { StepName } from '../../generated/prisma/enums.js';
import type { FormState } from '../../web/form.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { checkItem, type StepRights } from './check-item.page.js';

/** The question before a step is completed, or what is still missing. */
export function confirmCompletionPage(data: {
  frame: Frame;
  place: BranchPlace;
  step: StepName;
  form: FormState;
  outcomes: readonly CheckOutcome[];
  may: StepRights;
}) {
  const { place, step, form } = data;
  const row = stepRow(step);
  const href = stepHref(place.branch.id, step);
  const missing = missingChecks(data.outcomes);
  const next = row.next === null ? null : stepRow(row.next);
  return {
    title: `完成“${row.label}”`,
    frame: data.frame,
    checks:
      missing.length > 0
        ? {
            title: `还有${missing.length}项没有完成，办好后才能完成本步`,
            items: missing.map((outcome) => checkItem(outcome, data.may)),
          }
        : null,
    confirm:
      missing.length > 0
        ? null
        : {
            question: `确定完成“${row.label}”吗？`,
            happens: next ? `本步结束，进入“${next.label}”：${next.opens}。` : '本步结束，本支部的各步骤全部完成。',
            seenBy: '本支部党员和局党委在进程中看到本步已完成。',
            undo: '不能撤回。完成后，本步的内容只能查看。',
            action: `${href}/completion`,
            submit: '确认完成',
            errors: form.summary,
            cancel: { label: '暂不完成', href },
          },
    back: { label: '返回', href } satisfies Action,
  };
}
