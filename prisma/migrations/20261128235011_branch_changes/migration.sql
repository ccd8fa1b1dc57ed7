SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "BranchChangeKind" AS ENUM ('RENAMED', 'MERGED', 'DISSOLVED', 'SPLIT');

-- CreateTable
CREATE TABLE "branch_change" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "kind" "BranchChangeKind" NOT NULL,
    "successorId" UUID,
    "documentNo" TEXT NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "schoolName" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "branch_change_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "branch_change_bureauId_branchId_effectiveOn_idx" ON "branch_change"("bureauId", "branchId", "effectiveOn");

-- AddForeignKey
ALTER TABLE "branch_change" ADD CONSTRAINT "branch_change_bureauId_branchId_fkey" FOREIGN KEY ("bureauId", "branchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "branch_change" ADD CONSTRAINT "branch_change_bureauId_successorId_fkey" FOREIGN KEY ("bureauId", "successorId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A successor belongs to a merger or a split; a branch ends once.
ALTER TABLE "branch_change"
  ADD CONSTRAINT "branch_change_successor" CHECK (("kind" IN ('MERGED', 'SPLIT')) = ("successorId" IS NOT NULL)),
  ADD CONSTRAINT "branch_change_other" CHECK ("successorId" <> "branchId");
CREATE UNIQUE INDEX "branch_change_one_end" ON "branch_change"("bureauId", "branchId") WHERE "kind" IN ('MERGED', 'DISSOLVED');
