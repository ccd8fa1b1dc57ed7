import { mayInBranch } from '../../access/permissions.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { confirmSkillsForm, skillsForm, surveyAnswerForm } from './members.forms.js';
import { skillLedger } from './members.ledger.js';
import { findMember, listUnconfirmedSkills, listUnfilledSkills, type MemberRow } from './members.queries.js';
import { detailsOfRow } from './members.service.js';
import { showProfilePage, showSkillConfirmationPage, showSurveyAnswerPage, skillsFormValues } from './skills.page.js';
import { answerSurvey, confirmSkills, saveOwnSkills } from './skills.service.js';

export const skillRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/me/profile', place: 'own', access: 'own:profile', handler: profile },
  { method: 'post', path: '/me/profile', place: 'own', access: 'own:profile', handler: saveProfile },
  { method: 'get', path: '/branches/:branchId/skills', place: 'branch', access: 'members:read', handler: waiting },
  { method: 'post', path: '/branches/:branchId/skills', place: 'branch', access: 'members:manage', handler: confirm },
  {
    method: 'get',
    path: '/branches/:branchId/skills/:memberId',
    place: 'branch',
    access: 'members:manage',
    handler: (visit: BranchVisit) => showOne(visit, freshForm(), 200),
  },
  {
    method: 'post',
    path: '/branches/:branchId/skills/:memberId',
    place: 'branch',
    access: 'members:manage',
    handler: answerOne,
  },
];

async function profile(visit: OwnVisit): Promise<void> {
  await showProfile(visit, null, 200);
}

async function saveProfile(visit: OwnVisit): Promise<void> {
  await submitForm(visit, skillsForm, {
    save: async ({ skills, others, skillNote, ...survey }) => {
      const input = { skills: [...skills, ...others], note: skillNote, survey };
      await saveOwnSkills(visit.useCase, visit.branchId, visit.memberId, input);
      return { href: '/me/profile', notice: '已保存，等待支部确认。' };
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
    unfilled: await listUnfilledSkills(visit.useCase.db, key),
    mayConfirm: mayInBranch(visit.person.roles, 'members:manage', visit.branchId),
    form,
  });
  const whole = () => listUnconfirmedSkills(visit.useCase.db, key, MOST_ROWS);
  const papers = [asLedger(async () => skillLedger(matterOf(visit), await whole()))];
  await showWithPapers(visit, 'members/skills', page, papers, status);
}

async function getSurvey(visit: BranchVisit): Promise<MemberRow> {
  const key = { bureauId: visit.person.bureauId, branchId: visit.branchId };
  const member = await findMember(visit.useCase.db, key, visit.params['memberId'] ?? '');
  if (!member || member.leftOn) throw new NotFound();
  if (!member.skillsFilledAt) throw new StaleState('这名党员还没有填写，或者已退回本人修改。');
  return member;
}

async function showOne(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const member = await getSurvey(visit);
  const { branchId } = visit;
  const frame = visit.frame({
    step: 'SURVEY',
    crumbs: [
      { label: '确认能力特长', href: `/branches/${branchId}/skills` },
      { label: member.name, href: null },
    ],
  });
  visit.show('members/survey-answer', showSurveyAnswerPage({ frame, branchId, member, form }), status);
}

async function answerOne(visit: BranchVisit): Promise<void> {
  const { id, name } = await getSurvey(visit);
  await submitForm(visit, surveyAnswerForm, {
    save: async (data) => {
      await answerSurvey(visit.useCase, visit.branchId, id, data);
      const notice = data.outcome === 'confirm' ? `已确认${name}的特长。` : `已退回${name}修改。`;
      return { href: `/branches/${visit.branchId}/skills`, notice };
    },
    again: (form) => showOne(visit, form, 422),
  });
}
