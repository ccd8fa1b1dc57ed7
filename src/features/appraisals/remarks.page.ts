import { showMoment } from '../../shared/dates.js';
import { nestedNode, progressOf, progressOfAll } from '../../shared/progress.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import type { ListedLetter, RemarkedLetter } from './remarks.queries.js';
import {
  KIND_WORDS,
  type RemarkKind,
  type RemarkRole,
  type RemarkTurn,
  turnTitle,
  waitWords,
} from './remarks.rules.js';
import type { YearsSurvey } from './surveys.queries.js';
import { FEWEST_ANSWERS, surveyResult } from './surveys.rules.js';

export const letterHref = (branchId: string, commitmentId: string): string =>
  `/branches/${branchId}/commitments/${commitmentId}`;

const MAX_REMARK = 500;

/** 第一中学党支部 / 教学科研功能党小组 / 王伟 */
export function nameOf({
  level,
  branch,
  group,
  member,
}: Pick<RemarkedLetter, 'level' | 'branch' | 'group' | 'member'>) {
  if (level === 'BRANCH') return branch.shortName;
  return level === 'GROUP' ? `${group?.name ?? ''}小组` : (member?.name ?? '');
}

export interface RemarksData {
  frame: Frame;
  letter: RemarkedLetter;
  role: RemarkRole | null;
  turn: RemarkTurn | null;
  accountId: string;
  /** Sees what everybody said; a fellow sees only his own word. */
  seesAll: boolean;
  form: FormState;
  /** The public's view of the branch; only beside its own letter. */
  survey: YearsSurvey;
}

/** 评诺: one letter with how far it is, what was said of it, and the person's own word. */
export function showRemarksPage(data: RemarksData) {
  const { frame, letter, seesAll, accountId } = data;
  const share = progressOfAll(letter.items.map(nestedNode));
  const shown = letter.remarks.filter((row) => seesAll || row.authorId === accountId);
  return {
    title: `${nameOf(letter)}：点评和年底评诺`,
    frame,
    lead: `${letter.year}年承诺。一季一点评，年底自评、互评；这里的话只在支部内可以看到。`,
    progress: share === null ? null : { value: share, text: `${share}%` },
    items: letter.items
      .filter(({ closedOn }) => closedOn === null)
      .map((item) => ({ label: item.mainTask, value: `完成${progressOf(nestedNode(item))}%` })),
    survey: surveyFacts(data.survey),
    sections: sectionsOf(shown),
    wait: waitOf(data),
    form: formOf(data),
  };
}

/** 群众评: how content the public was with each matter; E46 holds here too. */
function surveyFacts(survey: YearsSurvey) {
  if (!survey) return null;
  const result = surveyResult(survey.grades);
  return {
    title: `群众评议：${survey.title}`,
    facts:
      result === null
        ? [{ label: '收到', value: `${survey.grades.length}份，不足${FEWEST_ANSWERS}份，不显示分项结果` }]
        : result.map(({ label, satisfied }) => ({ label, value: `满意率${satisfied}%` })),
  };
}

function waitOf({ role, turn, letter, seesAll }: RemarksData): string | null {
  if (role === null) return seesAll ? null : '点评和互评只有承诺人、上级和支部委员可以看到。';
  return turn === null ? waitWords(role, letter.year) : null;
}

function sectionsOf(remarks: RemarkedLetter['remarks']) {
  const kinds: readonly RemarkKind[] = ['QUARTERLY', 'SELF', 'PEER'];
  return kinds.flatMap((kind) => {
    const rows = remarks.filter((row) => row.kind === kind);
    if (rows.length === 0) return [];
    const history = rows.map((row) => ({
      ...{ what: turnTitle(row), who: row.authorName, when: showMoment(row.createdAt), note: row.text },
    }));
    return [{ title: KIND_WORDS[kind].title, history }];
  });
}

/** What the person said before in the same turn. */
export const myWord = (letter: Pick<RemarkedLetter, 'remarks'>, turn: RemarkTurn | null, accountId: string) =>
  letter.remarks.find((row) => row.authorId === accountId && row.kind === turn?.kind && row.quarter === turn?.quarter);

function formOf({ letter, turn, accountId, form }: RemarksData) {
  if (!turn) return null;
  const mine = myWord(letter, turn, accountId);
  return {
    title: mine ? `修改我的${turnTitle(turn)}` : `写${turnTitle(turn)}`,
    ...{ action: `${letterHref(letter.branchId, letter.id)}/remarks`, submit: '保存', errors: form.summary },
    fields: [
      fieldOf(form, 'text', turnTitle(turn), {
        ...{ type: 'textarea', rows: 5, maxlength: MAX_REMARK, hint: KIND_WORDS[turn.kind].hint },
      }),
    ],
  };
}

const DONE: Tag = { kind: 'ok', label: '已写' };
const OPEN: Tag = { kind: 'warn', label: '还没有写' };

export interface ListedTurn {
  letter: ListedLetter;
  role: RemarkRole;
  turn: RemarkTurn | null;
}

/** Everything the person has a word on: the letters below him, his own, his fellows'. */
export function showRemarkListPage(data: {
  frame: Frame;
  year: number;
  rows: readonly ListedTurn[];
  accountId: string;
  /** The branch whose surveys and members' appraisals the person keeps. */
  officerOf: string | null;
}) {
  const { frame, year, rows, accountId, officerOf } = data;
  const open = rows.filter(({ turn }) => turn !== null);
  const missing = open.filter(({ letter, turn }) => !myWord(letter, turn, accountId)).length;
  return {
    title: '点评和评诺',
    frame,
    lead: `${year}年承诺：支部点评小组和组长，组长点评组员，党员年底自评、互评。`,
    actions: officerOf === null ? [] : yearEndLinks(officerOf),
    note: open.length === 0 ? null : missing === 0 ? '该您写的都已写好。' : `还有${missing}份等您写。`,
    table: {
      caption: '承诺书',
      columns: [{ label: '承诺人' }, { label: '写什么' }, { label: '情况' }, { label: '送达' }],
      rows: rows.map((row) => rowOf(row, accountId)),
      empty: { title: '没有需要您点评的承诺', text: '承诺公布以后，这里列出由您点评的承诺书。' },
    },
  };
}

const yearEndLinks = (branchId: string): Action[] => [
  { label: '民主评议党员', href: `/branches/${branchId}/member-appraisals`, kind: 'quiet' },
  { label: '群众评议', href: `/branches/${branchId}/surveys`, kind: 'quiet' },
];

function rowOf({ letter, role, turn }: ListedTurn, accountId: string) {
  const received = letter.receipts.some(({ version }) => version === letter.version);
  const receipt: Tag = received ? { kind: 'ok', label: '已确认收到' } : { kind: 'idle', label: '还没有确认' };
  return {
    id: `c-${letter.id}`,
    cells: [
      { text: nameOf(letter), href: `${letterHref(letter.branchId, letter.id)}/remarks` },
      turn ? turnTitle(turn) : waitWords(role, letter.year),
      turn ? { tag: myWord(letter, turn, accountId) ? DONE : OPEN } : '',
      { tag: receipt },
    ],
  };
}
