import type { Db, Tx } from '../../db/client.js';
import type { Grades } from './surveys.rules.js';

interface Key {
  bureauId: string;
  branchId: string;
}

const SURVEY = {
  id: true,
  year: true,
  title: true,
  status: true,
  closesOn: true,
  createdAt: true,
  closedAt: true,
} as const;

/** The surveys of a branch, the latest first, with how many slips and answers each has. */
export function listSurveys(db: Db, { bureauId, branchId }: Key) {
  return db.appraisalSurvey.findMany({
    where: { bureauId, branchId },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: { ...SURVEY, _count: { select: { tokens: true, answers: true } } },
  });
}

/** One survey of the branch with its answers, in no order that tells anything. */
export async function findSurvey(db: Db | Tx, { bureauId, branchId }: Key, id: string) {
  const survey = await db.appraisalSurvey.findFirst({
    where: { bureauId, branchId, id },
    relationLoadStrategy: 'join',
    select: {
      ...SURVEY,
      _count: { select: { tokens: true } },
      answers: { orderBy: { id: 'asc' }, select: { grades: true, word: true } },
    },
  });
  if (!survey) return null;
  const answers = survey.answers.map(({ grades, word }) => ({ grades: grades as unknown as Grades, word }));
  return { ...survey, answers };
}
export type SurveyWithAnswers = NonNullable<Awaited<ReturnType<typeof findSurvey>>>;

/** The last ended survey of the branch and year with its answers; null when there is none. */
export async function findYearsSurvey(db: Db, { bureauId, branchId }: Key, year: number) {
  const survey = await db.appraisalSurvey.findFirst({
    where: { bureauId, branchId, year, status: 'CLOSED' },
    relationLoadStrategy: 'join',
    orderBy: { closedAt: 'desc' },
    select: { title: true, answers: { select: { grades: true } } },
  });
  return survey && { title: survey.title, grades: survey.answers.map(({ grades }) => grades as unknown as Grades) };
}
export type YearsSurvey = Awaited<ReturnType<typeof findYearsSurvey>>;

/** The survey a slip belongs to, and whether the slip was used. */
export function findSlip(db: Db | Tx, bureauId: string, tokenHash: string) {
  return db.surveyToken.findUnique({
    where: { bureauId_tokenHash: { bureauId, tokenHash } },
    relationLoadStrategy: 'join',
    select: {
      used: true,
      surveyId: true,
      survey: {
        select: {
          title: true,
          status: true,
          closesOn: true,
          branchId: true,
          branch: { select: { name: true, schoolName: true } },
        },
      },
    },
  });
}
export type Slip = NonNullable<Awaited<ReturnType<typeof findSlip>>>;
