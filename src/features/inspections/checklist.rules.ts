import type { CheckName } from '../../campaign/phases.js';
import type { InspectionResult } from '../../generated/prisma/enums.js';
import { digestOf } from '../../shared/digest.js';

/** 听、查、看、访: how an inspector finds out. */
export const METHODS = { LISTEN: '听', CHECK: '查', LOOK: '看', VISIT: '访' } as const;
export type Method = keyof typeof METHODS;
export const METHOD_HINTS: Record<Method, string> = {
  LISTEN: '听取汇报',
  CHECK: '查阅资料',
  LOOK: '实地察看',
  VISIT: '走访座谈',
};

/** One line of a plan's checklist. */
export interface ChecklistLine {
  title: string;
  /** 检查要点: what to look at on the spot. */
  look: string;
  methods: Method[];
  /** The line of the acceptance list it comes from, by which the portal knows what it has; null: the bureau's own. */
  source: string | null;
}

/** What to look at for each line of the acceptance list, and how. */
const ON_THE_SPOT: Readonly<Record<string, Pick<ChecklistLine, 'look' | 'methods'>>> = {
  survey: { look: '抽查花名册和能力特长登记，问两名党员本人填写的是否属实。', methods: ['CHECK', 'VISIT'] },
  goals: { look: '听取学习动员情况，看目标任务在哪里公布、党员是否知道。', methods: ['LISTEN', 'LOOK'] },
  setup: { look: '查会议记录，问党员是否征求过意见、意见怎样答复。', methods: ['CHECK', 'VISIT'] },
  members: { look: '查名单和协商记录，问调整过小组的党员是否同意。', methods: ['CHECK', 'VISIT'] },
  leaders: { look: '查自荐和选举记录，看公开栏公布的组长是否一致。', methods: ['CHECK', 'LOOK'] },
  rules: { look: '看小组活动制度和活动记录，听组长介绍最近一次活动。', methods: ['LISTEN', 'LOOK'] },
  letters: { look: '抽查三级承诺书，看是否具体、可检查，是否张贴公开。', methods: ['CHECK', 'LOOK'] },
  breakdown: { look: '对照支部承诺，看每一项由哪个小组、哪名党员承担。', methods: ['CHECK'] },
  keeping: { look: '抽两项承诺，到现场看做得怎样，访服务的师生。', methods: ['LOOK', 'VISIT'] },
  honours: { look: '查申报推荐的会议记录，问党员是否知道评选标准。', methods: ['CHECK', 'VISIT'] },
  supervision: { look: '看公开栏和群众意见的答复，访家长是否看得到、看得懂。', methods: ['LOOK', 'VISIT'] },
  summary: { look: '听取总结，看经验是否具体、问题是否写明。', methods: ['LISTEN', 'CHECK'] },
};

/** The checklist to begin with: the lines of the acceptance list, with what to look at. */
export function templateChecklist(items: readonly { name: string; title: string }[]): ChecklistLine[] {
  return items.map(({ name, title }) => ({
    ...(ON_THE_SPOT[name] ?? { look: '', methods: ['CHECK'] }),
    ...{ title, source: name },
  }));
}

/** The lines in the order the numbers before them say; equal numbers keep their order. */
export const inOrder = <T extends { position: number }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => a.position - b.position);

/** 听、查 */
export const methodWords = (methods: readonly Method[]): string => methods.map((one) => METHODS[one]).join('、');

/** The campaign's checks behind a line. */
export const checksOf = (
  line: ChecklistLine,
  items: readonly { name: string; checks: readonly CheckName[] }[],
): CheckName[] => [...(items.find(({ name }) => name === line.source)?.checks ?? [])];

export const RESULT_TAGS: Record<InspectionResult, { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }> = {
  MET: { kind: 'ok', label: '符合' },
  MOSTLY_MET: { kind: 'warn', label: '基本符合' },
  NOT_MET: { kind: 'late', label: '不符合' },
  NOT_CHECKED: { kind: 'idle', label: '未检查' },
};
export const RESULTS = ['MET', 'MOSTLY_MET', 'NOT_MET', 'NOT_CHECKED'] as const;

/** What stands in a line, by which a form tells whether it was touched and whether somebody else wrote meanwhile. */
export const findingDigest = ({ result, note }: { result: InspectionResult | null; note: string | null }): string =>
  digestOf({ result, note }).slice(0, 16);
