import { expect, it } from 'vitest';
import type { CommitmentTarget } from '../../../src/features/commitments/index.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { aPublishedLetter } from '../../factories/letter.js';
import { startTestApp } from '../../support/app.js';
import { unzip, wordText } from '../../support/archives.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-07-05T10:00:00+08:00');
const { db } = app;

async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, secretary, teaching, target } = built;
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId: bureau.id, accountId: account.id, name: account.displayName }, app.clock);
  const ofGroup: CommitmentTarget = { ...target, level: 'GROUP', groupId: teaching.group.id };
  const ofMember: CommitmentTarget = { ...target, level: 'MEMBER', memberId: teaching.member.member.id };
  const letterId = await aPublishedLetter(by(secretary), target, [
    anItem({ mainTask: '甲 < 乙 & “丙”', measureKind: 'NUMBER', baseline: 2, target: 6, unit: '次' }),
  ]);
  await aPublishedLetter(by(teaching.leader.account), ofGroup, [anItem()]);
  await aPublishedLetter(by(teaching.member.account), ofMember, [anItem({ mainTask: '=HYPERLINK("http://x")' })]);
  const base = `/branches/${branch.id}/commitments`;
  return { ...built, base, letterId, browser: await app.signIn(secretary.username) };
}

const download = async (browser: Awaited<ReturnType<typeof scene>>['browser'], path: string) => {
  const answer = await browser.download(path);
  return { ...answer, body: answer.body as Buffer };
};

it('R36: the letter as a Word file for each addressee, with table, lines to sign and the digest of the kept text', async () => {
  const { base, letterId, browser, branch } = await scene();
  const answer = await download(browser, `${base}/${letterId}/letter/word?side=people`);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain('wordprocessingml');
  const name = `${branch.name}2026年承诺书（致党员、群众）.docx`;
  expect(answer.headers['content-disposition']).toContain(encodeURIComponent(name).replaceAll('（', '%EF%BC%88'));
  const words = await wordText(answer.body);
  const { frozenHash } = await db.commitment.findUniqueOrThrow({
    where: { bureauId_id: { bureauId: branch.bureauId, id: letterId } },
  });
  for (const text of [
    '党员、群众：',
    '甲 &lt; 乙 &amp; “丙”',
    '目标：从2次到6次',
    '2026年12月20日',
    '接收方：',
    frozenHash?.slice(0, 16) ?? 'none',
  ])
    expect(words).toContain(text);
  expect(await wordText((await download(browser, `${base}/${letterId}/letter/word`)).body)).toContain(
    '教育体育局委员会：',
  );
});

it('R36: all letters of the year in one archive, both sides each, with a list of contents', async () => {
  const { base, browser, teaching } = await scene();
  const answer = await download(browser, `${base}/letters?year=2026`);
  expect(answer.headers['content-disposition']).toContain(encodeURIComponent('承诺书.zip'));
  const files = await unzip(answer.body);
  expect([...files.keys()].filter((name) => name.startsWith('1-党支部/'))).toHaveLength(2);
  expect([...files.keys()].filter((name) => name.startsWith('2-功能党小组/'))).toHaveLength(2);
  const [ofMember] = [...files.keys()].filter((name) => name.startsWith('3-党员/教学科研/'));
  expect(ofMember).toContain(teaching.member.member.name);
  expect(await wordText(files.get(ofMember ?? '') ?? Buffer.alloc(0))).toContain('=HYPERLINK(&quot;http://x&quot;)');
  const contents = files.get('目录.txt')?.toString('utf8') ?? '';
  const hashes = await db.commitment.findMany({
    where: { bureauId: teaching.group.bureauId },
    select: { frozenHash: true },
  });
  for (const { frozenHash } of hashes) expect(contents).toContain(frozenHash);
});

it('R36: a letter that is not published says so; an empty year is not found', async () => {
  const { base, browser, letterId, branch } = await scene();
  await db.commitment.update({
    where: { bureauId_id: { bureauId: branch.bureauId, id: letterId } },
    data: { status: 'APPROVED', frozenText: null, frozenHash: null },
  });
  expect(await wordText((await download(browser, `${base}/${letterId}/letter/word`)).body)).toContain('尚未公布');
  expect((await browser.get(`${base}/letters?year=2027`)).status).toBe(404);
});
