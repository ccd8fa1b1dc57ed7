import type { PhaseName, StepName } from '../generated/prisma/enums.js';

/** The names of the checks that must hold before a branch leaves a step; guards.ts says how each is asked. */
export type CheckName =
  | 'rosterImported'
  | 'skillsRecorded'
  | 'studyHeld'
  | 'goalsPublished'
  | 'proposalDrafted'
  | 'consultationAnswered'
  | 'proposalDecided'
  | 'proposalAnnounced'
  | 'everyMemberPlaced'
  | 'listConfirmed'
  | 'rulesLaidDown'
  | 'leadersChosen'
  | 'leadersPublished'
  | 'branchCommitmentPublished'
  | 'itemsBrokenDown'
  | 'groupCommitmentsPublished'
  | 'memberCommitmentsPublished'
  | 'recommendationDecided'
  | 'summaryPublished'
  | 'selfAssessmentApproved'
  | 'assessmentPassedOn';

export interface PhaseRow {
  phase: PhaseName;
  numeral: '一' | '二' | '三';
  /** Short name for the rail; the full title of the plan is data of the campaign. */
  label: string;
}

export interface StepRow {
  step: StepName;
  phase: PhaseName;
  label: string;
  /** What the step is for, in the plan's words. */
  purpose: string;
  /** What opens when the step opens. */
  opens: string;
  checks: readonly CheckName[];
  next: StepName | null;
}

export const CAMPAIGN_PHASES: readonly PhaseRow[] = [
  { phase: 'MOBILIZATION', numeral: '一', label: '学习动员' },
  { phase: 'IMPLEMENTATION', numeral: '二', label: '组织实施' },
  { phase: 'SUMMARY', numeral: '三', label: '总结验收' },
];

/**
 * The way of a branch through the campaign. GROUP_SETUP, ENROLLMENT and COMMITMENT are the three numbered steps of the
 * plan, to be taken one after another (循序渐进，逐步加以落实).
 */
export const CAMPAIGN_STEPS: readonly StepRow[] = [
  {
    step: 'SURVEY',
    phase: 'MOBILIZATION',
    label: '调查摸底',
    purpose: '调研掌握本支部党员队伍结构层次、分布以及党员个人的能力特长，为建立功能党小组打好基础。',
    opens: '导入党员花名册，党员填写能力特长',
    checks: ['rosterImported', 'skillsRecorded'],
    next: 'STUDY',
  },
  {
    step: 'STUDY',
    phase: 'MOBILIZATION',
    label: '学习动员',
    purpose: '学习讲话和教育工作会议精神，制定、公布创先争优工作目标任务。',
    opens: '登记学习活动，制定并公布目标任务',
    checks: ['studyHeld', 'goalsPublished'],
    next: 'GROUP_SETUP',
  },
  {
    step: 'GROUP_SETUP',
    phase: 'IMPLEMENTATION',
    label: '组建功能党小组',
    purpose: '党支部研究提出功能党小组的初步意见，在征求党员意见的基础上，召开支部会议研究确定，并在支部大会上公布。',
    opens: '提出初步意见，征求党员意见，会议研究确定，大会公布',
    checks: ['proposalDrafted', 'consultationAnswered', 'proposalDecided', 'proposalAnnounced'],
    next: 'ENROLLMENT',
  },
  {
    step: 'ENROLLMENT',
    phase: 'IMPLEMENTATION',
    label: '报名定岗',
    purpose:
      '每名党员根据能力特长参加其中一个功能党小组；支部结合设岗职责和服务承诺，与党员充分协商后确定名单，并推选组长。',
    opens: '党员报名，协商确定名单，推选组长，公布名单和组长',
    checks: ['everyMemberPlaced', 'listConfirmed', 'rulesLaidDown', 'leadersChosen', 'leadersPublished'],
    next: 'COMMITMENT',
  },
  {
    step: 'COMMITMENT',
    phase: 'IMPLEMENTATION',
    label: '三级双向承诺',
    purpose: '党支部、功能党小组、党员个人分别向上级组织和群众两方面作出书面承诺，逐级分解，接受师生监督。',
    opens: '支部、小组、党员逐级承诺，上级审诺，公开栏示诺',
    checks: ['branchCommitmentPublished', 'itemsBrokenDown', 'groupCommitmentsPublished', 'memberCommitmentsPublished'],
    next: 'EVALUATION',
  },
  {
    step: 'EVALUATION',
    phase: 'IMPLEMENTATION',
    label: '申报评选',
    purpose: '根据承诺、践诺情况，按照“优秀共产党员”和“先进基层党组织”标准，开展申报评选活动。',
    opens: '支部党员大会讨论推荐对象',
    checks: ['recommendationDecided'],
    next: 'SUMMARY',
  },
  {
    step: 'SUMMARY',
    phase: 'SUMMARY',
    label: '活动总结',
    purpose: '认真总结功能党小组建设和创先争优活动开展以来取得的成功经验。',
    opens: '撰写、审核并公布活动总结',
    checks: ['summaryPublished'],
    next: 'ACCEPTANCE',
  },
  {
    step: 'ACCEPTANCE',
    phase: 'SUMMARY',
    label: '验收检查',
    purpose: '对照要求自查自评，整理材料，迎接自治区教育厅验收检查。',
    opens: '对照清单自查自评，撰写自查报告，报局党委审核',
    checks: ['assessmentPassedOn', 'selfAssessmentApproved'],
    next: null,
  },
];

const STEP_BY_NAME = new Map(CAMPAIGN_STEPS.map((row) => [row.step, row]));

/** The table row of a step. */
export function stepRow(step: StepName): StepRow {
  const row = STEP_BY_NAME.get(step);
  if (!row) throw new Error(`No such campaign step: ${step}`);
  return row;
}

/** The table row of a phase. */
export function phaseRow(phase: PhaseName): PhaseRow {
  const row = CAMPAIGN_PHASES.find((candidate) => candidate.phase === phase);
  if (!row) throw new Error(`No such campaign phase: ${phase}`);
  return row;
}

/** Position of a step on the way, from 0. */
export function stepIndex(step: StepName): number {
  return CAMPAIGN_STEPS.findIndex((row) => row.step === step);
}

/** Path segment of a step's page: `group-setup` for GROUP_SETUP. */
export function stepSlug(step: StepName): string {
  return step.toLowerCase().replaceAll('_', '-');
}

/** The step a path segment names; null when there is none. */
export function stepFromSlug(slug: string): StepName | null {
  return CAMPAIGN_STEPS.find((row) => stepSlug(row.step) === slug)?.step ?? null;
}
