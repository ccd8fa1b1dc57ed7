import { showDay, showMoment } from '../../shared/dates.js';
import { personLabels } from '../../shared/same-names.js';
import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import { changesTable } from './member-changes.page.js';
import type { MemberChangeRow } from './member-changes.queries.js';
import type { MemberDetails } from './member-details.rules.js';
import {
  GENDER_WORDS,
  MEMBER_TYPE_WORDS,
  MEMBERSHIP_STATUS_WORDS,
  SKILL_TAGS,
  skillState,
  specialStates,
} from './member-words.rules.js';
import type { MemberRow, RosterRow, RosterView } from './members.queries.js';
import { maskIdNumber, maskPhone } from './roster-identity.rules.js';

const VIEW_LABELS: Record<RosterView, string> = {
  all: '全部党员',
  probationary: '预备党员',
  unconfirmed: '特长待确认',
  'no-skills': '特长未填',
  special: '失联、流动、离退休等',
};

export interface RosterPageData {
  frame: Frame;
  branch: { id: string; shortName: string };
  rows: readonly (Omit<RosterRow, 'phoneCipher'> & { phone: string | null })[];
  /** There are more rows after these. */
  more: boolean;
  total: number;
  search: { text: string; view: RosterView; after: string | null };
  may: { manage: boolean; accounts: boolean };
}

/** 党员名册: one page of it. */
export function showRosterPage(data: RosterPageData) {
  const base = `/branches/${data.branch.id}/members`;
  const { search } = data;
  const labels = personLabels(data.rows);
  const filtered = search.text !== '' || search.view !== 'all';
  return {
    title: '党员名册',
    frame: data.frame,
    lead: `${data.branch.shortName}的党员。身份证号和手机号加密保存，页面上只显示一部分。`,
    actions: rosterActions(data, base),
    filters: {
      action: base,
      fields: [
        { name: 'q', label: '姓名或特长', value: search.text, maxlength: 30 },
        { name: 'view', label: '范围', type: 'select', value: search.view, options: viewOptions() },
      ],
      reset: filtered ? base : null,
      count: filtered ? `找到${data.total}人` : `共${data.total}人`,
      links: [
        { label: '党员队伍结构', href: `/branches/${data.branch.id}/structure` },
        { label: '确认能力特长', href: `/branches/${data.branch.id}/skills` },
        { label: '组织关系转接', href: `/branches/${data.branch.id}/transfers` },
      ],
    },
    table: {
      caption: `${data.branch.shortName}党员名册`,
      columns: [
        { label: '姓名' },
        { label: '人员类别' },
        { label: '功能党小组' },
        { label: '能力特长' },
        { label: '手机号' },
      ],
      rows: data.rows.map((row) => ({ id: `m-${row.id}`, cells: rosterCells(row, base, labels.get(row.id)) })),
      empty: emptyRoster(filtered, data.may.manage, data.branch.id),
    },
    pager: {
      href: data.more ? nextHref(base, data) : null,
      shown: data.more || search.after ? `本页${data.rows.length}人` : null,
    },
  } satisfies Page & Record<string, unknown>;
}

function rosterActions({ may, branch, total }: RosterPageData, base: string): Action[] {
  const actions: Action[] = [];
  if (may.manage) {
    actions.push({
      label: '导入花名册',
      href: `/branches/${branch.id}/roster-imports/new`,
      kind: total === 0 ? 'primary' : 'quiet',
    });
    actions.push({ label: '登记一名党员', href: `${base}/new`, kind: 'quiet' });
    if (total > 0) actions.push(...rosterExports(`${base}/export`));
  }
  if (may.accounts) actions.push({ label: '党员账号', href: `/branches/${branch.id}/accounts` });
  return actions;
}

/** With identity numbers and phones, so sent as a form and recorded. */
const rosterExports = (href: string): Action[] => [
  { label: '导出花名册', href, method: 'post', kind: 'quiet' },
  { label: '导出Word版花名册', href, method: 'post', kind: 'link', fields: [{ name: 'format', value: 'word' }] },
];

/** The search that is on, for the head of a file. */
export const searchWords = ({ text, view }: { text: string; view: RosterView }): string[] => [
  ...(text === '' ? [] : [`姓名或特长：${text}`]),
  ...(view === 'all' ? [] : [VIEW_LABELS[view]]),
];

function viewOptions(): { value: string; label: string }[] {
  return Object.entries(VIEW_LABELS).map(([value, label]) => ({ value, label }));
}

function rosterCells(row: RosterPageData['rows'][number], base: string, label = row.name) {
  const states = specialStates(row).filter((state) => state !== MEMBER_TYPE_WORDS.PROBATIONARY);
  const state = skillState(row);
  return [
    { text: label, href: `${base}/${row.id}`, note: [row.post, row.partyPost].filter(Boolean).join(' · ') },
    { text: MEMBER_TYPE_WORDS[row.memberType], note: states.join('、') },
    row.groupName ?? '',
    { text: row.skills.join('、'), ...(state === 'CONFIRMED' ? {} : { tag: SKILL_TAGS[state] }) },
    row.phone === null ? '' : maskPhone(row.phone),
  ];
}

function emptyRoster(filtered: boolean, mayManage: boolean, branchId: string) {
  if (filtered) return { title: '没有符合条件的党员', text: '请换一个姓名、特长或范围再查找。' };
  if (!mayManage) return { title: '名册还是空的', text: '党支部书记导入花名册后，党员会列在这里。' };
  return {
    title: '名册还是空的',
    text: '上传上级发的花名册，核对后一次导入；也可以逐个登记。',
    action: { label: '导入花名册', href: `/branches/${branchId}/roster-imports/new` },
  };
}

function nextHref(base: string, { rows, search }: RosterPageData): string {
  const query = new URLSearchParams({ after: rows.at(-1)?.id ?? '' });
  if (search.text !== '') query.set('q', search.text);
  if (search.view !== 'all') query.set('view', search.view);
  return `${base}?${query}`;
}

export interface MemberPageData {
  frame: Frame;
  branchId: string;
  member: MemberRow;
  details: MemberDetails;
  /** In the order in which they were entered. */
  changes: readonly MemberChangeRow[];
  mayManage: boolean;
}

/** One member's record; private fields stay masked, for officers too. */
export function showMemberPage({ frame, branchId, member, details, changes, mayManage }: MemberPageData) {
  const href = `/branches/${branchId}/members/${member.id}`;
  const state = skillState(member);
  const editable = mayManage && member.leftOn === null;
  return {
    title: member.name,
    frame,
    lead: [member.post, member.partyPost].filter(Boolean).join(' · ') || null,
    tag: (details.memberType === 'PROBATIONARY' ? { kind: 'warn', label: '预备党员' } : null) satisfies Tag | null,
    actions: editable
      ? [
          { label: '修改信息', href: `${href}/edit`, kind: 'quiet' as const },
          { label: '登记变更', href: `${href}/changes/new`, kind: 'quiet' as const },
          { label: '记录口头承诺', href: `${href}/oral-commitment`, kind: 'quiet' as const },
          { label: '转出组织关系', href: `${href}/transfer/new`, kind: 'quiet' as const },
        ]
      : [],
    facts: [...memberFacts(details), ...rosterFacts(member)],
    changes: changesTable(href, changes, editable),
    skills: {
      tag: SKILL_TAGS[state] satisfies Tag,
      facts: [
        { label: '能力特长', value: member.skills.join('、') || '未填写' },
        { label: '本人说明', value: member.skillNote ?? '无' },
        ...(member.experience ? [{ label: '工作经历', value: member.experience }] : []),
        ...(member.wishedFunctions.length > 0
          ? [{ label: '想参加的小组方向', value: member.wishedFunctions.join('、') }]
          : []),
        ...(member.willingTasks ? [{ label: '愿意承担的任务', value: member.willingTasks }] : []),
        ...(member.skillsConfirmedAt && member.confirmedSkills.length < member.skills.length
          ? [{ label: '支部确认的特长', value: member.confirmedSkills.join('、') }]
          : []),
        ...(member.surveyWord ? [{ label: '支部的话', value: member.surveyWord }] : []),
        ...(member.skillsFilledAt ? [{ label: '填写时间', value: showMoment(member.skillsFilledAt) }] : []),
        ...(member.skillsConfirmedAt ? [{ label: '支部确认', value: showMoment(member.skillsConfirmedAt) }] : []),
      ],
      confirm: editable && state === 'FILLED' ? confirmAction(branchId, member) : null,
    },
  } satisfies Page & Record<string, unknown>;
}

function rosterFacts({ arrivedOn, leftOn }: MemberRow): { label: string; value: string }[] {
  return [
    ...(arrivedOn ? [{ label: '组织关系转入', value: showDay(arrivedOn) }] : []),
    ...(leftOn ? [{ label: '组织关系转出', value: showDay(leftOn) }] : []),
  ];
}

function confirmAction(branchId: string, member: MemberRow): Action {
  const moment = member.skillsFilledAt?.toISOString() ?? '';
  return {
    label: '确认特长',
    href: `/branches/${branchId}/skills`,
    method: 'post',
    kind: 'primary',
    fields: [{ name: 'confirmed', value: `${member.id}:${moment}` }],
  };
}

/** The record as label and value; also what a member sees of himself. */
export function memberFacts(details: MemberDetails): { label: string; value: string }[] {
  const day = (value: Date | null) => (value ? showDay(value) : '未填写');
  const text = (value: string | null) => value ?? '未填写';
  return [
    {
      label: '人员类别',
      value: [
        MEMBER_TYPE_WORDS[details.memberType],
        ...specialStates(details).filter((word) => word !== '预备党员'),
      ].join(' · '),
    },
    { label: '性别', value: GENDER_WORDS[details.gender] },
    { label: '民族', value: text(details.ethnicity) },
    { label: '出生日期', value: day(details.birthDate) },
    { label: '学历', value: text(details.education) },
    { label: '加入党组织日期', value: day(details.joinedOn) },
    { label: '转为正式党员日期', value: details.memberType === 'FULL' ? day(details.fullMemberOn) : '预备期' },
    { label: '工作岗位', value: text(details.post) },
    { label: '岗位职责', value: text(details.postDuties) },
    { label: '党内职务', value: details.partyPost ?? '无' },
    { label: '手机号', value: details.phone === null ? '未填写' : maskPhone(details.phone) },
    { label: '公民身份证号', value: details.idNumber === null ? '未登记' : maskIdNumber(details.idNumber) },
    { label: '党籍状态', value: MEMBERSHIP_STATUS_WORDS[details.membershipStatus] },
    ...(details.isLost ? [{ label: '失去联系日期', value: day(details.lostOn) }] : []),
    ...(details.isMobile ? [{ label: '外出流向', value: text(details.mobileTo) }] : []),
  ];
}
