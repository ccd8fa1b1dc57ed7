import type pg from 'pg';

/** The scale that is asked for. */
export const LARGE_BRANCH = { members: 100, itemsOfMember: 4, recordsOfItem: 5 };

/**
 * Fills a branch whose members are all in groups: for each of them a published letter of the year, in it items that
 * refine those of their group, for each item accepted records. What is added is like what is there.
 */
export async function addCommitments(client: pg.Client, bureauId: string, branchId: string): Promise<void> {
  const { itemsOfMember, recordsOfItem } = LARGE_BRANCH;
  await client.query(
    `INSERT INTO commitment SELECT copy.* FROM (SELECT c AS model FROM commitment c
       WHERE ${OF_MEMBER} AND c.type = 'YEARLY' ORDER BY c.id LIMIT 1) one
     JOIN group_membership k ON k."bureauId" = $1 AND k."branchId" = $2 AND k."endedAt" IS NULL
     CROSS JOIN LATERAL jsonb_populate_record(one.model,
       jsonb_build_object('id', gen_random_uuid(), 'memberId', k."memberId", 'groupId', k."groupId")) copy
     WHERE NOT EXISTS (SELECT 1 FROM commitment c WHERE ${OF_MEMBER} AND c."memberId" = k."memberId")`,
    [bureauId, branchId],
  );
  await client.query(
    `INSERT INTO commitment_item SELECT copy.* FROM (SELECT i AS model FROM commitment_item i JOIN commitment c
       ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId" WHERE ${OF_MEMBER} AND i."closedOn" IS NULL ORDER BY i.id LIMIT 1) one
     JOIN commitment c ON ${OF_MEMBER}
     CROSS JOIN LATERAL (SELECT count(*)::int AS items FROM commitment_item i
       WHERE i."bureauId" = c."bureauId" AND i."commitmentId" = c.id) own
     CROSS JOIN generate_series(own.items, $3::int - 1) position
     LEFT JOIN LATERAL (SELECT i.id FROM commitment_item i JOIN commitment g ON g."bureauId" = i."bureauId" AND g.id = i."commitmentId"
       WHERE g."bureauId" = c."bureauId" AND g."groupId" = c."groupId" AND g.level = 'GROUP'
       ORDER BY (i.position + position) % 2, i.position LIMIT 1) parent ON true
     CROSS JOIN LATERAL jsonb_populate_record(one.model, jsonb_build_object('id', gen_random_uuid(), 'commitmentId', c.id,
       'position', position, 'parentItemId', parent.id, 'responsiblePerson', NULL)) copy`,
    [bureauId, branchId, itemsOfMember],
  );
  await client.query(
    `INSERT INTO fulfillment SELECT copy.* FROM (SELECT f AS model FROM fulfillment f
       WHERE f."bureauId" = $1 AND f.status = 'ACCEPTED' ORDER BY f.id LIMIT 1) one
     JOIN commitment c ON ${OF_MEMBER}
     JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
     CROSS JOIN LATERAL (SELECT count(*)::int AS records FROM fulfillment f WHERE f."bureauId" = i."bureauId" AND f."itemId" = i.id
       AND f.status = 'ACCEPTED') own
     CROSS JOIN generate_series(own.records, $3::int - 1) record
     CROSS JOIN LATERAL jsonb_populate_record(one.model, jsonb_build_object('id', gen_random_uuid(), 'itemId', i.id,
       'completes', record = 0 AND hashtext(i.id::text) % 2 = 0, 'value', NULL)) copy`,
    [bureauId, branchId, recordsOfItem],
  );
}

/** The published letters of the branch's members; stands under `commitment c`. */
const OF_MEMBER = `c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'MEMBER' AND c.status = 'PUBLISHED' AND c.type <> 'SHORT_TASK'`;
