import { describe, expect, it } from 'vitest';
import {
  type ElectionVotes,
  electionCountProblem,
  electionVerdict,
  MEETING_RULES,
  meetingVerdict,
  meetingWithoutVote,
} from '../../src/campaign/vote-rules.js';

describe('resolutions of a meeting', () => {
  it.each([
    // eligible, present, for, against, abstain, verdict
    [10, 5, 5, 0, 0, 'DEFERRED'],
    [10, 4, 4, 0, 0, 'INQUORATE'],
    [10, 6, 6, 0, 0, 'PASSED'],
    [10, 10, 6, 4, 0, 'PASSED'],
    [10, 10, 5, 5, 0, 'DEFERRED'],
    [10, 10, 5, 0, 5, 'DEFERRED'],
    [10, 10, 4, 6, 0, 'REJECTED'],
    [10, 10, 0, 0, 10, 'REJECTED'],
    [11, 11, 6, 5, 0, 'DEFERRED'],
    [11, 6, 6, 0, 0, 'PASSED'],
    [11, 5, 5, 0, 0, 'INQUORATE'],
    [11, 6, 5, 1, 0, 'REJECTED'],
    [20, 20, 11, 9, 0, 'DEFERRED'],
    [20, 20, 12, 8, 0, 'PASSED'],
    [38, 30, 19, 5, 6, 'DEFERRED'],
    [38, 30, 20, 4, 6, 'PASSED'],
    [5, 5, 3, 2, 0, 'PASSED'],
    [3, 3, 2, 1, 0, 'PASSED'],
    [1, 1, 1, 0, 0, 'PASSED'],
    [7, 4, 3, 1, 0, 'REJECTED'],
  ])('R14, E19, E20: eligible %i, present %i, %i:%i:%i is %s', (eligible, present, yes, against, abstain, verdict) => {
    expect(meetingVerdict({ eligible, present, for: yes, against, abstain }).verdict).toBe(verdict);
  });

  it('explains itself with numbers and the article it rests on', () => {
    expect(meetingVerdict({ eligible: 10, present: 8, for: 7, against: 1, abstain: 0 }).verdictText).toBe(
      '应到10人，实到8人（达到应到半数），赞成7票，不赞成1票，弃权0票，赞成票超过应到半数，通过。依据《中国共产党支部工作条例（试行）》第十一条。',
    );
    expect(meetingVerdict({ eligible: 10, present: 4, for: 4, against: 0, abstain: 0 }).verdictText).toContain(
      '未达到应到半数',
    );
    expect(meetingVerdict({ eligible: 11, present: 11, for: 6, against: 5, abstain: 0 }).verdictText).toContain(
      '《中国共产党章程》第十七条',
    );
    expect(meetingVerdict({ eligible: 10, present: 9, for: 5, against: 2, abstain: 2 }).verdictText).toContain(
      '恰为应到半数',
    );
  });

  it('names the source of each kind of meeting, borrowed ones as 参照', () => {
    const votes = { eligible: 5, present: 5, for: 5, against: 0, abstain: 0 };
    expect(meetingVerdict(votes, 'COMMITTEE').verdictText).toContain('第十二条，表决参照第十一条');
    expect(meetingVerdict(votes, 'GROUP').verdictText).toContain('参照《中国共产党支部工作条例');
    expect(new Set(Object.values(MEETING_RULES).map((rule) => rule.ruleSet)).size).toBe(3);
  });

  it('R15: a meeting without a vote has no verdict but its attendance', () => {
    expect(meetingWithoutVote({ eligible: 30, present: 20 }, 'GENERAL')).toMatchObject({
      verdict: 'NO_VOTE',
      verdictText: expect.stringContaining('没有表决事项'),
    });
  });
});

const count = (over: Partial<ElectionVotes>, ...votes: number[]): ElectionVotes => {
  const present = over.present ?? 8;
  return {
    eligible: 10,
    present,
    issued: present,
    returned: present,
    invalid: 0,
    tallies: votes.map((yes, index) => ({
      memberId: `m${index}`,
      name: `候选人${index}`,
      for: yes,
      against: 0,
      abstain: 0,
    })),
    ...over,
  };
};

describe('choosing a leader', () => {
  it.each([
    [10, 8, 6],
    [7, 6, 4],
    [5, 4, 3],
    [4, 4, 3],
    [3, 3, 2],
  ])('R24: of %i electors at least %i must be present and %i vote for', (eligible, present, votes) => {
    expect(electionVerdict(count({ eligible, present }, votes)).verdict).toBe('ELECTED');
    expect(electionVerdict(count({ eligible, present }, votes - 1)).verdict).toBe('NONE_ELECTED');
    expect(electionVerdict(count({ eligible, present: present - 1 }, votes)).verdict).toBe('INQUORATE');
  });

  it('E20: exactly half of those who should attend is not elected', () => {
    expect(electionVerdict(count({}, 5, 3))).toMatchObject({ verdict: 'NONE_ELECTED', electedId: null });
  });

  it('E21: a tie leads to the next round among those tied', () => {
    expect(electionVerdict(count({}, 4, 4))).toMatchObject({ verdict: 'TIED', tiedIds: ['m0', 'm1'], electedId: null });
    expect(electionVerdict(count({}, 3, 2, 3))).toMatchObject({ verdict: 'TIED', tiedIds: ['m0', 'm2'] });
  });

  it('E22: nobody above half: the most votes do not fill the seat', () => {
    expect(electionVerdict(count({}, 4, 3, 1))).toMatchObject({
      verdict: 'NONE_ELECTED',
      electedId: null,
      tiedIds: [],
    });
    expect(electionVerdict(count({}, 0, 0)).verdict).toBe('NONE_ELECTED');
  });

  it('E23: more ballots returned than persons present or ballots issued is void', () => {
    expect(electionVerdict(count({ returned: 9 }, 8)).verdict).toBe('VOID');
    expect(electionVerdict(count({ issued: 7, returned: 8 }, 8)).verdict).toBe('VOID');
  });

  it('R24: says who was elected with which numbers, and that the rule is borrowed', () => {
    expect(electionVerdict(count({}, 6, 2))).toEqual({
      verdict: 'ELECTED',
      electedId: 'm0',
      tiedIds: [],
      ruleSet: 'LEADER_ELECTION_AFTER_2020',
      verdictText:
        '应到10人，实到8人（达到应到五分之四），候选人0得赞成票6票（超过应到半数），当选。参照《中国共产党基层组织选举工作条例》。',
    });
  });

  it.each([
    ['eligible', count({ eligible: 1, present: 1 }, 1)],
    ['present', count({ eligible: 7 }, 1)],
    ['issued', count({ issued: 9 }, 1)],
    ['invalid', count({ invalid: 9 }, 0)],
    ['tallies', count({ invalid: 2 }, 7)],
    ['tallies', count({}, 5, 4)],
  ])('refuses numbers that cannot be right (%s)', (field, votes) => {
    expect(electionCountProblem(votes)?.field).toBe(field);
  });

  it('takes a sound count and a void one', () => {
    expect(electionCountProblem(count({}, 5, 3))).toBeNull();
    expect(electionCountProblem(count({ returned: 9 }, 9))).toBeNull();
  });
});
