SET lock_timeout = '5s';

-- AlterTable
ALTER TABLE "inspection_visit" ADD COLUMN     "inspectedId" UUID;

-- One visit an inspection and branch, besides those of branches that went into it.
CREATE UNIQUE INDEX "inspection_visit_one_a_branch" ON "inspection_visit"("bureauId", "inspectionId", "branchId") WHERE "inspectedId" IS NULL;

-- DropIndex
DROP INDEX "inspection_visit_bureauId_inspectionId_branchId_key";

-- CreateIndex
CREATE INDEX "inspection_visit_bureauId_inspectionId_idx" ON "inspection_visit"("bureauId", "inspectionId");

-- AddForeignKey
ALTER TABLE "inspection_visit" ADD CONSTRAINT "inspection_visit_bureauId_inspectedId_fkey" FOREIGN KEY ("bureauId", "inspectedId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;
