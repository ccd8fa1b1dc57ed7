import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type CommitmentTarget,
  publishCommitments,
  type ReviewDecision,
  type Reviewer,
  reviewCommitment,
  saveCommitment,
  submitCommitment,
} from '../../../src/features/commitments/index.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { committee, officer, teaching, target, branch } = built;
  const bureauId = built.bureau.id;
  const clock = testClock('2026-07-05T10:00:00+08:00');
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const none: Reviewer = { accountId: '', memberId: null, ofBureau: false, officerOf: [], belongsTo: [], leads: [] };
  const reviewers = {
    committee: { ...none, accountId: committee.id, ofBureau: true },
    officer: { ...none, accountId: officer.id, officerOf: [branch.id], belongsTo: [branch.id] },
    leader: {
      ...none,
      accountId: teaching.leader.account.id,
      memberId: teaching.leader.member.id,
      belongsTo: [branch.id],
      leads: [teaching.group.id],
    },
  };
  const write = async (author: { id: string; displayName: string }, over: Partial<CommitmentTarget> = {}) => {
    const to = { ...target, ...over };
    const id = await saveCommitment(by(author), to, { preamble: '郑重承诺', items: [anItem()], revision: 0 });
    await submitCommitment(by(author), to, { revision: 1 });
    return id;
  };
  const read = (id: string) =>
    db.commitment.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } }, include: { reviews: true } });
  const decision = (commitmentId: string, over: Partial<ReviewDecision> = {}): ReviewDecision => ({
    commitmentId,
    round: 1,
    action: 'approve',
    comment: '',
    ...over,
  });
  const ofGroup = { level: 'GROUP', groupId: teaching.group.id } as const;
  const ofMember = { level: 'MEMBER', memberId: teaching.member.member.id } as const;
  return { ...built, bureauId, clock, by, reviewers, write, read, decision, ofGroup, ofMember };
}

describe('reviewing', () => {
  it('the committee approves a branch, the branch a group, the leader a member', async () => {
    const { secretary, committee, officer, teaching, by, reviewers, write, read, decision, ofGroup, ofMember } =
      await scene();
    const branchs = await write(secretary);
    const groups = await write(teaching.leader.account, ofGroup);
    const members = await write(teaching.member.account, ofMember);
    await reviewCommitment(by(committee), reviewers.committee, decision(branchs, { comment: '切实可行' }));
    await reviewCommitment(by(officer), reviewers.officer, decision(groups));
    await reviewCommitment(by(teaching.leader.account), reviewers.leader, decision(members));
    for (const id of [branchs, groups, members]) expect((await read(id)).status).toBe('APPROVED');
    expect((await read(branchs)).reviews).toMatchObject([
      { round: 1, outcome: 'APPROVED', comment: '切实可行', reviewerName: '刘志远' },
    ]);
  });

  it('returned, mended and submitted again, it is reviewed in the next round', async () => {
    const { secretary, committee, target, by, reviewers, write, read, decision } = await scene();
    const id = await write(secretary);
    await reviewCommitment(
      by(committee),
      reviewers.committee,
      decision(id, { action: 'return', comment: '第1项请写明次数' }),
    );
    expect(await read(id)).toMatchObject({
      status: 'RETURNED',
      reviews: [{ outcome: 'RETURNED', comment: '第1项请写明次数' }],
    });
    const { revision } = await read(id);
    await saveCommitment(by(secretary), target, {
      preamble: '',
      items: [anItem({ workContent: '每学期四次' })],
      revision,
    });
    await submitCommitment(by(secretary), target, { revision: revision + 1 });
    await expect(
      reviewCommitment(by(committee), reviewers.committee, decision(id)),
      'the first round is over',
    ).rejects.toMatchObject({ name: 'StaleState' });
    await reviewCommitment(by(committee), reviewers.committee, decision(id, { round: 2 }));
    expect(await read(id)).toMatchObject({ status: 'APPROVED', round: 2 });
  });

  it('a return needs a comment', async () => {
    const { secretary, committee, by, reviewers, write, read, decision } = await scene();
    const id = await write(secretary);
    await expect(
      reviewCommitment(by(committee), reviewers.committee, decision(id, { action: 'return' })),
    ).rejects.toMatchObject({ name: 'RuleViolation', field: 'comment' });
    expect(await read(id)).toMatchObject({ status: 'SUBMITTED', reviews: [] });
  });

  it('E10: nobody decides on his own branch, group or pledge; for others’ desks there is nothing there', async () => {
    const { secretary, committee, officer, teaching, branch, by, reviewers, write, read, decision, ofGroup } =
      await scene();
    const branchs = await write(secretary);
    const groups = await write(teaching.leader.account, ofGroup);
    const both = { ...reviewers.committee, officerOf: [branch.id], belongsTo: [branch.id] };
    await expect(reviewCommitment(by(committee), both, decision(branchs))).rejects.toMatchObject({ name: 'Forbidden' });
    await expect(reviewCommitment(by(officer), reviewers.officer, decision(branchs))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(
      reviewCommitment(by(officer), { ...reviewers.officer, leads: [teaching.group.id] }, decision(groups)),
    ).rejects.toMatchObject({ name: 'Forbidden' });
    expect((await read(branchs)).status).toBe('SUBMITTED');
    expect((await read(groups)).status).toBe('SUBMITTED');
  });

  it('a commitment of another branch or bureau is not found', async () => {
    const here = await scene();
    const there = await scene();
    const id = await there.write(there.secretary);
    await expect(
      reviewCommitment(here.by(here.committee), here.reviewers.committee, here.decision(id)),
    ).rejects.toMatchObject({ name: 'NotFound' });
    const groups = await here.write(here.teaching.leader.account, here.ofGroup);
    await expect(
      reviewCommitment(
        here.by(here.officer),
        here.reviewers.officer,
        here.decision(groups, { branchId: there.branch.id }),
      ),
    ).rejects.toMatchObject({ name: 'NotFound' });
    expect((await there.read(id)).status).toBe('SUBMITTED');
  });

  it('two reviews of one round at once: one counts, the other learns who was first', async () => {
    const { secretary, committee, by, reviewers, write, read, decision } = await scene();
    const id = await write(secretary);
    const both = await Promise.allSettled([
      reviewCommitment(by(committee), reviewers.committee, decision(id)),
      reviewCommitment(by(committee), reviewers.committee, decision(id, { action: 'return', comment: '请修改' })),
    ]);
    const lost = both.find(({ status }) => status === 'rejected');
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lost).toMatchObject({ reason: { name: 'StaleState', message: expect.stringContaining('已由刘志远') } });
    const { reviews, status } = await read(id);
    expect(reviews).toHaveLength(1);
    expect(status).toBe(reviews[0]?.outcome);
  });
});

describe('publishing', () => {
  const publication = { commitmentIds: 'all', secrecyReviewedBy: '陈建国' } as const;

  async function approved() {
    const built = await scene();
    const { secretary, committee, officer, teaching, by, reviewers, write, decision, ofGroup, ofMember } = built;
    const branchs = await write(secretary);
    const groups = await write(teaching.leader.account, ofGroup);
    const waiting = await write(teaching.member.account, ofMember);
    await reviewCommitment(by(committee), reviewers.committee, decision(branchs));
    await reviewCommitment(by(officer), reviewers.officer, decision(groups));
    return { ...built, branchs, groups, waiting, useCase: by(secretary) };
  }

  it('R36: freezes each letter with its digest and puts the branch’s on the notice board; what waits stays', async () => {
    const { useCase, target, read, branchs, groups, waiting, bureauId, branch } = await approved();
    expect(await publishCommitments(useCase, target, publication)).toBe(2);
    const row = await read(branchs);
    expect(row.status).toBe('PUBLISHED');
    expect(row.frozenHash).toBe(
      createHash('sha256')
        .update(row.frozenText ?? '', 'utf8')
        .digest('hex'),
    );
    expect(JSON.parse(row.frozenText ?? '')).toMatchObject({
      pledger: branch.name,
      organizationSide: '中共示范区教育体育局委员会',
      peopleSide: '党员、群众',
      preamble: '郑重承诺',
      items: [{ mainTask: '提高课堂教学质量', dueDate: '2026-12-20', responsiblePerson: '李慧' }],
      signer: '王秀兰',
      signedOn: '2026-07-05',
    });
    expect(JSON.parse((await read(groups)).frozenText ?? '')).toMatchObject({
      pledger: '教学科研功能党小组',
      signer: '李慧',
    });
    expect((await read(waiting)).status).toBe('SUBMITTED');
    const notices = await db.notice.findMany({ where: { bureauId } });
    expect(notices).toMatchObject([{ kind: 'COMMITMENTS', branchId: branch.id, secrecyReviewedBy: '陈建国' }]);
    expect(JSON.stringify(notices[0]?.content)).toContain('每学期组织四次公开课');
  });

  it('two publications at once: one counts', async () => {
    const { useCase, target, bureauId, branchs } = await approved();
    const both = await Promise.allSettled([
      publishCommitments(useCase, target, publication),
      publishCommitments(useCase, target, publication),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'StaleState' } });
    expect(await db.notice.count({ where: { bureauId } })).toBe(1);
    expect(await db.auditEvent.count({ where: { bureauId, entityId: branchs, action: 'commitment.publish' } })).toBe(1);
  });

  it('publishes only what the secretary saw, all or none', async () => {
    const { useCase, target, read, groups, waiting } = await approved();
    await expect(
      publishCommitments(useCase, target, { ...publication, commitmentIds: [groups, waiting] }),
    ).rejects.toMatchObject({ name: 'StaleState' });
    expect((await read(groups)).status).toBe('APPROVED');
    expect(await publishCommitments(useCase, target, { ...publication, commitmentIds: [groups] })).toBe(1);
    expect((await read(groups)).status).toBe('PUBLISHED');
  });
});
