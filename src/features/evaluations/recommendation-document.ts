import { GRADE_LABELS } from '../../shared/appraisal-grades.js';
import { showDay } from '../../shared/dates.js';
import { FORM_WIDTH, SIZES, wordDocument } from '../../shared/word.js';
import {
  centered,
  dayText,
  type FormRow,
  field,
  formTable,
  label,
  opinionRow,
  titleLines,
} from '../../shared/word-blocks.js';
import { type CandidateRecord, recordFacts } from './candidate-record.rules.js';
import type { RecommendationForm } from './recommendation-form.queries.js';
import { AWARD_NAMES } from './rounds.rules.js';

const GENDERS = { MALE: '男', FEMALE: '女' } as const;
const MEMBER_COLUMNS = [14, 18, 14, 18, 14, 18];
/** Six columns ask for little space inside the cells. */
const MEMBER_SETTING = { size: SIZES.cell, padding: 40, rowHeight: 480 };
const BRANCH_COLUMNS = [20, 30, 20, 30];
const DEEDS_HEIGHT = 3_600;

/** The form with what counts for the candidate. */
export type FilledForm = Omit<RecommendationForm, 'record'> & { record: CandidateRecord };

/**
 * 推荐审批表 with the usual fields: what the portal knows is filled in, the rest is an empty cell to write into. The
 * phone is left empty: it does not leave the portal with an application.
 */
export function recommendationDocument(form: FilledForm): Promise<Buffer> {
  const title = `${AWARD_NAMES[form.round.award]}推荐审批表`;
  const { member } = form;
  const table = member
    ? formTable(FORM_WIDTH, MEMBER_COLUMNS, memberRows(form, member), MEMBER_SETTING)
    : formTable(FORM_WIDTH, BRANCH_COLUMNS, branchRows(form));
  return wordDocument({
    title,
    creator: form.branch.name,
    children: [...titleLines(title, form.round.title), table],
  });
}

/** A label over the first column and a text over all the others. */
function wide(name: string, text: string | null, span: number, height?: number): FormRow {
  return { cells: [label(name), field(text, span)], splits: true, ...(height ? { height } : {}) };
}

function memberRows(form: FilledForm, member: NonNullable<RecommendationForm['member']>): FormRow[] {
  const { branch, deeds } = form;
  const grades = member.appraisals.map(({ year, grade }) => `${year}年${grade ? GRADE_LABELS[grade] : '未评定等次'}`);
  const group = member.memberships[0]?.group.name;
  return [
    {
      cells: [
        ...[label('姓名'), centered(form.candidateName), label('性别'), centered(GENDERS[member.gender])],
        ...[label('民族'), centered(member.ethnicity)],
      ],
    },
    {
      cells: [
        ...[label('出生年月'), centered(monthOf(member.birthDate)), label('籍贯'), centered('')],
        ...[label('学历/学位'), centered(member.education)],
      ],
    },
    {
      cells: [
        ...[label('参加工作时间'), centered(''), label('入党时间'), centered(monthOf(member.joinedOn))],
        ...[label('转正时间'), centered(monthOf(member.fullMemberOn))],
      ],
    },
    {
      cells: [
        label('单位及职务（职称）'),
        field([`${branch.schoolName}${member.post ?? ''}`, member.partyPost].filter(Boolean).join('，'), 3),
        ...[label('联系电话'), centered('')],
      ],
    },
    wide('所在党支部、功能党小组', [branch.name, group].filter(Boolean).join('，'), 5),
    wide('近年民主评议等次', grades.join('，'), 5),
    wide('何时何地受过何种奖励、处分', '', 5, 900),
    wide('承诺和践诺情况', recordLines(form), 5),
    wide('主要事迹', deeds, 5, DEEDS_HEIGHT),
    opinionRow('党小组意见', '', 5, '组长签名：'),
    opinionRow('党支部意见', opinionOf(form), 5),
    opinionRow('上级党组织意见', '', 5),
    wide('备注', '', 5, 700),
  ];
}

function branchRows(form: FilledForm): FormRow[] {
  const { branch, deeds, round } = form;
  const full = branch.members.filter(({ memberType }) => memberType === 'FULL').length;
  const groups = branch.groups.filter(({ campaignId }) => campaignId === round.campaignId).length;
  const secretary = branch.roles.map(({ account }) => account.displayName).join('、');
  return [
    { cells: [label('党组织全称'), field(branch.name, 3)] },
    {
      cells: [...[label('类型'), centered(branch.isJoint ? '联合党支部' : '党支部'), label('成立时间'), centered('')]],
    },
    {
      cells: [
        ...[label('上届换届时间'), centered(dayText(branch.committeeElectedOn))],
        ...[label('所在单位'), centered(branch.schoolName)],
      ],
    },
    { cells: [label('书记姓名'), centered(secretary), label('书记职务'), centered('党支部书记')] },
    { cells: [label('书记电话'), centered(''), label('党小组数'), centered(`${groups}个功能党小组`)] },
    {
      cells: [
        label('党员数'),
        field(`${branch.members.length}名，其中正式党员${full}名，预备党员${branch.members.length - full}名`, 3),
      ],
    },
    wide('曾受表彰', '', 3, 900),
    wide('承诺和践诺情况', recordLines(form), 3),
    wide('主要事迹', deeds, 3, DEEDS_HEIGHT),
    opinionRow('党支部党员大会意见', opinionOf(form), 3),
    opinionRow('党委意见', '', 3),
    wide('备注', '', 3, 700),
  ];
}

/** 1985年3月 */
const monthOf = (day: Date | null): string => (day ? `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月` : '');

const recordLines = ({ record }: FilledForm): string =>
  recordFacts(record)
    .map(({ label: name, value }) => `${name}：${value}`)
    .join('\n');

/** What the branch's general meeting said, once it has recommended this candidate. */
function opinionOf({ status, round }: FilledForm): string {
  const [recommendation] = round.recommendations;
  if (!recommendation || !['RECOMMENDED', 'CHOSEN', 'NOT_CHOSEN'].includes(status)) return '';
  const { meeting, opinion } = recommendation;
  const held = meeting ? `${showDay(meeting.heldOn)}支部党员大会讨论通过，同意推荐。` : '';
  return [held, opinion].filter(Boolean).join('\n');
}
