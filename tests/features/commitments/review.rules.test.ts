import { describe, expect, it } from 'vitest';
import {
  type Reviewer,
  reviewRefusal,
  reviewSide,
  type UnderReview,
} from '../../../src/features/commitments/review.rules.js';

const NOBODY: Reviewer = { accountId: 'a0', memberId: null, ofBureau: false, officerOf: [], belongsTo: [], leads: [] };
const committee: Reviewer = { ...NOBODY, accountId: 'committee', ofBureau: true };
const secretary: Reviewer = {
  ...NOBODY,
  accountId: 'secretary',
  memberId: 'm-secretary',
  officerOf: ['b1'],
  belongsTo: ['b1'],
};
const leader: Reviewer = { ...NOBODY, accountId: 'leader', memberId: 'm-leader', belongsTo: ['b1'], leads: ['g1'] };
const otherLeader: Reviewer = { ...leader, accountId: 'other', memberId: 'm-other', leads: ['g2'] };
const secretaryLeads: Reviewer = { ...secretary, leads: ['g1'] };

const branch: UnderReview = {
  level: 'BRANCH',
  branchId: 'b1',
  groupId: null,
  memberId: null,
  submittedById: 'secretary',
  leaderMemberId: null,
};
const group: UnderReview = {
  ...branch,
  level: 'GROUP',
  groupId: 'g1',
  submittedById: 'leader',
  leaderMemberId: 'm-leader',
};
const member: UnderReview = { ...group, level: 'MEMBER', memberId: 'm1', submittedById: 'member' };
const ofLeader: UnderReview = { ...member, memberId: 'm-leader', submittedById: 'leader' };

describe('who reviews', () => {
  it.each([
    ['the committee reviews a branch', branch, committee, null],
    ['the secretary does not review the own branch', branch, secretary, 'not-his'],
    ['E10: a committee member who is secretary there does not', branch, { ...secretary, ofBureau: true }, 'own'],
    ['E10: nor one who is on the roster there', branch, { ...committee, belongsTo: ['b1'] }, 'own'],
    ['the branch reviews a group', group, secretary, null],
    ['the officer of another branch does not', group, { ...secretary, officerOf: ['b2'] }, 'not-his'],
    ['the committee does not review a group', group, committee, 'not-his'],
    ['the leader does not review the own group', group, leader, 'not-his'],
    ['E10: a secretary who leads the group does not', group, secretaryLeads, 'own'],
    ['E10: nor an officer who submitted it', { ...group, submittedById: 'secretary' }, secretary, 'own'],
    ['the leader reviews a member', member, leader, null],
    ['the leader of another group does not', member, otherLeader, 'not-his'],
    ['the secretary does not where there is a leader', member, secretary, 'not-his'],
    ['the secretary does where the group has no leader', { ...member, leaderMemberId: null }, secretary, null],
    ['the leader does not review himself', ofLeader, leader, 'not-his'],
    ['the branch reviews the leader', ofLeader, secretary, null],
    [
      'E10: a secretary who is the leader does not review himself',
      { ...ofLeader, memberId: 'm-secretary', leaderMemberId: 'm-secretary' },
      secretaryLeads,
      'own',
    ],
  ] as const)('%s', (_what, commitment, reviewer, refused) => {
    expect(reviewRefusal(commitment, reviewer)?.kind ?? null).toBe(refused);
  });

  it.each([
    [branch, 'BUREAU'],
    [group, 'OFFICERS'],
    [member, 'LEADER'],
    [ofLeader, 'OFFICERS'],
    [{ ...member, leaderMemberId: null }, 'OFFICERS'],
  ] as const)('%o lies with %s', (commitment, side) => expect(reviewSide(commitment)).toBe(side));
});
