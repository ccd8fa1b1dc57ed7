/** How much of everything there is that a secretary hands over. */
export interface Pending {
  members: number;
  meetings: number;
  publishedLetters: number;
  notices: number;
  toReview: number;
  amendments: number;
  records: number;
  questions: number;
  mending: number;
  lettersOut: number;
  lettersIn: number;
  openItems: number;
}

/** One line of the list: what it is, how it stands, where it is. */
export interface HandoverLine {
  title: string;
  text: string;
  path: string;
}

/** E27: the pending tasks first, then workbook and papers; passwords are not handed over. */
export function handoverLines(pending: Pending, missing: readonly { title: string; reason: string }[]): HandoverLine[] {
  const tasks: [number, string, string, string][] = [
    [pending.toReview, '待审核的小组承诺', '份', 'reviews'],
    [pending.amendments, '待审核的调整申请', '件', 'reviews'],
    [pending.records, '待认可的践诺记录和延期申请', '条', 'fulfillments'],
    [pending.questions, '待答复的群众意见', '条', 'feedback'],
    [pending.mending, '待整改的督导问题', '项', 'inspections'],
    [pending.lettersIn + pending.lettersOut, '在途的组织关系介绍信', '份', 'transfers'],
    [pending.openItems, '正在办理的支部承诺事项', '项', 'commitments'],
  ];
  return [
    ...missing.map(({ title, reason }) => ({ title: `本步待办：${title}`, text: reason, path: '' })),
    ...tasks
      .filter(([count]) => count > 0)
      .map(([count, title, unit, path]) => ({ title, text: `${count}${unit}`, path })),
    { title: '党员名册', text: `${pending.members}人`, path: 'members' },
    { title: '会议记录（工作手册）', text: `${pending.meetings}次`, path: 'meetings' },
    { title: '已公布的承诺书', text: `${pending.publishedLetters}份，原签名不变`, path: 'commitments' },
    { title: '公开栏已公布的内容', text: `${pending.notices}条`, path: 'notices' },
  ];
}
