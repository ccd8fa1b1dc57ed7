import { GRADE_LABELS, type Grade } from '../../shared/appraisal-grades.js';
import { dayInput, parseDay, showDay } from '../../shared/dates.js';
import { type NestedRow, nestedNode, progressOf, progressOfAll } from '../../shared/progress.js';

/** What the portal knows of a candidate, as it is frozen when the branch hands in: nobody types it again (R43). */
export interface CandidateRecord {
  letters: {
    title: string;
    version: number;
    hash: string | null;
    percent: number | null;
    items: { mainTask: string; dueDate: string; percent: number; accepted: number; overdue: boolean }[];
  }[];
  /** Grades of the yearly 民主评议. */
  grades: { year: number; grade: Grade | null }[];
  /** Questions of the public on the candidate's items. */
  questions: { asked: number; answered: number; late: number };
  /** What his group said; absent where he is in no group, and of branches. */
  group?: { name: string; supported: boolean; opinion: string; heldOn: string };
}

interface Letter {
  year: number;
  type: 'YEARLY' | 'SHORT_TASK' | 'ORAL';
  taskTitle: string | null;
  version: number;
  frozenHash: string | null;
  items: readonly (NestedRow & {
    mainTask: string;
    dueDate: Date;
    feedback: readonly { status: string; repliedAt: Date | null; dueOn: Date | null }[];
  })[];
}

/** Composes the record as it stands on a day. */
export function composeRecord(
  letters: readonly Letter[],
  grades: CandidateRecord['grades'],
  today: Date,
): CandidateRecord {
  const words = letters.flatMap(({ items }) => items.flatMap(({ feedback }) => feedback));
  return {
    letters: letters.map((letter) => ({
      title: letter.type === 'SHORT_TASK' ? `即时承诺：${letter.taskTitle ?? ''}` : `${letter.year}年承诺`,
      version: letter.version,
      hash: letter.frozenHash,
      percent: progressOfAll(letter.items.map(nestedNode)),
      items: letter.items.map((item) => {
        const percent = progressOf(nestedNode(item));
        return {
          ...{ mainTask: item.mainTask, dueDate: dayInput(item.dueDate), percent, accepted: item.fulfillments.length },
          overdue: percent < 100 && item.dueDate < today,
        };
      }),
    })),
    grades: grades.map(({ year, grade }) => ({ year, grade })),
    questions: {
      asked: words.length,
      answered: words.filter(({ status }) => status === 'ANSWERED').length,
      late: words.filter((word) => isLate(word, today)).length,
    },
  };
}

function isLate({ dueOn, repliedAt }: { dueOn: Date | null; repliedAt: Date | null }, today: Date): boolean {
  return dueOn !== null && (repliedAt ?? today) > dueOn && (repliedAt !== null || today > dueOn);
}

/** The record as lines to read. */
export function recordFacts({
  letters,
  grades,
  questions,
  group,
}: CandidateRecord): { label: string; value: string }[] {
  return [
    ...letters.map(({ title, percent, items }) => {
      const done = items.filter((item) => item.percent === 100).length;
      const late = items.filter(({ overdue }) => overdue).length;
      const more = late > 0 ? `，逾期${late}项` : '';
      return { label: title, value: `完成${percent ?? 0}%，共${items.length}项，办结${done}项${more}` };
    }),
    ...(letters.length === 0 ? [{ label: '承诺', value: '没有已公布的承诺' }] : []),
    ...grades.map(({ year, grade }) => ({
      label: `${year}年民主评议`,
      value: grade ? GRADE_LABELS[grade] : '未评定等次',
    })),
    {
      label: '群众提问',
      value:
        questions.asked === 0 ? '没有' : `${questions.asked}条，答复${questions.answered}条，逾期${questions.late}条`,
    },
    ...(group ? [{ label: '小组意见', value: groupWords(group) }] : []),
  ];
}

/** 教学科研小组2026年12月1日讨论，同意推荐：…… */
export function groupWords({ name, supported, opinion, heldOn }: NonNullable<CandidateRecord['group']>): string {
  const day = parseDay(heldOn);
  return `“${name}”${day ? showDay(day) : heldOn}讨论，${supported ? '同意推荐' : '不同意推荐'}：${opinion}`;
}

/** The items of a record as rows of a table. */
export function recordRows({ letters }: CandidateRecord): { cells: string[] }[] {
  return letters.flatMap(({ title, items }) =>
    items.map(({ mainTask, dueDate, percent, accepted }) => {
      const due = parseDay(dueDate);
      return { cells: [mainTask, title, due ? showDay(due) : dueDate, `${accepted}条`, `${percent}%`] };
    }),
  );
}
