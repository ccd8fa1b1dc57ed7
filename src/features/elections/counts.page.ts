import { showDay } from '../../shared/dates.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import type { CountRecord, CountRow } from './election-pages.queries.js';
import { bySurnameStrokes, contestLabel, type Tally, VERDICT_LABELS } from './elections.rules.js';

export const PORTAL_TELLER = '系统计票';

/** Papers and persons of one count, as they stand on the page and on the record. E17: who is absent has no vote. */
export function figuresOf(count: CountRow) {
  const absent = count.eligibleCount - count.presentCount;
  const onBallot = isOutcomeOnly(count) ? 0 : count.tallies.filter((tally) => !tally.writeIn).length;
  return [
    { label: '时间', value: showDay(count.heldOn) },
    { label: '地点', value: count.place },
    ...(onBallot > 0 ? [{ label: '选举方式', value: contestLabel(onBallot) }] : []),
    {
      label: '应到、实到',
      value: `应到${count.eligibleCount}人，实到${count.presentCount}人，缺席${absent}人（缺席的计入应到，不能委托他人投票）`,
    },
    {
      label: '选票',
      value: `发出${count.issuedCount}张，收回${count.returnedCount}张，有效${Math.max(0, count.returnedCount - count.invalidCount)}张，无效${count.invalidCount}张`,
    },
    { label: '监票人、计票人', value: `${count.supervisor}、${count.teller}` },
    ...(count.scribe ? [{ label: '代写人', value: `${count.scribe}（不是候选人，当场按本人意愿代写）` }] : []),
  ];
}

/** Of a vote in the portal whose numbers would tell who chose what: nothing but the outcome is shown. */
export const isOutcomeOnly = ({ teller, verdict, tallies }: CountRow): boolean =>
  teller === PORTAL_TELLER && verdict !== 'INQUORATE' && verdict !== 'VOID' && tallies.every((tally) => tally.hidden);

export const NOT_SHOWN = '为保守秘密，只公布结果，不公布票数';

export const nameOf = ({ name, writeIn }: Tally): string => (writeIn ? `${name}（另选他人）` : name);

/** One count on the page of the election; `past`: of an election before the latest. */
export function countBlock(count: CountRow, recordHref: string, past: boolean) {
  return {
    heading: `${past ? '以前的推选：' : ''}第${count.round}轮投票`,
    links: [{ label: '打印选举结果记录', href: recordHref }],
    tag: { kind: count.verdict === 'ELECTED' ? 'ok' : 'late', label: VERDICT_LABELS[count.verdict] } satisfies Tag,
    verdictText: count.verdictText,
    facts: figuresOf(count),
    table: {
      caption: `第${count.round}轮得票`,
      columns: [
        { label: '候选人' },
        { label: '赞成', kind: 'number' },
        { label: '不赞成', kind: 'number' },
        { label: '弃权', kind: 'number' },
      ],
      rows: isOutcomeOnly(count)
        ? []
        : [...count.tallies].sort(bySurnameStrokes).map((tally) => ({ cells: [nameOf(tally), ...votesOf(tally)] })),
      empty: { title: isOutcomeOnly(count) ? NOT_SHOWN : '没有计票' },
    },
  };
}

export const votesOf = (tally: Tally): string[] => [`${tally.for}票`, `${tally.against}票`, `${tally.abstain}票`];

function tallyLine(tally: Tally): string {
  if (tally.writeIn) return `${nameOf(tally)}：得${tally.for}票`;
  return `${nameOf(tally)}：赞成${tally.for}票，不赞成${tally.against}票，弃权${tally.abstain}票`;
}

function votesIn(count: CountRow) {
  if (isOutcomeOnly(count)) return { paragraphs: [`${NOT_SHOWN}。`] };
  if (count.tallies.length === 0) return { paragraphs: ['没有计票。'] };
  return { items: [...count.tallies].sort(bySurnameStrokes).map(tallyLine) };
}

/** R24: the record of one count on A4, to be signed and filed. */
export function showCountRecordPage(data: { frame: Frame; count: CountRecord }) {
  return { title: `${data.count.groupName}推选组长结果记录`, frame: data.frame, paper: countRecordPaper(data.count) };
}

/** What the record says; of a vote in the portal nothing that would tell who chose what. */
export function countRecordPaper(count: CountRow & Pick<CountRecord, 'groupName' | 'branchName'>) {
  const inPortal = count.teller === PORTAL_TELLER;
  const blank = (label: string) => ({ label, name: null, date: null });
  return {
    title: '推选功能党小组组长结果记录',
    subtitle: `${count.branchName} · ${count.groupName} · 第${count.round}轮`,
    sections: [
      { heading: '一、基本情况', paragraphs: figuresOf(count).map(({ label, value }) => `${label}：${value}`) },
      {
        heading: '二、得票情况（按姓氏笔画为序）',
        ...votesIn(count),
      },
      { heading: '三、结果和依据', paragraphs: [`${VERDICT_LABELS[count.verdict]}：${count.verdictText}`] },
    ],
    signatures: inPortal ? [blank('监票人'), blank('主持人')] : [blank('监票人'), blank('计票人'), blank('主持人')],
  };
}
