import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { groupWordHref, groupWordsHref } from './evaluations.paths.js';
import type { ListedSpokenOf, SpokenOf } from './group-words.queries.js';

type Word = SpokenOf['groupWord'];

/** What the group said, as a sign and a word. */
export function wordTag(word: Word): Tag {
  if (!word) return { kind: 'warn', label: '等小组意见' };
  return word.supported ? { kind: 'ok', label: '小组同意推荐' } : { kind: 'idle', label: '小组不同意推荐' };
}

export const groupWordsCrumb = (branchId: string) => ({ label: '小组意见', href: groupWordsHref(branchId) });

/** Candidates whose group has to speak, or has spoken, before the branch meets. */
export function showGroupWordsPage(data: { frame: Frame; branchId: string; rows: readonly ListedSpokenOf[] }) {
  const { frame, branchId, rows } = data;
  return {
    title: '小组意见',
    frame,
    lead: '申报人先由所在的功能党小组讨论，再提交支部党员大会。本人不给自己写意见。',
    actions: [],
    table: {
      caption: '申报人',
      columns: [{ label: '申报人' }, { label: '功能党小组' }, { label: '评选' }, { label: '截止' }, { label: '状态' }],
      rows: rows.map((row) => ({
        cells: [
          { text: row.candidateName, href: groupWordHref(branchId, row.id) },
          row.groupName,
          row.round.title,
          showDay(row.round.applyUntil),
          { tag: wordTag(row.groupWord) },
        ],
      })),
      empty: { title: '现在没有等小组讨论的申报', text: '组员提交申报或支部提名后，在这里写小组意见。' },
    },
  };
}

/** One candidate before his group. `mayWrite`: this person writes the group's word and it is still missing. */
export function showGroupWordPage(data: {
  frame: Frame;
  branchId: string;
  found: SpokenOf;
  groupName: string;
  mayWrite: boolean;
  form: FormState;
}) {
  const { frame, branchId, found, groupName, mayWrite, form } = data;
  const { groupWord: word } = found;
  return {
    title: `小组意见：${found.candidateName}`,
    frame,
    tag: wordTag(word),
    lead: `${found.round.title}，${showDay(found.round.applyUntil)}截止。“${groupName}”讨论后，由支部党员大会研究。`,
    note: mayWrite ? null : (form.summary[0]?.message ?? null),
    deeds: found.deeds,
    word: word
      ? [
          { label: '小组', value: word.group.name },
          { label: '讨论日期', value: showDay(word.heldOn) },
          { label: '意见', value: `${word.supported ? '同意推荐' : '不同意推荐'}。${word.opinion}` },
          { label: '填写人', value: word.writtenByName },
        ]
      : null,
    form: mayWrite
      ? {
          ...{ action: groupWordHref(branchId, found.id), submit: '提交小组意见', errors: form.summary },
          cancel: { label: '返回列表', href: groupWordsHref(branchId) },
          fields: [
            fieldOf(form, 'supported', '小组意见', {
              type: 'radios',
              options: [
                { value: 'yes', label: '同意推荐' },
                { value: 'no', label: '不同意推荐', hint: '支部党员大会会看到，由大会研究决定' },
              ],
            }),
            fieldOf(form, 'heldOn', '小组讨论日期', { type: 'date', width: 'medium', hint: '应在支部党员大会之前' }),
            fieldOf(form, 'opinion', '小组的意见', {
              ...{ type: 'textarea', rows: 4, maxlength: 300, hint: '写小组成员怎么看；提交后不能修改' },
            }),
          ],
        }
      : null,
    back: mayWrite ? null : { label: '返回列表', href: groupWordsHref(branchId) },
  };
}
