import { expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { aMember } from '../../factories/member.js';
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
