SET lock_timeout = '5s';

-- CreateEnum
CREATE TYPE "TransferStatus" AS ENUM ('IN_TRANSIT', 'RECEIVED', 'CANCELED');

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "arrivedOn" DATE;

-- CreateTable
CREATE TABLE "member_transfer" (
    "bureauId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "fromBranchId" UUID NOT NULL,
    "toBranchId" UUID,
    "destination" TEXT NOT NULL,
    "letterOn" DATE NOT NULL,
    "validUntil" DATE NOT NULL,
    "status" "TransferStatus" NOT NULL DEFAULT 'IN_TRANSIT',
    "receivedOn" DATE,
    "cancelReason" TEXT,
    "newMemberId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "member_transfer_pkey" PRIMARY KEY ("bureauId","id")
);

-- CreateIndex
CREATE INDEX "member_transfer_bureauId_fromBranchId_status_idx" ON "member_transfer"("bureauId", "fromBranchId", "status");

-- CreateIndex
CREATE INDEX "member_transfer_bureauId_toBranchId_status_idx" ON "member_transfer"("bureauId", "toBranchId", "status");

-- AddForeignKey
ALTER TABLE "member_transfer" ADD CONSTRAINT "member_transfer_bureauId_memberId_fkey" FOREIGN KEY ("bureauId", "memberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member_transfer" ADD CONSTRAINT "member_transfer_bureauId_newMemberId_fkey" FOREIGN KEY ("bureauId", "newMemberId") REFERENCES "member"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member_transfer" ADD CONSTRAINT "member_transfer_bureauId_fromBranchId_fkey" FOREIGN KEY ("bureauId", "fromBranchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "member_transfer" ADD CONSTRAINT "member_transfer_bureauId_toBranchId_fkey" FOREIGN KEY ("bureauId", "toBranchId") REFERENCES "branch"("bureauId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One way at a time; a finished one says when.
CREATE UNIQUE INDEX "member_transfer_one_open" ON "member_transfer"("bureauId", "memberId") WHERE "status" = 'IN_TRANSIT';
ALTER TABLE "member_transfer"
  ADD CONSTRAINT "member_transfer_days" CHECK ("validUntil" >= "letterOn" AND ("receivedOn" IS NULL OR "receivedOn" >= "letterOn")),
  ADD CONSTRAINT "member_transfer_settled" CHECK (("status" = 'IN_TRANSIT') = ("settledAt" IS NULL)
    AND ("status" = 'RECEIVED') = ("receivedOn" IS NOT NULL) AND ("status" = 'CANCELED') = ("cancelReason" IS NOT NULL)),
  ADD CONSTRAINT "member_transfer_elsewhere" CHECK ("toBranchId" <> "fromBranchId");
