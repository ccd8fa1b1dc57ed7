SET lock_timeout = '5s';

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "portalBallots" BOOLEAN NOT NULL DEFAULT false;
