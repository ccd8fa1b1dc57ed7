SET lock_timeout = '5s';

-- AlterEnum
ALTER TYPE "TransferStatus" ADD VALUE 'RETURNED' AFTER 'CANCELED';

-- AlterTable
ALTER TABLE "member_transfer" ADD COLUMN     "commitmentDueOn" DATE,
ADD COLUMN     "letterNo" TEXT;

-- A reason stands where the letter was taken back or sent back (the new word of the type may not be used here yet).
ALTER TABLE "member_transfer" DROP CONSTRAINT "member_transfer_settled";
ALTER TABLE "member_transfer"
  ADD CONSTRAINT "member_transfer_settled" CHECK (("status" = 'IN_TRANSIT') = ("settledAt" IS NULL)
    AND ("status" = 'RECEIVED') = ("receivedOn" IS NOT NULL)
    AND ("status" IN ('IN_TRANSIT', 'RECEIVED')) = ("cancelReason" IS NULL)) NOT VALID;
