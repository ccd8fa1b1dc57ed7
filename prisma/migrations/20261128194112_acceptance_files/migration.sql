SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "AcceptanceFileStatus" AS ENUM ('QUEUED', 'BUILDING', 'READY', 'FAILED', 'CANCELLED', 'SUPERSEDED', 'REMOVED');

-- CreateTable
CREATE TABLE "acceptance_file" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "branchId" UUID,
    "status" "AcceptanceFileStatus" NOT NULL DEFAULT 'QUEUED',
    "requestedById" UUID NOT NULL,
    "requestedByName" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "partsDone" INTEGER NOT NULL DEFAULT 0,
    "partsTotal" INTEGER NOT NULL DEFAULT 0,
    "doing" TEXT,
    "documentCount" INTEGER,
    "byteSize" BIGINT,
    "sha256" TEXT,
    "failure" TEXT,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "acceptance_file_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "acceptance_file_bureauId_campaignId_requestedAt_idx" ON "acceptance_file"("bureauId", "campaignId", "requestedAt");

-- AddForeignKey
ALTER TABLE "acceptance_file" ADD CONSTRAINT "acceptance_file_bureauId_campaignId_fkey" FOREIGN KEY ("bureauId", "campaignId") REFERENCES "campaign"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_file" ADD CONSTRAINT "acceptance_file_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "acceptance_file" ADD CONSTRAINT "acceptance_file_bureauId_requestedById_fkey" FOREIGN KEY ("bureauId", "requestedById") REFERENCES "account"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One waiting or under way for the bureau and for each branch; a finished archive has its size and digest.
CREATE UNIQUE INDEX "acceptance_file_one_running" ON "acceptance_file"("bureauId", "campaignId", coalesce("branchId", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE "status" IN ('QUEUED', 'BUILDING');
ALTER TABLE "acceptance_file" ADD CONSTRAINT "acceptance_file_ready_is_whole" CHECK ("status" <> 'READY' OR ("byteSize" IS NOT NULL AND "sha256" IS NOT NULL AND "documentCount" IS NOT NULL AND "expiresAt" IS NOT NULL));
