SET lock_timeout = '5s';

-- AlterTable. Rows of before stay NULL and are read after the next start (db/search-texts.ts); new ones have no skills yet.
ALTER TABLE "member" ADD COLUMN     "skillText" TEXT;
ALTER TABLE "member" ALTER COLUMN "skillText" SET DEFAULT '';

-- CreateIndex
CREATE INDEX "member_skill_search" ON "member" USING GIN ("bureauId" uuid_ops, "skillText" gin_trgm_ops);
