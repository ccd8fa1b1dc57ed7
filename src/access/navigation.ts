import { mayAnywhere, mayInBureau, type Permission } from './permissions.js';
import type { Person } from './roles.js';

export interface NavLink {
  label: string;
  href: string;
}

const BUREAU_LINKS: readonly (NavLink & { permission: Permission })[] = [
  { label: '平台管理', href: '/platform/bureaus', permission: 'platform:manage' },
  { label: '推进情况', href: '/bureau/board', permission: 'bureau:read' },
  { label: '审核事项', href: '/bureau/reviews', permission: 'branch-commitments:review' },
  { label: '评选表彰', href: '/bureau/evaluations', permission: 'bureau:read' },
  { label: '督导检查', href: '/bureau/inspections', permission: 'bureau:read' },
  { label: '验收', href: '/bureau/acceptance', permission: 'bureau:read' },
  { label: '活动方案', href: '/bureau/campaigns', permission: 'campaigns:manage' },
  { label: '党支部', href: '/bureau/branches', permission: 'branches:manage' },
  { label: '提醒设置', href: '/bureau/reminders', permission: 'bureau-reminders:manage' },
];

const BRANCH_LINKS: readonly { label: string; path: string; permission: Permission }[] = [
  { label: '党员名册', path: 'members', permission: 'members:read' },
  { label: '功能党小组', path: 'groups', permission: 'branch:read' },
  { label: '承诺', path: 'commitments', permission: 'branch:read' },
  { label: '会议记录', path: 'meetings', permission: 'meetings:read' },
  { label: '催办', path: 'reminders', permission: 'reminders:send' },
];

/**
 * The few links of the masthead for this person. A branch's links are for the branch the page is about, else for the
 * first branch the person holds a role in.
 */
export function navigationFor(person: Person, branchId: string | null): NavLink[] {
  const bureau = BUREAU_LINKS.filter((link) => mayInBureau(person.roles, link.permission));
  const home = branchId ?? person.roles.find((held) => held.branchId !== null)?.branchId ?? null;
  const branch =
    home === null
      ? []
      : BRANCH_LINKS.filter((link) => mayAnywhere(person.roles, link.permission)).map((link) => ({
          label: link.label,
          href: `/branches/${home}/${link.path}`,
        }));
  const own = person.member
    ? [
        { label: '我的事项', href: '/me' },
        { label: '我的信息', href: '/me/profile' },
      ]
    : [];
  return [
    { label: '首页', href: '/' },
    ...bureau,
    ...(bureau.length === 0 ? branch : []),
    ...own,
    // The platform has no board of its own: its administrator chooses among the bureaus'.
    {
      label: '党务公开栏',
      href: mayInBureau(person.roles, 'platform:manage') ? '/board' : `/board/${person.bureauId}`,
    },
  ];
}
