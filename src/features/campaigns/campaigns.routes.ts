import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { confirmClosurePage, confirmPublicationPage } from './campaign-acts.page.js';
import { campaignOf, frameBelow } from './campaign-visit.js';
import { closureForm, newCampaignForm, publicationForm } from './campaigns.forms.js';
import { campaignHref, showCampaignPage, showCampaignsPage, showNewCampaignPage } from './campaigns.page.js';
import { countActiveBranches, findRunningOther, listCampaigns, listKeyTasks } from './campaigns.queries.js';
import { closeCampaign, openCampaign, publishCampaign } from './campaigns.service.js';

const LIST = '/bureau/campaigns';
const ONE = '/bureau/campaigns/:campaignId';
const row = { place: 'bureau', access: 'campaigns:manage' } as const;

export const campaignRoutes: readonly RouteRow[] = [
  { method: 'get', path: LIST, ...row, handler: list },
  { method: 'get', path: `${LIST}/new`, ...row, handler: startNew },
  { method: 'post', path: LIST, ...row, handler: create },
  { method: 'get', path: ONE, ...row, handler: show },
  { method: 'get', path: `${ONE}/publication/new`, ...row, handler: confirmPublication },
  { method: 'post', path: `${ONE}/publication`, ...row, handler: publish },
  { method: 'get', path: `${ONE}/closure/new`, ...row, handler: confirmClosure },
  { method: 'post', path: `${ONE}/closure`, ...row, handler: close },
];

async function list(visit: BureauVisit): Promise<void> {
  const campaigns = await listCampaigns(visit.useCase.db, visit.person.bureauId);
  visit.show('campaigns/list', showCampaignsPage({ frame: visit.frame(), campaigns }));
}

function startNew(visit: BureauVisit): void {
  askNew(visit, freshForm({ startYear: String(visit.today.getUTCFullYear()) }), 200);
}

function askNew(visit: BureauVisit, form: FormState, status: number): void {
  const frame = visit.frame({
    crumbs: [
      { label: '活动方案', href: LIST },
      { label: '开设新活动', href: null },
    ],
  });
  visit.show('pages/form', showNewCampaignPage({ frame, form }), status);
}

async function create(visit: BureauVisit): Promise<void> {
  await submitForm(visit, newCampaignForm, {
    save: async (input) => ({
      href: campaignHref(await openCampaign(visit.useCase, input)),
      notice: '活动已开设为草稿，请逐项核对后发布。',
    }),
    again: (form) => askNew(visit, form, 422),
  });
}

async function show(visit: BureauVisit): Promise<void> {
  const campaign = await campaignOf(visit);
  const tasks = await listKeyTasks(visit.useCase.db, visit.person.bureauId, campaign.id);
  const published = tasks.filter(({ publishedAt }) => publishedAt !== null).length;
  const frame = visit.frame({
    crumbs: [
      { label: '活动方案', href: LIST },
      { label: campaign.name, href: null },
    ],
  });
  visit.show(
    'campaigns/show',
    showCampaignPage({ frame, campaign, keyTasks: { published, drafts: tasks.length - published } }),
  );
}

async function confirmPublication(visit: BureauVisit): Promise<void> {
  await askPublication(visit, freshForm(), 200);
}

async function askPublication(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  const campaign = await campaignOf(visit);
  const running = await findRunningOther(db, bureauId, campaign.id);
  const branches = await countActiveBranches(db, bureauId);
  const frame = frameBelow(visit, campaign, '发布活动');
  visit.show('pages/confirm', confirmPublicationPage({ frame, campaign, branches, running, form }), status);
}

async function publish(visit: BureauVisit): Promise<void> {
  const campaignId = visit.params['campaignId'] ?? '';
  await submitForm(visit, publicationForm, {
    save: async (input) => {
      await publishCampaign(visit.useCase, campaignId, input);
      return { href: '/bureau/board', notice: `活动已于${showDay(visit.today)}发布，各支部进入“调查摸底”。` };
    },
    again: (form) => askPublication(visit, form, 422),
  });
}

async function confirmClosure(visit: BureauVisit): Promise<void> {
  await askClosure(visit, freshForm(), 200);
}

async function askClosure(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const campaign = await campaignOf(visit);
  visit.show(
    'pages/confirm',
    confirmClosurePage({ frame: frameBelow(visit, campaign, '结束活动'), campaign, form }),
    status,
  );
}

async function close(visit: BureauVisit): Promise<void> {
  const campaignId = visit.params['campaignId'] ?? '';
  await submitForm(visit, closureForm, {
    save: async ({ revision, reason }) => {
      await closeCampaign(visit.useCase, campaignId, revision, reason);
      return { href: campaignHref(campaignId), notice: '活动已结束。' };
    },
    again: (form) => askClosure(visit, form, 422),
  });
}
