SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "BureauKind" AS ENUM ('PLATFORM', 'BUREAU');

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('ACTIVE', 'DISABLED');

-- CreateEnum
CREATE TYPE "RoleName" AS ENUM ('PLATFORM_ADMIN', 'BUREAU_SECRETARY', 'COMMITTEE_MEMBER', 'INSPECTOR', 'ACCEPTANCE_REVIEWER', 'BRANCH_SECRETARY', 'BRANCH_COMMITTEE_MEMBER');

-- CreateEnum
CREATE TYPE "NoticeKind" AS ENUM ('CAMPAIGN', 'GOALS', 'GROUPS', 'MEMBERSHIP', 'LEADERS', 'COMMITMENTS', 'SUMMARY', 'OTHER');

-- CreateEnum
CREATE TYPE "FeedbackKind" AS ENUM ('SUGGESTION', 'SUPERVISION');

-- CreateEnum
CREATE TYPE "FeedbackStatus" AS ENUM ('RECEIVED', 'ANSWERED', 'HIDDEN');

-- CreateEnum
CREATE TYPE "SchoolKind" AS ENUM ('KINDERGARTEN', 'PRIMARY', 'MIDDLE', 'VOCATIONAL', 'OTHER');

-- CreateEnum
CREATE TYPE "BranchStatus" AS ENUM ('ACTIVE', 'CLOSED');

-- CreateEnum
CREATE TYPE "Gender" AS ENUM ('MALE', 'FEMALE');

-- CreateEnum
CREATE TYPE "MemberType" AS ENUM ('FULL', 'PROBATIONARY');

-- CreateEnum
CREATE TYPE "MembershipStatus" AS ENUM ('NORMAL', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "RosterImportStatus" AS ENUM ('PREVIEW', 'IMPORTED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "CampaignStatus" AS ENUM ('DRAFT', 'PUBLISHED', 'CLOSED');

-- CreateEnum
CREATE TYPE "PhaseName" AS ENUM ('MOBILIZATION', 'IMPLEMENTATION', 'SUMMARY');

-- CreateEnum
CREATE TYPE "AwardType" AS ENUM ('OUTSTANDING_MEMBER', 'ADVANCED_ORGANIZATION');

-- CreateEnum
CREATE TYPE "LeadingGroupRole" AS ENUM ('LEADER', 'DEPUTY', 'MEMBER', 'OFFICE_DIRECTOR', 'OFFICE_CONTACT');

-- CreateEnum
CREATE TYPE "StepName" AS ENUM ('SURVEY', 'STUDY', 'GROUP_SETUP', 'ENROLLMENT', 'COMMITMENT', 'EVALUATION', 'SUMMARY', 'ACCEPTANCE');

-- CreateEnum
CREATE TYPE "BranchStepStatus" AS ENUM ('OPEN', 'COMPLETED');

-- CreateEnum
CREATE TYPE "CommitmentLevel" AS ENUM ('BRANCH', 'GROUP', 'MEMBER');

-- CreateEnum
CREATE TYPE "CommitmentStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED');

-- CreateEnum
CREATE TYPE "ReviewOutcome" AS ENUM ('APPROVED', 'RETURNED');

-- CreateEnum
CREATE TYPE "ElectionStatus" AS ENUM ('NOMINATING', 'VOTING', 'ELECTED', 'APPOINTED');

-- CreateEnum
CREATE TYPE "CandidateSource" AS ENUM ('SELF', 'BRANCH');

-- CreateEnum
CREATE TYPE "CountVerdict" AS ENUM ('ELECTED', 'NONE_ELECTED', 'TIED', 'VOID', 'INQUORATE');

-- CreateEnum
CREATE TYPE "LeaderMethod" AS ENUM ('ELECTED', 'APPOINTED');

-- CreateEnum
CREATE TYPE "EnrollmentRoundStatus" AS ENUM ('OPEN', 'CLOSED', 'CONFIRMED');

-- CreateEnum
CREATE TYPE "MembershipSource" AS ENUM ('ENROLLED', 'ASSIGNED');

-- CreateEnum
CREATE TYPE "ProposalStatus" AS ENUM ('DRAFT', 'CONSULTING', 'DECIDED', 'ANNOUNCED');

-- CreateEnum
CREATE TYPE "HostUnitType" AS ENUM ('SUBJECT_TEAM', 'GRADE_TEAM', 'ADMIN_OFFICE', 'LOGISTICS_TEAM', 'OTHER');

-- CreateEnum
CREATE TYPE "OpinionStance" AS ENUM ('SUPPORT', 'SUGGEST', 'OBJECT');

-- CreateEnum
CREATE TYPE "OpinionHandling" AS ENUM ('ADOPTED', 'NOT_ADOPTED');

-- CreateEnum
CREATE TYPE "MeetingKind" AS ENUM ('COMMITTEE', 'GENERAL', 'GROUP');

-- CreateEnum
CREATE TYPE "MeetingPurpose" AS ENUM ('GROUP_DECISION', 'GROUP_ANNOUNCEMENT', 'ENROLLMENT_MOBILIZATION', 'RECOMMENDATION', 'OTHER');

-- CreateEnum
CREATE TYPE "MeetingVerdict" AS ENUM ('PASSED', 'REJECTED', 'DEFERRED', 'INQUORATE', 'NO_VOTE');

-- CreateEnum
CREATE TYPE "StatementKind" AS ENUM ('GOALS', 'SUMMARY', 'SELF_ASSESSMENT');

-- CreateEnum
CREATE TYPE "StatementStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED');

-- CreateTable
CREATE TABLE "bureau" (
    "id" UUID NOT NULL,
    "kind" "BureauKind" NOT NULL DEFAULT 'BUREAU',
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bureau_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "memberId" UUID,
    "passwordHash" TEXT NOT NULL,
    "mustChangePassword" BOOLEAN NOT NULL DEFAULT true,
    "status" "AccountStatus" NOT NULL DEFAULT 'ACTIVE',
    "credentialsSince" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "login_name" (
    "username" TEXT NOT NULL,
    "bureauId" UUID NOT NULL,
    "accountId" UUID NOT NULL,

    CONSTRAINT "login_name_pkey" PRIMARY KEY ("username")
);

-- CreateTable
CREATE TABLE "role_assignment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "role" "RoleName" NOT NULL,
    "branchId" UUID,
    "validUntil" TIMESTAMPTZ(3),
    "grantedAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "role_assignment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "session" (
    "idHash" TEXT NOT NULL,
    "bureauId" UUID,
    "accountId" UUID,
    "data" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "touchedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("idHash")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "bureauId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "accountId" UUID,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "branchId" UUID,
    "fromState" TEXT,
    "toState" TEXT,
    "note" TEXT,
    "detail" JSONB,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("bureauId","seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "bureauId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("bureauId")
);

-- CreateTable
CREATE TABLE "notice" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID,
    "kind" "NoticeKind" NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "secrecyReviewedBy" TEXT NOT NULL,
    "publishedBy" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "supersededById" UUID,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawReason" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "feedback" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" "FeedbackKind" NOT NULL,
    "commitmentId" UUID,
    "content" TEXT NOT NULL,
    "authorName" TEXT,
    "status" "FeedbackStatus" NOT NULL DEFAULT 'RECEIVED',
    "handling" "OpinionHandling",
    "reply" TEXT,
    "repliedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "repliedAt" TIMESTAMPTZ(3),
    "trackingCode" TEXT NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "branch" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "schoolName" TEXT NOT NULL,
    "unitKind" "SchoolKind" NOT NULL,
    "isJoint" BOOLEAN NOT NULL DEFAULT false,
    "hasCommittee" BOOLEAN NOT NULL DEFAULT true,
    "status" "BranchStatus" NOT NULL DEFAULT 'ACTIVE',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "member" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "gender" "Gender" NOT NULL,
    "ethnicity" TEXT,
    "birthDate" DATE,
    "education" TEXT,
    "memberType" "MemberType" NOT NULL,
    "joinedOn" DATE,
    "fullMemberOn" DATE,
    "post" TEXT,
    "partyPost" TEXT,
    "postDuties" TEXT,
    "phoneCipher" TEXT,
    "phoneIndex" TEXT,
    "idNumberCipher" TEXT,
    "idNumberIndex" TEXT,
    "membershipStatus" "MembershipStatus" NOT NULL DEFAULT 'NORMAL',
    "rightsSuspended" BOOLEAN NOT NULL DEFAULT false,
    "isLost" BOOLEAN NOT NULL DEFAULT false,
    "lostOn" DATE,
    "isMobile" BOOLEAN NOT NULL DEFAULT false,
    "mobileTo" TEXT,
    "isRetired" BOOLEAN NOT NULL DEFAULT false,
    "skills" TEXT[],
    "skillNote" TEXT,
    "skillsFilledAt" TIMESTAMPTZ(3),
    "skillsConfirmedAt" TIMESTAMPTZ(3),
    "leftOn" DATE,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "roster_import" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sheetName" TEXT NOT NULL,
    "status" "RosterImportStatus" NOT NULL DEFAULT 'PREVIEW',
    "payload" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "importedAt" TIMESTAMPTZ(3),
    "addedCount" INTEGER,
    "changedCount" INTEGER,
    "skippedCount" INTEGER,

    CONSTRAINT "roster_import_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "startYear" INTEGER NOT NULL,
    "status" "CampaignStatus" NOT NULL DEFAULT 'DRAFT',
    "purpose" TEXT NOT NULL,
    "guidance" TEXT NOT NULL,
    "principles" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "standardsVersion" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "campaign_phase" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "phase" "PhaseName" NOT NULL,
    "title" TEXT NOT NULL,
    "requirement" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,

    CONSTRAINT "campaign_phase_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "campaign_group_function" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,

    CONSTRAINT "campaign_group_function_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "evaluation_criterion" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "award" "AwardType" NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "isDefault" BOOLEAN NOT NULL,

    CONSTRAINT "evaluation_criterion_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "leading_group_seat" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "seat" "LeadingGroupRole" NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,

    CONSTRAINT "leading_group_seat_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "branch_step" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "step" "StepName" NOT NULL,
    "status" "BranchStepStatus" NOT NULL DEFAULT 'OPEN',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),
    "completedBy" TEXT,
    "overrideReason" TEXT,
    "extendedTo" DATE,

    CONSTRAINT "branch_step_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "key_task" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "key_task_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "level" "CommitmentLevel" NOT NULL,
    "branchId" UUID NOT NULL,
    "groupId" UUID,
    "memberId" UUID,
    "status" "CommitmentStatus" NOT NULL DEFAULT 'DRAFT',
    "preamble" TEXT NOT NULL,
    "organizationSide" TEXT NOT NULL,
    "peopleSide" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3),
    "submittedById" UUID,
    "approvedAt" TIMESTAMPTZ(3),
    "publishedAt" TIMESTAMPTZ(3),
    "frozenText" TEXT,
    "frozenHash" TEXT,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "commitment_item" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "commitmentId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "mainTask" TEXT NOT NULL,
    "workContent" TEXT NOT NULL,
    "measures" TEXT,
    "dueDate" DATE NOT NULL,
    "responsiblePerson" TEXT,
    "parentItemId" UUID,
    "keyTaskId" UUID,

    CONSTRAINT "commitment_item_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "item_assignment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_assignment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "commitment_review" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "commitmentId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "outcome" "ReviewOutcome" NOT NULL,
    "comment" TEXT NOT NULL,
    "reviewerId" UUID NOT NULL,
    "reviewerName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_review_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "leader_election" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "status" "ElectionStatus" NOT NULL DEFAULT 'NOMINATING',
    "nominationClosesOn" DATE NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "leader_election_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "election_candidate" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "electionId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "source" "CandidateSource" NOT NULL,
    "statement" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "election_candidate_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "election_count" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "electionId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "heldOn" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "eligibleCount" INTEGER NOT NULL,
    "presentCount" INTEGER NOT NULL,
    "issuedCount" INTEGER NOT NULL,
    "returnedCount" INTEGER NOT NULL,
    "invalidCount" INTEGER NOT NULL,
    "supervisor" TEXT NOT NULL,
    "teller" TEXT NOT NULL,
    "tallies" JSONB NOT NULL,
    "verdict" "CountVerdict" NOT NULL,
    "verdictText" TEXT NOT NULL,
    "ruleSet" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "election_count_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "leader_term" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "electionId" UUID,
    "method" "LeaderMethod" NOT NULL,
    "reason" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "leader_term_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "enrollment_round" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "status" "EnrollmentRoundStatus" NOT NULL DEFAULT 'OPEN',
    "opensOn" DATE NOT NULL,
    "closesOn" DATE NOT NULL,
    "listVersion" INTEGER NOT NULL DEFAULT 0,
    "confirmedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrollment_round_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "enrollment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "wishGroupId" UUID NOT NULL,
    "secondGroupId" UUID,
    "servicePledge" TEXT NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrollment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "group_membership" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "source" "MembershipSource" NOT NULL,
    "consultationNote" TEXT,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "group_membership_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "enrollment_exemption" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrollment_exemption_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "membership_list_version" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedBy" TEXT NOT NULL,

    CONSTRAINT "membership_list_version_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "group_proposal" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "status" "ProposalStatus" NOT NULL DEFAULT 'DRAFT',
    "rationale" TEXT NOT NULL,
    "consultationClosesOn" DATE,
    "consultationOpenedAt" TIMESTAMPTZ(3),
    "consultationNote" TEXT,
    "decisionMeetingId" UUID,
    "announcementMeetingId" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "announcedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_proposal_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "function_group" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "groupFunction" TEXT NOT NULL,
    "hostUnitType" "HostUnitType" NOT NULL,
    "hostUnit" TEXT NOT NULL,
    "duties" TEXT NOT NULL,
    "activityRules" TEXT NOT NULL,
    "minSize" INTEGER NOT NULL,
    "maxSize" INTEGER NOT NULL,
    "memberCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "function_group_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "consultation_opinion" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "stance" "OpinionStance" NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "handling" "OpinionHandling",
    "answer" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "consultation_opinion_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "branch_meeting" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "groupId" UUID,
    "kind" "MeetingKind" NOT NULL,
    "purpose" "MeetingPurpose" NOT NULL,
    "title" TEXT NOT NULL,
    "heldOn" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "chair" TEXT NOT NULL,
    "recorder" TEXT NOT NULL,
    "eligibleCount" INTEGER NOT NULL,
    "presentCount" INTEGER NOT NULL,
    "absentNote" TEXT,
    "observers" TEXT,
    "agenda" TEXT NOT NULL,
    "discussion" TEXT,
    "decision" TEXT NOT NULL,
    "forCount" INTEGER,
    "againstCount" INTEGER,
    "abstainCount" INTEGER,
    "verdict" "MeetingVerdict" NOT NULL,
    "verdictText" TEXT NOT NULL,
    "ruleSet" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "branch_meeting_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "study_session" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "heldOn" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "material" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "attendeeIds" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_session_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "branch_statement" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "kind" "StatementKind" NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" "StatementStatus" NOT NULL DEFAULT 'DRAFT',
    "reviewNote" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3),
    "approvedAt" TIMESTAMPTZ(3),
    "approvedBy" TEXT,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "branch_statement_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_bureauId_username_key" ON "account"("bureauId", "username");

-- CreateIndex
CREATE UNIQUE INDEX "account_bureauId_memberId_key" ON "account"("bureauId", "memberId");

-- CreateIndex
CREATE INDEX "role_assignment_bureauId_accountId_idx" ON "role_assignment"("bureauId", "accountId");

-- CreateIndex
CREATE INDEX "role_assignment_bureauId_branchId_idx" ON "role_assignment"("bureauId", "branchId");

-- CreateIndex
CREATE INDEX "session_expiresAt_idx" ON "session"("expiresAt");

-- CreateIndex
CREATE INDEX "session_bureauId_accountId_idx" ON "session"("bureauId", "accountId");

-- CreateIndex
CREATE INDEX "audit_event_bureauId_entity_entityId_idx" ON "audit_event"("bureauId", "entity", "entityId");

-- CreateIndex
CREATE INDEX "audit_event_bureauId_branchId_seq_idx" ON "audit_event"("bureauId", "branchId", "seq");

-- CreateIndex
CREATE INDEX "notice_bureauId_branchId_publishedAt_idx" ON "notice"("bureauId", "branchId", "publishedAt");

-- CreateIndex
CREATE INDEX "feedback_bureauId_branchId_status_idx" ON "feedback"("bureauId", "branchId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_bureauId_trackingCode_key" ON "feedback"("bureauId", "trackingCode");

-- CreateIndex
CREATE UNIQUE INDEX "branch_bureauId_name_key" ON "branch"("bureauId", "name");

-- CreateIndex
CREATE INDEX "member_bureauId_branchId_name_idx" ON "member"("bureauId", "branchId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "member_bureauId_idNumberIndex_key" ON "member"("bureauId", "idNumberIndex");

-- CreateIndex
CREATE INDEX "roster_import_bureauId_branchId_createdAt_idx" ON "roster_import"("bureauId", "branchId", "createdAt");

-- CreateIndex
CREATE INDEX "campaign_bureauId_status_idx" ON "campaign"("bureauId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_phase_bureauId_campaignId_phase_key" ON "campaign_phase"("bureauId", "campaignId", "phase");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_group_function_bureauId_campaignId_name_key" ON "campaign_group_function"("bureauId", "campaignId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_criterion_bureauId_campaignId_version_award_posi_key" ON "evaluation_criterion"("bureauId", "campaignId", "version", "award", "position");

-- CreateIndex
CREATE UNIQUE INDEX "leading_group_seat_bureauId_campaignId_position_key" ON "leading_group_seat"("bureauId", "campaignId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "branch_step_bureauId_campaignId_branchId_step_key" ON "branch_step"("bureauId", "campaignId", "branchId", "step");

-- CreateIndex
CREATE UNIQUE INDEX "key_task_bureauId_campaignId_year_position_key" ON "key_task"("bureauId", "campaignId", "year", "position");

-- CreateIndex
CREATE INDEX "commitment_bureauId_campaignId_branchId_year_idx" ON "commitment"("bureauId", "campaignId", "branchId", "year");

-- CreateIndex
CREATE INDEX "commitment_bureauId_status_level_idx" ON "commitment"("bureauId", "status", "level");

-- CreateIndex
CREATE INDEX "commitment_item_bureauId_commitmentId_idx" ON "commitment_item"("bureauId", "commitmentId");

-- CreateIndex
CREATE INDEX "commitment_item_bureauId_parentItemId_idx" ON "commitment_item"("bureauId", "parentItemId");

-- CreateIndex
CREATE UNIQUE INDEX "item_assignment_bureauId_itemId_groupId_key" ON "item_assignment"("bureauId", "itemId", "groupId");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_review_bureauId_commitmentId_round_key" ON "commitment_review"("bureauId", "commitmentId", "round");

-- CreateIndex
CREATE INDEX "leader_election_bureauId_groupId_idx" ON "leader_election"("bureauId", "groupId");

-- CreateIndex
CREATE INDEX "leader_election_bureauId_campaignId_branchId_idx" ON "leader_election"("bureauId", "campaignId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "election_candidate_bureauId_electionId_memberId_key" ON "election_candidate"("bureauId", "electionId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "election_count_bureauId_electionId_round_key" ON "election_count"("bureauId", "electionId", "round");

-- CreateIndex
CREATE INDEX "leader_term_bureauId_groupId_idx" ON "leader_term"("bureauId", "groupId");

-- CreateIndex
CREATE INDEX "leader_term_bureauId_memberId_idx" ON "leader_term"("bureauId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "enrollment_round_bureauId_campaignId_branchId_key" ON "enrollment_round"("bureauId", "campaignId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "enrollment_bureauId_campaignId_memberId_key" ON "enrollment"("bureauId", "campaignId", "memberId");

-- CreateIndex
CREATE INDEX "group_membership_bureauId_groupId_idx" ON "group_membership"("bureauId", "groupId");

-- CreateIndex
CREATE INDEX "group_membership_bureauId_memberId_idx" ON "group_membership"("bureauId", "memberId");

-- CreateIndex
CREATE INDEX "group_membership_bureauId_campaignId_branchId_idx" ON "group_membership"("bureauId", "campaignId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "enrollment_exemption_bureauId_campaignId_memberId_key" ON "enrollment_exemption"("bureauId", "campaignId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "membership_list_version_bureauId_roundId_version_key" ON "membership_list_version"("bureauId", "roundId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "group_proposal_bureauId_campaignId_branchId_key" ON "group_proposal"("bureauId", "campaignId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "function_group_bureauId_campaignId_branchId_name_key" ON "function_group"("bureauId", "campaignId", "branchId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_opinion_bureauId_proposalId_memberId_key" ON "consultation_opinion"("bureauId", "proposalId", "memberId");

-- CreateIndex
CREATE INDEX "branch_meeting_bureauId_branchId_heldOn_idx" ON "branch_meeting"("bureauId", "branchId", "heldOn");

-- CreateIndex
CREATE INDEX "study_session_bureauId_campaignId_branchId_heldOn_idx" ON "study_session"("bureauId", "campaignId", "branchId", "heldOn");

-- CreateIndex
CREATE UNIQUE INDEX "branch_statement_bureauId_campaignId_branchId_kind_key" ON "branch_statement"("bureauId", "campaignId", "branchId", "kind");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_bureauId_fkey" FOREIGN KEY ("bureauId") REFERENCES "bureau"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_bureauId_supersededById_fkey" FOREIGN KEY ("bureauId", "supersededById") REFERENCES "notice"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_bureauId_commitmentId_fkey" FOREIGN KEY ("bureauId", "commitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch" ADD CONSTRAINT "branch_bureauId_fkey" FOREIGN KEY ("bureauId") REFERENCES "bureau"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "roster_import" ADD CONSTRAINT "roster_import_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "roster_import" ADD CONSTRAINT "roster_import_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_bureauId_fkey" FOREIGN KEY ("bureauId") REFERENCES "bureau"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "campaign_phase" ADD CONSTRAINT "campaign_phase_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "campaign_group_function" ADD CONSTRAINT "campaign_group_function_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_criterion" ADD CONSTRAINT "evaluation_criterion_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leading_group_seat" ADD CONSTRAINT "leading_group_seat_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_step" ADD CONSTRAINT "branch_step_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_step" ADD CONSTRAINT "branch_step_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "key_task" ADD CONSTRAINT "key_task_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_bureauId_submittedById_fkey" FOREIGN KEY ("bureauId", "submittedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_item" ADD CONSTRAINT "commitment_item_bureauId_commitmentId_fkey" FOREIGN KEY ("bureauId", "commitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_item" ADD CONSTRAINT "commitment_item_bureauId_parentItemId_fkey" FOREIGN KEY ("bureauId", "parentItemId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_item" ADD CONSTRAINT "commitment_item_bureauId_keyTaskId_fkey" FOREIGN KEY ("bureauId", "keyTaskId") REFERENCES "key_task"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "item_assignment" ADD CONSTRAINT "item_assignment_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "item_assignment" ADD CONSTRAINT "item_assignment_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_review" ADD CONSTRAINT "commitment_review_bureauId_commitmentId_fkey" FOREIGN KEY ("bureauId", "commitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_review" ADD CONSTRAINT "commitment_review_bureauId_reviewerId_fkey" FOREIGN KEY ("bureauId", "reviewerId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_election" ADD CONSTRAINT "leader_election_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_election" ADD CONSTRAINT "leader_election_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_election" ADD CONSTRAINT "leader_election_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "election_candidate" ADD CONSTRAINT "election_candidate_bureauId_electionId_fkey" FOREIGN KEY ("bureauId", "electionId") REFERENCES "leader_election"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "election_candidate" ADD CONSTRAINT "election_candidate_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "election_count" ADD CONSTRAINT "election_count_bureauId_electionId_fkey" FOREIGN KEY ("bureauId", "electionId") REFERENCES "leader_election"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_term" ADD CONSTRAINT "leader_term_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_term" ADD CONSTRAINT "leader_term_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_term" ADD CONSTRAINT "leader_term_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_term" ADD CONSTRAINT "leader_term_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "leader_term" ADD CONSTRAINT "leader_term_bureauId_electionId_fkey" FOREIGN KEY ("bureauId", "electionId") REFERENCES "leader_election"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment_round" ADD CONSTRAINT "enrollment_round_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment_round" ADD CONSTRAINT "enrollment_round_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "enrollment_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_bureauId_wishGroupId_fkey" FOREIGN KEY ("bureauId", "wishGroupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_bureauId_secondGroupId_fkey" FOREIGN KEY ("bureauId", "secondGroupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment_exemption" ADD CONSTRAINT "enrollment_exemption_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment_exemption" ADD CONSTRAINT "enrollment_exemption_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment_exemption" ADD CONSTRAINT "enrollment_exemption_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "membership_list_version" ADD CONSTRAINT "membership_list_version_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "enrollment_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_proposal" ADD CONSTRAINT "group_proposal_bureauId_decisionMeetingId_fkey" FOREIGN KEY ("bureauId", "decisionMeetingId") REFERENCES "branch_meeting"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_proposal" ADD CONSTRAINT "group_proposal_bureauId_announcementMeetingId_fkey" FOREIGN KEY ("bureauId", "announcementMeetingId") REFERENCES "branch_meeting"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_proposal" ADD CONSTRAINT "group_proposal_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_proposal" ADD CONSTRAINT "group_proposal_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "function_group" ADD CONSTRAINT "function_group_bureauId_proposalId_fkey" FOREIGN KEY ("bureauId", "proposalId") REFERENCES "group_proposal"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "function_group" ADD CONSTRAINT "function_group_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "function_group" ADD CONSTRAINT "function_group_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consultation_opinion" ADD CONSTRAINT "consultation_opinion_bureauId_proposalId_fkey" FOREIGN KEY ("bureauId", "proposalId") REFERENCES "group_proposal"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consultation_opinion" ADD CONSTRAINT "consultation_opinion_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_meeting" ADD CONSTRAINT "branch_meeting_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_meeting" ADD CONSTRAINT "branch_meeting_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_meeting" ADD CONSTRAINT "branch_meeting_bureauId_groupId_fkey" FOREIGN KEY ("bureauId", "groupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_meeting" ADD CONSTRAINT "branch_meeting_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "study_session" ADD CONSTRAINT "study_session_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "study_session" ADD CONSTRAINT "study_session_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_statement" ADD CONSTRAINT "branch_statement_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_statement" ADD CONSTRAINT "branch_statement_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What follows is written by hand: the Prisma schema has no words for it.

-- One active row at a time.
CREATE UNIQUE INDEX "group_membership_one_active" ON "group_membership"("bureauId", "campaignId", "memberId") WHERE "endedAt" IS NULL;
CREATE UNIQUE INDEX "leader_term_one_active" ON "leader_term"("bureauId", "groupId") WHERE "endedAt" IS NULL;
CREATE UNIQUE INDEX "role_assignment_one_active" ON "role_assignment"("bureauId", "accountId", "role", coalesce("branchId", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE "revokedAt" IS NULL;
CREATE UNIQUE INDEX "role_assignment_one_secretary" ON "role_assignment"("bureauId", "branchId") WHERE "role" = 'BRANCH_SECRETARY' AND "revokedAt" IS NULL;
CREATE UNIQUE INDEX "leader_election_one_open" ON "leader_election"("bureauId", "groupId") WHERE "status" IN ('NOMINATING', 'VOTING');

-- One commitment a pledger and year.
CREATE UNIQUE INDEX "commitment_one_branch" ON "commitment"("bureauId", "campaignId", "year", "branchId") WHERE "level" = 'BRANCH';
CREATE UNIQUE INDEX "commitment_one_group" ON "commitment"("bureauId", "campaignId", "year", "groupId") WHERE "level" = 'GROUP';
CREATE UNIQUE INDEX "commitment_one_member" ON "commitment"("bureauId", "campaignId", "year", "memberId") WHERE "level" = 'MEMBER';

-- A commitment stands before both sides, and its pledger is of its level.
ALTER TABLE "commitment"
  ADD CONSTRAINT "commitment_both_sides" CHECK (btrim("organizationSide") <> '' AND btrim("peopleSide") <> ''),
  ADD CONSTRAINT "commitment_pledger_of_level" CHECK (CASE "level"
    WHEN 'BRANCH' THEN "groupId" IS NULL AND "memberId" IS NULL
    WHEN 'GROUP' THEN "groupId" IS NOT NULL AND "memberId" IS NULL
    WHEN 'MEMBER' THEN "groupId" IS NOT NULL AND "memberId" IS NOT NULL
  END);

ALTER TABLE "function_group"
  ADD CONSTRAINT "function_group_sizes" CHECK ("minSize" >= 1 AND "maxSize" >= "minSize"),
  ADD CONSTRAINT "function_group_capacity" CHECK ("memberCount" BETWEEN 0 AND "maxSize");

-- Branch roles name their branch, the others none.
ALTER TABLE "role_assignment"
  ADD CONSTRAINT "role_assignment_branch_of_role" CHECK (("role" IN ('BRANCH_SECRETARY', 'BRANCH_COMMITTEE_MEMBER')) = ("branchId" IS NOT NULL));

ALTER TABLE "branch_meeting"
  ADD CONSTRAINT "branch_meeting_attendance" CHECK ("presentCount" >= 0 AND "presentCount" <= "eligibleCount"),
  ADD CONSTRAINT "branch_meeting_votes" CHECK ("forCount" >= 0 AND "againstCount" >= 0 AND "abstainCount" >= 0);

ALTER TABLE "election_count"
  ADD CONSTRAINT "election_count_attendance" CHECK ("presentCount" >= 0 AND "presentCount" <= "eligibleCount"),
  ADD CONSTRAINT "election_count_papers" CHECK ("issuedCount" >= 0 AND "returnedCount" >= 0 AND "invalidCount" >= 0);

ALTER TABLE "enrollment"
  ADD CONSTRAINT "enrollment_second_wish_differs" CHECK ("secondGroupId" <> "wishGroupId");

-- The audit trail is append-only. Privileges say so first (a server's operator grants the portal's role only SELECT and
-- INSERT on this table; Citus refuses triggers on distributed tables); where triggers are possible, this one says it too.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
