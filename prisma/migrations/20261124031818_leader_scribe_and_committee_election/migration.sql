SET lock_timeout = '5s';

-- AlterTable
ALTER TABLE "branch" ADD COLUMN     "committeeElectedOn" DATE;

-- AlterTable
ALTER TABLE "election_count" ADD COLUMN     "scribe" TEXT;

-- AlterTable
ALTER TABLE "leader_term" ADD COLUMN     "confirmedOn" DATE;
