import { describe, expect, it } from 'vitest';
import { checkOutcomes, missingChecks } from '../../../src/campaign/guards.js';
import { currentStep } from '../../../src/campaign/place.js';
import { findBranchPlace } from '../../../src/campaign/place.queries.js';
import { findStepFacts } from '../../../src/campaign/step-facts.queries.js';
import { chinaDay } from '../../../src/shared/dates.js';
import { aPublishedCampaign } from '../../factories/commitment-step.js';
import { demoDatabase } from '../../support/demo-database.js';
import { startPortal } from '../../support/portal.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const secretary = await portal.signIn('ju-shuji');
const branches = await db.branch.findMany({
  where: { bureauId: (await db.bureau.findFirstOrThrow({ where: { kind: 'BUREAU' } })).id },
  orderBy: { createdAt: 'asc' },
});

const boardOf = async (query = ''): Promise<string> => (await secretary.get(`/bureau/board${query}`)).text;
/** The branches on show, in their order. */
const shownIn = (html: string): string[] =>
  [...html.matchAll(/<tbody id="b-([^"]+)"/g)].map(([, id]) => branches.find((row) => row.id === id)?.shortName ?? '');
const sectionOf = (html: string, id: string): string =>
  html.split('<tbody').find((part) => part.startsWith(` id="b-${id}"`)) ?? '';
const hrefsOf = (html: string): string[] =>
  [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) =>
    (href ?? '').replaceAll('&#38;', '&').replaceAll('&amp;', '&'),
  );

describe('the board of the demonstration', () => {
  it('R60: counts and names for every branch what the checks of its step themselves answer', async () => {
    const html = await boardOf();
    const today = chinaDay(clock.now());
    let named = 0;
    for (const { bureauId, id } of branches) {
      const place = await findBranchPlace(db, bureauId, id);
      const step = place && currentStep(place);
      if (!place?.campaign || !step) throw new Error('Each branch of the demonstration stands in a step.');
      const facts = await findStepFacts(db, { bureauId, campaignId: place.campaign.id, branchId: id, step });
      if (!facts) throw new Error('no facts');
      const missing = missingChecks(checkOutcomes(facts, today));
      const section = sectionOf(html, id);
      const held = /^[^>]*class="is-(late|blocked)"/.test(section);
      if (held) {
        named += 1;
        for (const { title, reason } of missing) expect(section).toContain(`<li>${title}：${reason}</li>`);
        expect(section.match(/<li>/g)).toHaveLength(missing.length);
      } else if (missing.length > 0) expect(section).toContain(`还差${missing.length}项`);
    }
    expect(named).toBe(2);
  });

  it('R60: shows the late ones, the blocked ones, a step, a kind of school and a name alone', async () => {
    expect(shownIn(await boardOf())).toHaveLength(6);
    expect(shownIn(await boardOf('?state=late'))).toEqual(['机关幼儿园党支部']);
    expect(shownIn(await boardOf('?state=blocked'))).toEqual(['职业中专党支部']);
    expect(shownIn(await boardOf('?state=mending'))).toEqual(['第一中学党支部']);
    expect(shownIn(await boardOf('?step=group-setup'))).toEqual(['第三小学党支部']);
    expect(shownIn(await boardOf('?kind=primary')).toSorted()).toEqual(['实验小学党支部', '第三小学党支部'].toSorted());
    expect(shownIn(await boardOf(`?kind=middle&q=${encodeURIComponent('第一')}`))).toEqual(['第一中学党支部']);
    const none = await boardOf('?state=done');
    expect(shownIn(none)).toEqual([]);
    expect(none).toContain('没有符合条件的党支部');
    // What no filter knows narrows nothing.
    expect(shownIn(await boardOf('?state=best&step=nowhere&kind=1'))).toHaveLength(6);
  });

  it('R60: each figure counts the branches that its link shows, whatever the board is narrowed to', async () => {
    const figuresIn = (html: string) =>
      [...html.matchAll(/figure-value">(\d+)<[\s\S]*?figure-label"><a href="([^"]+)">([^<]+)</g)].map(
        ([, value, href = '', label]) => ({
          value,
          label,
          href: href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
        }),
      );
    const all = figuresIn(await boardOf());
    expect(all.map(({ label }) => label)).toEqual(['党支部', '逾期', '受阻', '按期推进', '全部完成']);
    for (const { value, href, label } of all)
      expect([label, shownIn((await secretary.get(href)).text).length]).toEqual([label, Number(value)]);
    for (const query of ['?state=late', '?state=done', '?step=group-setup', '?kind=primary'])
      expect(figuresIn(await boardOf(query)).map(({ value }) => value)).toEqual(all.map(({ value }) => value));
  });

  it('R60: whoever opens a branch or a step of it comes back to his place on the filtered board', async () => {
    const filtered = '/bureau/board?state=late';
    const late = branches.find(({ shortName }) => shortName === '机关幼儿园党支部');
    const place = `${filtered}#b-${late?.id}`;
    const links = hrefsOf(sectionOf(await boardOf('?state=late'), late?.id ?? ''));
    const [branch, step] = [
      links.find((href) => href.startsWith('/bureau/board/')),
      links.find((href) => href.includes('/steps/')),
    ];
    for (const href of [branch, step]) {
      const page = await secretary.get(href ?? '');
      expect(page.status).toBe(200);
      expect(hrefsOf(page.text)).toContain(place);
    }
    // An act keeps the place too.
    const opened = (await secretary.get(branch ?? '')).text;
    const extension = hrefsOf(opened).find((href) => href.includes('/extension/new')) ?? '';
    const form = (await secretary.get(extension)).text;
    const action = /<form[^>]* action="([^"]+extension[^"]*)"/.exec(form)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const saved = await secretary.post(action, { until: '2026-12-31', reason: '园舍搬迁' });
    expect(saved.status).toBe(303);
    expect(hrefsOf((await secretary.get(saved.headers.location ?? '')).text)).toContain(place);
  });

  it.each([
    '//evil.example/bureau/',
    'https://evil.example/bureau/',
    '/bureau/\t/evil',
    '/sign-out',
    'javascript:alert(1)',
  ])('R60: no way back leads to %j', async (from) => {
    const id = branches[0]?.id;
    for (const path of [`/bureau/board/${id}`, `/branches/${id}/steps/survey`]) {
      const page = await secretary.get(`${path}?${new URLSearchParams({ from })}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('evil');
      expect(page.text).not.toContain('javascript:');
      expect(page.text).not.toContain(`href="${from}"`);
    }
  });

  it('R49: what an inspection of a former campaign found is not this campaign’s lateness', async () => {
    const [{ bureauId = '' } = {}] = branches;
    expect(shownIn(await boardOf('?state=mending&seen=1'))).toEqual(['第一中学党支部']);
    const campaignId = await aPublishedCampaign(db, bureauId, new Date('2020-01-01'));
    await db.inspection.updateMany({ where: { bureauId }, data: { campaignId } });
    expect(shownIn(await boardOf('?state=mending&seen=2'))).toEqual([]);
  });
});
