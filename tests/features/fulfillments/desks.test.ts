import { expect, it } from 'vitest';
import { publishedLetters } from '../../factories/published-letters.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-09-10T10:00:00+08:00');

const DEED = { doneOn: '2026-09-08', content: '开展活动', value: '' };

it('R41: what a member recorded is a task of the leader, what a group recorded one of the branch', async () => {
  const { base, teaching, secretary, ofMember, ofGroup } = await publishedLetters(app);
  const leader = await app.signIn(teaching.leader.account.username);
  const desk = await app.signIn(secretary.username);
  expect((await leader.get('/me')).text).not.toContain('认可组员的践诺记录');
  const member = await app.signIn(teaching.member.account.username);
  await member.post(`${base}/items/${ofMember}/fulfillments`, { ...DEED, value: '1' });
  expect((await leader.get('/me')).text).toContain('有1条践诺记录或延期申请等您办理');
  expect((await desk.get(`${base}/steps/commitment`)).text).not.toContain('等支部认可');
  await leader.post(`${base}/items/${ofGroup}/fulfillments`, DEED);
  const { result, queries } = await countQueries(app.db, () => desk.get(`${base}/steps/commitment`));
  expect(result.text).toContain('1条践诺记录或延期申请等支部认可');
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
});

it('R41, E34: what a branch recorded or asked for stands at the committee’s desk until it is decided', async () => {
  const { base, secretary, committee, ofBranch, bureauId } = await publishedLetters(app);
  const above = await app.signIn(committee.username);
  const desk = await app.signIn(secretary.username);
  expect((await above.get('/bureau/reviews')).text).not.toContain('党支部的践诺记录');
  await desk.post(`${base}/items/${ofBranch}/fulfillments`, DEED);
  const { result, queries } = await countQueries(app.db, () => above.get('/bureau/reviews'));
  expect(result.text).toContain('党支部的践诺记录和延期申请');
  expect(result.text).toContain(`${base}/fulfillments`);
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  const { id, revision } = await app.db.fulfillment.findFirstOrThrow({ where: { bureauId } });
  await above.post(`${base}/fulfillments/${id}/decision`, { action: 'accept', note: '', revision: String(revision) });
  expect((await above.get('/bureau/reviews')).text).not.toContain('党支部的践诺记录');
});
