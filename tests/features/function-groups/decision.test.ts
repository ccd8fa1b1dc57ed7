import { describe, expect, it } from 'vitest';
import {
  answerOpinion,
  giveOpinion,
  openConsultation,
} from '../../../src/features/function-groups/consultation.service.js';
import { announceProposal, decideProposal } from '../../../src/features/function-groups/decision.service.js';
import { addGroup, updateGroup } from '../../../src/features/function-groups/proposal.service.js';
import { NotFound, RuleViolation, StaleState } from '../../../src/shared/errors.js';
import { aBranchInGroupSetup, GROUP_INPUT, type GroupSetupWish, someMinutes } from '../../factories/group-setup.js';
import { aMember } from '../../factories/member.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

/** A branch with one group of ten places under consultation until June 8. */
async function consulting(wish: GroupSetupWish = {}, over: Partial<Parameters<typeof addGroup>[2]> = {}) {
  const clock = testClock('2026-06-02T10:00:00+08:00');
  const setup = await aBranchInGroupSetup(db, clock, wish);
  const groupId = await addGroup(setup.useCase, setup.place, { ...GROUP_INPUT, ...over });
  await openConsultation(setup.useCase, setup.place, { closesOn: new Date('2026-06-08') });
  const [first] = setup.members;
  if (!first) throw new Error('no members');
  return { ...setup, clock, groupId, first };
}
type Setup = Awaited<ReturnType<typeof consulting>>;

const proposalOf = ({ bureauId }: Setup) => db.groupProposal.findFirstOrThrow({ where: { bureauId } });
const opinionOf = ({ bureauId }: Setup) => db.consultationOpinion.findFirst({ where: { bureauId } });
const meetingsOf = ({ bureauId }: Setup) => db.branchMeeting.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
const NOTE = '在党员大会上征求意见，党员没有不同意见。';
const decide = ({ useCase, place }: Setup, over: object = {}, note: string | null = NOTE) =>
  decideProposal(useCase, place, { meeting: { ...someMinutes('2026-06-09'), ...over }, consultationNote: note });
const announcement = { ...someMinutes('2026-06-10'), eligibleCount: 8, presentCount: 7 };
const announce = ({ useCase, place }: Setup) => {
  const { kind: _, votes: __, ...meeting } = announcement;
  return announceProposal(useCase, place, { meeting, secrecyReviewedBy: '李慧' });
};

describe('opinions', () => {
  it('R13: a member gives one opinion and may change it until the closing day is over', async () => {
    const setup = await consulting();
    const { useCase, place, first, clock } = setup;
    await giveOpinion(useCase, place, { memberId: first.id, stance: 'SUGGEST', content: '增加后勤组' });
    clock.set('2026-06-08T23:50:00+08:00');
    await giveOpinion(useCase, place, { memberId: first.id, stance: 'OBJECT', content: '小组太少' });
    expect(await db.consultationOpinion.count({ where: { bureauId: setup.bureauId } })).toBe(1);
    clock.set('2026-06-09T00:10:00+08:00');
    await expect(giveOpinion(useCase, place, { memberId: first.id, stance: 'SUPPORT', content: null })).rejects.toThrow(
      '已经截止',
    );
    expect(await opinionOf(setup)).toMatchObject({ stance: 'OBJECT', content: '小组太少', handling: null });
  });

  it('R13: two opinions of one member at once leave one row', async () => {
    const setup = await consulting();
    const { useCase, place, first, bureauId } = setup;
    const give = (content: string) => giveOpinion(useCase, place, { memberId: first.id, stance: 'SUGGEST', content });
    await Promise.all([give('甲'), give('乙')]);
    expect(await db.consultationOpinion.count({ where: { bureauId } })).toBe(1);
  });

  it('R13: a suggestion needs words; plain approval needs no answer', async () => {
    const setup = await consulting();
    const { useCase, place, first } = setup;
    await expect(
      giveOpinion(useCase, place, { memberId: first.id, stance: 'SUGGEST', content: null }),
    ).rejects.toMatchObject({ field: 'content' });
    expect(await opinionOf(setup)).toBeNull();
    await giveOpinion(useCase, place, { memberId: first.id, stance: 'SUPPORT', content: null });
    expect(await opinionOf(setup)).toMatchObject({ handling: 'ADOPTED' });
  });

  it('R52: a member of another branch cannot give an opinion', async () => {
    const setup = await consulting();
    const other = await consulting({ beside: { bureauId: setup.bureauId, campaignId: setup.campaignId } });
    await expect(
      giveOpinion(setup.useCase, setup.place, { memberId: other.first.id, stance: 'SUPPORT', content: null }),
    ).rejects.toBeInstanceOf(NotFound);
    const left = await aMember(db, setup.branch, { leftOn: new Date('2026-05-01') });
    await expect(
      giveOpinion(setup.useCase, setup.place, { memberId: left.id, stance: 'SUPPORT', content: null }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  it('R13: the answer is kept; when the member changes the opinion it falls away, and an answer to the old words is refused', async () => {
    const setup = await consulting();
    const { useCase, place, first, clock } = setup;
    await giveOpinion(useCase, place, { memberId: first.id, stance: 'SUGGEST', content: '增加后勤组' });
    const opinion = await opinionOf(setup);
    if (!opinion) throw new Error('no opinion');
    const answer = { handling: 'ADOPTED', answer: '已增加', seenAt: opinion.createdAt } as const;
    await answerOpinion(useCase, place, opinion.id, answer);
    expect(await opinionOf(setup)).toMatchObject({ handling: 'ADOPTED', answer: '已增加' });
    clock.advanceMinutes(5);
    await giveOpinion(useCase, place, { memberId: first.id, stance: 'SUGGEST', content: '再增加一个' });
    expect(await opinionOf(setup)).toMatchObject({ handling: null, answer: null });
    await expect(answerOpinion(useCase, place, opinion.id, answer)).rejects.toBeInstanceOf(RuleViolation);
    expect(await opinionOf(setup)).toMatchObject({ handling: null });
  });
});

describe('the decision', () => {
  it('R14: keeps the groups as they stood at the opening and at the decision', async () => {
    const setup = await consulting();
    await updateGroup(setup.useCase, setup.place, setup.groupId, { ...GROUP_INPUT, name: '教研先锋' });
    setup.clock.set('2026-06-09T16:00:00+08:00');
    await decide(setup);
    const versions = await db.proposalVersion.findMany({
      where: { bureauId: setup.bureauId },
      orderBy: { createdAt: 'asc' },
      select: { stage: true, content: true },
    });
    expect(versions).toMatchObject([
      { stage: 'CONSULTED', content: { groups: [{ name: GROUP_INPUT.name, minSize: 3 }] } },
      { stage: 'DECIDED', content: { groups: [{ name: '教研先锋', minSize: 3 }] } },
    ]);
  });

  it('R14: a passed vote makes the proposal DECIDED, with the meeting and its verdict', async () => {
    const setup = await consulting();
    setup.clock.set('2026-06-09T16:00:00+08:00');
    const meeting = await decide(setup);
    expect(meeting.verdict).toBe('PASSED');
    expect(await proposalOf(setup)).toMatchObject({
      status: 'DECIDED',
      decisionMeetingId: meeting.id,
      consultationNote: NOTE,
    });
    expect(await meetingsOf(setup)).toMatchObject([
      { id: meeting.id, purpose: 'GROUP_DECISION', forCount: 5, verdict: 'PASSED' },
    ]);
    await expect(updateGroup(setup.useCase, setup.place, setup.groupId, GROUP_INPUT)).rejects.toBeInstanceOf(
      StaleState,
    );
  });

  it.each([
    ['E20: half', { votes: { for: 2, against: 1, abstain: 1 }, eligibleCount: 4, presentCount: 4 }, 'DEFERRED'],
    ['R14: rejected', { votes: { for: 1, against: 4, abstain: 0 } }, 'REJECTED'],
    ['E19: inquorate', { presentCount: 2, votes: null }, 'INQUORATE'],
  ])('%s: the meeting stays on record and the proposal in consultation', async (_, over, verdict) => {
    const setup = await consulting();
    setup.clock.set('2026-06-09T16:00:00+08:00');
    expect((await decide(setup, over)).verdict).toBe(verdict);
    expect(await proposalOf(setup)).toMatchObject({ status: 'CONSULTING', decisionMeetingId: null });
    expect(await meetingsOf(setup)).toMatchObject([{ verdict }]);
    expect((await decide(setup)).verdict).toBe('PASSED');
  });

  it('R13: is refused before the closing day has passed, and taken when every member has answered', async () => {
    const setup = await consulting({ members: 3 });
    setup.clock.set('2026-06-05T16:00:00+08:00');
    const early = () => decide(setup, { heldOn: new Date('2026-06-05') }, null);
    await expect(early()).rejects.toThrow('还没有截止');
    for (const member of setup.members)
      await giveOpinion(setup.useCase, setup.place, { memberId: member.id, stance: 'SUPPORT', content: null });
    expect((await early()).verdict).toBe('PASSED');
  });

  it('R13: is refused with an unanswered opinion, and without any record of how members were consulted', async () => {
    const setup = await consulting();
    await giveOpinion(setup.useCase, setup.place, { memberId: setup.first.id, stance: 'OBJECT', content: '不合适' });
    setup.clock.set('2026-06-09T16:00:00+08:00');
    await expect(decide(setup)).rejects.toThrow('还有1条意见没有答复');
    const silent = await consulting();
    silent.clock.set('2026-06-09T16:00:00+08:00');
    await expect(decide(silent, {}, null)).rejects.toMatchObject({ field: 'consultationNote' });
    for (const one of [setup, silent]) {
      expect(await proposalOf(one)).toMatchObject({ status: 'CONSULTING' });
      expect(await meetingsOf(one)).toEqual([]);
    }
  });

  it('R17: is refused while the groups have fewer places than the branch members', async () => {
    const setup = await consulting({ members: 8 }, { maxSize: 7 });
    setup.clock.set('2026-06-09T16:00:00+08:00');
    await expect(decide(setup)).rejects.toThrow('还差1个名额');
    expect(await meetingsOf(setup)).toEqual([]);
  });

  it.each([
    ['in the future', { heldOn: new Date('2026-06-10') }, 'heldOn'],
    ['before the consultation', { heldOn: new Date('2026-06-01') }, 'heldOn'],
    ['more present than eligible', { presentCount: 6 }, 'presentCount'],
    ['more votes than present', { votes: { for: 5, against: 1, abstain: 0 } }, 'forCount'],
    ['without votes', { votes: null }, 'forCount'],
    ['E19: votes without a quorum', { presentCount: 2, votes: { for: 2, against: 0, abstain: 0 } }, 'forCount'],
    ['by a group meeting', { kind: 'GROUP' }, 'kind'],
  ])('R59: minutes %s are refused', async (_, over, field) => {
    const setup = await consulting();
    setup.clock.set('2026-06-09T16:00:00+08:00');
    await expect(decide(setup, over)).rejects.toMatchObject({ field });
    expect(await proposalOf(setup)).toMatchObject({ status: 'CONSULTING' });
    expect(await meetingsOf(setup)).toEqual([]);
  });

  it('R14: a branch without a committee decides in its general meeting', async () => {
    const setup = await consulting({ hasCommittee: false });
    setup.clock.set('2026-06-09T16:00:00+08:00');
    await expect(decide(setup)).rejects.toMatchObject({ field: 'kind' });
    expect((await decide(setup, { kind: 'GENERAL' })).verdict).toBe('PASSED');
  });

  it('R14: of two decisions at once one wins, and one meeting is kept', async () => {
    const setup = await consulting();
    setup.clock.set('2026-06-09T16:00:00+08:00');
    const results = await Promise.allSettled([decide(setup), decide(setup)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: expect.any(StaleState) });
    expect(await meetingsOf(setup)).toHaveLength(1);
  });
});

describe('the announcement', () => {
  async function decided() {
    const setup = await consulting();
    setup.clock.set('2026-06-10T16:00:00+08:00');
    await decide(setup);
    return setup;
  }

  it('R15: keeps a general meeting without a vote and puts the groups on the notice board', async () => {
    const setup = await decided();
    const meeting = await announce(setup);
    expect(await proposalOf(setup)).toMatchObject({ status: 'ANNOUNCED', announcementMeetingId: meeting.id });
    expect(await meetingsOf(setup)).toMatchObject([
      {},
      { kind: 'GENERAL', purpose: 'GROUP_ANNOUNCEMENT', verdict: 'NO_VOTE', forCount: null },
    ]);
    const notices = await db.notice.findMany({ where: { bureauId: setup.bureauId } });
    expect(notices).toMatchObject([{ kind: 'GROUPS', branchId: setup.branch.id, secrecyReviewedBy: '李慧' }]);
    expect(JSON.stringify(notices[0]?.content)).toContain('教学科研');
  });

  it('R15: is refused before the decision, and on a day before it', async () => {
    const early = await consulting();
    early.clock.set('2026-06-10T16:00:00+08:00');
    await expect(announce(early)).rejects.toBeInstanceOf(StaleState);
    const setup = await decided();
    const { kind: _, votes: __, ...meeting } = { ...announcement, heldOn: new Date('2026-06-08') };
    await expect(
      announceProposal(setup.useCase, setup.place, { meeting, secrecyReviewedBy: '李慧' }),
    ).rejects.toMatchObject({ field: 'heldOn' });
    expect(await proposalOf(setup)).toMatchObject({ status: 'DECIDED' });
    expect(await db.notice.count({ where: { bureauId: setup.bureauId } })).toBe(0);
  });

  it('R15: of two announcements at once one wins: one meeting, one notice', async () => {
    const setup = await decided();
    const results = await Promise.allSettled([announce(setup), announce(setup)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await meetingsOf(setup)).toHaveLength(2);
    expect(await db.notice.count({ where: { bureauId: setup.bureauId } })).toBe(1);
  });
});
