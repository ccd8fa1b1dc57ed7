SET lock_timeout = '5s';

-- A setting of an extension can be named only once its library is loaded.
SELECT show_limit();

-- People whose name is read or typed like `key`, the likest first: at most `most`, in these branches (null: in all).
CREATE FUNCTION search_alike_names(bureau uuid, branches uuid[], key text, most integer)
RETURNS TABLE (kind text, id uuid, likeness real)
LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.45 AS $$
  SELECT 'member', t.id, word_similarity(key, t."searchText") FROM member t
  WHERE t."bureauId" = bureau AND key <% t."searchText" AND t."leftOn" IS NULL
    AND (branches IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most
$$;

-- The same for everything. A title must be nearer than a name, for in a longer text much is like anything; the threshold
-- is asked of the index, so that what is not near is not read.
CREATE OR REPLACE FUNCTION search_alike(bureau uuid, branches uuid[], key text, most integer)
RETURNS TABLE (kind text, id uuid, likeness real)
LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.6 AS $$
  (SELECT n.kind, n.id, n.likeness FROM search_alike_names(bureau, branches, key, most) n)
  UNION ALL
  (SELECT 'branch', t.id, word_similarity(key, t."searchText") FROM branch t
    WHERE t."bureauId" = bureau AND key <% t."searchText"
      AND (branches IS NULL OR t.id = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'function_group', t.id, word_similarity(key, t."searchText") FROM function_group t
    WHERE t."bureauId" = bureau AND key <% t."searchText"
      AND (branches IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'commitment_item', t.id, word_similarity(key, t."searchText") FROM commitment_item t
    JOIN commitment c ON c."bureauId" = t."bureauId" AND c.id = t."commitmentId"
    WHERE t."bureauId" = bureau AND key <% t."searchText"
      AND (branches IS NULL OR c."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'branch_meeting', t.id, word_similarity(key, t."searchText") FROM branch_meeting t
    WHERE t."bureauId" = bureau AND key <% t."searchText"
      AND (branches IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
  UNION ALL
  (SELECT 'notice', t.id, word_similarity(key, t."searchText") FROM notice t
    WHERE t."bureauId" = bureau AND key <% t."searchText" AND t."withdrawnAt" IS NULL
      AND (branches IS NULL OR t."branchId" IS NULL OR t."branchId" = ANY (branches)) ORDER BY 3 DESC, 2 LIMIT most)
$$;
