import { chinaDay, showDay, showMonthDay } from '../../shared/dates.js';
import type { Basis } from './writing.page.js';

/** R33 and R34: key tasks and suggestions of the year, beside the branch's form. */
export function branchBasis(
  keyTasks: readonly { title: string; description: string }[],
  suggestions: readonly { content: string; createdAt: Date; handling: string | null }[],
): Basis[] {
  return [
    {
      title: '上级党组织的重点工作',
      note: countNote(keyTasks.length),
      facts: [],
      entries: keyTasks.map(({ title, description }) => ({ text: title, note: description || null })),
      empty: '局党委还没有公布本年度的重点工作。',
    },
    {
      title: '党员群众的意见建议',
      note: countNote(suggestions.length),
      facts: [],
      entries: suggestions.map(({ content, createdAt, handling }) => ({
        text: content,
        note: `${showMonthDay(chinaDay(createdAt))}${handling === null ? '' : handling === 'ADOPTED' ? '，已采纳' : '，未采纳'}`,
      })),
      empty: '还没有收到意见建议。公开栏上的“提建议”可以征求师生和家长的意见。',
    },
  ];
}

/** R38: the group's duties and the branch's items handed to it. */
export function groupBasis(group: {
  groupFunction: string;
  duties: string;
  assignments: readonly { item: { mainTask: string; workContent: string; dueDate: Date } }[];
}): Basis[] {
  return [
    {
      title: '支部分解给本小组的任务',
      note: countNote(group.assignments.length),
      facts: [],
      entries: group.assignments.map(({ item }) => ({
        text: item.mainTask,
        note: `${item.workContent}（${showDay(item.dueDate)}前办结）`,
      })),
      empty: '支部还没有分解任务给本小组，可以先写小组自有事项。',
    },
    {
      title: '本小组的职责',
      note: null,
      facts: [
        { label: '功能定位', value: group.groupFunction },
        { label: '职责', value: group.duties },
      ],
      entries: [],
      empty: '',
    },
  ];
}

/** R39: the member's own skills, post and pledge of service, and the items of the group. */
export function memberBasis(member: {
  skills: readonly string[];
  skillNote: string | null;
  post: string | null;
  postDuties: string | null;
  servicePledge: string | null;
  groupItems: readonly { mainTask: string; workContent: string; dueDate: Date }[];
}): Basis[] {
  const skills = [...member.skills, ...(member.skillNote ? [member.skillNote] : [])].join('、');
  const facts = [
    { label: '能力特长', value: skills },
    { label: '工作岗位', value: member.post ?? '' },
    { label: '岗位职责', value: member.postDuties ?? '' },
    { label: '报名时的服务承诺', value: member.servicePledge ?? '' },
  ].filter(({ value }) => value !== '');
  return [
    { title: '我的特长和岗位', note: null, facts, entries: [], empty: '还没有填写能力特长，可在“我的信息”中补充。' },
    {
      title: '小组的承诺事项',
      note: countNote(member.groupItems.length),
      facts: [],
      entries: member.groupItems.map((item) => ({
        text: item.mainTask,
        note: `${item.workContent}（${showDay(item.dueDate)}前办结）`,
      })),
      empty: '小组还没有提交承诺，可以先写个人自有事项。',
    },
  ];
}

const countNote = (count: number): string | null => (count === 0 ? null : `${count}项`);
