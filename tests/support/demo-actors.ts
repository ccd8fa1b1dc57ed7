import type { Portal } from './portal.js';
import type { RawBrowser } from './raw-browser.js';
import { copyOfDemoBureau } from './second-bureau.js';

/** The named actors of the sweeps, by the letter the tables use. */
export const ACTORS = {
  '-': 'anonymous visitor',
  P: 'platform administrator',
  B: "secretary of the bureau's Party committee",
  C: 'committee member of the bureau',
  I: 'inspector',
  V: 'acceptance reviewer',
  S: 'secretary of the branch',
  O: 'committee member of the branch',
  L: 'leader of the group',
  M: 'member of the branch',
  s: 'secretary of a sibling branch',
  m: 'member of a sibling branch',
  f: "secretary of another bureau's branch",
} as const;

export type ActorCode = keyof typeof ACTORS;
export const ACTOR_CODES = Object.keys(ACTORS) as ActorCode[];

/** The branch whose pages the sweeps ask for, and its sibling. */
export const OWN_BRANCH = '第一中学党支部';
export const SIBLING_BRANCH = '实验小学党支部';

const USERNAMES: Partial<Record<ActorCode, string>> = {
  P: 'admin',
  B: 'ju-shuji',
  C: 'ju-weiyuan1',
  I: 'dudao',
  V: 'yanshou',
  S: 'zhongxue1-shuji',
  L: 'zhongxue1-zuzhang',
  M: 'zhongxue1-dangyuan',
  s: 'shiyan-shuji',
  m: 'shiyan-dangyuan',
};

/**
 * Every actor signed in to the demonstration. The branch committee member has an account made for the roster, with a
 * password that nobody knows: it gets the one of the demonstration. The other bureau is a copy (second-bureau.ts).
 */
export async function signInActors(portal: Portal): Promise<Record<ActorCode, RawBrowser>> {
  const foreign = await copyOfDemoBureau(portal.db);
  const officer = await officerOf(portal, OWN_BRANCH);
  const usernames: Record<string, string> = { ...USERNAMES, O: officer, f: foreign.usernameOf('zhongxue1-shuji') };
  const entries = ACTOR_CODES.map(async (code) => {
    const username = usernames[code];
    return [code, username === undefined ? portal.anonymous() : await portal.signIn(username)] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<ActorCode, RawBrowser>;
}

async function officerOf({ db }: Portal, branch: string): Promise<string> {
  const { rows } = await db.$pool.query<{ username: string }>(
    `UPDATE account a SET "mustChangePassword" = false,
       "passwordHash" = (SELECT "passwordHash" FROM account WHERE username = 'ju-shuji')
     FROM role_assignment r, branch b
     WHERE r."accountId" = a.id AND r."bureauId" = a."bureauId" AND r.role = 'BRANCH_COMMITTEE_MEMBER'
       AND b.id = r."branchId" AND b."bureauId" = a."bureauId" AND b."shortName" = $1
       AND b."bureauId" = (SELECT "bureauId" FROM login_name WHERE username = 'ju-shuji')
     RETURNING a.username`,
    [branch],
  );
  const username = rows[0]?.username;
  if (username === undefined) throw new Error('The demonstration branch has no committee member.');
  return username;
}
