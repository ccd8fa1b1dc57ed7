import { describe, expect, it } from 'vitest';
import { ceilingWarning, mostExcellent } from '../../../src/features/appraisals/member-appraisals.rules.js';
import { anAccount } from '../../factories/account.js';
import { aMember } from '../../factories/member.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

async function scene(now = '2026-12-10T10:00:00+08:00') {
  const clock = testClock(now);
  const built = await publishedLetters({ db, clock });
  const { bureauId, base, teaching, secretary } = built;
  const app = testAppOn(db, clock);
  const memberId = teaching.member.member.id;
  const officer = await app.signIn(secretary.username);
  const path = `${base}/member-appraisals/${memberId}`;
  const rows = () => db.memberAppraisal.findMany({ where: { bureauId }, orderBy: { createdAt: 'asc' } });
  const decision = (over: Record<string, string> = {}) => ({
    ...{ EXCELLENT: '3', QUALIFIED: '1', BASICALLY_QUALIFIED: '0', UNQUALIFIED: '0' },
    ...{ grade: 'QUALIFIED', opinion: '认真负责', decidedOn: '2026-12-10', revision: '0', ...over },
  });
  return { ...built, app, clock, memberId, officer, path, rows, decision };
}

describe('民主评议党员', () => {
  it('E45: over a third is a warning with the numbers, not a refusal', async () => {
    const { officer, base, path, rows, decision, teaching, safety } = await scene();
    await officer.post(path, decision({ grade: 'EXCELLENT' }));
    for (const { member } of [teaching.leader, safety.leader]) {
      await officer.post(`${base}/member-appraisals/${member.id}`, decision({ grade: 'EXCELLENT' }));
    }
    expect((await rows()).map(({ grade }) => grade)).toEqual(['EXCELLENT', 'EXCELLENT', 'EXCELLENT']);
    const { result, queries } = await countQueries(db, () => officer.get(`${base}/member-appraisals`));
    expect(result.text).toContain('评为优秀的有3名，全体党员4名，超过三分之一（一般不超过1名）');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  });

  it.each([
    [9, 3, null],
    [9, 4, '一般不超过3名'],
    [2, 1, '一般不超过0名'],
    [0, 0, null],
  ])('E45: of %i members %i excellent', (members, excellent, words) => {
    const warning = ceilingWarning(members, excellent);
    if (words === null) expect(warning).toBeNull();
    else expect(warning).toContain(words);
  });

  it('E45: the ceiling is a third rounded down', () => {
    expect([8, 9, 10, 11, 12].map(mostExcellent)).toEqual([2, 3, 3, 3, 4]);
  });

  it('E5: a probationary member appraises himself and is heard, without a grade', async () => {
    const { app, branch, bureauId, officer, base, rows, decision } = await scene();
    const young = await aMember(db, branch, { name: '许晴', memberType: 'PROBATIONARY' });
    const account = await anAccount(db, bureauId, { displayName: '许晴', memberId: young.id });
    const own = await app.signIn(account.username);
    const page = await own.get('/me/appraisal');
    expect(page.text).not.toContain('自评等次');
    await own.post('/me/appraisal', { text: '认真学习', revision: '0' });
    const at = `${base}/member-appraisals/${young.id}`;
    const graded = await officer.post(at, decision({ revision: '1' }));
    expect(graded.status).toBe(422);
    expect(graded.text).toContain('预备党员参加评议，不评定等次');
    const { grade: _, ...ungraded } = decision({ revision: '1' });
    expect((await officer.post(at, ungraded)).status).toBe(303);
    expect(await rows()).toMatchObject([{ selfText: '认真学习', selfGrade: null, grade: null, opinion: '认真负责' }]);
  });

  it('the member writes in the season, sees the decision, and cannot write after it', async () => {
    const { app, secretary, path, rows, decision, teaching, clock } = await scene('2026-11-10T10:00:00+08:00');
    const early = await app.signIn(teaching.member.account.username);
    expect((await early.post('/me/appraisal', { text: '太早', grade: 'QUALIFIED', revision: '0' })).status).toBe(422);
    expect(await rows()).toEqual([]);
    clock.set('2026-12-10T10:00:00+08:00');
    const own = await app.signIn(teaching.member.account.username);
    const bare = await own.post('/me/appraisal', { text: '一年来……', revision: '0' });
    expect(bare.text).toContain('请选择自评等次');
    await own.post('/me/appraisal', { text: '一年来……', grade: 'QUALIFIED', revision: '0' });
    const officer = await app.signIn(secretary.username);
    await officer.post(path, decision({ revision: '1' }));
    expect(await rows()).toMatchObject([{ selfGrade: 'QUALIFIED', grade: 'QUALIFIED', revision: 2 }]);
    expect((await own.get('/me/appraisal')).text).toContain('认真负责');
    const late = await own.post('/me/appraisal', { text: '再改', grade: 'EXCELLENT', revision: '2' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('支部已经评定');
  });

  it('refuses more votes than members, a day to come, no grade, and a stale form; nothing is written', async () => {
    const { officer, path, rows, decision } = await scene();
    const refusals: [Record<string, string>, string][] = [
      [{ EXCELLENT: '9' }, '超过支部党员4人'],
      [{ decidedOn: '2026-12-11' }, '评定日期不能晚于今天'],
      [{ grade: '' }, '请选择评定等次'],
    ];
    for (const [over, words] of refusals) {
      const answer = await officer.post(path, decision(over));
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(words);
    }
    expect(await rows()).toEqual([]);
    await officer.post(path, decision());
    const stale = await officer.post(path, decision({ opinion: '另一种意见' }));
    expect(stale.text).toContain('本次没有保存');
    expect(await rows()).toMatchObject([{ opinion: '认真负责' }]);
  });

  it('E43: an officer does not record the decision on himself', async () => {
    const { app, branch, bureauId, base, rows, decision } = await scene();
    const member = await aMember(db, branch, { name: '郑红' });
    const account = await anAccount(db, bureauId, {
      displayName: '郑红',
      memberId: member.id,
      role: 'BRANCH_COMMITTEE_MEMBER',
      branchId: branch.id,
    });
    const browser = await app.signIn(account.username);
    const answer = await browser.post(`${base}/member-appraisals/${member.id}`, decision());
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('请由其他支部委员登记');
    expect(await rows()).toEqual([]);
  });
});
