import { showMoment } from '../../shared/dates.js';

/** What the portal counts of a branch in the campaign. Items are those at the end of the breakdown. */
export interface BranchFigures {
  branchId: string;
  shortName: string;
  members: number;
  groups: number;
  meetings: number;
  sessions: number;
  branchLetters: number;
  groupLetters: number;
  memberLetters: number;
  items: number;
  done: number;
  overdue: number;
  records: number;
  honours: number;
  words: number;
  answered: number;
}

type Counted = Omit<BranchFigures, 'branchId' | 'shortName'>;

/** A sentence of figures; its name finds it again when it is brought up to date. */
export interface FigureLine {
  name: string;
  text: string;
}

/** The figures of a text with the moment at which they were counted. */
export interface Figures {
  /** ISO 8601. */
  at: string;
  lines: FigureLine[];
}

const COUNTED: readonly (keyof Counted)[] = [
  ...(['members', 'groups', 'meetings', 'sessions', 'branchLetters', 'groupLetters', 'memberLetters'] as const),
  ...(['items', 'done', 'overdue', 'records', 'honours', 'words', 'answered'] as const),
];

/** The figures of several branches together. */
export const sumOf = (rows: readonly Counted[]): Counted =>
  Object.fromEntries(
    COUNTED.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]),
  ) as unknown as Counted;

function linesOf(one: Counted): FigureLine[] {
  const overdue = one.overdue === 0 ? '没有逾期未办结的事项' : `逾期未办结${one.overdue}项`;
  return [
    { name: 'members', text: `党员${one.members}名，设立功能党小组${one.groups}个。` },
    { name: 'meetings', text: `开展学习活动${one.sessions}次，登记会议${one.meetings}次。` },
    {
      name: 'letters',
      text: `公布承诺书${one.branchLetters + one.groupLetters + one.memberLetters}份：党支部${one.branchLetters}份，功能党小组${one.groupLetters}份，党员${one.memberLetters}份。`,
    },
    {
      name: 'keeping',
      text: `承诺事项${one.items}项，已办结${one.done}项，${overdue}；经认可的践诺记录${one.records}条。`,
    },
    { name: 'honours', text: one.honours === 0 ? '尚无表彰。' : `获得表彰${one.honours}项。` },
    { name: 'words', text: `收到师生和群众意见${one.words}条，已答复${one.answered}条。` },
  ];
}

const atLine = (at: Date): FigureLine => ({ name: 'at', text: `以下数据由系统统计，截至${showMoment(at)}。` });

export const figuresOfBranch = (one: Counted, at: Date): Figures => ({
  at: at.toISOString(),
  lines: [atLine(at), ...linesOf(one)],
});

/** The bureau's figures: all branches together, then each on a line of its own. */
export const figuresOfBureau = (rows: readonly BranchFigures[], at: Date): Figures => ({
  at: at.toISOString(),
  lines: [
    atLine(at),
    { name: 'branches', text: `全局参加活动的党支部${rows.length}个。` },
    ...linesOf(sumOf(rows)),
    ...rows.map((row) => ({
      name: row.branchId,
      text: `${row.shortName}：党员${row.members}名，小组${row.groups}个，承诺事项${row.items}项、办结${row.done}项，表彰${row.honours}项，答复意见${row.answered}条。`,
    })),
  ],
});

/** What the writer still has to say himself. */
const ASKED = '【请补充：';
const ask = (what: string): string => `${ASKED}${what}】`;

/** How many places of the template wait for words. */
export const openPlaces = (body: string): number => body.split(ASKED).length - 1;

/** R46: the text with the figures filled in and the places where the writer says what figures do not. */
export function templateOf({ lines }: Figures, who: '本支部' | '全局'): string {
  const text = (name: string) => lines.find((line) => line.name === name)?.text ?? '';
  const named = ['at', 'branches', 'members', 'meetings', 'letters', 'keeping', 'honours', 'words'];
  const branches = lines.filter(({ name }) => !named.includes(name)).map((line) => line.text);
  return [
    '一、基本情况',
    ...['at', 'branches', 'members', 'meetings'].map(text).filter((line) => line !== ''),
    '二、主要做法',
    ask(`${who}怎样组建功能党小组、组织报名定岗和开展活动`),
    '三、承诺和践诺',
    ...['letters', 'keeping'].map(text),
    '四、取得成效',
    text('honours'),
    ask('师生看得见的变化，有具体事例'),
    '五、接受监督',
    text('words'),
    ...(branches.length === 0 ? [] : ['六、各支部情况', ...branches]),
    `${branches.length === 0 ? '六' : '七'}、成功经验`,
    ask('可以坚持和推广的做法'),
    `${branches.length === 0 ? '七' : '八'}、不足和打算`,
    ask('不足、原因和今后的安排'),
  ].join('\n');
}

/** The lines whose figures are others now; the moment alone is no change. */
export function changedLines(before: Figures, now: Figures): { before: string; now: string }[] {
  const byName = new Map(now.lines.map(({ name, text }) => [name, text]));
  return before.lines.flatMap(({ name, text }) => {
    const other = byName.get(name);
    return name === 'at' || other === undefined || other === text ? [] : [{ before: text, now: other }];
  });
}

/** The text with its lines of figures brought up to date; lines the writer changed stay and are counted. */
export function refreshed(body: string, before: Figures, now: Figures): { body: string; left: number } {
  const byName = new Map(now.lines.map(({ name, text }) => [name, text]));
  let text = body;
  let left = 0;
  for (const line of before.lines) {
    const other = byName.get(line.name);
    if (other === undefined || other === line.text) continue;
    if (text.includes(line.text)) text = text.replace(line.text, () => other);
    else left += 1;
  }
  return { body: text, left };
}
