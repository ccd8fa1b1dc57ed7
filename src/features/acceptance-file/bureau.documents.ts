import { chinaDay, parseDay, showDay } from '../../shared/dates.js';
import { AWARD_LABELS, SEAT_LABELS } from '../campaigns/index.js';
import { type NoticeContent, OBJECTION_TAGS } from '../evaluations/index.js';
import { type Builder, type Source, word, workbook } from './documents.js';
import { noticesOf } from './judgement.documents.js';
import { findPlan, listDecisions, listPublicNotices } from './judgement.queries.js';

/** D3, D25: the plan with its standards, the leading group, key tasks. */
export const planDocuments: Builder<Source> = async function* ({ db, bureauId, campaignId, cover }) {
  const plan = await findPlan(db, bureauId, campaignId);
  yield word('活动方案', {
    title: plan.name,
    subtitle: cover.bureau.name,
    sections: [
      { heading: '目的和依据', paragraphs: [plan.purpose] },
      { heading: '指导思想', paragraphs: [plan.guidance] },
      { heading: '原则', paragraphs: [plan.principles] },
      { heading: '主题', paragraphs: [plan.theme] },
      {
        heading: '阶段安排',
        table: {
          head: ['阶段', '时间', '要求'],
          rows: plan.phases.map(({ title, startsOn, endsOn, requirement }) => [
            ...[title, `${showDay(startsOn)}至${showDay(endsOn)}`, requirement],
          ]),
        },
      },
    ],
  });
  yield workbook('领导小组名单', {
    name: '领导小组',
    title: '领导小组名单',
    columns: [
      { label: '职务', width: 16 },
      { label: '姓名', width: 12 },
      { label: '工作单位和职务', width: 40 },
    ],
    rows: plan.leadingGroup.map(({ seat, name, post }) => [SEAT_LABELS[seat], name, post]),
  });
  yield workbook('评选标准', {
    name: '评选标准',
    title: '评选标准',
    columns: [
      { label: '称号', width: 18 },
      { label: '标准', width: 20 },
      { label: '要求', width: 70 },
      { label: '分值', width: 8 },
    ],
    rows: plan.criteria
      .filter(({ version }) => version === plan.standardsVersion)
      .map(({ award, title, description, points }) => [AWARD_LABELS[award], title, description, points]),
  });
  if (plan.keyTasks.length > 0) {
    yield workbook('重点工作', {
      name: '重点工作',
      title: '局党委重点工作',
      columns: [
        { label: '年度', width: 8 },
        { label: '重点工作', width: 30 },
        { label: '内容', width: 70 },
      ],
      rows: plan.keyTasks.map(({ year, title, description }) => [year, title, description]),
    });
  }
};

interface KeptDecision {
  place?: string;
  chair?: string;
  recorder?: string;
  agenda?: string;
  decision?: string;
  verdictText?: string;
}

/** D21 at the bureau: decisions, 公示 and what was objected, without who objected and what he wrote. */
export const awardDocuments: Builder<Source> = async function* ({ db, bureauId, campaignId, cover }) {
  for (const round of await listDecisions(db, bureauId, campaignId)) {
    const kept = (round.decision ?? {}) as KeptDecision;
    yield word(`${round.title}-评选决定`, {
      title: `${round.title}决定`,
      subtitle: cover.bureau.name,
      sections: [
        {
          heading: '会议记录',
          paragraphs: [
            ...[`地点：${kept.place ?? ''}`, `主持人：${kept.chair ?? ''}`, `记录人：${kept.recorder ?? ''}`],
            ...[`议题：${kept.agenda ?? ''}`, `表决：${kept.verdictText ?? ''}`, `决议：${kept.decision ?? ''}`],
          ],
        },
        {
          heading: AWARD_LABELS[round.award],
          table: {
            head: ['对象', '所在党支部', '说明'],
            rows: round.applications.map(({ candidateName, branch, awardRevokedOn }) => [
              ...[candidateName, branch.shortName, awardRevokedOn ? `${showDay(awardRevokedOn)}撤销` : ''],
            ]),
          },
        },
      ],
    });
  }
  for (const notice of await listPublicNotices(db, bureauId, campaignId)) {
    const content = notice.content as unknown as NoticeContent;
    const dayOf = (text: string) => {
      const day = parseDay(text);
      return day ? showDay(day) : text;
    };
    yield word(`${notice.round.title}-公示-${content.startsOn}`, {
      title: content.title,
      subtitle: cover.bureau.name,
      sections: [
        {
          paragraphs: [
            `公示时间：${dayOf(content.startsOn)}至${dayOf(content.endsOn)}，共${notice.workingDays}个工作日。`,
            ...(notice.withdrawReason ? [`已撤回更正：${notice.withdrawReason}`] : []),
          ],
        },
        ...content.candidates.map(({ name, branchName, deeds }) => ({
          heading: name === branchName ? name : `${name}（${branchName}）`,
          paragraphs: [deeds],
        })),
        {
          heading: '异议办理（不含提出人和内容）',
          ...(notice.objections.length === 0
            ? { paragraphs: ['没有收到异议。'] }
            : {
                table: {
                  head: ['对象', '收到时间', '状态', '结论和依据', '结论时间'],
                  rows: notice.objections.map((one) => [
                    ...[
                      one.application.candidateName,
                      showDay(chinaDay(one.createdAt)),
                      OBJECTION_TAGS[one.status].label,
                    ],
                    ...[one.finding ?? '', one.decidedAt ? showDay(chinaDay(one.decidedAt)) : ''],
                  ]),
                },
              }),
        },
      ],
    });
  }
};

/** The bureau's own notices. */
export const bureauNoticeDocuments: Builder<Source> = (source) => noticesOf(source, null, source.cover.bureau.name);
