import { chinaDay } from '../../shared/dates.js';
import { FORM_WIDTH, wordDocument } from '../../shared/word.js';
import {
  BLANK_DAY,
  centered,
  dayText,
  type FormRow,
  field,
  formTable,
  label,
  opinionRow,
  titleLines,
} from '../../shared/word-blocks.js';
import type { MemberCase } from './member-case.page.js';

const COLUMNS = [16, 34, 16, 34];

/** 报名表 (D8): the member's wishes and pledge of service, the branch's consultation and word. */
export function enrollmentDocument(
  branchName: string,
  found: MemberCase & { wish: (MemberCase['wish'] & { submittedAt?: Date }) | null },
): Promise<Buffer> {
  return wordDocument({
    title: '党员参加功能党小组报名表',
    creator: branchName,
    children: [...titleLines('党员参加功能党小组报名表', branchName), formTable(FORM_WIDTH, COLUMNS, rowsOf(found))],
  });
}

function rowsOf({ person, wish, membership, groupNames }: Parameters<typeof enrollmentDocument>[1]): FormRow[] {
  const nameOf = (id: string | null | undefined) => groupNames[id ?? ''] ?? '';
  const kind = person.memberType === 'FULL' ? '正式党员' : '预备党员';
  const skills = [person.skills.join('、'), person.skillNote ?? ''].filter(Boolean).join('；');
  const signed = wish?.submittedAt ? `网上提交：${dayText(chinaDay(wish.submittedAt))}` : '';
  const wide = (name: string, text: string | null | undefined, height: number): FormRow => ({
    cells: [label(name), field(text, 3)],
    height,
  });
  return [
    { cells: [label('姓名'), centered(person.name), label('人员类别'), centered(kind)] },
    { cells: [label('工作岗位'), field(person.post, 3)] },
    wide('岗位职责', person.postDuties, 1_100),
    wide('能力特长', skills, 800),
    {
      cells: [
        label('第一志愿'),
        centered(nameOf(wish?.wishGroupId)),
        label('第二志愿'),
        centered(nameOf(wish?.secondGroupId)),
      ],
    },
    {
      cells: [
        label('第三志愿'),
        centered(nameOf(wish?.thirdGroupId)),
        label('所定小组'),
        centered(nameOf(membership?.groupId)),
      ],
    },
    wide('服务承诺', wish?.servicePledge, 1_500),
    {
      cells: [
        label('本人签名'),
        { ...field(signed, 3), foot: [`报名人签名：________________        ${BLANK_DAY}    `] },
      ],
      height: 1_100,
    },
    wide('协商情况', membership?.consultationNote, 1_100),
    opinionRow('党支部意见', '', 3),
  ];
}
