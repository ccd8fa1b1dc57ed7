import { awardDocuments, bureauNoticeDocuments, planDocuments } from './bureau.documents.js';
import type { BranchSource, Builder, Source } from './documents.js';
import { groupRuleDocuments } from './group-rules.documents.js';
import { electionDocuments, enrollmentDocuments } from './groups.documents.js';
import { appraisalDocuments, honourDocuments, noticeDocuments, supervisionDocuments } from './judgement.documents.js';
import { mobilizationDocuments, summaryDocuments } from './mobilization.documents.js';
import { breakdownDocuments, keepingDocuments, letterDocuments } from './pledges.documents.js';
import { meetingDocuments, proposalDocuments } from './proposal.documents.js';
import { assessmentDocuments, inspectionDocuments } from './review.documents.js';
import { surveyDocuments } from './survey.documents.js';

export interface FolderRow<S extends Source> {
  /** Its number is its place in the list. */
  title: string;
  /** What the plan calls for and lies here. */
  holds: string;
  build: Builder<S>;
}

/**
 * What an acceptance file holds of a branch, folder by folder, in the order of the work (documents D1 to D25 of the plan). To
 * bring more: a line here with its builder.
 */
export const BRANCH_FOLDERS: readonly FolderRow<BranchSource>[] = [
  { title: '调查摸底', holds: '党员花名册、能力特长、党员情况调研', build: surveyDocuments },
  { title: '学习动员', holds: '学习和会议计划、学习活动记录和材料、目标任务', build: mobilizationDocuments },
  { title: '组建功能党小组', holds: '设置初步意见、征求意见及办理、调整记录', build: proposalDocuments },
  { title: '会议记录', holds: '支部委员会、支部党员大会、党小组会记录', build: meetingDocuments },
  { title: '报名定岗和名单', holds: '报名表、协商情况、岗位职责、小组党员名单', build: enrollmentDocuments },
  { title: '推选组长', holds: '自荐和人选、推选结果记录、任职情况', build: electionDocuments },
  { title: '小组制度职责和活动', holds: '各小组活动制度、职责，小组活动记录和照片', build: groupRuleDocuments },
  { title: '三级双向承诺书', holds: '支部、小组、党员承诺书，致组织和致群众各一份', build: letterDocuments },
  { title: '承诺分解和调整', holds: '承诺事项分解表、调整记录、点评次数', build: breakdownDocuments },
  { title: '践诺记录和佐证', holds: '践诺记录、佐证材料、延期和逾期说明', build: keepingDocuments },
  { title: '群众监督和评议', holds: '意见建议和答复、群众评议结果', build: supervisionDocuments },
  { title: '民主评议党员', holds: '评议结果', build: appraisalDocuments },
  { title: '申报评选', holds: '申报材料、推荐意见、结果', build: honourDocuments },
  { title: '党务公开', holds: '公开栏公布的内容', build: noticeDocuments },
  { title: '督导检查', holds: '检查记录、问题和整改、佐证材料', build: inspectionDocuments },
  { title: '总结', holds: '活动总结、自查报告', build: summaryDocuments },
  { title: '验收', holds: '验收自查表、验收结论', build: assessmentDocuments },
];

/** What a file of the whole bureau holds besides its branches. */
export const BUREAU_FOLDERS: readonly FolderRow<Source>[] = [
  { title: '活动方案和领导小组', holds: '活动方案、评选标准、领导小组名单、重点工作', build: planDocuments },
  { title: '评选表彰', holds: '评选决定、公示和异议办理', build: awardDocuments },
  { title: '公告', holds: '局党委公布的内容', build: bureauNoticeDocuments },
];
