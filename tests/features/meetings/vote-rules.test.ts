import { describe, expect, it } from 'vitest';
import { MEETING_RULES, meetingVerdict } from '../../../src/campaign/vote-rules.js';
import { settingProblem, settledMeetingRule, type VoteSetting } from '../../../src/campaign/vote-settings.js';
import { recordBranchMeeting } from '../../../src/features/meetings/meetings.service.js';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup, someMinutes } from '../../factories/group-setup.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-06-09T16:00:00+08:00');
const TWO_THIRDS: VoteSetting = {
  quorumNumerator: 2,
  quorumDenominator: 3,
  passBase: 'PRESENT',
  passNumerator: 1,
  passDenominator: 2,
  reason: '局党委议事规则',
};
const FIELDS = {
  kind: 'COMMITTEE',
  rule: 'BUREAU',
  quorum: '2/3',
  passBase: 'PRESENT',
  pass: '1/2',
  reason: '局党委议事规则',
};

describe("the bureau's own thresholds", () => {
  it('R14: without a setting the regulation holds', () => {
    expect(settledMeetingRule('COMMITTEE', null)).toBe(MEETING_RULES.COMMITTEE);
  });

  it.each([
    // base, eligible, present, for, against, abstain, verdict
    ['ELIGIBLE', 9, 6, 4, 1, 1, 'REJECTED'],
    ['PRESENT', 9, 6, 4, 1, 1, 'PASSED'],
    ['PRESENT', 9, 6, 3, 0, 3, 'DEFERRED'],
    ['PRESENT', 9, 6, 3, 0, 0, 'DEFERRED'],
    ['CAST', 9, 6, 3, 0, 0, 'PASSED'],
    ['CAST', 9, 6, 0, 0, 6, 'REJECTED'],
    ['CAST', 9, 5, 5, 0, 0, 'INQUORATE'],
  ] as const)(
    'R14, E19, E20: of %s, eligible %i, present %i, %i:%i:%i is %s',
    (passBase, eligible, present, yes, against, abstain, verdict) => {
      const rule = settledMeetingRule('COMMITTEE', { ...TWO_THIRDS, passBase });
      expect(meetingVerdict({ eligible, present, for: yes, against, abstain }, 'COMMITTEE', rule).verdict).toBe(
        verdict,
      );
    },
  );

  it.each([
    ['GENERAL', { passBase: 'CAST' }, 'passBase'],
    ['LEADER', { passBase: 'PRESENT' }, 'passBase'],
    ['COMMITTEE', { quorumNumerator: 1 }, 'quorum'],
    ['COMMITTEE', { quorumNumerator: 4 }, 'quorum'],
    ['GROUP', { passNumerator: 2 }, 'pass'],
    ['GROUP', { passDenominator: 3 }, 'pass'],
  ] as const)('R14: refuses for %s what the regulation does not bear: %o', (kind, over, field) => {
    expect(settingProblem(kind, { ...TWO_THIRDS, ...over })?.field).toBe(field);
  });
});

describe('the page of the bureau', () => {
  it('R14: a setting rules later meetings, says 本局规定, and leaves earlier records as they are', async () => {
    const { bureauId, useCase, place } = await aBranchInGroupSetup(app.db, app.clock);
    const meet = () =>
      recordBranchMeeting(useCase, {
        ...{ ...someMinutes('2026-06-09'), ...place, purpose: 'OTHER', title: '研究日常工作' },
        ...{ eligibleCount: 9, presentCount: 6, votes: { for: 4, against: 1, abstain: 1 } },
      });
    const before = await meet();
    expect(before.verdict).toBe('REJECTED');
    const browser = await app.signIn((await anAccount(app.db, bureauId, { role: 'BUREAU_SECRETARY' })).username);
    const bare = await browser.post('/bureau/vote-rules', { ...FIELDS, reason: '' });
    expect([bare.status, bare.text.includes('请填写规定的依据')]).toEqual([422, true]);
    expect((await browser.post('/bureau/vote-rules', { ...FIELDS, kind: 'GENERAL' })).status).toBe(422);
    expect(await app.db.voteRuleSetting.count({ where: { bureauId } })).toBe(0);
    expect((await browser.post('/bureau/vote-rules', FIELDS)).status).toBe(303);
    const { result, queries } = await countQueries(app.db, () => browser.get('/bureau/vote-rules'));
    for (const words of ['本局规定（局党委议事规则）', '达到应到三分之二', '参照'])
      expect(result.text).toContain(words);
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
    const after = await meet();
    expect(after.verdictText).toBe(
      '应到9人，实到6人（达到应到三分之二），赞成4票，不赞成1票，弃权1票，赞成票超过实到半数，通过。依据本局规定（局党委议事规则）。',
    );
    const kept = await app.db.branchMeeting.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
    expect(kept.map((row) => row.ruleSet)).toEqual(['BRANCH_WORK_2018_COMMITTEE', 'BUREAU_COMMITTEE_2/3_PRESENT_1/2']);
    expect((await browser.post('/bureau/vote-rules', { ...FIELDS, rule: 'REGULATION' })).status).toBe(303);
    expect((await meet()).verdictText).toContain('表决参照第十一条');
  });
});
