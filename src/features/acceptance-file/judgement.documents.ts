import { GRADE_LABELS } from '../../shared/appraisal-grades.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { GRADES, type Grades, surveyResult } from '../appraisals/index.js';
import { AWARD_LABELS } from '../campaigns/index.js';
import { ROUND_TAGS } from '../evaluations/index.js';
import { FEEDBACK_KIND_LABELS, FEEDBACK_STATUS_LABELS } from '../supervision/index.js';
import { type BranchSource, type Builder, keyOf, type Source, word, workbook } from './documents.js';
import { listGrades, listHonours, listNotices, listSurveyAnswers, listWords } from './judgement.queries.js';

const on = (moment: Date | null): string => (moment === null ? '' : showDay(chinaDay(moment)));

/** D15 and supervision: words of the public with the answers, results of the surveys that may be shown (E46). */
export const supervisionDocuments: Builder<BranchSource> = async function* (source) {
  const { shortName } = source.branch;
  const words = await listWords(source.db, keyOf(source));
  if (words.length > 0) {
    yield workbook('群众意见和答复', {
      name: '意见和答复',
      title: `${shortName}群众意见和答复（不含提出人）`,
      columns: [
        { label: '序号', width: 6 },
        { label: '类别', width: 10 },
        { label: '内容', width: 46 },
        { label: '涉及事项', width: 24 },
        { label: '收到时间', width: 14 },
        { label: '状态', width: 10 },
        { label: '答复', width: 46 },
        { label: '答复时间', width: 14 },
      ],
      rows: words.map((one, index) => [
        ...[index + 1, FEEDBACK_KIND_LABELS[one.kind], one.content, one.item?.mainTask ?? '', on(one.createdAt)],
        ...[FEEDBACK_STATUS_LABELS[one.status], one.reply, on(one.repliedAt)],
      ]),
    });
  }
  for (const { title, year, closesOn, _count, answers } of await listSurveyAnswers(source.db, keyOf(source))) {
    const result = surveyResult(answers.map(({ grades }) => grades as unknown as Grades));
    yield word(`群众评议-${year}年-${title}`, {
      title: `群众评议结果：${title}`,
      subtitle: source.branch.name,
      sections: [
        { paragraphs: [`截止${showDay(closesOn)}，发出${_count.tokens}张，收到${answers.length}份。`] },
        result === null
          ? { paragraphs: ['收到的答卷少于5份，为保护答卷人，不公布分项结果。'] }
          : {
              table: {
                head: ['评议内容', ...GRADES, '满意和比较满意'],
                rows: result.map(({ label, counts, satisfied }) => [label, ...counts.map(String), `${satisfied}%`]),
              },
            },
      ],
    });
  }
};

/** 民主评议党员: grades that were decided. */
export const appraisalDocuments: Builder<BranchSource> = async function* (source) {
  const grades = await listGrades(source.db, keyOf(source));
  if (grades.length === 0) return;
  yield workbook('民主评议党员结果', {
    name: '评议结果',
    title: `${source.branch.shortName}民主评议党员结果`,
    columns: [
      { label: '年度', width: 8 },
      { label: '姓名', width: 12 },
      { label: '等次', width: 16 },
      { label: '评定日期', width: 16 },
    ],
    rows: grades.map(({ year, grade, decidedOn, member }) => [
      ...[year, member.name, grade === null ? '不评等次' : GRADE_LABELS[grade], decidedOn ? showDay(decidedOn) : ''],
    ]),
  });
};

const OUTCOMES = {
  DRAFT: '起草中',
  SUBMITTED: '已报支部',
  WITHDRAWN: '已撤回',
  RECOMMENDED: '支部推荐',
  NOT_RECOMMENDED: '支部未推荐',
  CHOSEN: '评为先进',
  NOT_CHOSEN: '未评上',
};

/** D21: what the branch sent to each round, on which meeting's decision, and what came of it. */
export const honourDocuments: Builder<BranchSource> = async function* (source) {
  for (const round of await listHonours(source.db, keyOf(source))) {
    const [recommendation] = round.recommendations;
    if (!recommendation && round.applications.length === 0) continue;
    yield word(`${round.title}-申报和推荐`, {
      title: `${round.title}申报和推荐情况`,
      subtitle: source.branch.name,
      sections: [
        {
          heading: '一、评选',
          paragraphs: [
            `${AWARD_LABELS[round.award]}，${ROUND_TAGS[round.status].label}，申报截止${showDay(round.applyUntil)}。`,
          ],
        },
        {
          heading: '二、支部推荐',
          paragraphs: recommendation
            ? [
                `依据：${recommendation.meeting.title}（${showDay(recommendation.meeting.heldOn)}）。`,
                `名额：${recommendation.quota}名，${recommendation.quotaBasis}`,
                recommendation.nobody ? '本支部没有推荐对象。' : `意见：${recommendation.opinion}`,
              ]
            : ['支部还没有研究推荐对象。'],
        },
        ...round.applications.map((application) => ({
          heading: application.candidateName,
          paragraphs: [
            `${application.source === 'SELF' ? '本人申报' : '支部提名'}，${OUTCOMES[application.status]}${application.awardRevokedOn ? `，${showDay(application.awardRevokedOn)}撤销：${application.revokeReason ?? ''}` : ''}。`,
            ...application.deeds.split('\n'),
          ],
        })),
      ],
    });
  }
};

interface NoticeSection {
  heading?: string;
  paragraphs?: string[];
  table?: { head: string[]; rows: string[][] };
}

/** D13: what was put on the notice board, those superseded and withdrawn too. */
export async function* noticesOf({ db, bureauId, campaignId }: Source, branchId: string | null, by: string) {
  for (const notice of await listNotices(db, bureauId, campaignId, branchId)) {
    const state = notice.withdrawnAt
      ? `${on(notice.withdrawnAt)}撤下：${notice.withdrawReason ?? ''}`
      : notice.supersededById
        ? '后来有新的公布内容代替。'
        : '';
    yield word(`${chinaDay(notice.publishedAt).toISOString().slice(0, 10)}-${notice.title}`, {
      title: notice.title,
      subtitle: by,
      sections: [
        ...(notice.content as unknown as NoticeSection[]),
        {
          heading: '公布情况',
          paragraphs: [
            `${on(notice.publishedAt)}由${notice.publishedBy}公布，保密审查人${notice.secrecyReviewedBy}。`,
            ...(state === '' ? [] : [state]),
          ],
        },
      ],
    });
  }
}

export const noticeDocuments: Builder<BranchSource> = (source) =>
  noticesOf(source, source.branch.id, source.branch.name);
