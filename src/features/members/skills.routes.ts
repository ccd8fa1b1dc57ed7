import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { confirmSkillsForm, skillsForm } from './members.forms.js';
import { skillLedger } from './members.ledger.js';
import { findMember, listUnconfirmedSkills } from './members.queries.js';
import { detailsOfRow } from './members.service.js';
import { showProfilePage, showSkillConfirmationPage, skillsFormValues } from './skills.page.js';
import { confirmSkills, saveOwnSkills } from './skills.service.js';

export const skillRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/me/profile', place: 'own', access: 'own:profile', handler: profile },
  { method: 'post', path: '/me/profile', place: 'own', access: 'own:profile', handler: saveProfile },
  { method: 'get', path: '/branches/:branchId/skills', place: 'branch', access: 'members:read', handler: waiting },
  { method: 'post', path: '/branches/:branchId/skills', place: 'branch', access: 'members:manage', handler: confirm },
];

async function profile(visit: OwnVisit): Promise<void> {
  await showProfile(visit, null, 200);
}

async function saveProfile(visit: OwnVisit): Promise<void> {
  await submitForm(visit, skillsForm, {
    save: async ({ skills, others, skillNote }) => {
      const input = { skills: [...skills, ...others], note: skillNote };
      await saveOwnSkills(visit.useCase, visit.branchId, visit.memberId, input);
      return { href: '/me/profile', notice: '已保存特长，等待支部确认。' };
    },
    again: (form) => showProfile(visit, form, 422),
  });
}

async function showProfile(visit: OwnVisit, form: FormState | null, status: number): Promise<void> {
  const key = { bureauId: visit.person.bureauId, branchId: visit.branchId };
  const member = await findMember(visit.useCase.db, key, visit.memberId);
  if (!member) throw new NotFound();
  const page = showProfilePage({
    frame: visit.frame({ step: 'SURVEY', crumbs: [{ label: '我的信息', href: null }] }),
    member,
    details: detailsOfRow(visit.useCase, member),
    form: form ?? freshForm(skillsFormValues(member)),
  });
  visit.show('members/profile', page, status);
}

async function waiting(visit: BranchVisit): Promise<void> {
  await showWaiting(visit, freshForm(), 200);
}

async function confirm(visit: BranchVisit): Promise<void> {
  await submitForm(visit, confirmSkillsForm, {
    save: async ({ confirmed }) => {
      await confirmSkills(visit.useCase, visit, confirmed);
      return { href: `/branches/${visit.branchId}/skills`, notice: `已确认${confirmed.length}名党员的特长。` };
    },
    again: (form) => showWaiting(visit, form, 422),
  });
}

async function showWaiting(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const key = { bureauId: visit.person.bureauId, branchId: visit.branchId };
  const page = showSkillConfirmationPage({
    frame: visit.frame({
      step: 'SURVEY',
      crumbs: [
        { label: '党员名册', href: `/branches/${visit.branchId}/members` },
        { label: '确认能力特长', href: null },
      ],
    }),
    branchId: visit.branchId,
    waiting: await listUnconfirmedSkills(visit.useCase.db, key),
    mayConfirm: mayInBranch(visit.person.roles, 'members:manage', visit.branchId),
    form,
  });
  const whole = () => listUnconfirmedSkills(visit.useCase.db, key, MOST_ROWS);
  const papers = [asLedger(async () => skillLedger(matterOf(visit), await whole()))];
  await showWithPapers(visit, 'members/skills', page, papers, status);
}
