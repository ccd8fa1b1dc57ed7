import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountModel } from '../../../src/generated/prisma/models.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { aPublishedCampaign } from '../../factories/commitment-step.js';
import { aMember } from '../../factories/member.js';
import { aBranchToSearch, aBureauToSearch, aLetter, aNotice } from '../../factories/search-scene.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp();
const { db } = app;

/** Two branches of one bureau and one of another, in which everything is called by the same word. */
const WORD = '青松';
const ownBureau = await aBureauToSearch(db);
const own = await aBranchToSearch(db, ownBureau, WORD);
const sibling = await aBranchToSearch(db, ownBureau, WORD);
const foreign = await aBranchToSearch(db, await aBureauToSearch(db), WORD);
const bureauNotice = await aNotice(db, { ...own.of, branchId: null }, `${WORD}全局公告`);

const browsers = new Map<string, Promise<TestBrowser>>();
function browserOf({ username }: AccountModel): Promise<TestBrowser> {
  const known = browsers.get(username) ?? app.signIn(username);
  browsers.set(username, known);
  return known;
}

const search = async (account: AccountModel, typed: string, more = '') =>
  (await browserOf(account)).get(`/search?q=${encodeURIComponent(typed)}${more}`);

const mainOf = (text: string) => text.slice(text.indexOf('<main'), text.indexOf('</main>'));
/** The addresses of what was found, sorted. */
const hrefsIn = (text: string) =>
  [...mainOf(text).matchAll(/<li><a href="([^"]+)"/g)].map(([, href = '']) => href).sort();
const found = async (account: AccountModel, typed: string, more = '') => {
  const answer = await search(account, typed, more);
  expect(answer.status).toBe(200);
  return hrefsIn(answer.text);
};

type Scene = typeof own;
const baseOf = ({ branch }: Scene) => `/branches/${branch.id}`;
/** Every address of the scene by what it is. */
function hrefsOf(scene: Scene) {
  const base = baseOf(scene);
  return {
    branch: [base],
    roster: [`${base}/members/${scene.member.id}`, `${base}/members/${scene.unplaced.id}`],
    placed: [`${base}/groups/${scene.groupId}`],
    group: [`${base}/groups/${scene.groupId}`],
    published: [`${base}/commitments/${scene.published.id}`, `${base}/items/${scene.published.itemId}`],
    // The letter by the name of who writes it, and its item.
    draft: [`${base}/commitments/${scene.draft.id}`, `${base}/commitments/${scene.draft.id}`],
    meeting: [`${base}/meetings/${scene.meetingId}`],
    notice: [`/board/${scene.of.bureauId}/notices/${scene.noticeId}`],
  };
}
const all = (scene: Scene, kinds: (keyof ReturnType<typeof hrefsOf>)[]) =>
  kinds.flatMap((kind) => hrefsOf(scene)[kind]);
const BUREAU_NOTICE = `/board/${own.of.bureauId}/notices/${bureauNotice}`;

const ofBureau = (role: 'BUREAU_SECRETARY' | 'COMMITTEE_MEMBER' | 'INSPECTOR' | 'ACCEPTANCE_REVIEWER') =>
  anAccount(db, own.of.bureauId, { role });

describe('what a person finds is what he may read, both ways', () => {
  it('R11: a branch’s secretary and officer find their own branch, its drafts too, and nothing of a sibling or stranger', async () => {
    const expected = [
      ...all(own, ['roster', 'group', 'published', 'draft', 'meeting', 'notice']),
      BUREAU_NOTICE,
    ].sort();
    expect(await found(own.accounts.secretary, WORD)).toEqual(expected);
    expect(await found(own.accounts.officer, WORD)).toEqual(expected);
    expect(await found(foreign.accounts.secretary, WORD)).toEqual(
      all(foreign, ['roster', 'group', 'published', 'draft', 'meeting', 'notice']).sort(),
    );
  });

  it('R11: a member finds those named on a group’s page, published letters, no draft of another, no minutes', async () => {
    expect(await found(own.accounts.member, WORD)).toEqual(
      [...all(own, ['placed', 'group', 'published', 'notice']), BUREAU_NOTICE].sort(),
    );
  });

  it('R33: who writes a draft finds it', async () => {
    expect(await found(own.accounts.unplaced, `${WORD}草稿`)).toEqual([hrefsOf(own).draft[0]]);
    expect(await found(own.accounts.member, `${WORD}草稿`)).not.toContain(hrefsOf(own).draft[0]);
  });

  it('R33: a letter that was sent back is found by its writer and the branch’s officers alone', async () => {
    const { of, groupId } = own;
    const { id: memberId } = await aMember(db, own.branch, { name: '重写人' });
    const writer = await anAccount(db, of.bureauId, { memberId });
    const letter = await aLetter(db, of, { memberId, groupId }, 'RETURNED', '退回重写的事项');
    const href = `${baseOf(own)}/commitments/${letter.id}`;
    const { secretary, officer, member } = own.accounts;
    for (const account of [secretary, officer, writer]) expect(await found(account, '退回重写')).toEqual([href]);
    for (const account of [member, await ofBureau('BUREAU_SECRETARY'), sibling.accounts.secretary])
      expect(await found(account, '退回重写')).toEqual([]);
  });

  it('R33: the draft of a group’s letter is found by its leader, by no other member', async () => {
    const scene = await aBranchToSearch(db, ownBureau, '红柳');
    const { of, groupId, member, draft, accounts } = scene;
    const term = {
      groupId,
      memberId: member.id,
      method: 'APPOINTED' as const,
      reason: '无人自荐',
      startedAt: new Date(),
    };
    await db.leaderTerm.create({ data: { ...of, id: newId(), ...term } });
    const where = { bureauId: of.bureauId, id: draft.id };
    await db.commitment.updateMany({ where, data: { level: 'GROUP', memberId: null } });
    expect(await found(accounts.member, '红柳草稿')).toEqual([`${baseOf(scene)}/commitments/${draft.id}`]);
    // Others are shown what is written nearly like it, and not the draft.
    expect((await found(accounts.unplaced, '红柳草稿')).join(' ')).not.toContain(draft.id);
  });

  it('R13: groups of a proposal that is still a draft are found by the branch’s secretary alone', async () => {
    const drafted = await aBranchToSearch(db, ownBureau, '白杨');
    const where = { bureauId: ownBureau.bureauId, branchId: drafted.branch.id };
    const { secretary, officer, member } = drafted.accounts;
    const groups = async (account: AccountModel) => found(account, '白杨小组', '&kind=groups');
    expect(await groups(member)).toHaveLength(1);
    await db.groupProposal.updateMany({ where, data: { status: 'DRAFT' } });
    expect(await groups(secretary)).toEqual([`${baseOf(drafted)}/group-proposal`]);
    for (const account of [officer, member, await ofBureau('BUREAU_SECRETARY')])
      expect(await groups(account)).toEqual([]);
  });

  it('R22: what belongs to a former campaign or to a place that ended is not found', async () => {
    const former = await aBranchToSearch(db, await aBureauToSearch(db), '银杏');
    const { secretary, unplaced } = former.accounts;
    const { bureauId } = former.of;
    const placed = `${baseOf(former)}/groups/${former.groupId}`;
    expect(await found(unplaced, '银杏员', '&kind=people')).toEqual([placed]);
    await db.groupMembership.updateMany({ where: { bureauId }, data: { endedAt: new Date() } });
    expect(await found(unplaced, '银杏员', '&kind=people')).toEqual([]);
    expect(await found(secretary, '银杏小组', '&kind=groups')).toHaveLength(1);
    expect(await found(secretary, '银杏员', '&kind=commitments')).toHaveLength(1);
    await aPublishedCampaign(db, bureauId, new Date('2026-09-01T02:00:00Z'));
    expect(await found(secretary, '银杏小组', '&kind=groups')).toEqual([]);
    expect(await found(secretary, '银杏员', '&kind=commitments')).toEqual([]);
  });

  it('the committee and the inspector find every branch of the bureau, without drafts; the reviewer no roster', async () => {
    const kinds = ['branch', 'group', 'published', 'meeting', 'notice'] as const;
    const both = (...more: (keyof ReturnType<typeof hrefsOf>)[]) =>
      [...all(own, [...kinds, ...more]), ...all(sibling, [...kinds, ...more]), BUREAU_NOTICE].sort();
    for (const role of ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', 'INSPECTOR'] as const)
      expect(await found(await ofBureau(role), WORD)).toEqual(both('roster'));
    expect(await found(await ofBureau('ACCEPTANCE_REVIEWER'), WORD)).toEqual(both('placed'));
  });

  it('the platform’s administrator finds nothing of the bureaus and has no search on his pages', async () => {
    const platform = await aBureau(db, { kind: 'PLATFORM' });
    const admin = await anAccount(db, platform.id, { role: 'PLATFORM_ADMIN' });
    const answer = await search(admin, WORD);
    expect(answer.text).toContain('平台管理员不查看各单位的资料');
    expect(hrefsIn(answer.text)).toEqual([]);
    expect((await (await browserOf(admin)).get('/account')).text).not.toContain('全站搜索');
  });

  it('anonymous visitors sign in first, and come back to what they looked for', async () => {
    const answer = await app.anonymous().get(`/search?q=${encodeURIComponent(WORD)}`);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in']);
  });

  it.each(['asked as typed', 'asked alike'])('every hit opens for its finder: %s', async (how) => {
    const typed = how === 'asked alike' ? 'qingsnog' : WORD;
    for (const account of [own.accounts.secretary, own.accounts.member, await ofBureau('INSPECTOR')]) {
      const hrefs = await found(account, typed);
      expect(hrefs.length).toBeGreaterThan(0);
      for (const href of new Set(hrefs))
        expect([href, (await (await browserOf(account)).get(href)).status]).toEqual([href, 200]);
    }
  });

  it('what is near to the words keeps to the same scope', async () => {
    // One letter wrong: found by its reading alone.
    const ids = (await found(own.accounts.member, '青凇')).join(' ');
    expect(ids).toContain(own.branch.id);
    for (const scene of [sibling, foreign]) expect(ids).not.toContain(scene.branch.id);
    expect(ids).not.toContain(own.draft.id);
    expect(ids).not.toContain(own.meetingId);
  });
});

describe('R6: people by skill, for those who may read the roster', () => {
  const at = new Date('2026-05-01');
  const confirmed = (...skills: string[]) => ({
    ...{ skills, confirmedSkills: skills, skillsFilledAt: at, skillsConfirmedAt: at },
  });
  const tell = ({ of: { bureauId } }: Scene, id: string, data: object) =>
    db.member.update({ where: { bureauId_id: { bureauId, id } }, data });
  const memberHref = (scene: Scene, id: string) => `${baseOf(scene)}/members/${id}`;

  beforeAll(async () => {
    for (const scene of [own, sibling, foreign]) await tell(scene, scene.member.id, confirmed('心理辅导', '尺八演奏'));
    await tell(own, own.unplaced.id, { skills: ['心理辅导', '埙的制作'], skillsFilledAt: at });
  });

  it.each(['心理辅导', '心理', 'xinlifudao', '心理 辅导'])('“%s”, both ways', async (typed) => {
    const ownTwo = [own.member.id, own.unplaced.id].map((id) => memberHref(own, id)).sort();
    expect(await found(own.accounts.secretary, typed)).toEqual(ownTwo);
    expect(await found(own.accounts.officer, typed)).toEqual(ownTwo);
    expect(await found(foreign.accounts.secretary, typed)).toEqual([memberHref(foreign, foreign.member.id)]);
    const all = [...ownTwo, memberHref(sibling, sibling.member.id)].sort();
    for (const role of ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', 'INSPECTOR'] as const)
      expect(await found(await ofBureau(role), typed)).toEqual(all);
    for (const reader of [own.accounts.member, own.accounts.unplaced, await ofBureau('ACCEPTANCE_REVIEWER')])
      expect(await found(reader, typed, '&kind=skills')).toEqual([]);
  });

  it('three Latin letters are a name and no skill', async () => {
    expect(await found(own.accounts.secretary, 'xin', '&kind=skills')).toEqual([]);
    expect(await found(own.accounts.secretary, 'xinli', '&kind=skills')).toHaveLength(2);
  });

  it('words of his own are found once the branch has confirmed them, a skill it did not confirm no longer', async () => {
    expect(await found(own.accounts.secretary, '尺八')).toEqual([memberHref(own, own.member.id)]);
    expect(await found(own.accounts.secretary, '埙的制作')).toEqual([]);
    const { id } = await aMember(db, own.branch, { name: '另一人' });
    await tell(own, id, { skills: ['应急救护', '埙的制作'], skillsFilledAt: at });
    const waiting = await search(own.accounts.secretary, '应急救护');
    expect(hrefsIn(waiting.text)).toEqual([memberHref(own, id)]);
    expect(mainOf(waiting.text)).toContain('特长待确认');
    await tell(own, id, { confirmedSkills: ['埙的制作'], skillsConfirmedAt: at });
    expect(await found(own.accounts.secretary, '应急救护')).toEqual([]);
    const after = await search(own.accounts.secretary, '埙的');
    expect(hrefsIn(after.text)).toEqual([memberHref(own, id)]);
    expect(mainOf(after.text)).toContain('埙的制作 · ');
    expect(mainOf(after.text)).not.toContain('特长待确认');
  });

  it('E1: not those who left, nor what was given back to be put right', async () => {
    const gone = { ...confirmed('志愿服务'), leftOn: new Date('2026-06-01') };
    await aMember(db, own.branch, { name: '离开的人', ...gone });
    await aMember(db, own.branch, { name: '退回的人', skills: ['志愿服务'], skillsReturnedAt: at });
    expect(await found(own.accounts.secretary, '志愿服务')).toEqual([]);
  });

  it('the page tells of skills those alone who may find by them', async () => {
    expect((await search(own.accounts.secretary, '')).text).toContain('能力特长（例如：心理辅导）');
    expect(mainOf((await search(own.accounts.member, '')).text)).not.toContain('例如：心理辅导');
  });
});

describe('what is not to be found', () => {
  it('S12: no phone, identity number, ballot, survey answer or objection is looked into', async () => {
    const secret = '13912345678';
    await aMember(db, own.branch, { name: '秘密人', phoneCipher: secret, phoneIndex: newId(), skillNote: '绝密愿望' });
    await db.groupMembership.updateMany({
      where: { bureauId: own.of.bureauId, memberId: own.member.id },
      data: { objection: '绝密愿望不同意', objectedAt: new Date() },
    });
    for (const typed of [secret, '绝密愿望', 'juemiyuanwang'])
      expect(await found(own.accounts.secretary, typed)).toEqual([]);
  });

  it('E52, E1: withdrawn notices and who left the branch', async () => {
    const gone = await aMember(db, own.branch, { name: '离去者', leftOn: new Date('2026-06-01') });
    const id = await aNotice(db, own.of, '撤回告示');
    expect(await found(own.accounts.secretary, '撤回告示')).toHaveLength(1);
    await db.notice.updateMany({ where: { bureauId: own.of.bureauId, id }, data: { withdrawnAt: new Date() } });
    expect(await found(own.accounts.secretary, '撤回告示')).toEqual([]);
    expect(await found(own.accounts.secretary, gone.name)).toEqual([]);
  });
});

describe('how it is found', () => {
  beforeAll(async () => {
    await aMember(db, own.branch, { name: '单晓燕', post: '音乐教师', birthDate: new Date('1985-03-09') });
    await aMember(db, own.branch, { name: '赵志刚', post: '后勤主任', birthDate: new Date('1970-11-02') });
    await aMember(db, own.branch, { name: '赵志刚', post: '体育教师', birthDate: new Date('1991-06-30') });
  });

  it.each(['单晓燕', '晓燕', '单 晓燕', 'shanxiaoyan', 'Shan Xiaoyan', 'shan', 'xiaoyan', 'sxy', 'danxiaoyan', 'dxy'])(
    'E42: 单晓燕 by “%s”',
    async (typed) => {
      const { text } = await search(own.accounts.secretary, typed);
      expect(mainOf(text)).toContain('单晓燕');
      expect(text).not.toContain('读音或写法相近');
    },
  );

  it.each(['单小燕', '善晓燕', 'shanxiaoyna', 'shnaxiaoyan', 'shangxiaoyan'])(
    'E42: 单晓燕 by the slip “%s”, said to be one',
    async (typed) => {
      const { text } = await search(own.accounts.secretary, typed);
      expect(text).toContain('读音或写法相近');
      expect(mainOf(text)).toContain('单晓燕');
    },
  );

  it('E42: two of one name are told apart by post and month of birth', async () => {
    const { text } = await search(own.accounts.secretary, 'zzg');
    expect(text).toContain('后勤主任 · 1970年11月生');
    expect(text).toContain('体育教师 · 1991年6月生');
    expect((await search(own.accounts.secretary, '单晓燕')).text).not.toContain('1985年');
  });

  it('E42, S12: who reads no roster tells them apart by post alone: no month of birth', async () => {
    for (const [post, born] of [
      ['美术教师', '1980-01-05'],
      ['校医', '1979-08-20'],
    ] as const) {
      const member = await aMember(db, own.branch, { name: '钱同名', post, birthDate: new Date(born) });
      const place = { groupId: own.groupId, memberId: member.id, source: 'ENROLLED' as const, startedAt: new Date() };
      await db.groupMembership.create({ data: { ...own.of, id: newId(), ...place } });
    }
    const seen = mainOf((await search(own.accounts.member, '钱同名')).text);
    for (const post of ['美术教师', '校医']) expect(seen).toContain(post);
    expect(seen).not.toContain('月生');
    expect(mainOf((await search(own.accounts.secretary, '钱同名')).text)).toContain('1979年8月生');
  });

  it('a title by several of its words in any order, and by a slip of the keyboard', async () => {
    await aNotice(db, own.of, '关于开展师德师风学习月的通知');
    for (const typed of ['师德 通知', '通知 师德', 'shideshifeng', '师德师疯学习', '开展师德师风学习日'])
      expect(await found(own.accounts.secretary, typed, '&kind=notices')).toHaveLength(1);
    expect(await found(own.accounts.secretary, '师德 预算', '&kind=notices')).toEqual([]);
  });

  it('a new name is found and the old one no longer, with the very change', async () => {
    const member = await aMember(db, own.branch, { name: '改名前' });
    await db.member.updateMany({ where: { bureauId: own.of.bureauId, id: member.id }, data: { name: '易容后' } });
    expect(await found(own.accounts.secretary, 'yirong')).toEqual([`${baseOf(own)}/members/${member.id}`]);
    expect(await found(own.accounts.secretary, 'gaiming')).toEqual([]);
  });

  it('a few of each kind, the others behind 更多, and no more than fifty', async () => {
    for (let index = 0; index < 60; index += 1) await aNotice(db, own.of, `例行通报第${index}号`);
    const few = await search(own.accounts.secretary, '例行通报');
    expect(hrefsIn(few.text)).toHaveLength(8);
    const more = /href="(\/search\?q=[^"]+kind=notices)"/.exec(few.text)?.[1]?.replace('&amp;', '&') ?? '';
    const many = await (await browserOf(own.accounts.secretary)).get(more);
    expect(hrefsIn(many.text)).toHaveLength(50);
    expect(many.text).toContain('找到的不止50条，请再多输入几个字');
  });
});

describe('what is typed is never trusted', () => {
  it.each([['%%'], ['__'], [`\\'";--`], ['() | &'], ['<script>alert(1)</script>'], ['%25%'], ['青%'], ["o'brien"]])(
    'T7: “%s” is looked for as it stands',
    async (typed) => {
      const { status, text } = await search(own.accounts.secretary, typed);
      expect(status).toBe(200);
      expect(hrefsIn(text)).toEqual([]);
      expect(text).not.toContain('<script>alert');
    },
  );

  it('T7: U+0000, repeated and endless parameters are refused', async () => {
    const browser = await browserOf(own.accounts.secretary);
    for (const query of ['q=a%00b', 'q=a&q=b', 'q[]=a', 'q[x]=a', `q=${'a'.repeat(10_000)}`])
      expect([query.slice(0, 20), (await browser.get(`/search?${query}`)).status < 500]).toEqual([
        query.slice(0, 20),
        true,
      ]);
    expect((await browser.get('/search?q=a%00b')).status).toBe(422);
    expect((await browser.get(`/search?q=${encodeURIComponent(WORD)}&kind=ballots`)).status).toBe(200);
  });

  it('nothing and too little are explained, and what was typed stays in the field', async () => {
    expect((await search(own.accounts.secretary, '')).text).toContain('请输入要查找的内容');
    const short = await search(own.accounts.secretary, '张');
    expect(short.text).toContain('请至少输入两个汉字或两个字母');
    expect(short.text).toContain('value="张"');
    const none = await search(own.accounts.secretary, '无此人名');
    expect(none.text).toContain('没有找到“无此人名”');
  });
});

it('P3: two statements and the session’s, as many for a hit as for none', async () => {
  const browser = await browserOf(own.accounts.secretary);
  await browser.get('/account/password');
  const count = async (typed: string) =>
    (await countQueries(db, () => browser.get(`/search?q=${encodeURIComponent(typed)}`))).queries.length;
  expect(await count(WORD)).toBe(2);
  expect(await count('没有这样的词')).toBe(3);
});

it('the search stands on every page of the signed-in', async () => {
  const { text } = await (await browserOf(own.accounts.member)).get('/me');
  expect(text.match(/action="\/search"/g)).toHaveLength(2);
  expect(text).toContain('<label for="search">搜索</label>');
});
