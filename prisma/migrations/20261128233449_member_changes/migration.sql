SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "MemberChangeKind" AS ENUM ('BECAME_FULL', 'BACK_TO_PROBATIONARY', 'AWAY', 'BACK_HOME', 'RETIRED', 'BACK_AT_WORK', 'RIGHTS_SUSPENDED', 'RIGHTS_RESTORED', 'CONTACT_LOST', 'CONTACT_RESUMED');

-- CreateTable
CREATE TABLE "member_change" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "kind" "MemberChangeKind" NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "approvedOn" DATE,
    "note" TEXT,
    "before" JSONB NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "correctedAt" TIMESTAMPTZ(3),
    "correctedBy" TEXT,
    "correctionReason" TEXT,

    CONSTRAINT "member_change_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "member_change_bureauId_memberId_idx" ON "member_change"("bureauId", "memberId");

-- AddForeignKey
ALTER TABLE "member_change" ADD CONSTRAINT "member_change_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member_change" ADD CONSTRAINT "member_change_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Why somebody lost his vote is not kept; a correction says who made it and why.
ALTER TABLE "member_change"
  ADD CONSTRAINT "member_change_silent" CHECK ("kind" NOT IN ('RIGHTS_SUSPENDED', 'RIGHTS_RESTORED') OR "note" IS NULL),
  ADD CONSTRAINT "member_change_approved" CHECK ("approvedOn" IS NULL OR "approvedOn" >= "effectiveOn"),
  ADD CONSTRAINT "member_change_corrected" CHECK (("correctedAt" IS NULL) = ("correctedBy" IS NULL)
    AND ("correctedAt" IS NULL) = ("correctionReason" IS NULL));
