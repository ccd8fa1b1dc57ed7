SET lock_timeout = '5s';

-- Both come with PostgreSQL and are trusted: the owner of the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- AlterTable
ALTER TABLE "branch" ADD COLUMN     "searchText" TEXT;

-- AlterTable
ALTER TABLE "branch_meeting" ADD COLUMN     "searchText" TEXT;

-- AlterTable
ALTER TABLE "commitment_item" ADD COLUMN     "searchText" TEXT;

-- AlterTable
ALTER TABLE "function_group" ADD COLUMN     "searchText" TEXT;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "searchText" TEXT;

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "searchText" TEXT;

-- CreateIndex
CREATE INDEX "branch_search" ON "branch" USING GIN ("bureauId" uuid_ops, "searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "branch_meeting_search" ON "branch_meeting" USING GIN ("bureauId" uuid_ops, "searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "commitment_bureauId_groupId_idx" ON "commitment"("bureauId", "groupId");

-- CreateIndex
CREATE INDEX "commitment_bureauId_memberId_idx" ON "commitment"("bureauId", "memberId");

-- CreateIndex
CREATE INDEX "commitment_item_search" ON "commitment_item" USING GIN ("bureauId" uuid_ops, "searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "function_group_search" ON "function_group" USING GIN ("bureauId" uuid_ops, "searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "member_search" ON "member" USING GIN ("bureauId" uuid_ops, "searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "notice_search" ON "notice" USING GIN ("bureauId" uuid_ops, "searchText" gin_trgm_ops);

-- A setting of an extension can be named only once its library is loaded.
SELECT show_limit();

-- What is read or typed like `key`, the likest first: at most `most` a table, in these branches (null: in all). A name may
-- differ more than a title, in which much stands that is like anything.
CREATE FUNCTION search_alike(bureau uuid, branches uuid[], key text, most integer)
RETURNS TABLE (kind text, id uuid, likeness real)
LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.45 AS $$
  (SELECT 'member', t.id, word_similarity(key, t."searchText") FROM member t
    WHERE t."bureauId" = bureau AND key <% t."searchText" AND t."leftOn" IS NULL
      AND (branches IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'branch', t.id, word_similarity(key, t."searchText") FROM branch t
    WHERE t."bureauId" = bureau AND key <% t."searchText" AND word_similarity(key, t."searchText") >= 0.6
      AND (branches IS NULL OR t.id = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'function_group', t.id, word_similarity(key, t."searchText") FROM function_group t
    WHERE t."bureauId" = bureau AND key <% t."searchText" AND word_similarity(key, t."searchText") >= 0.6
      AND (branches IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'commitment_item', t.id, word_similarity(key, t."searchText") FROM commitment_item t
    JOIN commitment c ON c."bureauId" = t."bureauId" AND c.id = t."commitmentId"
    WHERE t."bureauId" = bureau AND key <% t."searchText" AND word_similarity(key, t."searchText") >= 0.6
      AND (branches IS NULL OR c."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'branch_meeting', t.id, word_similarity(key, t."searchText") FROM branch_meeting t
    WHERE t."bureauId" = bureau AND key <% t."searchText" AND word_similarity(key, t."searchText") >= 0.6
      AND (branches IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'notice', t.id, word_similarity(key, t."searchText") FROM notice t
    WHERE t."bureauId" = bureau AND key <% t."searchText" AND word_similarity(key, t."searchText") >= 0.6 AND t."withdrawnAt" IS NULL
      AND (branches IS NULL OR t."branchId" IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
$$;
