import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { type AssessmentRights, assessmentTag, partRow, partTag, saidOf } from './acceptance.page.js';
import { assessmentHref, itemHref, LIST, OVERVIEW, ofBranchHref } from './acceptance.paths.js';
import { type AcceptanceItem, MOST_POINTS } from './acceptance.rules.js';
import type { FoundAssessment } from './assessment.queries.js';
import { type Snapshot, type Standing, totalOf } from './assessment.rules.js';

interface Branch {
  id: string;
  shortName: string;
}

/** One item: the records, the gaps, and the branch's points with its words. */
export function showItemPage(data: {
  frame: Frame;
  branch: Branch;
  standing: Standing;
  revision: number;
  form: FormState;
  may: AssessmentRights;
}) {
  const { branch, standing, form, may } = data;
  const { item, points } = standing;
  return {
    title: item.title,
    frame: data.frame,
    lead: `满分${item.points}分，系统按佐证建议${points}分。`,
    parts: standing.parts.map((part) => partRow(part, may)),
    form: {
      action: itemHref(branch.id, item.name),
      submit: '保存',
      errors: form.summary,
      hidden: [{ name: 'revision', value: form.values['revision'] ?? String(data.revision) }],
      cancel: { label: '返回自查', href: assessmentHref(branch.id) },
      fields: [
        fieldOf(form, 'points', '自评得分', {
          ...{ type: 'number', width: 'short', unit: '分', min: 0, max: item.points, inputmode: 'numeric' },
        }),
        fieldOf(form, 'reason', '得分理由', {
          ...{ optional: true, maxlength: 300, hint: `得分不是${points}分时必须写明` },
        }),
        fieldOf(form, 'remark', '说明', {
          ...{ type: 'textarea', rows: 3, optional: true, maxlength: 500, hint: '做法、成效，或缺项的情况' },
        }),
      ],
    },
  };
}

export const itemValues = ({ own, reason, remark }: Standing, revision: number): Record<string, string> => ({
  ...{ points: String(own), reason: reason ?? '', remark: remark ?? '', revision: String(revision) },
});

export function confirmAssessmentPage(data: {
  frame: Frame;
  branch: Branch;
  standings: readonly Standing[];
  revision: number;
  form: FormState;
}) {
  const { branch, standings, form } = data;
  const gaps = standings.flatMap(({ parts }) => parts.filter(({ done }) => !done));
  return {
    title: '提交自查',
    frame: data.frame,
    warnings: gaps.length === 0 ? [] : [`还缺${gaps.length}项佐证：${gaps.map(({ title }) => title).join('、')}。`],
    confirm: {
      question: `确定以自评${totalOf(standings)}分提交自查吗？`,
      happens: '各项得分、说明和佐证按现在的记录冻结成一版，报局党委审核，由局党委转报自治区检查组。',
      seenBy: '局党委、督导员和自治区检查员。',
      undo: '审核期间不能修改；如被退回，可以修改后再提交，每一版都保留。',
      facts: [
        { label: '自评得分', value: `${totalOf(standings)}分，满分${MOST_POINTS}分` },
        { label: '有佐证', value: `${standings.flatMap(({ parts }) => parts).length - gaps.length}项` },
      ],
      action: `${assessmentHref(branch.id)}/submission`,
      submit: '确认提交',
      errors: form.summary,
      hidden: [{ name: 'revision', value: String(data.revision) }],
      cancel: { label: '暂不提交', href: assessmentHref(branch.id) },
    },
  };
}

interface Version {
  number: number;
  content: Snapshot;
  contentHash: string;
  submittedBy: string;
  submittedAt: Date;
}

/** A version as it was handed in; records lead to where they are read. */
export function showVersionPage(data: { frame: Frame; branch: Branch; version: Version }) {
  const { branch, version } = data;
  const { content } = version;
  return {
    title: `自查第${version.number}版`,
    frame: data.frame,
    lead: `${branch.shortName}，${version.submittedBy} ${showMoment(version.submittedAt)}提交，内容已冻结。`,
    facts: [{ label: '自评得分', value: `${content.total}分，满分${MOST_POINTS}分` }],
    hash: version.contentHash,
    items: snapshotRows(content),
    back: { label: '返回自查', href: assessmentHref(branch.id) },
  };
}

/** The items of a snapshot, without links: what they were called then. */
export const snapshotRows = ({ items }: Snapshot) =>
  items.map((item) => ({
    id: item.name,
    title: item.title,
    note: `自评${item.points}分${item.points === item.suggested ? '' : `（系统建议${item.suggested}分）`}，满分${item.most}分`,
    said: saidOf(item),
    link: null,
    parts: item.parts.map(({ title, done, reason, evidence }) => ({
      ...{ tag: partTag(done), title, reason, link: null },
      evidence: evidence.map(({ label }) => ({ label, href: null })),
    })),
  }));

/** What a branch handed in, before a member of the committee who says his word. */
export function showAssessmentReviewPage(data: {
  frame: Frame;
  branch: Branch;
  found: FoundAssessment;
  version: Version;
  form: FormState;
}) {
  const { branch, found, version, form } = data;
  return {
    title: '审核自查',
    frame: data.frame,
    tag: assessmentTag(found.status),
    lead: `${branch.shortName}，自评${version.content.total}分，${version.submittedBy} ${showMoment(version.submittedAt)}提交。`,
    links: [{ label: '看佐证原件', href: assessmentHref(branch.id), kind: 'quiet' as const }],
    items: snapshotRows(version.content),
    form: {
      action: `${ofBranchHref(branch.id)}/review`,
      submit: '提交审核结论',
      errors: form.summary,
      hidden: [{ name: 'revision', value: form.values['revision'] ?? String(found.revision) }],
      cancel: { label: '返回验收', href: OVERVIEW },
      fields: [
        fieldOf(form, 'outcome', '审核结论', {
          type: 'radios',
          options: [
            { value: 'passOn', label: '同意转报', hint: '自治区检查员可以据此检查' },
            { value: 'return', label: '退回修改', hint: '须写明理由和修改建议' },
          ],
        }),
        fieldOf(form, 'note', '审核意见', { type: 'textarea', rows: 4, optional: true, maxlength: 500 }),
      ],
    },
  };
}

/** The bureau's list: titles and points of the items. */
export function showListPage(data: {
  frame: Frame;
  items: readonly AcceptanceItem[];
  form: FormState;
  frozen: boolean;
}) {
  const { frame, items, form, frozen } = data;
  return {
    title: '验收清单',
    frame,
    lead: '默认清单，可替换：可以改项目名称和分值，各项合计100分。第一份自查提交以后，清单冻结。',
    frozen: frozen ? '已有支部提交自查，清单已冻结，不能再修改。' : null,
    table: {
      caption: '验收清单',
      columns: [{ label: '项目' }, { label: '分值', kind: 'number' }],
      rows: items.map(({ title, points }) => ({ cells: [title, `${points}分`] })),
      empty: { title: '清单为空' },
    },
    form: frozen
      ? null
      : {
          action: LIST,
          submit: '保存清单',
          errors: form.summary,
          hidden: [
            { name: 'revision', value: form.values['revision'] ?? '0' },
            ...items.map(({ name }, index) => ({ name: `items.${index}.name`, value: name })),
          ],
          cancel: { label: '返回验收', href: OVERVIEW },
          fields: items.flatMap((_, index) => [
            fieldOf(form, `items.${index}.title`, `第${index + 1}项`, { maxlength: 60 }),
            fieldOf(form, `items.${index}.points`, `第${index + 1}项分值`, {
              ...{ type: 'number', width: 'short', unit: '分', min: 1, max: MOST_POINTS, inputmode: 'numeric' },
            }),
          ]),
        },
  };
}

export const listValues = (items: readonly AcceptanceItem[], revision: number): Record<string, string> => ({
  ...Object.fromEntries(
    items.flatMap(({ title, points }, index) => [
      [`items.${index}.title`, title],
      [`items.${index}.points`, String(points)],
    ]),
  ),
  revision: String(revision),
});
