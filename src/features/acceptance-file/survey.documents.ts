import { GENDER_WORDS, MEMBER_TYPE_WORDS } from '../members/index.js';
import type { BranchOfFile } from './acceptance-file.queries.js';
import { type BranchSource, type Builder, day, keyOf, word, workbook } from './documents.js';
import { listRoster, type RosterLine } from './groundwork.queries.js';
import type { Sheet } from './sheet-file.js';

/** D1: the roster without private fields, skills, and how the members are made up. */
export const surveyDocuments: Builder<BranchSource> = async function* (source) {
  const roster = await listRoster(source.db, keyOf(source));
  if (roster.length === 0) return;
  yield workbook('党员花名册', rosterSheet(source.branch, roster));
  yield workbook('能力特长登记表', skillSheet(source.branch, roster));
  yield word('党员情况调研', structurePaper(source.branch, roster));
};

function rosterSheet({ shortName }: BranchOfFile, roster: readonly RosterLine[]): Sheet {
  return {
    name: '党员花名册',
    title: `${shortName}党员花名册（不含身份证号、电话和住址）`,
    columns: [
      ...[
        { label: '序号', width: 6 },
        { label: '姓名', width: 10 },
        { label: '性别', width: 6 },
        { label: '民族', width: 8 },
      ],
      ...[
        { label: '出生年月', width: 12 },
        { label: '学历', width: 10 },
        { label: '人员类别', width: 10 },
      ],
      ...[{ label: '入党日期', width: 14 }, { label: '转正日期', width: 14 }, { label: '工作岗位' }],
      ...[{ label: '党内职务' }, { label: '岗位职责', width: 28 }],
    ],
    rows: roster.map((member, index) => [
      ...[index + 1, member.name, GENDER_WORDS[member.gender], member.ethnicity, monthOf(member.birthDate)],
      ...[member.education, MEMBER_TYPE_WORDS[member.memberType], day(member.joinedOn), day(member.fullMemberOn)],
      ...[member.post, member.partyPost, member.postDuties],
    ]),
  };
}

const monthOf = (date: Date | null): string =>
  date === null ? '' : `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月`;

function skillSheet({ shortName }: BranchOfFile, roster: readonly RosterLine[]): Sheet {
  return {
    name: '能力特长',
    title: `${shortName}党员能力特长登记表`,
    columns: [
      { label: '姓名', width: 10 },
      { label: '能力特长', width: 34 },
      { label: '说明', width: 40 },
      { label: '支部核实' },
    ],
    rows: roster.map(({ name, skills, skillNote, skillsConfirmedAt }) => [
      ...[name, skills.join('、'), skillNote, skillsConfirmedAt ? '已核实' : '未核实'],
    ]),
  };
}

function structurePaper({ name }: BranchOfFile, roster: readonly RosterLine[]) {
  const full = roster.filter(({ memberType }) => memberType === 'FULL').length;
  const women = roster.filter(({ gender }) => gender === 'FEMALE').length;
  const skills = tally(roster.flatMap((member) => member.skills));
  return {
    title: '党员情况调研',
    subtitle: name,
    sections: [
      {
        heading: '一、基本情况',
        paragraphs: [
          `在册党员${roster.length}人，其中正式党员${full}人、预备党员${roster.length - full}人；女党员${women}人；离退休党员${roster.filter(({ isRetired }) => isRetired).length}人。`,
        ],
      },
      {
        heading: '二、学历分布',
        table: { head: ['学历', '人数'], rows: tally(roster.map(({ education }) => education ?? '未填写')) },
      },
      { heading: '三、能力特长分布', table: { head: ['能力特长', '人数'], rows: skills } },
    ],
  };
}

function tally(words: readonly string[]): string[][] {
  const counts = new Map<string, number>();
  for (const text of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([text, count]) => [text, `${count}人`]);
}
