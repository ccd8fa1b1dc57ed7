import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import { readSelfAssessment, readVerdicts } from '../acceptance/index.js';
import { listInspectionFiles, listInspectionRecords } from '../inspections/index.js';
import { type BranchSource, type Builder, evidenceDocument, keyOf, word, workbook } from './documents.js';

/** D22: what inspections found at the branch, how it was mended, and the photographs and papers that show both. */
export const inspectionDocuments: Builder<BranchSource> = async function* (source) {
  const records = await listInspectionRecords(source.db, keyOf(source));
  for (const [index, record] of records.entries()) {
    yield word(`督导检查记录${index + 1}-${showDay(record.visitOn)}`, {
      title: `督导检查记录：${record.title}`,
      subtitle: `${source.branch.name}，${showDay(record.visitOn)}，督导组：${record.team.join('、')}`,
      sections: [
        {
          heading: '检查情况',
          table: {
            head: ['检查内容', '结果', '说明'],
            rows: record.items.map(({ title, result, note }) => [title, result, note]),
          },
          paragraphs: record.summary === '' ? [] : record.summary.split('\n'),
        },
        ...record.rectifications.map((one, at) => ({
          heading: `问题${at + 1}（${one.severity}，${one.status}）`,
          paragraphs: [one.content, `整改要求：${one.demand}`, `整改时限：${showDay(one.dueOn)}`],
          items: one.reports.map(
            ({ doneOn, content, outcome, note }) =>
              `${showDay(doneOn)}整改情况：${content}（复查：${outcome}${note === '' ? '' : `，${note}`}）`,
          ),
        })),
        ...(record.statement === null ? [] : [{ heading: '支部陈述意见', paragraphs: record.statement.split('\n') }]),
      ],
    });
  }
  for (const [index, file] of (await listInspectionFiles(source.db, keyOf(source))).entries()) {
    const bytes = await source.files.get(file.storageKey);
    if (bytes) yield evidenceDocument(`佐证/附件${index + 1}`, file, bytes);
  }
};

/** D24: the self-assessment item by item as it was handed in, and the verdicts of the acceptance. */
export const assessmentDocuments: Builder<BranchSource> = async function* (source) {
  const { now } = source;
  const { status, version, content } = await readSelfAssessment(source.db, keyOf(source), now, chinaDay(now));
  const handedIn =
    version === null
      ? `尚未提交，按${showMoment(now)}的办理记录`
      : `第${version.number}次提交，${version.submittedBy}，${showMoment(version.submittedAt)}`;
  yield workbook('验收自查表', {
    name: '自查表',
    title: `${source.branch.shortName}验收自查表（${status}；${handedIn}；自评${content.total}分）`,
    columns: [
      { label: '序号', width: 6 },
      { label: '验收内容', width: 36 },
      { label: '满分', width: 8 },
      { label: '记录能证明', width: 12 },
      { label: '自评分', width: 8 },
      { label: '理由和说明', width: 36 },
      { label: '佐证情况', width: 60 },
    ],
    rows: content.items.map(({ title, most, suggested, points, reason, remark, parts }, index) => [
      ...[index + 1, title, most, suggested, points, [reason, remark].filter((text) => text).join('；')],
      parts.map((part) => `${part.title}：${part.done ? '有佐证' : '缺'}，${part.reason}`).join('\n'),
    ]),
  });
  const verdicts = await readVerdicts(source.db, keyOf(source));
  if (verdicts.length === 0) return;
  yield word('验收结论', {
    title: '验收结论',
    subtitle: source.branch.name,
    sections: verdicts.map(({ number, outcome, text, decidedOn, decidedBy, reopenedAt, problems }) => ({
      heading: `第${number}次：${outcome}`,
      paragraphs: [
        `${decidedBy}，${showDay(decidedOn)}`,
        ...text.split('\n'),
        ...(reopenedAt === null ? [] : [`${showMoment(reopenedAt)}重新开放。`]),
      ],
      items: problems.map(
        ({ text: problem, dueOn, answer }) =>
          `${problem}（${showDay(dueOn)}前整改）${answer === null ? '' : `；整改情况：${answer}`}`,
      ),
    })),
  });
};
