import { describe, expect, it } from 'vitest';
import { assignItems, type CommitmentTarget, saveCommitment } from '../../../src/features/commitments/index.js';
import { newId } from '../../../src/shared/ids.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const app = testAppOn(db, testClock('2026-07-05T10:00:00+08:00'));

async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { secretary, committee, officer, teaching, branch, target } = built;
  const base = `/branches/${branch.id}`;
  const bureauId = built.bureau.id;
  const useCase = useCaseFor(db, { bureauId, accountId: secretary.id, name: '王秀兰' }, app.clock);
  const ofGroup: CommitmentTarget = { ...target, level: 'GROUP', groupId: teaching.group.id };
  const commitments = (level: 'BRANCH' | 'GROUP' | 'MEMBER') =>
    db.commitment.findMany({
      where: { bureauId, level },
      include: { items: { orderBy: { position: 'asc' } }, reviews: true },
    });
  return {
    ...built,
    base,
    bureauId,
    useCase,
    ofGroup,
    commitments,
    secretaryAt: () => app.signIn(secretary.username),
    committeeAt: () => app.signIn(committee.username),
    officerAt: () => app.signIn(officer.username),
    leaderAt: () => app.signIn(teaching.leader.account.username),
    memberAt: () => app.signIn(teaching.member.account.username),
  };
}

/** The fields of one item as the form sends them. */
const itemFields = (index: number, over: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      id: '',
      mainTask: '提高课堂教学质量',
      workContent: '每学期组织四次公开课',
      measures: '',
      dueDate: '2026-12-20',
      responsiblePerson: '',
      parentItemId: '',
      keyTaskId: '',
      ...over,
    }).map(([name, value]) => [`items.${index}.${name}`, value]),
  );

describe('the whole way of three commitments', () => {
  it('R28 to R39: branch, group and member write, are reviewed and published', async () => {
    const { base, secretaryAt, committeeAt, officerAt, leaderAt, memberAt, commitments, teaching } = await scene();
    const secretary = await secretaryAt();
    const committee = await committeeAt();
    const officer = await officerAt();
    const leader = await leaderAt();
    const member = await memberAt();

    // The branch writes, checks, submits; the committee approves.
    expect((await secretary.get(`${base}/commitments`)).text).toContain('填写支部承诺');
    const saved = await secretary.post(`${base}/commitments/branch`, {
      revision: '0',
      preamble: '',
      next: 'check',
      ...itemFields(0),
      ...itemFields(1, { mainTask: '建设平安校园' }),
    });
    expect([saved.status, saved.headers.location]).toEqual([303, `${base}/commitments/branch/submission/new`]);
    expect((await secretary.get(`${base}/commitments/branch/submission/new`)).text).toContain('提交后不能自行撤回');
    expect((await secretary.post(`${base}/commitments/branch/submission`, { revision: '1' })).status).toBe(303);
    const [ofBranch] = await commitments('BRANCH');
    expect(ofBranch?.status).toBe('SUBMITTED');
    expect((await committee.get('/bureau/reviews')).text).toContain(`/bureau/reviews/${ofBranch?.id}`);
    const approved = await committee.post(`/bureau/reviews/${ofBranch?.id}`, {
      round: '1',
      action: 'approve',
      comment: '',
    });
    expect([approved.status, approved.headers.location]).toEqual([303, '/bureau/reviews']);

    // 分解 to a group.
    const first = ofBranch?.items[0]?.id ?? '';
    const split = await secretary.post(`${base}/commitments/breakdown`, {
      'items.0.itemId': first,
      'items.0.groupIds': [teaching.group.id],
      'items.1.itemId': ofBranch?.items[1]?.id ?? '',
    });
    expect(split.status).toBe(303);
    expect((await secretary.get(`${base}/commitments`)).text).toContain('1项未分解到小组');

    // The leader refines it, the branch approves.
    const groupForm = `${base}/groups/${teaching.group.id}/commitment`;
    const prefilled = await leader.get(groupForm);
    expect(prefilled.text).toContain(`<option value="${first}" selected>`);
    expect(
      (
        await leader.post(groupForm, {
          revision: '0',
          preamble: '',
          ...itemFields(0, { parentItemId: first, mainTask: '上好公开课' }),
        })
      ).status,
    ).toBe(303);
    expect((await leader.post(`${groupForm}/submission`, { revision: '1' })).status).toBe(303);
    const [ofGroup] = await commitments('GROUP');
    expect((await officer.get(`${base}/reviews`)).text).toContain('教学科研功能党小组承诺');
    expect(
      (await officer.post(`${base}/reviews/${ofGroup?.id}`, { round: '1', action: 'approve', comment: '同意' })).status,
    ).toBe(303);

    // The member takes up the group's item, the leader approves.
    const groupItem = ofGroup?.items[0]?.id ?? '';
    const own = await member.get('/me/commitment');
    expect(own.text).toContain('课堂教学');
    expect(own.text).toContain('上好公开课');
    expect(
      (
        await member.post('/me/commitment', {
          revision: '0',
          preamble: '',
          ...itemFields(0, { parentItemId: groupItem, mainTask: '每月一节公开课' }),
        })
      ).status,
    ).toBe(303);
    expect((await member.post('/me/commitment/submission', { revision: '1' })).status).toBe(303);
    const [ofMember] = await commitments('MEMBER');
    expect(
      (await leader.post(`${base}/reviews/${ofMember?.id}`, { round: '1', action: 'approve', comment: '' })).status,
    ).toBe(303);

    // 示诺.
    const ask = await secretary.get(`${base}/commitments/publication/new`);
    expect(ask.text).toContain('公布这3份承诺吗');
    const ids = [ofBranch?.id ?? '', ofGroup?.id ?? '', ofMember?.id ?? ''];
    const unticked = await secretary.post(`${base}/commitments/publication`, {
      commitmentIds: ids,
      secrecyReviewedBy: '陈建国',
    });
    expect(unticked.status, 'without the secrecy review').toBe(422);
    expect((await commitments('BRANCH'))[0]?.status).toBe('APPROVED');
    const published = await secretary.post(`${base}/commitments/publication`, {
      commitmentIds: ids,
      secrecyReviewedBy: '陈建国',
      secrecyReview: 'on',
    });
    expect(published.status).toBe(303);
    for (const level of ['BRANCH', 'GROUP', 'MEMBER'] as const)
      expect((await commitments(level))[0]?.status).toBe('PUBLISHED');

    const tree = (await member.get(`${base}/commitments`)).text;
    expect(tree.indexOf('提高课堂教学质量')).toBeLessThan(tree.indexOf('上好公开课'));
    expect(tree.indexOf('上好公开课')).toBeLessThan(tree.indexOf('每月一节公开课'));
    const letter = (await member.get(`${base}/commitments/${ofMember?.id}/letter?side=organization`)).text;
    expect(letter).toContain('教学科研功能党小组：');
    expect(letter).toContain('这是公布时存档的文本');
    expect((await member.get(`${base}/commitments/${ofMember?.id}/letter?side=people`)).text).toContain('群众：');
  }, 60_000);
});

describe('the form', () => {
  it('R35: a refused form comes back with what was typed and names the row', async () => {
    const { base, secretaryAt, commitments } = await scene();
    const secretary = await secretaryAt();
    const answer = await secretary.post(`${base}/commitments/branch`, {
      revision: '0',
      preamble: '写好的开头',
      ...itemFields(0),
      ...itemFields(1, { mainTask: '写到一半', dueDate: '' }),
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('写好的开头');
    expect(answer.text).toContain('写到一半');
    expect(answer.text).toContain('href="#f-items.1.dueDate">第2项：请选择办结时限');
    expect(await commitments('BRANCH')).toEqual([]);
  });

  it('an item is taken out by emptying its row, and one more row is had without a script', async () => {
    const { base, secretaryAt, commitments, useCase, target } = await scene();
    await saveCommitment(useCase, target, {
      preamble: '',
      revision: 0,
      items: [anItem({ mainTask: '甲' }), anItem({ mainTask: '乙' })],
    });
    const [before] = await commitments('BRANCH');
    const secretary = await secretaryAt();
    const emptied = { mainTask: '', workContent: '', dueDate: '', responsiblePerson: '' };
    const answer = await secretary.post(`${base}/commitments/branch`, {
      revision: '1',
      preamble: '',
      next: 'more',
      ...itemFields(0, { id: before?.items[0]?.id ?? '', ...emptied }),
      ...itemFields(1, { id: before?.items[1]?.id ?? '', mainTask: '乙' }),
    });
    expect([answer.status, answer.headers.location]).toEqual([303, `${base}/commitments/branch?rows=2`]);
    expect((await commitments('BRANCH'))[0]?.items.map(({ mainTask }) => mainTask)).toEqual(['乙']);
    const rows = async (query: string) =>
      (await secretary.get(`${base}/commitments/branch${query}`)).text.match(/<legend>第\d+项/g)?.length;
    expect([await rows(''), await rows('?rows=2'), await rows('?rows=99'), await rows('?rows=-1')]).toEqual([
      2, 3, 9, 2,
    ]);
  });

  it('R5: a form overtaken by another keeps what was typed', async () => {
    const { base, secretaryAt, useCase, target, commitments } = await scene();
    await saveCommitment(useCase, target, { preamble: '', revision: 0, items: [anItem({ mainTask: '甲' })] });
    const [before] = await commitments('BRANCH');
    const id = before?.items[0]?.id ?? '';
    await saveCommitment(useCase, target, { preamble: '', revision: 1, items: [anItem({ id, mainTask: '别人改的' })] });
    const answer = await (await secretaryAt()).post(`${base}/commitments/branch`, {
      revision: '1',
      preamble: '',
      ...itemFields(0, { id, mainTask: '我改的' }),
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('我改的');
    expect(answer.text).toContain('已在别处被修改');
    expect((await commitments('BRANCH'))[0]?.items[0]?.mainTask).toBe('别人改的');
  });

  it('R34, R33: shows suggestions without their author, and key tasks, beside the form', async () => {
    const { base, secretaryAt, bureauId, campaignId, branch } = await scene();
    const common = { bureauId, campaignId, year: 2026 };
    await db.keyTask.create({
      data: {
        ...common,
        id: newId(),
        position: 1,
        title: '教育评价改革',
        description: '',
        publishedAt: new Date('2026-06-01'),
      },
    });
    await db.feedback.create({
      data: {
        ...common,
        id: newId(),
        branchId: branch.id,
        kind: 'SUGGESTION',
        content: '建议延长图书馆开放时间',
        authorName: '家长马某',
        createdAt: new Date('2026-06-20'),
        trackingCode: newId(),
      },
    });
    const { text } = await (await secretaryAt()).get(`${base}/commitments/branch`);
    expect(text).toContain('教育评价改革');
    expect(text).toContain('建议延长图书馆开放时间');
    expect(text).not.toContain('家长马某');
  });
});

describe('who may', () => {
  it('only the leader of this very group writes for it; others find nothing or are refused', async () => {
    const { base, leaderAt, memberAt, secretaryAt, safety, commitments } = await scene();
    const form = `${base}/groups/${safety.group.id}/commitment`;
    const fields = { revision: '0', preamble: '', ...itemFields(0) };
    expect((await (await leaderAt()).get(form)).status).toBe(404);
    expect((await (await leaderAt()).post(form, fields)).status).toBe(404);
    expect((await (await memberAt()).post(form, fields)).status).toBe(403);
    expect((await (await secretaryAt()).post(form, fields)).status).toBe(403);
    expect(await commitments('GROUP')).toEqual([]);
  });

  it('another branch’s commitments are not found', async () => {
    const here = await scene();
    const there = await scene();
    const id = await saveCommitment(there.useCase, there.target, { preamble: '', revision: 0, items: [anItem()] });
    const secretary = await here.secretaryAt();
    for (const path of [
      `${there.base}/commitments`,
      `${here.base}/commitments/${id}`,
      `${here.base}/commitments/${id}/letter`,
      `${here.base}/reviews/${id}`,
    ]) {
      expect((await secretary.get(path)).status, path).toBe(404);
    }
  });

  it('a draft is read by its author and the officers only', async () => {
    const { base, useCase, ofGroup, leaderAt, memberAt, officerAt } = await scene();
    const id = await saveCommitment(useCase, ofGroup, {
      preamble: '',
      revision: 0,
      items: [anItem({ mainTask: '还没想好的事' })],
    });
    expect((await (await leaderAt()).get(`${base}/commitments/${id}`)).status).toBe(200);
    expect((await (await officerAt()).get(`${base}/commitments/${id}`)).status).toBe(200);
    const member = await memberAt();
    expect((await member.get(`${base}/commitments/${id}`)).status).toBe(404);
    expect((await member.get(`${base}/commitments/${id}/letter`)).status).toBe(404);
    expect((await member.get(`${base}/commitments`)).text).not.toContain('还没想好的事');
  });

  it('a return without a comment comes back as a form; the second reviewer is told 409', async () => {
    const { base, leaderAt, memberAt, commitments } = await scene();
    const member = await memberAt();
    await member.post('/me/commitment', { revision: '0', preamble: '', ...itemFields(0) });
    await member.post('/me/commitment/submission', { revision: '1' });
    const id = (await commitments('MEMBER'))[0]?.id ?? '';
    const leader = await leaderAt();
    const refused = await leader.post(`${base}/reviews/${id}`, { round: '1', action: 'return', comment: '' });
    expect([refused.status, refused.text.includes('请写明退回的理由和修改建议')]).toEqual([422, true]);
    expect(
      (await leader.post(`${base}/reviews/${id}`, { round: '1', action: 'return', comment: '写得再具体些' })).status,
    ).toBe(303);
    const late = await leader.post(`${base}/reviews/${id}`, { round: '1', action: 'approve', comment: '' });
    expect([late.status, late.text.includes('已由李慧退回修改')]).toEqual([409, true]);
    expect((await member.get('/me/commitment')).text).toContain('写得再具体些');
  });
});

describe('P3: queries of a page, session included', () => {
  it('grow neither with the items nor with the members', async () => {
    const { base, useCase, target, ofGroup, teaching, secretaryAt, leaderAt, memberAt, committeeAt } = await scene();
    const items = Array.from({ length: 12 }, (_, index) => anItem({ mainTask: `任务${index}` }));
    const branchs = await saveCommitment(useCase, target, { preamble: '', revision: 0, items });
    const stored = await db.commitmentItem.findMany({
      where: { bureauId: useCase.actor.bureauId, commitmentId: branchs },
    });
    await assignItems(
      useCase,
      target,
      stored.map(({ id }) => ({ itemId: id, groupIds: [teaching.group.id] })),
    );
    await saveCommitment(useCase, ofGroup, {
      preamble: '',
      revision: 0,
      items: stored.map(({ id }) => anItem({ parentItemId: id })),
    });
    const pages: [() => ReturnType<typeof secretaryAt>, string, number][] = [
      [secretaryAt, `${base}/commitments`, 4],
      [secretaryAt, `${base}/reviews`, 4],
      [committeeAt, '/bureau/reviews', 4],
      [secretaryAt, `${base}/commitments/publication/new`, 4],
      [secretaryAt, `${base}/commitments/breakdown`, 4],
      [secretaryAt, `${base}/commitments/branch`, 6],
      [leaderAt, `${base}/groups/${teaching.group.id}/commitment`, 6],
      [memberAt, '/me/commitment', 6],
      [secretaryAt, `${base}/commitments/${branchs}`, 6],
      [secretaryAt, `${base}/commitments/${branchs}/letter`, 6],
    ];
    for (const [signIn, path, most] of pages) {
      const browser = await signIn();
      await browser.get(path);
      const { result, queries } = await countQueries(db, () => browser.get(path));
      expect([path, result.status]).toEqual([path, 200]);
      expect(queries.length, `${path}\n${queries.join('\n')}`).toBeLessThanOrEqual(most);
    }
  }, 60_000);
});
