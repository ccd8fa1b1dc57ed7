import { chinaDay, showDay } from '../../shared/dates.js';
import { FORM_WIDTH, wordDocument } from '../../shared/word.js';
import { line, listTable, signatureLines, titleLines } from '../../shared/word-blocks.js';
import type { Change } from './handovers.queries.js';
import type { HandoverLine } from './handovers.rules.js';

const COLUMNS = [
  { head: '序号', width: 8, align: 'center' as const },
  { head: '移交事项', width: 36 },
  { head: '情况', width: 40 },
  { head: '备注', width: 16 },
];

/** 党支部书记工作交接表: what is handed over, to be signed by both and by whoever the superior sent to watch. */
export function handoverDocument(change: Change, lines: readonly HandoverLine[]): Promise<Buffer> {
  const title = '党支部书记工作交接表';
  const rows = lines.map(({ title: name, text }, index) => [String(index + 1), name, text, '']);
  const dates = `${change.outgoingName}于${showDay(chinaDay(change.revokedAt))}离任，${change.incomingName}于${showDay(chinaDay(change.grantedAt))}任职。账号和密码不移交，新任书记使用本人账号。`;
  return wordDocument({
    title,
    creator: change.branchName,
    children: [
      ...titleLines(title, change.branchName),
      line(dates, { after: 160 }),
      listTable(FORM_WIDTH, COLUMNS, rows),
      line('', { after: 160 }),
      ...signatureLines([`移交人 ${change.outgoingName}`, `接收人 ${change.incomingName}`, '监交人']),
    ],
  });
}
