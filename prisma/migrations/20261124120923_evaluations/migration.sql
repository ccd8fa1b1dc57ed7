SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "CalendarDayKind" AS ENUM ('HOLIDAY', 'WORKDAY');

-- CreateEnum
CREATE TYPE "EvaluationRoundStatus" AS ENUM ('DRAFT', 'OPEN', 'SCORING', 'DECIDED', 'NOTICED', 'AWARDED');

-- CreateEnum
CREATE TYPE "ApplicationSource" AS ENUM ('SELF', 'BRANCH');

-- CreateEnum
CREATE TYPE "ApplicationStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'RECOMMENDED', 'NOT_RECOMMENDED', 'WITHDRAWN', 'CHOSEN', 'NOT_CHOSEN');

-- CreateEnum
CREATE TYPE "ScoreSheetStatus" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "NoticePeriodStatus" AS ENUM ('RUNNING', 'WITHDRAWN', 'ENDED');

-- CreateEnum
CREATE TYPE "ObjectionStatus" AS ENUM ('RECEIVED', 'INVESTIGATING', 'UPHELD', 'REJECTED');

-- CreateTable
CREATE TABLE "calendar_day" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "kind" "CalendarDayKind" NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "evaluation_round" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "award" "AwardType" NOT NULL,
    "title" TEXT NOT NULL,
    "status" "EvaluationRoundStatus" NOT NULL DEFAULT 'DRAFT',
    "applyUntil" DATE NOT NULL,
    "noticeDays" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "rulesHash" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "scoringAt" TIMESTAMPTZ(3),
    "decidedAt" TIMESTAMPTZ(3),
    "decision" JSONB,
    "awardedAt" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_round_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "evaluation_application" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "memberId" UUID,
    "candidateName" TEXT NOT NULL,
    "source" "ApplicationSource" NOT NULL,
    "status" "ApplicationStatus" NOT NULL DEFAULT 'DRAFT',
    "deeds" TEXT NOT NULL,
    "record" JSONB,
    "recordHash" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3),
    "result" INTEGER,
    "rank" INTEGER,
    "awardRevokedOn" DATE,
    "revokeReason" TEXT,

    CONSTRAINT "evaluation_application_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "branch_recommendation" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "quota" INTEGER NOT NULL,
    "quotaBasis" TEXT NOT NULL,
    "nobody" BOOLEAN NOT NULL,
    "opinion" TEXT NOT NULL,
    "decidedByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "branch_recommendation_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "score_sheet" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "reviewerId" UUID NOT NULL,
    "reviewerName" TEXT NOT NULL,
    "status" "ScoreSheetStatus" NOT NULL DEFAULT 'OPEN',
    "scores" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "explanation" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "score_sheet_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "evaluation_recusal" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "reviewerId" UUID NOT NULL,
    "reviewerName" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evaluation_recusal_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "round_reopening" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "askedById" UUID NOT NULL,
    "askedByName" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "agreedById" UUID,
    "agreedBy" TEXT,
    "agreedAt" TIMESTAMPTZ(3),

    CONSTRAINT "round_reopening_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "notice_period" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "status" "NoticePeriodStatus" NOT NULL DEFAULT 'RUNNING',
    "content" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "workingDays" INTEGER NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "calendarNote" TEXT,
    "publishedBy" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "withdrawReason" TEXT,

    CONSTRAINT "notice_period_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "objection" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "periodId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "nameCipher" TEXT,
    "late" BOOLEAN NOT NULL,
    "status" "ObjectionStatus" NOT NULL DEFAULT 'RECEIVED',
    "finding" TEXT,
    "investigators" TEXT,
    "trackingCode" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,

    CONSTRAINT "objection_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "calendar_day_bureauId_day_key" ON "calendar_day"("bureauId", "day");

-- CreateIndex
CREATE INDEX "evaluation_round_bureauId_campaignId_status_idx" ON "evaluation_round"("bureauId", "campaignId", "status");

-- CreateIndex
CREATE INDEX "evaluation_application_bureauId_roundId_branchId_idx" ON "evaluation_application"("bureauId", "roundId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "branch_recommendation_bureauId_roundId_branchId_key" ON "branch_recommendation"("bureauId", "roundId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "score_sheet_bureauId_applicationId_reviewerId_key" ON "score_sheet"("bureauId", "applicationId", "reviewerId");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_recusal_bureauId_roundId_branchId_reviewerId_key" ON "evaluation_recusal"("bureauId", "roundId", "branchId", "reviewerId");

-- CreateIndex
CREATE INDEX "round_reopening_bureauId_roundId_idx" ON "round_reopening"("bureauId", "roundId");

-- CreateIndex
CREATE INDEX "notice_period_bureauId_roundId_idx" ON "notice_period"("bureauId", "roundId");

-- CreateIndex
CREATE INDEX "objection_bureauId_periodId_idx" ON "objection"("bureauId", "periodId");

-- CreateIndex
CREATE UNIQUE INDEX "objection_bureauId_trackingCode_key" ON "objection"("bureauId", "trackingCode");

-- AddForeignKey
ALTER TABLE "evaluation_round" ADD CONSTRAINT "evaluation_round_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_application" ADD CONSTRAINT "evaluation_application_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "evaluation_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_application" ADD CONSTRAINT "evaluation_application_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_application" ADD CONSTRAINT "evaluation_application_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_application" ADD CONSTRAINT "evaluation_application_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_recommendation" ADD CONSTRAINT "branch_recommendation_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "evaluation_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_recommendation" ADD CONSTRAINT "branch_recommendation_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_recommendation" ADD CONSTRAINT "branch_recommendation_bureauId_meetingId_fkey" FOREIGN KEY ("bureauId", "meetingId") REFERENCES "branch_meeting"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "score_sheet" ADD CONSTRAINT "score_sheet_bureauId_applicationId_fkey" FOREIGN KEY ("bureauId", "applicationId") REFERENCES "evaluation_application"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "score_sheet" ADD CONSTRAINT "score_sheet_bureauId_reviewerId_fkey" FOREIGN KEY ("bureauId", "reviewerId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_recusal" ADD CONSTRAINT "evaluation_recusal_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "evaluation_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_recusal" ADD CONSTRAINT "evaluation_recusal_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evaluation_recusal" ADD CONSTRAINT "evaluation_recusal_bureauId_reviewerId_fkey" FOREIGN KEY ("bureauId", "reviewerId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "round_reopening" ADD CONSTRAINT "round_reopening_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "evaluation_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "round_reopening" ADD CONSTRAINT "round_reopening_bureauId_askedById_fkey" FOREIGN KEY ("bureauId", "askedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "round_reopening" ADD CONSTRAINT "round_reopening_bureauId_agreedById_fkey" FOREIGN KEY ("bureauId", "agreedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_period" ADD CONSTRAINT "notice_period_bureauId_roundId_fkey" FOREIGN KEY ("bureauId", "roundId") REFERENCES "evaluation_round"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_bureauId_periodId_fkey" FOREIGN KEY ("bureauId", "periodId") REFERENCES "notice_period"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_bureauId_applicationId_fkey" FOREIGN KEY ("bureauId", "applicationId") REFERENCES "evaluation_application"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What must never happen.
CREATE UNIQUE INDEX "evaluation_round_one_running" ON "evaluation_round"("bureauId", "campaignId", "award") WHERE "status" <> 'AWARDED';
CREATE UNIQUE INDEX "evaluation_application_one_member" ON "evaluation_application"("bureauId", "roundId", "memberId") WHERE "memberId" IS NOT NULL AND "status" <> 'WITHDRAWN';
CREATE UNIQUE INDEX "evaluation_application_one_branch" ON "evaluation_application"("bureauId", "roundId", "branchId") WHERE "memberId" IS NULL AND "status" <> 'WITHDRAWN';
CREATE UNIQUE INDEX "notice_period_one_running" ON "notice_period"("bureauId", "roundId") WHERE "status" = 'RUNNING';
CREATE UNIQUE INDEX "round_reopening_one_open" ON "round_reopening"("bureauId", "roundId") WHERE "agreedAt" IS NULL;
