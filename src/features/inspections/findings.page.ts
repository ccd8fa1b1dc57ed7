import type { CheckName } from '../../campaign/phases.js';
import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { evidenceField, fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { findingDigest, RESULT_TAGS, RESULTS } from './checklist.rules.js';
import { visitHref } from './inspections.paths.js';
import type { KnownFacts } from './known-facts.js';
import { fileCard } from './visits.page.js';
import type { VisitRecord } from './visits.queries.js';

/** The stored record as the form's values. */
export const findingValues = ({ items }: VisitRecord): Record<string, string> =>
  Object.fromEntries(
    items.flatMap(({ id, result, note }, index) => [
      [`items.${index}.id`, id],
      [`items.${index}.result`, result ?? ''],
      [`items.${index}.note`, note ?? ''],
      [`items.${index}.was`, findingDigest({ result, note })],
    ]),
  );

/**
 * R49: the checklist on the spot: each line with what the portal knows, a result, a note and its pictures. One page, so
 * that all of it can be filled in where there is no connection.
 */
export function showFindingsPage(data: { frame: Frame; visit: VisitRecord; known: KnownFacts; form: FormState }) {
  const { frame, visit, known, form } = data;
  const base = visitHref(visit.branchId, visit.id);
  const options = RESULTS.map((value) => ({ value, label: RESULT_TAGS[value].label }));
  return {
    title: '填写检查清单',
    frame,
    lead: `${visit.branch.shortName}，${showDay(visit.visitOn)}。可以随时保存，分几次填完。`,
    action: `${base}/checklist`,
    errors: form.summary,
    items: visit.items.map((item, index) => {
      const field = (name: string) => `items.${index}.${name}`;
      return {
        ...{ id: item.id, title: `${item.position + 1}．${item.title}`, look: item.look, methods: item.methods },
        known: knownOf(item.checks, known),
        hidden: [
          { name: field('id'), value: item.id },
          {
            name: field('was'),
            value: form.errors[field('was')] ? findingDigest(item) : (form.values[field('was')] ?? ''),
          },
        ],
        // Told once; the next time the person has seen what the other wrote.
        conflict: form.errors[field('was')] ?? null,
        conflictId: `f-${field('was')}`,
        result: fieldOf(form, field('result'), '结果', { type: 'radios', width: 'columns', options }),
        note: fieldOf(form, field('note'), '记录', {
          ...{ type: 'textarea', rows: 3, maxlength: 1000, optional: true },
        }),
        files: item.evidence.map((file) => fileCard(visit.branchId, file, false)),
        addFile: { label: '添加照片', href: `${base}/items/${item.id}/evidence/new` },
        addProblem: { label: '记一个问题', href: `${base}/problems/new?item=${item.id}` },
      };
    }),
    submit: '保存检查结果',
    back: { label: '返回', href: base },
  };
}

function knownOf(checks: readonly string[], known: KnownFacts) {
  return checks.map((name) => {
    const fact = known.get(name as CheckName);
    if (!fact) return { tag: { kind: 'idle', label: '未开始' }, text: '支部还没有进行到这一步', href: null };
    const tag = fact.done ? { kind: 'ok', label: '已完成' } : { kind: 'warn', label: '未完成' };
    return { tag, text: `${fact.title}：${fact.reason}`, href: fact.href };
  });
}

/** The form that puts one file to a line of the checklist or to a branch's answer. */
export function showInspectionEvidenceForm(data: {
  frame: Frame;
  form: FormState;
  about: string;
  action: string;
  back: string;
}) {
  const { frame, form, about, action, back } = data;
  return {
    title: '添加照片或PDF',
    frame,
    lead: `${about}。一次一个，每条最多6个。`,
    form: {
      ...{ action, submit: '上传', upload: true, errors: form.summary, cancel: { label: '返回', href: back } },
      fields: [evidenceField(form)],
    },
  };
}
