SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "RemarkKind" AS ENUM ('QUARTERLY', 'SELF', 'PEER');

-- CreateEnum
CREATE TYPE "SurveyStatus" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "AppraisalGrade" AS ENUM ('EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED');

-- CreateEnum
CREATE TYPE "CommitmentType" AS ENUM ('YEARLY', 'SHORT_TASK', 'ORAL');

-- CreateEnum
CREATE TYPE "MeasureKind" AS ENUM ('DELIVERABLE', 'NUMBER');

-- CreateEnum
CREATE TYPE "AmendmentStatus" AS ENUM ('PROPOSED', 'APPROVED', 'RETURNED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "LetterSide" AS ENUM ('ORGANIZATION', 'PEOPLE');

-- CreateEnum
CREATE TYPE "FulfillmentStatus" AS ENUM ('SUBMITTED', 'ACCEPTED', 'RETURNED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ExtensionKind" AS ENUM ('EXTENSION', 'EXPLANATION');

-- CreateEnum
CREATE TYPE "ExtensionStatus" AS ENUM ('REQUESTED', 'GRANTED', 'REFUSED');

-- AlterTable
ALTER TABLE "commitment" ADD COLUMN     "recordedBy" TEXT,
ADD COLUMN     "spokenOn" DATE,
ADD COLUMN     "taskTitle" TEXT,
ADD COLUMN     "type" "CommitmentType" NOT NULL DEFAULT 'YEARLY',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "commitment_item" ADD COLUMN     "baseline" DECIMAL(12,2),
ADD COLUMN     "carriedFromId" UUID,
ADD COLUMN     "closeReason" TEXT,
ADD COLUMN     "closedOn" DATE,
ADD COLUMN     "measureKind" "MeasureKind" NOT NULL DEFAULT 'DELIVERABLE',
ADD COLUMN     "parentChangedAt" TIMESTAMPTZ(3),
ADD COLUMN     "target" DECIMAL(12,2),
ADD COLUMN     "unit" TEXT,
ADD COLUMN     "weight" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "commitment_review" ADD COLUMN     "snapshot" JSONB;

-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "dueOn" DATE,
ADD COLUMN     "itemId" UUID;

-- CreateTable
CREATE TABLE "commitment_remark" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "commitmentId" UUID NOT NULL,
    "kind" "RemarkKind" NOT NULL,
    "quarter" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "authorName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_remark_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "appraisal_survey" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "status" "SurveyStatus" NOT NULL DEFAULT 'OPEN',
    "closesOn" DATE NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "appraisal_survey_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "survey_token" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "surveyId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "used" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "survey_token_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "survey_answer" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "surveyId" UUID NOT NULL,
    "grades" JSONB NOT NULL,
    "word" TEXT,

    CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "member_appraisal" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "selfText" TEXT,
    "selfGrade" "AppraisalGrade",
    "votes" JSONB,
    "grade" "AppraisalGrade",
    "opinion" TEXT,
    "decidedOn" DATE,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_appraisal_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "review_comment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "itemId" UUID,
    "position" INTEGER NOT NULL,
    "mainTask" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "review_comment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "commitment_round" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "suggestionsUntil" DATE NOT NULL,
    "branchDueOn" DATE NOT NULL,
    "groupDueOn" DATE NOT NULL,
    "memberDueOn" DATE NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_round_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "commitment_version" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "commitmentId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "frozenText" TEXT NOT NULL,
    "frozenHash" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "commitment_version_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "commitment_amendment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "commitmentId" UUID NOT NULL,
    "status" "AmendmentStatus" NOT NULL DEFAULT 'PROPOSED',
    "reason" TEXT NOT NULL,
    "preamble" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "proposedById" UUID NOT NULL,
    "proposedByName" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionNote" TEXT,

    CONSTRAINT "commitment_amendment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "letter_receipt" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "commitmentId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "side" "LetterSide" NOT NULL,
    "accountId" UUID NOT NULL,
    "receivedBy" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "letter_receipt_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "fulfillment" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "doneOn" DATE NOT NULL,
    "content" TEXT NOT NULL,
    "value" DECIMAL(12,2),
    "completes" BOOLEAN NOT NULL DEFAULT false,
    "status" "FulfillmentStatus" NOT NULL DEFAULT 'SUBMITTED',
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionNote" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "fulfillment_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "fulfillmentId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "byteSize" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "item_extension" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "kind" "ExtensionKind" NOT NULL,
    "reason" TEXT NOT NULL,
    "objective" BOOLEAN NOT NULL DEFAULT false,
    "oldDueDate" DATE NOT NULL,
    "newDueDate" DATE,
    "status" "ExtensionStatus" NOT NULL DEFAULT 'REQUESTED',
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionNote" TEXT,

    CONSTRAINT "item_extension_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "item_handover" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "fromCommitmentId" UUID NOT NULL,
    "toCommitmentId" UUID NOT NULL,
    "fromName" TEXT NOT NULL,
    "toName" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decidedByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_handover_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "commitment_remark_bureauId_commitmentId_kind_quarter_author_key" ON "commitment_remark"("bureauId", "commitmentId", "kind", "quarter", "authorId");

-- CreateIndex
CREATE INDEX "appraisal_survey_bureauId_branchId_year_idx" ON "appraisal_survey"("bureauId", "branchId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "survey_token_bureauId_tokenHash_key" ON "survey_token"("bureauId", "tokenHash");

-- CreateIndex
CREATE INDEX "survey_answer_bureauId_surveyId_idx" ON "survey_answer"("bureauId", "surveyId");

-- CreateIndex
CREATE INDEX "member_appraisal_bureauId_branchId_year_idx" ON "member_appraisal"("bureauId", "branchId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "member_appraisal_bureauId_campaignId_year_memberId_key" ON "member_appraisal"("bureauId", "campaignId", "year", "memberId");

-- CreateIndex
CREATE INDEX "review_comment_bureauId_reviewId_idx" ON "review_comment"("bureauId", "reviewId");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_round_bureauId_campaignId_branchId_year_key" ON "commitment_round"("bureauId", "campaignId", "branchId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_version_bureauId_commitmentId_version_key" ON "commitment_version"("bureauId", "commitmentId", "version");

-- CreateIndex
CREATE INDEX "commitment_amendment_bureauId_commitmentId_idx" ON "commitment_amendment"("bureauId", "commitmentId");

-- CreateIndex
CREATE UNIQUE INDEX "letter_receipt_bureauId_commitmentId_version_side_accountId_key" ON "letter_receipt"("bureauId", "commitmentId", "version", "side", "accountId");

-- CreateIndex
CREATE INDEX "fulfillment_bureauId_itemId_idx" ON "fulfillment"("bureauId", "itemId");

-- CreateIndex
CREATE INDEX "fulfillment_bureauId_status_idx" ON "fulfillment"("bureauId", "status");

-- CreateIndex
CREATE INDEX "evidence_bureauId_fulfillmentId_idx" ON "evidence"("bureauId", "fulfillmentId");

-- CreateIndex
CREATE INDEX "item_extension_bureauId_itemId_idx" ON "item_extension"("bureauId", "itemId");

-- CreateIndex
CREATE INDEX "item_handover_bureauId_itemId_idx" ON "item_handover"("bureauId", "itemId");

-- AddForeignKey
ALTER TABLE "commitment_remark" ADD CONSTRAINT "commitment_remark_bureauId_commitmentId_fkey" FOREIGN KEY ("bureauId", "commitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_remark" ADD CONSTRAINT "commitment_remark_bureauId_authorId_fkey" FOREIGN KEY ("bureauId", "authorId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "appraisal_survey" ADD CONSTRAINT "appraisal_survey_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "appraisal_survey" ADD CONSTRAINT "appraisal_survey_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "survey_token" ADD CONSTRAINT "survey_token_bureauId_surveyId_fkey" FOREIGN KEY ("bureauId", "surveyId") REFERENCES "appraisal_survey"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "survey_answer" ADD CONSTRAINT "survey_answer_bureauId_surveyId_fkey" FOREIGN KEY ("bureauId", "surveyId") REFERENCES "appraisal_survey"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member_appraisal" ADD CONSTRAINT "member_appraisal_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member_appraisal" ADD CONSTRAINT "member_appraisal_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member_appraisal" ADD CONSTRAINT "member_appraisal_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

-- AddForeignKey
ALTER TABLE "commitment_item" ADD CONSTRAINT "commitment_item_bureauId_carriedFromId_fkey" FOREIGN KEY ("bureauId", "carriedFromId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

-- AddForeignKey
ALTER TABLE "review_comment" ADD CONSTRAINT "review_comment_bureauId_reviewId_fkey" FOREIGN KEY ("bureauId", "reviewId") REFERENCES "commitment_review"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "review_comment" ADD CONSTRAINT "review_comment_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_round" ADD CONSTRAINT "commitment_round_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_round" ADD CONSTRAINT "commitment_round_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_version" ADD CONSTRAINT "commitment_version_bureauId_commitmentId_fkey" FOREIGN KEY ("bureauId", "commitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_amendment" ADD CONSTRAINT "commitment_amendment_bureauId_commitmentId_fkey" FOREIGN KEY ("bureauId", "commitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "commitment_amendment" ADD CONSTRAINT "commitment_amendment_bureauId_proposedById_fkey" FOREIGN KEY ("bureauId", "proposedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "letter_receipt" ADD CONSTRAINT "letter_receipt_bureauId_commitmentId_fkey" FOREIGN KEY ("bureauId", "commitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "letter_receipt" ADD CONSTRAINT "letter_receipt_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fulfillment" ADD CONSTRAINT "fulfillment_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fulfillment" ADD CONSTRAINT "fulfillment_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fulfillment" ADD CONSTRAINT "fulfillment_bureauId_decidedById_fkey" FOREIGN KEY ("bureauId", "decidedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_bureauId_fulfillmentId_fkey" FOREIGN KEY ("bureauId", "fulfillmentId") REFERENCES "fulfillment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "item_extension" ADD CONSTRAINT "item_extension_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "item_extension" ADD CONSTRAINT "item_extension_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "item_handover" ADD CONSTRAINT "item_handover_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "commitment_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "item_handover" ADD CONSTRAINT "item_handover_bureauId_fromCommitmentId_fkey" FOREIGN KEY ("bureauId", "fromCommitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "item_handover" ADD CONSTRAINT "item_handover_bureauId_toCommitmentId_fkey" FOREIGN KEY ("bureauId", "toCommitmentId") REFERENCES "commitment"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One yearly (written or spoken) commitment a pledger and year; for a short task a member may make another.
-- The table is small (one row a pledger and year), so that the index is built at once inside the migration.
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX "commitment_one_member";
CREATE UNIQUE INDEX "commitment_one_member" ON "commitment"("bureauId", "campaignId", "year", "memberId") WHERE "level" = 'MEMBER' AND "type" <> 'SHORT_TASK';

ALTER TABLE "commitment"
  ADD CONSTRAINT "commitment_type_texts" CHECK (
    (("type" = 'SHORT_TASK') = ("taskTitle" IS NOT NULL)) AND (("type" = 'ORAL') = ("spokenOn" IS NOT NULL AND "recordedBy" IS NOT NULL))
    AND ("type" = 'YEARLY' OR "level" = 'MEMBER')) NOT VALID,
  ADD CONSTRAINT "commitment_version" CHECK ("version" >= 1) NOT VALID;
ALTER TABLE "commitment_item"
  ADD CONSTRAINT "commitment_item_weight" CHECK ("weight" BETWEEN 1 AND 100) NOT VALID,
  ADD CONSTRAINT "commitment_item_measure" CHECK (
    CASE "measureKind" WHEN 'NUMBER' THEN "target" IS NOT NULL AND "unit" IS NOT NULL AND "target" <> coalesce("baseline", 0)
    ELSE "target" IS NULL AND "baseline" IS NULL AND "unit" IS NULL END) NOT VALID,
  ADD CONSTRAINT "commitment_item_closed" CHECK (("closedOn" IS NULL) = ("closeReason" IS NULL)) NOT VALID;
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_item_of_commitment" CHECK ("itemId" IS NULL OR "commitmentId" IS NOT NULL) NOT VALID;

ALTER TABLE "fulfillment" ADD CONSTRAINT "fulfillment_decided" CHECK (("status" IN ('ACCEPTED', 'RETURNED')) = ("decidedAt" IS NOT NULL));
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_size" CHECK ("byteSize" > 0);
ALTER TABLE "item_extension"
  ADD CONSTRAINT "item_extension_day" CHECK ("kind" <> 'EXTENSION' OR ("newDueDate" IS NOT NULL AND "newDueDate" > "oldDueDate")),
  ADD CONSTRAINT "item_extension_decided" CHECK (("status" = 'REQUESTED') = ("decidedAt" IS NULL));
CREATE UNIQUE INDEX "item_extension_one_open" ON "item_extension"("bureauId", "itemId", "kind") WHERE "status" = 'REQUESTED';
CREATE UNIQUE INDEX "commitment_amendment_one_open" ON "commitment_amendment"("bureauId", "commitmentId") WHERE "status" = 'PROPOSED';
ALTER TABLE "commitment_amendment" ADD CONSTRAINT "commitment_amendment_decided" CHECK (("status" IN ('APPROVED', 'RETURNED')) = ("decidedAt" IS NOT NULL));
ALTER TABLE "commitment_remark" ADD CONSTRAINT "commitment_remark_quarter" CHECK (CASE "kind" WHEN 'QUARTERLY' THEN "quarter" BETWEEN 1 AND 4 ELSE "quarter" = 0 END);
ALTER TABLE "commitment_round" ADD CONSTRAINT "commitment_round_order" CHECK ("suggestionsUntil" <= "branchDueOn" AND "branchDueOn" <= "groupDueOn" AND "groupDueOn" <= "memberDueOn");
