import { chinaDay, showDay } from '../../shared/dates.js';
import { EXTENSION_TAGS } from '../../shared/extension-life.js';
import {
  AMENDMENT_TAGS,
  groupTitle,
  LEVEL_LABELS,
  type LetterSide,
  letterDocument,
  showMeasure,
  thawLetter,
} from '../commitments/index.js';
import { EXTENSION_WORDS, FULFILLMENT_TAGS } from '../fulfillments/index.js';
import { type BranchSource, type Builder, evidenceDocument, keyOf, type MadeDocument, workbook } from './documents.js';
import { safeName } from './file-tree.rules.js';
import {
  findKeptLetter,
  type ItemLine,
  listAmendments,
  listExtensions,
  listItems,
  listLetterIds,
  listRecords,
  listRemarkCounts,
} from './pledges.queries.js';
import { withoutPrivateNumbers } from './private-words.rules.js';

const SIDES: LetterSide[] = ['organization', 'people'];
const LEVEL_FOLDERS = { BRANCH: '1-党支部', GROUP: '2-功能党小组', MEMBER: '3-党员' } as const;

interface Pledger {
  level: keyof typeof LEVEL_FOLDERS;
  group: { name: string } | null;
  member: { name: string } | null;
}

const pledgerOf = ({ level, group, member }: Pledger): string => {
  if (level === 'BRANCH') return '党支部';
  return level === 'GROUP' ? groupTitle(group?.name ?? '') : (member?.name ?? '');
};

const on = (moment: Date | null): string => (moment === null ? '' : showDay(chinaDay(moment)));

/**
 * D16, D18, D19: every published letter for both of its addressees, as it was kept: a school that was renamed since keeps its
 * old name in it (E41). Earlier versions beside it (E33).
 */
export const letterDocuments: Builder<BranchSource> = async function* (source) {
  for (const { id } of await listLetterIds(source.db, keyOf(source))) {
    const kept = await findKeptLetter(source.db, source.bureauId, id);
    const folder = `${LEVEL_FOLDERS[kept.level]}/${kept.level === 'MEMBER' && kept.group ? `${safeName(kept.group.name)}/` : ''}`;
    for (const version of kept.versions) yield* bothSides(folder, version, `-第${version.version}版（已调整）`);
    if (kept.frozenText !== null) yield* bothSides(folder, { ...kept, frozenText: kept.frozenText }, '');
  }
};

function* bothSides(
  folder: string,
  kept: { frozenText: string; frozenHash: string | null; version: number },
  mark: string,
): Iterable<MadeDocument> {
  const letter = thawLetter(withoutPrivateNumbers(kept.frozenText));
  for (const side of SIDES) {
    const addressee = side === 'organization' ? letter.organizationSide : letter.peopleSide;
    yield {
      name: `${folder}${safeName(`${letter.pledger}${letter.year}年（致${addressee}）${mark}`)}`,
      ending: '.docx',
      make: () => letterDocument(letter, side, { version: kept.version, hash: kept.frozenHash }),
    };
  }
}

/** D17 and what changed since: the breakdown from branch to group to member, amendments. */
export const breakdownDocuments: Builder<BranchSource> = async function* (source) {
  const { shortName } = source.branch;
  const items = await listItems(source.db, keyOf(source));
  if (items.length > 0) yield breakdownSheet(shortName, items);
  const amendments = await listAmendments(source.db, keyOf(source));
  if (amendments.length > 0) {
    yield workbook('承诺调整记录', {
      name: '调整',
      title: `${shortName}承诺调整记录`,
      columns: [
        { label: '承诺人', width: 22 },
        { label: '年度', width: 8 },
        { label: '理由', width: 40 },
        { label: '提出人', width: 10 },
        { label: '提出时间', width: 14 },
        { label: '状态', width: 12 },
        { label: '审核人', width: 10 },
        { label: '审核意见', width: 30 },
      ],
      rows: amendments.map((row) => [
        ...[pledgerOf(row.commitment), row.commitment.year, row.reason, row.proposedByName, on(row.proposedAt)],
        ...[AMENDMENT_TAGS[row.status].label, row.decidedByName, row.decisionNote],
      ]),
    });
  }
  const letters = await listRemarkCounts(source.db, keyOf(source));
  if (letters.some(({ remarks }) => remarks.length > 0)) {
    const count = (remarks: readonly { kind: string; quarter: number }[], kind: string, quarter: number) =>
      remarks.filter((one) => one.kind === kind && one.quarter === quarter).length;
    yield workbook('点评和评诺情况', {
      name: '点评',
      title: `${shortName}季度点评和年底评诺次数（点评内容只在支部内可见）`,
      columns: [
        { label: '承诺人', width: 24 },
        { label: '第一季度' },
        { label: '第二季度' },
        { label: '第三季度' },
        { label: '第四季度' },
        { label: '年底自评' },
        { label: '年底互评' },
      ],
      rows: letters.map((letter) => [
        pledgerOf(letter),
        ...[1, 2, 3, 4].map((quarter) => count(letter.remarks, 'QUARTERLY', quarter)),
        ...[count(letter.remarks, 'SELF', 0), count(letter.remarks, 'PEER', 0)],
      ]),
    });
  }
};

function breakdownSheet(shortName: string, items: readonly ItemLine[]): MadeDocument {
  const byId = new Map(items.map((item) => [item.id, item]));
  return workbook('承诺事项分解表', {
    name: '分解表',
    title: `${shortName}承诺事项分解表`,
    columns: [
      { label: '层级', width: 16 },
      { label: '承诺人', width: 20 },
      { label: '主要任务', width: 28 },
      { label: '工作内容', width: 40 },
      { label: '目标', width: 16 },
      { label: '办结时限', width: 14 },
      { label: '责任人', width: 12 },
      { label: '承担小组', width: 24 },
      { label: '承接的上级事项', width: 28 },
      { label: '说明', width: 18 },
    ],
    rows: items.map((item) => [
      ...[LEVEL_LABELS[item.commitment.level].name, pledgerOf(item.commitment), item.mainTask, item.workContent],
      ...[showMeasure(item) ?? '做成', showDay(item.dueDate), item.responsiblePerson],
      item.assignments.map(({ group }) => group.name).join('、'),
      (item.parentItemId && byId.get(item.parentItemId)?.mainTask) || '',
      item.closedOn ? `已终止：${item.closeReason ?? ''}` : '',
    ]),
  });
}

/** D20: what was done, with the photographs and papers that show it; extensions and explanations. */
export const keepingDocuments: Builder<BranchSource> = async function* (source) {
  const { shortName } = source.branch;
  const records = await listRecords(source.db, keyOf(source));
  if (records.length > 0) {
    const rows = records.map((record, index) => [
      ...[index + 1, pledgerOf(record.item.commitment), record.item.mainTask, showDay(record.doneOn), record.content],
      record.value === null ? '' : String(record.value),
      ...[record.completes ? '已办结' : '', record.createdByName, FULFILLMENT_TAGS[record.status].label],
      ...[record.decidedByName, record.decisionNote, record.evidence.length],
    ]);
    yield workbook('践诺记录', {
      name: '践诺记录',
      title: `${shortName}践诺记录`,
      columns: [
        { label: '序号', width: 6 },
        { label: '承诺人', width: 18 },
        { label: '事项', width: 26 },
        { label: '完成日期', width: 14 },
        { label: '做了什么', width: 50 },
        { label: '达到的数', width: 10 },
        { label: '办结', width: 8 },
        { label: '登记人', width: 10 },
        { label: '状态', width: 10 },
        { label: '认可人', width: 10 },
        { label: '认可意见', width: 24 },
        { label: '佐证', width: 8 },
      ],
      rows,
    });
    for (const [index, { evidence }] of records.entries())
      for (const file of evidence) {
        const bytes = await source.files.get(file.storageKey);
        // Taken away meanwhile, or lost by the store: the list still counts it.
        if (bytes) yield evidenceDocument(`佐证/记录${index + 1}`, file, bytes);
      }
  }
  const extensions = await listExtensions(source.db, keyOf(source));
  if (extensions.length === 0) return;
  yield workbook('延期和逾期说明', {
    name: '延期',
    title: `${shortName}延期申请和逾期说明`,
    columns: [
      { label: '承诺人', width: 18 },
      { label: '事项', width: 28 },
      { label: '类别', width: 12 },
      { label: '理由', width: 44 },
      { label: '客观原因', width: 10 },
      { label: '原时限', width: 14 },
      { label: '新时限', width: 14 },
      { label: '状态', width: 12 },
      { label: '审核人', width: 10 },
      { label: '审核意见', width: 24 },
    ],
    rows: extensions.map((row) => [
      ...[pledgerOf(row.item.commitment), row.item.mainTask, EXTENSION_WORDS[row.kind].name, row.reason],
      ...[row.objective ? '是' : '', showDay(row.oldDueDate), row.newDueDate ? showDay(row.newDueDate) : ''],
      ...[EXTENSION_TAGS[row.status].label, row.decidedByName, row.decisionNote],
    ]),
  });
};
