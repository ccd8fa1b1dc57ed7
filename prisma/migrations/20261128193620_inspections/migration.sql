SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "InspectionStatus" AS ENUM ('PLANNED', 'UNDERWAY', 'FINISHED', 'CANCELED');

-- CreateEnum
CREATE TYPE "InspectionVisitStatus" AS ENUM ('PLANNED', 'UNDERWAY', 'HANDED_OVER', 'ACKNOWLEDGED', 'CANCELED');

-- CreateEnum
CREATE TYPE "InspectionResult" AS ENUM ('MET', 'MOSTLY_MET', 'NOT_MET', 'NOT_CHECKED');

-- CreateEnum
CREATE TYPE "ProblemSeverity" AS ENUM ('MINOR', 'SERIOUS', 'GRAVE');

-- CreateEnum
CREATE TYPE "RectificationStatus" AS ENUM ('NOTED', 'OPEN', 'REPORTED', 'RETURNED', 'CLOSED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "inspection" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "status" "InspectionStatus" NOT NULL DEFAULT 'PLANNED',
    "checklist" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelReason" TEXT,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "inspection_team" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "inspectionId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "isLeader" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "inspection_team_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "inspection_visit" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "inspectionId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "visitOn" DATE NOT NULL,
    "status" "InspectionVisitStatus" NOT NULL DEFAULT 'PLANNED',
    "startedAt" TIMESTAMPTZ(3),
    "startedByName" TEXT,
    "summary" TEXT,
    "handedOverAt" TIMESTAMPTZ(3),
    "handedOverByName" TEXT,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedByName" TEXT,
    "statement" TEXT,

    CONSTRAINT "inspection_visit_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "inspection_item" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "visitId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "look" TEXT NOT NULL,
    "methods" TEXT NOT NULL,
    "checks" TEXT[],
    "result" "InspectionResult",
    "note" TEXT,
    "filledBy" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "inspection_item_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "rectification" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "visitId" UUID NOT NULL,
    "itemId" UUID,
    "content" TEXT NOT NULL,
    "severity" "ProblemSeverity" NOT NULL,
    "demand" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,
    "status" "RectificationStatus" NOT NULL DEFAULT 'NOTED',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedOn" DATE,

    CONSTRAINT "rectification_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "rectification_report" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "rectificationId" UUID NOT NULL,
    "doneOn" DATE NOT NULL,
    "content" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "accepted" BOOLEAN,
    "note" TEXT,
    "oldDueOn" DATE,
    "newDueOn" DATE,
    "checkedByName" TEXT,
    "checkedAt" TIMESTAMPTZ(3),

    CONSTRAINT "rectification_report_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "rectification_extension" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "rectificationId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "oldDueOn" DATE NOT NULL,
    "newDueOn" DATE NOT NULL,
    "status" "ExtensionStatus" NOT NULL DEFAULT 'REQUESTED',
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "rectification_extension_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateTable
CREATE TABLE "inspection_evidence" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "visitId" UUID NOT NULL,
    "itemId" UUID,
    "rectificationId" UUID,
    "reportId" UUID,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "byteSize" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "inspection_evidence_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "inspection_bureauId_campaignId_startsOn_idx" ON "inspection"("bureauId", "campaignId", "startsOn");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_team_bureauId_inspectionId_accountId_key" ON "inspection_team"("bureauId", "inspectionId", "accountId");

-- CreateIndex
CREATE INDEX "inspection_visit_bureauId_branchId_status_idx" ON "inspection_visit"("bureauId", "branchId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_visit_bureauId_inspectionId_branchId_key" ON "inspection_visit"("bureauId", "inspectionId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_item_bureauId_visitId_position_key" ON "inspection_item"("bureauId", "visitId", "position");

-- CreateIndex
CREATE INDEX "rectification_bureauId_visitId_idx" ON "rectification"("bureauId", "visitId");

-- CreateIndex
CREATE INDEX "rectification_bureauId_status_dueOn_idx" ON "rectification"("bureauId", "status", "dueOn");

-- CreateIndex
CREATE INDEX "rectification_report_bureauId_rectificationId_idx" ON "rectification_report"("bureauId", "rectificationId");

-- CreateIndex
CREATE INDEX "rectification_extension_bureauId_rectificationId_idx" ON "rectification_extension"("bureauId", "rectificationId");

-- CreateIndex
CREATE INDEX "inspection_evidence_bureauId_visitId_idx" ON "inspection_evidence"("bureauId", "visitId");

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_team" ADD CONSTRAINT "inspection_team_bureauId_inspectionId_fkey" FOREIGN KEY ("bureauId", "inspectionId") REFERENCES "inspection"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_team" ADD CONSTRAINT "inspection_team_bureauId_accountId_fkey" FOREIGN KEY ("bureauId", "accountId") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_visit" ADD CONSTRAINT "inspection_visit_bureauId_inspectionId_fkey" FOREIGN KEY ("bureauId", "inspectionId") REFERENCES "inspection"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_visit" ADD CONSTRAINT "inspection_visit_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_item" ADD CONSTRAINT "inspection_item_bureauId_visitId_fkey" FOREIGN KEY ("bureauId", "visitId") REFERENCES "inspection_visit"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rectification" ADD CONSTRAINT "rectification_bureauId_visitId_fkey" FOREIGN KEY ("bureauId", "visitId") REFERENCES "inspection_visit"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rectification" ADD CONSTRAINT "rectification_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "inspection_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rectification" ADD CONSTRAINT "rectification_bureauId_createdById_fkey" FOREIGN KEY ("bureauId", "createdById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rectification_report" ADD CONSTRAINT "rectification_report_bureauId_rectificationId_fkey" FOREIGN KEY ("bureauId", "rectificationId") REFERENCES "rectification"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rectification_extension" ADD CONSTRAINT "rectification_extension_bureauId_rectificationId_fkey" FOREIGN KEY ("bureauId", "rectificationId") REFERENCES "rectification"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_evidence" ADD CONSTRAINT "inspection_evidence_bureauId_visitId_fkey" FOREIGN KEY ("bureauId", "visitId") REFERENCES "inspection_visit"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_evidence" ADD CONSTRAINT "inspection_evidence_bureauId_itemId_fkey" FOREIGN KEY ("bureauId", "itemId") REFERENCES "inspection_item"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_evidence" ADD CONSTRAINT "inspection_evidence_bureauId_rectificationId_fkey" FOREIGN KEY ("bureauId", "rectificationId") REFERENCES "rectification"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "inspection_evidence" ADD CONSTRAINT "inspection_evidence_bureauId_reportId_fkey" FOREIGN KEY ("bureauId", "reportId") REFERENCES "rectification_report"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What must never happen.
CREATE UNIQUE INDEX "inspection_team_one_leader" ON "inspection_team"("bureauId", "inspectionId") WHERE "isLeader";
CREATE UNIQUE INDEX "rectification_report_one_waiting" ON "rectification_report"("bureauId", "rectificationId") WHERE "accepted" IS NULL;
CREATE UNIQUE INDEX "rectification_extension_one_waiting" ON "rectification_extension"("bureauId", "rectificationId") WHERE "status" = 'REQUESTED';
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_period" CHECK ("endsOn" >= "startsOn");
ALTER TABLE "inspection_visit" ADD CONSTRAINT "inspection_visit_handed_over" CHECK (("status" IN ('HANDED_OVER', 'ACKNOWLEDGED')) = ("handedOverAt" IS NOT NULL));
ALTER TABLE "rectification" ADD CONSTRAINT "rectification_closed" CHECK (("status" = 'CLOSED') = ("closedOn" IS NOT NULL));
ALTER TABLE "rectification_extension" ADD CONSTRAINT "rectification_extension_longer" CHECK ("newDueOn" > "oldDueOn");
ALTER TABLE "inspection_evidence" ADD CONSTRAINT "inspection_evidence_of_one" CHECK (num_nonnulls("itemId", "rectificationId", "reportId") = 1);
