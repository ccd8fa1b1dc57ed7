SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "SelfAssessmentStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'RETURNED', 'PASSED_ON');

-- CreateEnum
CREATE TYPE "AcceptanceSheetStatus" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "AcceptanceOutcome" AS ENUM ('PASSED', 'AFTER_MENDING', 'NOT_PASSED');

-- AlterTable
ALTER TABLE "branch_statement" ADD COLUMN     "figures" JSONB;

-- CreateTable
CREATE TABLE "acceptance_list" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "items" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "acceptance_list_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "self_assessment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "status" "SelfAssessmentStatus" NOT NULL DEFAULT 'DRAFT',
    "entries" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "reviewNote" TEXT,
    "reviewedBy" TEXT,
    "reviewedAt" TIMESTAMPTZ(3),
    "submittedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "self_assessment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "self_assessment_version" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "submittedBy" TEXT NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "self_assessment_version_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "acceptance_sheet" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID,
    "reviewerId" UUID NOT NULL,
    "reviewerName" TEXT NOT NULL,
    "status" "AcceptanceSheetStatus" NOT NULL DEFAULT 'OPEN',
    "scores" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "remark" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "acceptance_sheet_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "acceptance_verdict" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" "AcceptanceOutcome" NOT NULL,
    "text" TEXT NOT NULL,
    "decidedOn" DATE NOT NULL,
    "decidedBy" TEXT NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "reopenedAt" TIMESTAMPTZ(3),

    CONSTRAINT "acceptance_verdict_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "acceptance_problem" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "verdictId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,
    "answer" TEXT,
    "answeredBy" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "acceptance_problem_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "acceptance_reopening" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "verdictId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "askedById" UUID NOT NULL,
    "askedByName" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "agreedById" UUID,
    "agreedBy" TEXT,
    "agreedAt" TIMESTAMPTZ(3),

    CONSTRAINT "acceptance_reopening_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "bureau_report" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "status" "StatementStatus" NOT NULL DEFAULT 'DRAFT',
    "reviewNote" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "writtenById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3),
    "approvedAt" TIMESTAMPTZ(3),
    "approvedBy" TEXT,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "bureau_report_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "bureau_report_version" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bureau_report_version_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "statement_version" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "statementId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "statement_version_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "acceptance_list_bureauId_campaignId_key" ON "acceptance_list"("bureauId", "campaignId");

-- CreateIndex
CREATE UNIQUE INDEX "self_assessment_bureauId_campaignId_branchId_key" ON "self_assessment"("bureauId", "campaignId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "self_assessment_version_bureauId_assessmentId_number_key" ON "self_assessment_version"("bureauId", "assessmentId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "acceptance_sheet_bureauId_campaignId_branchId_reviewerId_key" ON "acceptance_sheet"("bureauId", "campaignId", "branchId", "reviewerId");

-- CreateIndex
CREATE UNIQUE INDEX "acceptance_verdict_bureauId_campaignId_branchId_number_key" ON "acceptance_verdict"("bureauId", "campaignId", "branchId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "acceptance_problem_bureauId_verdictId_position_key" ON "acceptance_problem"("bureauId", "verdictId", "position");

-- CreateIndex
CREATE INDEX "acceptance_reopening_bureauId_verdictId_idx" ON "acceptance_reopening"("bureauId", "verdictId");

-- CreateIndex
CREATE UNIQUE INDEX "bureau_report_bureauId_campaignId_key" ON "bureau_report"("bureauId", "campaignId");

-- CreateIndex
CREATE UNIQUE INDEX "bureau_report_version_bureauId_reportId_number_key" ON "bureau_report_version"("bureauId", "reportId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "statement_version_bureauId_statementId_number_key" ON "statement_version"("bureauId", "statementId", "number");

-- AddForeignKey
ALTER TABLE "acceptance_list" ADD CONSTRAINT "acceptance_list_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "self_assessment" ADD CONSTRAINT "self_assessment_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "self_assessment" ADD CONSTRAINT "self_assessment_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "self_assessment_version" ADD CONSTRAINT "self_assessment_version_bureauId_assessmentId_fkey" FOREIGN KEY ("bureauId", "assessmentId") REFERENCES "self_assessment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_sheet" ADD CONSTRAINT "acceptance_sheet_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_sheet" ADD CONSTRAINT "acceptance_sheet_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_sheet" ADD CONSTRAINT "acceptance_sheet_bureauId_reviewerId_fkey" FOREIGN KEY ("bureauId", "reviewerId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_verdict" ADD CONSTRAINT "acceptance_verdict_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_verdict" ADD CONSTRAINT "acceptance_verdict_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_problem" ADD CONSTRAINT "acceptance_problem_bureauId_verdictId_fkey" FOREIGN KEY ("bureauId", "verdictId") REFERENCES "acceptance_verdict"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_reopening" ADD CONSTRAINT "acceptance_reopening_bureauId_verdictId_fkey" FOREIGN KEY ("bureauId", "verdictId") REFERENCES "acceptance_verdict"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_reopening" ADD CONSTRAINT "acceptance_reopening_bureauId_askedById_fkey" FOREIGN KEY ("bureauId", "askedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_reopening" ADD CONSTRAINT "acceptance_reopening_bureauId_agreedById_fkey" FOREIGN KEY ("bureauId", "agreedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "bureau_report" ADD CONSTRAINT "bureau_report_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "bureau_report" ADD CONSTRAINT "bureau_report_bureauId_writtenById_fkey" FOREIGN KEY ("bureauId", "writtenById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "bureau_report_version" ADD CONSTRAINT "bureau_report_version_bureauId_reportId_fkey" FOREIGN KEY ("bureauId", "reportId") REFERENCES "bureau_report"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "statement_version" ADD CONSTRAINT "statement_version_bureauId_statementId_fkey" FOREIGN KEY ("bureauId", "statementId") REFERENCES "branch_statement"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What must never happen.
CREATE UNIQUE INDEX "acceptance_sheet_one_of_the_whole" ON "acceptance_sheet"("bureauId", "campaignId", "reviewerId") WHERE "branchId" IS NULL;
CREATE UNIQUE INDEX "acceptance_verdict_one_standing_pass" ON "acceptance_verdict"("bureauId", "campaignId", "branchId") WHERE "outcome" = 'PASSED' AND "reopenedAt" IS NULL;
CREATE UNIQUE INDEX "acceptance_reopening_one_open" ON "acceptance_reopening"("bureauId", "verdictId") WHERE "agreedAt" IS NULL;
