import type { z } from 'zod';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { PARTS, type PartName, showPartPage } from './campaign-parts.page.js';
import { replaceCriteria, replaceGroupFunctions, replaceLeadingGroup } from './campaign-parts.service.js';
import { campaignOf, frameBelow } from './campaign-visit.js';
import {
  criteriaForm,
  groupFunctionsForm,
  keyTasksForm,
  keyTasksPublicationForm,
  leadingGroupForm,
  phasesForm,
  textsForm,
} from './campaigns.forms.js';
import { campaignHref } from './campaigns.page.js';
import { listKeyTasks } from './campaigns.queries.js';
import { editCampaignTexts, movePhases } from './campaigns.service.js';
import { keyTaskLedger } from './key-tasks.ledger.js';
import { confirmKeyTasksPage, draftValues, showKeyTasksPage } from './key-tasks.page.js';
import { publishKeyTasks, saveKeyTasks } from './key-tasks.service.js';

const ONE = '/bureau/campaigns/:campaignId';
const row = { place: 'bureau', access: 'campaigns:manage' } as const;
const keyTaskRow = { place: 'bureau', access: 'key-tasks:manage' } as const;

export const campaignPartRoutes: readonly RouteRow[] = [
  ...part('texts', textsForm, [], async (useCase, id, { revision, ...texts }) => {
    await editCampaignTexts(useCase, id, revision, texts);
    return '文本已保存。';
  }),
  ...part('phases', phasesForm, ['phases'], async (useCase, id, { revision, ...input }) => {
    const warnings = await movePhases(useCase, id, revision, input);
    return warnings.length > 0 ? `日期已保存。请留意：${warnings.join('')}` : '日期已保存，三个阶段前后衔接。';
  }),
  ...part('group-functions', groupFunctionsForm, ['functions'], async (useCase, id, { revision, functions }) => {
    await replaceGroupFunctions(useCase, id, revision, functions);
    return `已保存${functions.length}个建议的小组。`;
  }),
  ...part(
    'criteria',
    criteriaForm,
    ['organization', 'member'],
    async (useCase, id, { revision, organization, member }) => {
      const version = await replaceCriteria(useCase, id, revision, [
        ...organization.map((criterion) => ({ award: 'ADVANCED_ORGANIZATION' as const, ...criterion })),
        ...member.map((criterion) => ({ award: 'OUTSTANDING_MEMBER' as const, ...criterion })),
      ]);
      return `评选标准已保存为第${version}版。`;
    },
  ),
  ...part('leading-group', leadingGroupForm, ['seats'], async (useCase, id, { revision, seats }) => {
    await replaceLeadingGroup(useCase, id, revision, seats);
    return '领导小组已保存。';
  }),
  { method: 'get', path: `${ONE}/key-tasks`, ...keyTaskRow, handler: showKeyTasks },
  { method: 'post', path: `${ONE}/key-tasks`, ...keyTaskRow, handler: saveTasks },
  { method: 'get', path: `${ONE}/key-tasks/publication/new`, ...keyTaskRow, handler: confirmTasks },
  { method: 'post', path: `${ONE}/key-tasks/publication`, ...keyTaskRow, handler: publishTasks },
];

/** The two rows of one part: its form, and saving it. `save` gives the word shown afterwards. */
function part<S extends z.ZodType>(
  name: PartName,
  schema: S,
  rows: readonly string[],
  save: (useCase: BureauVisit['useCase'], campaignId: string, data: z.output<S>) => Promise<string>,
): RouteRow[] {
  const showForm = async (visit: BureauVisit, form: FormState | null, status: number): Promise<void> => {
    const campaign = await campaignOf(visit);
    const frame = frameBelow(visit, campaign, PARTS[name].title);
    visit.show(
      'campaigns/part',
      showPartPage({ frame, campaign, part: name, form: form ?? freshForm(PARTS[name].values(campaign)) }),
      status,
    );
  };
  const submit = (visit: BureauVisit): Promise<void> =>
    submitForm(visit, schema, {
      rows,
      save: async (data) => {
        const campaignId = visit.params['campaignId'] ?? '';
        return { notice: await save(visit.useCase, campaignId, data), href: campaignHref(campaignId) };
      },
      again: (form) => showForm(visit, form, 422),
    });
  return [
    { method: 'get', path: `${ONE}/${name}`, ...row, handler: (visit: BureauVisit) => showForm(visit, null, 200) },
    { method: 'post', path: `${ONE}/${name}`, ...row, handler: submit },
  ];
}

async function showKeyTasks(visit: BureauVisit): Promise<void> {
  await askKeyTasks(visit, visit.query['year'], null, 200);
}

async function askKeyTasks(
  visit: BureauVisit,
  wanted: string | undefined,
  form: FormState | null,
  status: number,
): Promise<void> {
  const campaign = await campaignOf(visit);
  const tasks = await listKeyTasks(visit.useCase.db, visit.person.bureauId, campaign.id);
  const year = yearOf(wanted, campaign.startYear, visit.today);
  const frame = frameBelow(visit, campaign, '年度重点工作');
  const page = showKeyTasksPage({ frame, campaign, year, tasks, form: form ?? freshForm(draftValues(tasks, year)) });
  const ofYear = tasks.filter((task) => task.year === year);
  const papers = [asLedger(() => keyTaskLedger(matterOf(visit, [`${year}年`]), ofYear))];
  await showWithPapers(visit, 'campaigns/key-tasks', page, papers, status);
}

/** One of the campaign's two years: the one asked for, else the one it is, else the first. */
function yearOf(wanted: string | undefined, startYear: number, today: Date): number {
  const years = [startYear, startYear + 1];
  return (
    years.find((year) => String(year) === wanted) ?? years.find((year) => year === today.getUTCFullYear()) ?? startYear
  );
}

async function saveTasks(visit: BureauVisit): Promise<void> {
  const campaignId = visit.params['campaignId'] ?? '';
  await submitForm(visit, keyTasksForm, {
    rows: ['tasks'],
    save: async ({ year, tasks }) => {
      await saveKeyTasks(visit.useCase, campaignId, year, tasks);
      return {
        href: `${campaignHref(campaignId, 'key-tasks')}?year=${year}`,
        notice: `已保存${tasks.length}项待公布的重点工作。`,
      };
    },
    again: (form) => askKeyTasks(visit, form.values['year'], form, 422),
  });
}

async function confirmTasks(visit: BureauVisit): Promise<void> {
  await askConfirmTasks(visit, visit.query['year'], freshForm(), 200);
}

async function askConfirmTasks(
  visit: BureauVisit,
  wanted: string | undefined,
  form: FormState,
  status: number,
): Promise<void> {
  const campaign = await campaignOf(visit);
  const tasks = await listKeyTasks(visit.useCase.db, visit.person.bureauId, campaign.id);
  const year = yearOf(wanted, campaign.startYear, visit.today);
  const frame = frameBelow(visit, campaign, '公布重点工作');
  visit.show('pages/confirm', confirmKeyTasksPage({ frame, campaign, year, tasks, form }), status);
}

async function publishTasks(visit: BureauVisit): Promise<void> {
  const campaignId = visit.params['campaignId'] ?? '';
  await submitForm(visit, keyTasksPublicationForm, {
    save: async ({ year, secrecyReviewedBy }) => {
      const count = await publishKeyTasks(visit.useCase, campaignId, { year, secrecyReviewedBy });
      return { href: `${campaignHref(campaignId, 'key-tasks')}?year=${year}`, notice: `已公布${count}项重点工作。` };
    },
    again: (form) => askConfirmTasks(visit, form.values['year'], form, 422),
  });
}
