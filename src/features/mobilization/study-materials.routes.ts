import { NotFound } from '../../shared/errors.js';
import { MOST_BYTES } from '../../shared/evidence-cleaning.js';
import { sendEvidence } from '../../web/evidence.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import { uploadedFile } from '../../web/upload.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { linkForm, materialForm, studyNoteForm } from './mobilization.forms.js';
import { sessionHref } from './study.paths.js';
import { addMaterialFile, addMaterialLink, removeMaterial } from './study-materials.service.js';
import { saveStudyNote } from './study-notes.service.js';
import { showOwnNotePage } from './study-session.page.js';
import { findMaterial, findStudySession } from './study-sessions.queries.js';
import { getSession, showSession, studyFrame } from './study-visit.js';

const ONE = '/branches/:branchId/study-sessions/:studyId';
const MATERIAL = '/branches/:branchId/study-materials/:materialId';
const NOTE = '/me/study-notes/:studyId';
const write = { place: 'branch', access: 'mobilization:manage' } as const;
const own = { place: 'own', access: 'own:profile' } as const;

export const studyMaterialRoutes: readonly RouteRow[] = [
  {
    ...{ method: 'post', path: `${ONE}/materials`, ...write },
    ...{ upload: { field: 'file', maxBytes: MOST_BYTES }, handler: addFile },
  },
  { method: 'post', path: `${ONE}/links`, ...write, handler: addLink },
  { method: 'get', path: MATERIAL, place: 'branch', access: 'branch:read', handler: send },
  { method: 'post', path: `${MATERIAL}/removal`, ...write, handler: remove },
  { method: 'get', path: NOTE, ...own, handler: (visit: OwnVisit) => showOwnNote(visit, null, 200) },
  { method: 'post', path: NOTE, ...own, handler: saveOwnNote },
];

async function addFile(visit: BranchVisit): Promise<void> {
  const { id } = await getSession(visit);
  await submitForm(visit, materialForm, {
    save: async ({ title }) => {
      const file = uploadedFile(visit, 'file', '请选择材料文件。');
      await addMaterialFile(visit.useCase, visit.files, stepPlaceOf(visit), id, file, title);
      return { href: `${sessionHref(visit.branchId, id)}#materials`, notice: '材料已上传。' };
    },
    again: (file) => showSession(visit, { file }, 422),
  });
}

async function addLink(visit: BranchVisit): Promise<void> {
  const { id } = await getSession(visit);
  await submitForm(visit, linkForm, {
    save: async (data) => {
      await addMaterialLink(visit.useCase, stepPlaceOf(visit), id, data);
      return { href: `${sessionHref(visit.branchId, id)}#materials`, notice: '网址已添加。' };
    },
    again: (link) => showSession(visit, { link }, 422),
  });
}

const materialIdOf = (visit: BranchVisit): string => visit.params['materialId'] ?? '';

async function send(visit: BranchVisit): Promise<void> {
  const found = await findMaterial(visit.useCase.db, stepPlaceOf(visit), materialIdOf(visit));
  const { fileName, mediaType, storageKey, removedAt } = found ?? {};
  if (removedAt !== null || !fileName || !mediaType || !storageKey) throw new NotFound();
  await sendEvidence(visit, { fileName, mediaType, storageKey });
}

async function remove(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  const found = await findMaterial(visit.useCase.db, place, materialIdOf(visit));
  if (!found) throw new NotFound();
  await removeMaterial(visit.useCase, visit.files, place, found.id);
  visit.go(`${sessionHref(visit.branchId, found.sessionId)}#materials`, '材料已去掉。');
}

/** `form` null: as it was saved. */
async function showOwnNote(visit: OwnVisit, form: FormState | null, status: number): Promise<void> {
  const { branchId, memberId } = visit;
  const id = visit.params['studyId'] ?? '';
  const session = await findStudySession(visit.useCase.db, stepPlaceOf(visit), id, { memberId });
  if (!session) throw new NotFound();
  const frame = studyFrame(visit, { label: '学习心得', href: null });
  const shown = form ?? freshForm({ content: session.notes[0]?.content ?? '' });
  visit.show('mobilization/own-note', showOwnNotePage({ frame, branchId, session, form: shown }), status);
}

async function saveOwnNote(visit: OwnVisit): Promise<void> {
  const { memberId, branchId } = visit;
  const { id: sessionId } = await getSession(visit);
  await submitForm(visit, studyNoteForm, {
    save: async ({ content }) => {
      await saveStudyNote(visit.useCase, stepPlaceOf(visit), { sessionId, memberId }, content);
      return { href: sessionHref(branchId, sessionId), notice: content === null ? '心得已收回。' : '心得已保存。' };
    },
    again: (form) => showOwnNote(visit, form, 422),
  });
}
