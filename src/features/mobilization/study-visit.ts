import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm } from '../../web/form.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { sessionsHref } from './study.paths.js';
import { showSessionPage } from './study-session.page.js';
import { findStudySession, listNames, type StudySessionRow } from './study-sessions.queries.js';

const sessionIdOf = (visit: BranchVisit): string => visit.params['studyId'] ?? '';

/** The session the address names, without what members wrote. Throws NotFound. */
export async function getSession(visit: BranchVisit): Promise<StudySessionRow> {
  const found = await findStudySession(visit.useCase.db, stepPlaceOf(visit), sessionIdOf(visit));
  if (!found) throw new NotFound();
  return found;
}

export function studyFrame(visit: BranchVisit, last: { label: string; href: string | null }) {
  return visit.frame({ step: 'STUDY', crumbs: [{ label: '学习活动', href: sessionsHref(visit.branchId) }, last] });
}

/** Members read their own 学习心得, officers those of all; nobody of the bureau reads any. */
function notesFor({ person, branchId }: BranchVisit): Parameters<typeof findStudySession>[3] {
  if (mayInBranch(person.roles, 'mobilization:manage', branchId)) return 'all';
  const { member } = person;
  return member && member.branchId === branchId ? { memberId: member.id } : 'none';
}

export async function showSession(
  visit: BranchVisit,
  forms: { file?: FormState; link?: FormState },
  status: number,
): Promise<void> {
  const { branchId, person } = visit;
  const place = stepPlaceOf(visit);
  const session = await findStudySession(visit.useCase.db, place, sessionIdOf(visit), notesFor(visit));
  if (!session) throw new NotFound();
  const names = await listNames(visit.useCase.db, place, session.attendeeIds);
  const page = showSessionPage({
    frame: studyFrame(visit, { label: session.topic, href: null }),
    ...{ branchId, session, present: names.map(({ name }) => name) },
    may: {
      write: mayInBranch(person.roles, 'mobilization:manage', branchId),
      note: person.member?.branchId === branchId,
    },
    forms: { file: forms.file ?? freshForm(), link: forms.link ?? freshForm() },
  });
  visit.show('mobilization/study-session', page, status);
}
