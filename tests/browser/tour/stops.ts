/** Where a page is looked at: whose browser, in which branch (its short name), and what stands for special parameters. */
export interface Stop {
  as: string | null;
  branch?: string;
  /** Value for the parameters of the path that this stop wants to choose itself. */
  with?: Readonly<Record<string, string>>;
  query?: string;
  /** The demonstration at its start, or what comes later (later.ts, occasions.ts). */
  when?: 'now' | 'closed' | 'voting' | 'ballot' | 'counting' | 'january';
  /** Where the natural answer is not 200. */
  status?: number;
  /** Where nothing is to be done here now and the page leads on to the thing itself. */
  leadsOn?: true;
}

const BUREAU: Stop = { as: 'ju-shuji', branch: '第二中学党支部' };
const KINDERGARTEN: Stop = { as: 'youeryuan-shuji', branch: '机关幼儿园党支部' };
const GROUP_SETUP: Stop = { as: 'xiaoxue3-shuji', branch: '第三小学党支部' };
const ENROLLMENT: Stop = { as: 'zhongxue2-shuji', branch: '第二中学党支部' };
const COMMITMENT: Stop = { as: 'zhongxue1-shuji', branch: '第一中学党支部' };
const EVALUATION: Stop = { as: 'shiyan-shuji', branch: '实验小学党支部' };
const ACCEPTANCE: Stop = { as: 'zhizhong-shuji', branch: '职业中专党支部' };
const MEMBER: Stop = { as: 'zhongxue2-dangyuan', branch: '第二中学党支部' };
const LEADER: Stop = { as: 'zhongxue1-zuzhang', branch: '第一中学党支部' };
const PUBLIC: Stop = { as: null, branch: '实验小学党支部' };
const CLOSED: Stop = { ...ENROLLMENT, when: 'closed' };
const VOTING: Stop = { ...ENROLLMENT, when: 'voting' };
const BALLOT: Stop = { ...ENROLLMENT, when: 'ballot' };
const COUNTING: Stop = { ...ENROLLMENT, when: 'counting' };

/** Answers that are no page: a picture, a workbook, a redirect. */
export const NO_PAGES = [
  '/board/:bureauId/branches/:branchId/qr.svg',
  '/board/:bureauId/branches/:branchId/suggestions/qr.svg',
  '/board/:bureauId/branches/:branchId/commitments/:commitmentId/qr.svg',
  '/board/:bureauId/evidence/:evidenceId',
  '/branches/:branchId/evidence/:evidenceId',
  '/branches/:branchId/commitments/:commitmentId/letter/word',
  '/branches/:branchId/commitments/letters',
  '/branches/:branchId/commitments/pictures/cascade.svg',
  '/branches/:branchId/commitments/pictures/coverage.svg',
  '/branches/:branchId/commitments/pictures/progress.svg',
  '/branches/:branchId/ballots/:boxId/result',
  '/branches/:branchId/members/template',
  '/text-size',
];

/** Every page of the portal with its natural readers. A new GET route needs a line here. */
export const STOPS: Readonly<Record<string, readonly Stop[]>> = {
  '/': [PUBLIC],
  '/account': [MEMBER],
  '/account/password': [MEMBER],
  '/sign-in': [PUBLIC],
  '/board': [PUBLIC],
  '/board/:bureauId': [PUBLIC],
  '/board/:bureauId/branches/:branchId': [PUBLIC, { as: null, branch: '机关幼儿园党支部' }],
  '/board/:bureauId/branches/:branchId/commitments': [PUBLIC],
  '/board/:bureauId/branches/:branchId/commitments/:commitmentId': [
    { ...PUBLIC, with: { commitmentId: 'amended' } },
    { ...PUBLIC, with: { commitmentId: 'with a picture' } },
  ],
  '/board/:bureauId/branches/:branchId/commitments/:commitmentId/versions/:version': [
    { ...PUBLIC, with: { commitmentId: 'amended' } },
  ],
  '/board/:bureauId/branches/:branchId/suggestions/new': [PUBLIC],
  '/board/:bureauId/feedback/:code': [PUBLIC],
  '/board/:bureauId/survey/:token': [{ ...PUBLIC, branch: '第一中学党支部' }],
  '/board/:bureauId/notices/:noticeId': [PUBLIC],
  '/branches/:branchId': [KINDERGARTEN, GROUP_SETUP, ENROLLMENT, COMMITMENT, EVALUATION, ACCEPTANCE],
  '/branches/:branchId/accounts': [ENROLLMENT],
  '/branches/:branchId/commitments': [COMMITMENT, { ...COMMITMENT, as: 'zhongxue1-dangyuan' }, KINDERGARTEN],
  '/branches/:branchId/commitments/:commitmentId': [COMMITMENT],
  '/branches/:branchId/commitments/:commitmentId/amendments/:amendmentId': [
    { ...COMMITMENT, with: { commitmentId: 'amended' } },
  ],
  '/branches/:branchId/commitments/:commitmentId/amendments/new': [
    { ...COMMITMENT, with: { commitmentId: 'branch letter' } },
  ],
  '/branches/:branchId/commitments/:commitmentId/letter': [COMMITMENT],
  '/branches/:branchId/commitments/:commitmentId/versions/:version': [
    { ...COMMITMENT, with: { commitmentId: 'amended' } },
  ],
  '/branches/:branchId/commitments/pictures': [COMMITMENT, EVALUATION],
  '/branches/:branchId/commitments/branch': [{ ...COMMITMENT, when: 'january' }],
  '/branches/:branchId/commitments/branch/submission/new': [{ ...COMMITMENT, when: 'january' }],
  '/branches/:branchId/commitments/breakdown': [COMMITMENT],
  '/branches/:branchId/commitments/publication/new': [COMMITMENT],
  '/branches/:branchId/commitments/round': [COMMITMENT],
  '/branches/:branchId/election-counts/:countId': [COMMITMENT],
  '/branches/:branchId/elections': [VOTING, COMMITMENT],
  '/branches/:branchId/enrollment': [ENROLLMENT, CLOSED, COMMITMENT],
  '/branches/:branchId/enrollment/allocation': [CLOSED],
  '/branches/:branchId/enrollment/closure/new': [ENROLLMENT],
  '/branches/:branchId/enrollment/confirmation/new': [CLOSED],
  '/branches/:branchId/enrollment/lists/:version': [COMMITMENT],
  '/branches/:branchId/enrollment/members/:memberId': [ENROLLMENT],
  '/branches/:branchId/enrollment/new': [{ ...GROUP_SETUP, status: 409 }],
  '/branches/:branchId/enrollment/places': [CLOSED],
  '/branches/:branchId/enrollment/publication/new': [COMMITMENT],
  '/branches/:branchId/enrollment/window/edit': [ENROLLMENT],
  '/branches/:branchId/exclusions': [ENROLLMENT],
  '/branches/:branchId/exclusions/ending/new': [{ ...ENROLLMENT, leadsOn: true }],
  '/branches/:branchId/exclusions/new': [ENROLLMENT],
  '/branches/:branchId/feedback': [COMMITMENT, KINDERGARTEN],
  '/branches/:branchId/feedback/:feedbackId/answer/new': [COMMITMENT],
  '/branches/:branchId/feedback/:feedbackId/concealment/new': [COMMITMENT],
  '/branches/:branchId/group-proposal': [GROUP_SETUP, { ...ENROLLMENT }],
  '/branches/:branchId/group-proposal/announcement/new': [{ ...GROUP_SETUP, when: 'voting' }],
  '/branches/:branchId/group-proposal/consultation/new': [{ ...GROUP_SETUP, status: 409 }],
  '/branches/:branchId/group-proposal/comparison': [GROUP_SETUP, ENROLLMENT],
  '/branches/:branchId/group-proposal/consultation/extension/new': [GROUP_SETUP],
  '/branches/:branchId/group-proposal/decision/new': [GROUP_SETUP],
  '/branches/:branchId/group-proposal/groups/:groupId/edit': [GROUP_SETUP],
  '/branches/:branchId/group-proposal/groups/:groupId/removal/new': [GROUP_SETUP],
  '/branches/:branchId/group-proposal/groups/new': [GROUP_SETUP],
  '/branches/:branchId/group-proposal/opinions/:opinionId': [GROUP_SETUP],
  '/branches/:branchId/group-proposal/rationale/edit': [GROUP_SETUP],
  '/branches/:branchId/group-proposal/readings': [GROUP_SETUP],
  '/branches/:branchId/groups': [COMMITMENT, { ...MEMBER }, KINDERGARTEN],
  '/branches/:branchId/groups/:groupId': [COMMITMENT, LEADER],
  '/branches/:branchId/groups/:groupId/appointment/new': [VOTING],
  '/branches/:branchId/groups/:groupId/commitment': [{ ...LEADER, when: 'january' }],
  '/branches/:branchId/groups/:groupId/commitment/submission/new': [{ ...LEADER, when: 'january' }],
  '/branches/:branchId/groups/:groupId/ballot': [VOTING, BALLOT, COUNTING],
  '/branches/:branchId/groups/:groupId/ballot/new': [VOTING],
  '/branches/:branchId/groups/:groupId/ballot/closure/new': [BALLOT],
  '/branches/:branchId/groups/:groupId/ballot/count/new': [COUNTING],
  '/branches/:branchId/groups/:groupId/ballot/cancellation/new': [BALLOT],
  '/me/ballot': [MEMBER, { ...MEMBER, when: 'ballot' }],
  '/bureau/portal-ballots': [BUREAU],
  '/bureau/vote-rules': [BUREAU],
  '/branches/:branchId/groups/:groupId/election': [VOTING, COMMITMENT],
  '/branches/:branchId/groups/:groupId/election/count/new': [VOTING],
  '/branches/:branchId/groups/:groupId/election/papers': [VOTING],
  '/branches/:branchId/groups/:groupId/leader-confirmation/new': [COMMITMENT],
  '/branches/:branchId/groups/:groupId/leader-departure/new': [COMMITMENT],
  '/branches/:branchId/surveys': [COMMITMENT],
  '/branches/:branchId/surveys/:surveyId': [COMMITMENT, { ...COMMITMENT, with: { surveyId: 'closed' } }],
  '/branches/:branchId/surveys/:surveyId/slips': [COMMITMENT],
  '/branches/:branchId/extensions/:extensionId': [COMMITMENT],
  '/branches/:branchId/items/:itemId/extensions/new': [
    { ...COMMITMENT, as: 'zhongxue1-zuzhang', with: { itemId: 'of the group' } },
  ],
  '/branches/:branchId/fulfillments/:fulfillmentId/evidence/new': [{ ...COMMITMENT, as: 'zhongxue1-zuzhang' }],
  '/branches/:branchId/commitments/:commitmentId/remarks': [
    { ...LEADER, with: { commitmentId: 'remarked' } },
    { ...LEADER, with: { commitmentId: 'of the leader' }, when: 'january' },
    { ...BUREAU, branch: '第一中学党支部', with: { commitmentId: 'branch letter' } },
  ],
  '/branches/:branchId/remarks': [COMMITMENT, LEADER],
  '/bureau/remarks': [BUREAU],
  '/branches/:branchId/member-appraisals': [COMMITMENT],
  '/branches/:branchId/member-appraisals/:memberId': [COMMITMENT],
  '/me/short-commitments': [LEADER],
  '/me/short-commitments/:commitmentId': [{ ...LEADER, with: { commitmentId: 'short' } }],
  '/me/short-commitments/:commitmentId/submission/new': [{ ...LEADER, with: { commitmentId: 'short' } }],
  '/branches/:branchId/members/:memberId/oral-commitment': [
    { ...COMMITMENT, with: { memberId: 'spoken' } },
    COMMITMENT,
  ],
  '/me/appraisal': [LEADER, { ...LEADER, when: 'january' }],
  '/branches/:branchId/fulfillments': [{ ...COMMITMENT, as: 'zhongxue1-zuzhang' }],
  '/branches/:branchId/items/:itemId/handover/new': [COMMITMENT],
  '/branches/:branchId/items/:itemId': [
    { ...COMMITMENT, as: 'zhongxue1-zuzhang' },
    { ...COMMITMENT, with: { itemId: 'with children' } },
  ],
  '/branches/:branchId/group-changes': [COMMITMENT],
  '/branches/:branchId/members/:memberId/transfer/new': [COMMITMENT],
  '/branches/:branchId/transfers': [COMMITMENT],
  '/branches/:branchId/transfers/:transferId/cancellation/new': [COMMITMENT],
  '/branches/:branchId/transfers/:transferId/reception/new': [COMMITMENT],
  '/branches/:branchId/group-changes/creation/new': [COMMITMENT],
  '/branches/:branchId/group-changes/merger/new': [COMMITMENT],
  '/branches/:branchId/groups/:groupId/dissolution/new': [COMMITMENT],
  '/branches/:branchId/groups/:groupId/renaming/new': [COMMITMENT],
  '/branches/:branchId/groups/:groupId/split/new': [COMMITMENT],
  '/branches/:branchId/groups/:groupId/election/voting/new': [{ ...VOTING, with: { groupId: 'nominating' } }],
  '/branches/:branchId/groups/:groupId/rules/edit': [ENROLLMENT],
  '/branches/:branchId/meetings': [COMMITMENT, KINDERGARTEN],
  '/branches/:branchId/meetings/:meetingId': [COMMITMENT],
  '/branches/:branchId/meetings/new': [ENROLLMENT],
  '/branches/:branchId/members': [ENROLLMENT],
  '/branches/:branchId/members/:memberId': [ENROLLMENT],
  '/branches/:branchId/members/:memberId/edit': [ENROLLMENT],
  '/branches/:branchId/members/new': [ENROLLMENT],
  '/branches/:branchId/notices': [COMMITMENT, KINDERGARTEN],
  '/branches/:branchId/notices/:noticeId/withdrawal/new': [COMMITMENT],
  '/branches/:branchId/reviews': [LEADER, COMMITMENT],
  '/branches/:branchId/reviews/:commitmentId': [{ ...LEADER, with: { commitmentId: 'member letter' } }],
  '/branches/:branchId/roster-imports/:importId': [KINDERGARTEN],
  '/branches/:branchId/roster-imports/new': [KINDERGARTEN],
  '/branches/:branchId/skills': [KINDERGARTEN],
  '/branches/:branchId/statements/:kind': [
    { ...COMMITMENT, with: { kind: 'goals' } },
    { ...EVALUATION, with: { kind: 'summary' } },
  ],
  '/branches/:branchId/statements/:kind/edit': [{ ...ACCEPTANCE, with: { kind: 'self-assessment' }, when: 'closed' }],
  '/branches/:branchId/statements/:kind/publication/new': [{ ...ACCEPTANCE, with: { kind: 'summary' }, leadsOn: true }],
  '/branches/:branchId/statements/:kind/submission/new': [
    { ...ACCEPTANCE, with: { kind: 'self-assessment' }, when: 'closed' },
  ],
  '/branches/:branchId/steps/:step': [
    { ...KINDERGARTEN, with: { step: 'survey' } },
    { ...ENROLLMENT, with: { step: 'group-setup' } },
    { ...ENROLLMENT, with: { step: 'acceptance' } },
  ],
  '/branches/:branchId/steps/:step/completion/new': [{ ...ENROLLMENT, with: { step: 'enrollment' } }],
  '/branches/:branchId/study-sessions': [COMMITMENT, KINDERGARTEN],
  '/branches/:branchId/study-sessions/new': [COMMITMENT],
  '/bureau/board': [BUREAU, { as: 'yanshou' }],
  '/bureau/board/:branchId': [BUREAU],
  '/bureau/board/:branchId/steps/:step/extension/new': [{ ...BUREAU, with: { step: 'enrollment' } }],
  '/bureau/board/:branchId/steps/:step/override/new': [{ ...BUREAU, with: { step: 'enrollment' } }],
  '/bureau/branches': [BUREAU],
  '/bureau/branches/:branchId': [BUREAU],
  '/bureau/branches/:branchId/edit': [BUREAU],
  '/bureau/branches/:branchId/officers/:assignmentId/dismissal/new': [BUREAU],
  '/bureau/branches/:branchId/officers/new': [BUREAU],
  '/bureau/branches/new': [BUREAU],
  '/bureau/campaigns': [BUREAU],
  '/bureau/campaigns/:campaignId': [BUREAU, { ...BUREAU, with: { campaignId: 'draft' } }],
  '/bureau/campaigns/:campaignId/closure/new': [BUREAU],
  '/bureau/campaigns/:campaignId/criteria': [{ ...BUREAU, with: { campaignId: 'draft' } }],
  '/bureau/campaigns/:campaignId/group-functions': [{ ...BUREAU, with: { campaignId: 'draft' } }],
  '/bureau/campaigns/:campaignId/key-tasks': [BUREAU],
  '/bureau/campaigns/:campaignId/key-tasks/publication/new': [BUREAU],
  '/bureau/campaigns/:campaignId/leading-group': [{ ...BUREAU, with: { campaignId: 'draft' } }],
  '/bureau/campaigns/:campaignId/phases': [BUREAU, { ...BUREAU, with: { campaignId: 'draft' } }],
  '/bureau/campaigns/:campaignId/publication/new': [{ ...BUREAU, with: { campaignId: 'draft' } }],
  '/bureau/campaigns/:campaignId/texts': [BUREAU],
  '/bureau/campaigns/new': [BUREAU],
  '/bureau/reviews': [{ as: 'ju-weiyuan1' }],
  '/bureau/reviews/:commitmentId': [
    { as: 'ju-weiyuan1', branch: '第一中学党支部', with: { commitmentId: 'branch letter' } },
  ],
  '/bureau/statements/:statementId': [{ as: 'ju-weiyuan1', branch: '职业中专党支部' }],
  '/me': [MEMBER, { as: 'zhongxue2-yubei' }, LEADER, { as: 'shiyan-dangyuan' }],
  '/me/commitment': [{ as: 'zhongxue1-dangyuan' }],
  '/me/commitment/submission/new': [{ as: 'zhongxue1-dangyuan' }],
  '/me/consultation': [{ as: 'xiaoxue3-shuji' }],
  '/me/enrollment': [MEMBER, { as: 'zhongxue2-yubei' }],
  '/me/nomination': [{ ...MEMBER, when: 'voting' }],
  '/me/profile': [MEMBER],
  '/platform/bureaus': [{ as: 'admin' }],
  '/platform/bureaus/new': [{ as: 'admin' }],
};
