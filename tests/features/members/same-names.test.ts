import { expect, it } from 'vitest';
import { draftRound, openRound } from '../../../src/features/evaluations/index.js';
import { recordStudySession } from '../../../src/features/mobilization/index.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { aRoundInput, standardsOf } from '../../factories/evaluation.js';
import { aPassedMeeting } from '../../factories/group-change.js';
import { aMember } from '../../factories/member.js';
import { ELDER, withNamesakes, YOUNGER } from '../../factories/namesakes.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

it('E42: two of one name stand apart on the roster and in each list to choose from', async () => {
  const branch = await aListedBranch(db, { members: 4 });
  const { bureauId, branchId } = branch.place;
  const of = { bureauId, id: branchId };
  await aMember(db, of, { name: '张伟', post: '教师', birthDate: new Date('1985-03-02') });
  await aMember(db, of, { name: '张伟', post: '教师', birthDate: new Date('1991-10-02') });
  const secretary = await app.signIn(branch.secretary.username);
  const bureau = await app.signIn((await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY' })).username);
  const base = `/branches/${branchId}`;
  for (const [browser, path] of [
    [secretary, `${base}/members`],
    [secretary, `${base}/exclusions/new`],
    [secretary, `${base}/meetings/new`],
    [bureau, `/bureau/branches/${branchId}/split/new`],
  ] as const) {
    const { text } = await browser.get(path);
    for (const words of ['张伟（1985年3月生）', '张伟（1991年10月生）']) expect(text, path).toContain(words);
  }
});

it('E42: so they do where groups are changed, places given, activities and study recorded and honours named', async () => {
  const branch = await aListedBranch(db, { members: 10 });
  const { elder, younger } = await withNamesakes(db, branch);
  const { place, teaching, useCase } = branch;
  const { bureauId, campaignId, branchId } = place;
  await aPassedMeeting(db, branch);
  await standardsOf(db, bureauId, campaignId);
  const roundId = await draftRound(useCase, campaignId, aRoundInput());
  await openRound(useCase, roundId, 1);
  await db.branchStep.create({ data: { ...place, id: newId(), step: 'STUDY', openedAt: app.clock.now() } });
  const secretary = await app.signIn(branch.secretary.username);
  const base = `/branches/${branchId}`;
  const group = `${base}/groups/${teaching}`;
  for (const path of [
    `${group}/split/new`,
    `${group}/dissolution/new`,
    `${base}/group-changes/creation/new`,
    `${group}/activities/new`,
    `${base}/study-sessions/new`,
    `${base}/enrollment`,
    `${base}/enrollment/places`,
    `${base}/evaluations/${roundId}`,
  ]) {
    const { text } = await secretary.get(path);
    for (const words of [ELDER, YOUNGER]) expect(text, path).toContain(words);
  }
  const id = await recordStudySession(useCase, place, {
    ...{ topic: '学习讲话精神', heldOn: new Date('2026-06-14'), place: '会议室', material: '', summary: '' },
    attendeeIds: [elder],
  });
  const asked = await secretary.get(`${base}/study-sessions/${id}/absences/edit`);
  expect(asked.text).toContain(YOUNGER);
  expect(younger).not.toBe('');
});
