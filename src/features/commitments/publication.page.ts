import type { FormState } from '../../web/form.js';
import { secrecyFields } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import { cascadeHref, letterHref, publicationHref } from './commitments.paths.js';
import { LEVEL_LABELS } from './commitments.rules.js';
import type { ApprovedCommitment } from './letter.queries.js';

export interface PublicationPage extends Page {
  lead: string;
  table: object;
  confirm: { question: string; [key: string]: unknown } | null;
  back: { label: string; href: string };
}

/** 示诺: the binding act with the list of what will be published. */
export function showPublicationPage({
  frame,
  branchId,
  year,
  approved,
  form,
}: {
  frame: Frame;
  branchId: string;
  year: number;
  approved: readonly ApprovedCommitment[];
  form: FormState;
}): PublicationPage {
  return {
    title: `公布${year}年承诺`,
    frame,
    lead: '审定后的承诺在党务公开栏公布，接受党员、群众和师生监督。',
    table: {
      caption: '等待公布的承诺',
      columns: [
        { label: '承诺人' },
        { label: '类别' },
        { label: '事项', kind: 'number' },
        { label: '操作', kind: 'act' },
      ],
      rows: approved.map(({ row, source }) => ({
        id: `c-${row.id}`,
        cells: [
          { text: source.pledger, note: row.level === 'MEMBER' ? source.place : null },
          LEVEL_LABELS[row.level].name,
          `${row.items.length}项`,
          { actions: [{ label: '查看承诺书', href: letterHref(branchId, row.id, 'people') }] },
        ],
      })),
      empty: { title: '没有等待公布的承诺', text: '承诺审定通过后，在这里公布。' },
    },
    confirm: approved.length === 0 ? null : confirmOf(branchId, approved, form),
    back: { label: '返回承诺总览', href: cascadeHref(branchId) },
  };
}

function confirmOf(branchId: string, approved: readonly ApprovedCommitment[], form: FormState) {
  const counts = (['BRANCH', 'GROUP', 'MEMBER'] as const)
    .map((level) => ({ level, count: approved.filter(({ row }) => row.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${LEVEL_LABELS[level].name}${count}份`);
  return {
    question: `公布这${approved.length}份承诺吗？`,
    happens: `${counts.join('、')}正式生效，承诺书按现在的文字存档，办结时限开始计算。`,
    seenBy: '所有人。承诺事项在本支部的党务公开栏公布，不含电话、身份证号等个人信息。',
    undo: '公布后不能直接修改，变更须说明理由、重新审定后另行公布。',
    action: publicationHref(branchId),
    submit: `公布${approved.length}份承诺`,
    fields: secrecyFields(form),
    hidden: approved.map(({ row }) => ({ name: 'commitmentIds', value: row.id })),
    errors: form.summary,
    cancel: { label: '暂不公布', href: cascadeHref(branchId) },
  };
}
