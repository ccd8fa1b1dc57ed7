SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "ElectionKind" AS ENUM ('REGULAR', 'BY_ELECTION');

-- CreateEnum
CREATE TYPE "ElectionMode" AS ENUM ('PAPER', 'PORTAL');

-- CreateEnum
CREATE TYPE "BallotBoxStatus" AS ENUM ('OPEN', 'CLOSED', 'COUNTED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "AllocationStatus" AS ENUM ('PROPOSED', 'ADOPTED');

-- CreateEnum
CREATE TYPE "ReminderSubject" AS ENUM ('CONSULTATION', 'ENROLLMENT', 'PLACE_ANSWER');

-- CreateEnum
CREATE TYPE "ProposalStage" AS ENUM ('CONSULTED', 'DECIDED');

-- CreateEnum
CREATE TYPE "GroupChangeKind" AS ENUM ('CREATE', 'RENAME', 'MERGE', 'SPLIT', 'DISSOLVE');

-- CreateEnum
CREATE TYPE "ExclusionGround" AS ENUM ('ILLNESS', 'ABROAD', 'SERVING_SENTENCE', 'FRAIL', 'AWAY', 'RETIRED_AWAY');

-- CreateEnum
CREATE TYPE "VoteKind" AS ENUM ('COMMITTEE_MEETING', 'GENERAL_MEETING', 'GROUP_MEETING', 'LEADER_ELECTION');

-- CreateEnum
CREATE TYPE "VoteBase" AS ENUM ('ELIGIBLE', 'PRESENT', 'CAST');

-- AlterEnum
ALTER TYPE "LeaderMethod" ADD VALUE 'ACTING' AFTER 'APPOINTED';

-- AlterTable
ALTER TABLE "branch_meeting" ADD COLUMN     "absences" JSONB,
ADD COLUMN     "exclusions" JSONB;

-- AlterTable
ALTER TABLE "enrollment" ADD COLUMN     "thirdGroupId" UUID;

-- AlterTable
ALTER TABLE "function_group" ADD COLUMN     "closeReason" TEXT,
ADD COLUMN     "closedAt" TIMESTAMPTZ(3),
ADD COLUMN     "targetSize" INTEGER,
ADD COLUMN     "wantedSkills" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "group_membership" ADD COLUMN     "objectedAt" TIMESTAMPTZ(3),
ADD COLUMN     "objection" TEXT,
ADD COLUMN     "settledAt" TIMESTAMPTZ(3),
ADD COLUMN     "settlement" TEXT;

-- AlterTable
ALTER TABLE "leader_election" ADD COLUMN     "kind" "ElectionKind" NOT NULL DEFAULT 'REGULAR',
ADD COLUMN     "mode" "ElectionMode" NOT NULL DEFAULT 'PAPER';

-- AlterTable
ALTER TABLE "leader_term" ADD COLUMN     "actingUntil" DATE,
ADD COLUMN     "endReason" TEXT;

-- CreateTable
CREATE TABLE "ballot_box" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "electionId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "status" "BallotBoxStatus" NOT NULL DEFAULT 'OPEN',
    "publicKey" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "candidates" JSONB NOT NULL,
    "supervisors" JSONB NOT NULL,
    "electorCount" INTEGER NOT NULL,
    "warning" TEXT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "countedAt" TIMESTAMPTZ(3),
    "result" JSONB,

    CONSTRAINT "ballot_box_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "ballot_elector" (
    "bureauId" UUID NOT NULL,
    "boxId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "hasVoted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ballot_elector_pkey" PRIMARY KEY ("bureauId","boxId","memberId")
);

-- CreateTable
CREATE TABLE "ballot_envelope" (
    "bureauId" UUID NOT NULL,
    "boxId" UUID NOT NULL,
    "receipt" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,

    CONSTRAINT "ballot_envelope_pkey" PRIMARY KEY ("bureauId","boxId","receipt")
);

-- CreateTable
CREATE TABLE "allocation_run" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "seed" INTEGER NOT NULL,
    "status" "AllocationStatus" NOT NULL DEFAULT 'PROPOSED',
    "inputHash" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "adoptedAt" TIMESTAMPTZ(3),

    CONSTRAINT "allocation_run_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "subject" "ReminderSubject" NOT NULL,
    "sentById" UUID NOT NULL,
    "sentByName" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "consultation_reading" (
    "bureauId" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_reading_pkey" PRIMARY KEY ("bureauId","proposalId","memberId")
);

-- CreateTable
CREATE TABLE "proposal_version" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "stage" "ProposalStage" NOT NULL,
    "content" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposal_version_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "group_change" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "kind" "GroupChangeKind" NOT NULL,
    "meetingId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_change_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "attendance_exclusion" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "ground" "ExclusionGround" NOT NULL,
    "note" TEXT NOT NULL,
    "superiorAgreedOn" DATE NOT NULL,
    "approvedOn" DATE NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attendance_exclusion_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "rights_suspension" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rights_suspension_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "vote_rule_setting" (
    "bureauId" UUID NOT NULL,
    "kind" "VoteKind" NOT NULL,
    "quorumNumerator" INTEGER NOT NULL,
    "quorumDenominator" INTEGER NOT NULL,
    "passBase" "VoteBase" NOT NULL,
    "passNumerator" INTEGER NOT NULL,
    "passDenominator" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vote_rule_setting_pkey" PRIMARY KEY ("bureauId","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "ballot_box_bureauId_electionId_round_key" ON "ballot_box"("bureauId", "electionId", "round");

-- CreateIndex
CREATE INDEX "allocation_run_bureauId_roundId_createdAt_idx" ON "allocation_run"("bureauId", "roundId", "createdAt");

-- CreateIndex
CREATE INDEX "reminder_bureauId_memberId_seenAt_idx" ON "reminder"("bureauId", "memberId", "seenAt");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_bureauId_campaignId_memberId_subject_key" ON "reminder"("bureauId", "campaignId", "memberId", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_version_bureauId_proposalId_stage_key" ON "proposal_version"("bureauId", "proposalId", "stage");

-- CreateIndex
CREATE INDEX "group_change_bureauId_campaignId_branchId_idx" ON "group_change"("bureauId", "campaignId", "branchId");

-- CreateIndex
CREATE INDEX "attendance_exclusion_bureauId_branchId_idx" ON "attendance_exclusion"("bureauId", "branchId");

-- CreateIndex
CREATE INDEX "rights_suspension_bureauId_memberId_idx" ON "rights_suspension"("bureauId", "memberId");

-- AddForeignKey
ALTER TABLE "ballot_box" ADD CONSTRAINT "ballot_box_bureauId_electionId_fkey" FOREIGN KEY ("bureauId", "electionId") REFERENCES "leader_election"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ballot_elector" ADD CONSTRAINT "ballot_elector_bureauId_boxId_fkey" FOREIGN KEY ("bureauId", "boxId") REFERENCES "ballot_box"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ballot_elector" ADD CONSTRAINT "ballot_elector_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ballot_envelope" ADD CONSTRAINT "ballot_envelope_bureauId_boxId_fkey" FOREIGN KEY ("bureauId", "boxId") REFERENCES "ballot_box"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_bureauId_thirdGroupId_fkey" FOREIGN KEY ("bureauId", "thirdGroupId") REFERENCES "function_group"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

-- AddForeignKey
ALTER TABLE "allocation_run" ADD CONSTRAINT "allocation_run_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "enrollment_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "allocation_run" ADD CONSTRAINT "allocation_run_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_bureauId_sentById_fkey" FOREIGN KEY ("bureauId", "sentById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consultation_reading" ADD CONSTRAINT "consultation_reading_bureauId_proposalId_fkey" FOREIGN KEY ("bureauId", "proposalId") REFERENCES "group_proposal"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consultation_reading" ADD CONSTRAINT "consultation_reading_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal_version" ADD CONSTRAINT "proposal_version_bureauId_proposalId_fkey" FOREIGN KEY ("bureauId", "proposalId") REFERENCES "group_proposal"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_change" ADD CONSTRAINT "group_change_bureauId_meetingId_fkey" FOREIGN KEY ("bureauId", "meetingId") REFERENCES "branch_meeting"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_change" ADD CONSTRAINT "group_change_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "group_change" ADD CONSTRAINT "group_change_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attendance_exclusion" ADD CONSTRAINT "attendance_exclusion_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attendance_exclusion" ADD CONSTRAINT "attendance_exclusion_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rights_suspension" ADD CONSTRAINT "rights_suspension_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rights_suspension" ADD CONSTRAINT "rights_suspension_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "function_group" ADD CONSTRAINT "function_group_target" CHECK ("targetSize" BETWEEN "minSize" AND "maxSize") NOT VALID;
ALTER TABLE "enrollment"
  ADD CONSTRAINT "enrollment_third_wish_differs" CHECK ("thirdGroupId" <> "wishGroupId" AND "thirdGroupId" <> "secondGroupId") NOT VALID,
  ADD CONSTRAINT "enrollment_third_wish_after_second" CHECK ("thirdGroupId" IS NULL OR "secondGroupId" IS NOT NULL) NOT VALID;
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_settled_objection"
  CHECK (("objection" IS NULL) = ("objectedAt" IS NULL) AND ("settledAt" IS NULL OR ("objectedAt" IS NOT NULL AND "settlement" IS NOT NULL))) NOT VALID;
ALTER TABLE "attendance_exclusion" ADD CONSTRAINT "attendance_exclusion_dates" CHECK ("endsOn" IS NULL OR "endsOn" >= "startsOn");
ALTER TABLE "rights_suspension" ADD CONSTRAINT "rights_suspension_dates" CHECK ("endsOn" IS NULL OR "endsOn" > "startsOn");
CREATE UNIQUE INDEX "rights_suspension_one_open" ON "rights_suspension"("bureauId", "memberId") WHERE "endsOn" IS NULL;
ALTER TABLE "vote_rule_setting" ADD CONSTRAINT "vote_rule_setting_shares"
  CHECK ("quorumDenominator" BETWEEN 1 AND 100 AND "quorumNumerator" BETWEEN 0 AND "quorumDenominator"
    AND "passDenominator" BETWEEN 1 AND 100 AND "passNumerator" BETWEEN 0 AND "passDenominator");
