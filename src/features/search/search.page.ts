import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import type { Hit } from './search.queries.js';
import { KIND_LABELS, KINDS, type Kind } from './search.rules.js';

interface HitLine {
  title: string;
  href: string;
  tag: Tag | null;
  /** What it is and where it belongs. */
  note: string;
}

interface Group {
  id: string;
  title: string;
  hits: HitLine[];
  more: { href: string | null; label: string; shown: string } | null;
}

export interface SearchPage extends Page {
  head: { title: string; lead: string | null };
  search: { value: string };
  summary: string | null;
  groups: Group[];
  empty: { title: string; text: string; action: Action | null } | null;
}

/** R6: skills are looked into for those alone who may read a roster. */
const howTo = (mayFindSkills: boolean): string =>
  `可以输入姓名，或姓名的全拼、首字母，也可以输入${mayFindSkills ? '能力特长（例如：心理辅导）、' : ''}小组、承诺事项、会议记录、公告标题里的词，几个词之间用空格隔开。`;

const searchHref = (typed: string, kind?: Kind): string =>
  `/search?q=${encodeURIComponent(typed)}${kind === undefined ? '' : `&kind=${kind}`}`;

/** Before anything is looked for: what may be typed, or why this does not do. */
export function showSearchAdvice(data: {
  frame: Frame;
  state: 'empty' | 'too-short' | 'nothing-to-find';
  typed: string;
  mayFindSkills: boolean;
}): SearchPage {
  const how = howTo(data.mayFindSkills);
  const ADVICE = {
    empty: { title: '请输入要查找的内容', text: how },
    'too-short': { title: '输入的内容太短', text: `请至少输入两个汉字或两个字母。${how}` },
    'nothing-to-find': {
      title: '平台管理员不查看各单位的资料',
      text: '查找只用于本单位的党员、小组、承诺和会议记录。需要管理各教育体育局，请到“平台管理”。',
    },
  };
  return { ...pageOf(data.frame, data.typed, '搜索'), empty: { ...ADVICE[data.state], action: null } };
}

/** What was found, in groups; `few` of each, more behind a link. */
export function showSearchPage(data: {
  frame: Frame;
  bureauId: string;
  typed: string;
  mayFindSkills: boolean;
  hits: readonly Hit[];
  /** Nothing held the words: these are near to them. */
  alike: boolean;
  /** Only this kind was asked for. */
  kind: Kind | null;
  most: number;
}): SearchPage {
  const { frame, typed, hits, alike } = data;
  const groups = KINDS.map((one) =>
    groupOf(
      data,
      one,
      hits.filter((hit) => hit.kind === one),
    ),
  ).filter((group) => group.hits.length > 0);
  const page = pageOf(frame, typed, `搜索“${typed}”`);
  if (groups.length === 0) return { ...page, empty: nothingFound(data) };
  return {
    ...page,
    summary: alike ? `没有找到“${typed}”。下面是读音或写法相近的，请看是不是您要找的。` : null,
    groups,
  };
}

function pageOf(frame: Frame, typed: string, title: string): SearchPage {
  return {
    ...{ title, frame, head: { title, lead: null }, search: { value: typed } },
    ...{ summary: null, groups: [], empty: null },
  };
}

function nothingFound({ typed, kind, mayFindSkills }: Parameters<typeof showSearchPage>[0]): SearchPage['empty'] {
  return {
    title: `没有找到“${typed}”`,
    text: `请检查有没有错字，或者少输入几个字再试。${howTo(mayFindSkills)}只能找到您有权查看的内容。`,
    action: kind === null ? null : { label: '在全部内容里查找', href: searchHref(typed) },
  };
}

function groupOf(data: Parameters<typeof showSearchPage>[0], kind: Kind, hits: readonly Hit[]): Group {
  const { typed, most } = data;
  const shown = hits.slice(0, most);
  const names = shown.map(({ title }) => title);
  const goesOn = hits.length > most;
  return {
    id: kind,
    title: KIND_LABELS[kind],
    hits: shown.map((hit) => lineOf(hit, data.bureauId, names.filter((name) => name === hit.title).length > 1)),
    more: !goesOn
      ? null
      : data.kind === null
        ? { href: searchHref(typed, kind), label: `更多${KIND_LABELS[kind]}`, shown: `这里列出前${most}条` }
        : { href: null, label: '', shown: `找到的不止${most}条，请再多输入几个字。` },
  };
}

const said = (...parts: (string | null | undefined | false)[]): string => parts.filter(Boolean).join(' · ');

function lineOf(hit: Hit, bureauId: string, sameName: boolean): HitLine {
  const { kind, id, title, branchId, facts } = hit;
  const branch = hit.branchName ?? '局党委';
  const base = `/branches/${branchId}`;
  switch (kind) {
    case 'people':
    case 'skills':
      return {
        ...{ title, href: facts.onRoster ? `${base}/members/${id}` : `${base}/groups/${facts.groupId}` },
        tag: kind === 'skills' && !facts.confirmed ? { kind: 'warn', label: '特长待确认' } : null,
        // E42: two of one name are told apart by month of birth and post.
        note: said(
          ...[facts.skills?.join('、'), branch, facts.groupName, facts.post],
          sameName && facts.birthMonth && showMonth(facts.birthMonth),
        ),
      };
    case 'branches':
      return { title, tag: null, href: base, note: '' };
    case 'groups':
      return {
        ...{ title, href: facts.announced ? `${base}/groups/${id}` : `${base}/group-proposal`, tag: groupTag(facts) },
        note: said(branch, facts.groupFunction !== title && facts.groupFunction),
      };
    case 'commitments':
      return commitmentLine(hit, branch);
    case 'meetings':
      return { title, tag: null, href: `${base}/meetings/${id}`, note: said(branch, facts.day && showDate(facts.day)) };
    case 'notices':
      return {
        ...{ title, href: `/board/${bureauId}/notices/${id}` },
        tag: facts.superseded ? { kind: 'idle', label: '已有新公告' } : null,
        note: said(branch, facts.day && `${showDate(facts.day)}公布`),
      };
  }
}

function groupTag({ announced, closed }: Hit['facts']): Tag | null {
  if (closed) return { kind: 'idle', label: '已合并或撤销' };
  return announced ? null : { kind: 'idle', label: '方案未公布' };
}

function commitmentLine({ id, title, branchId, facts }: Hit, branch: string): HitLine {
  const base = `/branches/${branchId}`;
  const whose = facts.level === 'BRANCH' ? branch : `${facts.pledger ?? ''}`;
  return {
    title: facts.item ? title : `${whose}${facts.year}年承诺书`,
    href: facts.item && facts.published ? `${base}/items/${id}` : `${base}/commitments/${facts.commitmentId}`,
    tag: facts.published ? null : { kind: 'idle', label: '未公布' },
    note: facts.item ? said(`${facts.year}年承诺事项`, whose, whose !== branch && branch) : branch,
  };
}

/** 1985-03 and 2026-06-01, as the database writes them. */
const showMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月生`;
const showDate = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
