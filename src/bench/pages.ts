/** A measured page, its target, and the one query that a bare server would make for it. */
export interface BenchPage {
  name: string;
  /** The figure of the quality targets that the ratio answers. */
  target: { id: string; atLeast: number };
  /** null: nobody signed in. */
  username: 'zhongxue1-shuji' | 'shiyan-shuji' | 'ju-shuji' | null;
  path: (place: BenchPlace) => string;
  sql: string;
  values: (place: BenchPlace) => string[];
  mostQueries: number;
  /** Asked so that no copy that the portal keeps answers. */
  fresh?: boolean;
}

export interface BenchPlace {
  bureauId: string;
  branchId: string;
  /** A hundred members, four hundred items, two thousand records. */
  largeBranchId: string;
}

const STEPS_SQL = `SELECT b.name, s.step, s.status, s."openedAt", s."completedAt", s."extendedTo"
      FROM branch b JOIN branch_step s ON s."bureauId" = b."bureauId" AND s."branchId" = b.id
      WHERE b."bureauId" = $1 AND b.id = $2`;
const TREE_SQL = `SELECT c.id, c.level, c.status, i."mainTask", i."dueDate" FROM commitment c
      JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
      WHERE c."bureauId" = $1 AND c."branchId" = $2 ORDER BY c.level, c.id, i.position`;

const ofLargeBranch = ({ bureauId, largeBranchId }: BenchPlace): string[] => [bureauId, largeBranchId];
const ofBranch = ({ bureauId, branchId }: BenchPlace): string[] => [bureauId, branchId];

export const BENCH_PAGES: readonly BenchPage[] = [
  {
    name: 'Branch members',
    target: { id: 'P1', atLeast: 0.55 },
    username: 'zhongxue1-shuji',
    path: ({ branchId }) => `/branches/${branchId}/members`,
    sql: `SELECT m.id, m.name, m.post, m."partyPost", m."memberType", m.skills, m."phoneCipher", g.name AS "group"
      FROM member m
      LEFT JOIN group_membership s ON s."bureauId" = m."bureauId" AND s."memberId" = m.id AND s."endedAt" IS NULL
      LEFT JOIN function_group g ON g."bureauId" = s."bureauId" AND g.id = s."groupId"
      WHERE m."bureauId" = $1 AND m."branchId" = $2 AND m."leftOn" IS NULL ORDER BY m.name, m.id LIMIT 50`,
    values: ofBranch,
    mostQueries: 4,
  },
  {
    name: 'Branch step',
    target: { id: 'P1', atLeast: 0.45 },
    username: 'zhongxue1-shuji',
    path: ({ branchId }) => `/branches/${branchId}`,
    sql: STEPS_SQL,
    values: ofBranch,
    mostQueries: 6,
  },
  {
    name: 'Commitments tree',
    target: { id: 'P1', atLeast: 0.45 },
    username: 'zhongxue1-shuji',
    path: ({ branchId }) => `/branches/${branchId}/commitments`,
    sql: TREE_SQL,
    values: ofBranch,
    mostQueries: 4,
  },
  {
    name: 'Branch step, large',
    target: { id: 'P1', atLeast: 0.45 },
    username: 'shiyan-shuji',
    path: ({ largeBranchId }) => `/branches/${largeBranchId}`,
    sql: STEPS_SQL,
    values: ofLargeBranch,
    mostQueries: 6,
  },
  {
    name: 'Commitments tree, large',
    target: { id: 'P1', atLeast: 0.45 },
    username: 'shiyan-shuji',
    path: ({ largeBranchId }) => `/branches/${largeBranchId}/commitments`,
    sql: TREE_SQL,
    values: ofLargeBranch,
    mostQueries: 4,
  },
  {
    name: 'Commitments tree, large, no copy',
    target: { id: 'P1', atLeast: 0.45 },
    username: 'shiyan-shuji',
    path: ({ largeBranchId }) => `/branches/${largeBranchId}/commitments`,
    sql: TREE_SQL,
    values: ofLargeBranch,
    mostQueries: 4,
    fresh: true,
  },
  {
    name: 'Bureau board',
    target: { id: 'P1', atLeast: 0.45 },
    username: 'ju-shuji',
    path: () => '/bureau/board',
    sql: `SELECT b.id, b."shortName", b."schoolName", s.step, s.status, s."openedAt", s."completedAt"
      FROM branch b JOIN branch_step s ON s."bureauId" = b."bureauId" AND s."branchId" = b.id
      WHERE b."bureauId" = $1 AND b.status = 'ACTIVE' ORDER BY b."createdAt", s."openedAt"`,
    values: ({ bureauId }) => [bureauId],
    mostQueries: 4,
  },
  {
    name: 'Notice board',
    target: { id: 'P2', atLeast: 1.3 },
    username: null,
    path: () => '/board',
    sql: `SELECT b.id, b."schoolName", n.title, n."publishedAt" FROM branch b
      LEFT JOIN LATERAL (SELECT title, "publishedAt" FROM notice n WHERE n."bureauId" = b."bureauId"
        AND n."branchId" = b.id AND n."withdrawnAt" IS NULL ORDER BY n."publishedAt" DESC LIMIT 1) n ON true
      WHERE b."bureauId" = $1 AND b.status = 'ACTIVE' ORDER BY b.name`,
    values: ({ bureauId }) => [bureauId],
    mostQueries: 4,
  },
];
