import { chosenYear, commitmentYear } from '../../campaign/commitment-year.js';
import type { CampaignAtHand } from '../../campaign/place.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { asLedger, asWord, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { findAgenda } from './agenda.queries.js';
import { asOfDay } from './as-of.js';
import { BOARD, BRIEFING, COMPARISON, KEY_TASKS } from './board.paths.js';
import { briefingLedger } from './briefing.ledger.js';
import { briefingMatter, showBriefingPage } from './briefing.page.js';
import { briefingDocument } from './briefing-document.js';
import { COMPARED_FIELDS, showComparisonPage } from './comparison.page.js';
import { coverageOf, type TaskCoverage } from './key-task-coverage.js';
import { coverageLedger } from './key-tasks.ledger.js';
import { showKeyTaskPage, showKeyTasksPage } from './key-tasks.page.js';
import { findCoverageFacts } from './key-tasks.queries.js';
import { readStandings, stoodBranches } from './standings.js';

const read = { place: 'bureau', access: 'bureau:read' } as const;

/** What is read and printed for the meeting of the leading group: the summary, key tasks, branches side by side. */
export const briefingRoutes: readonly RouteRow[] = [
  { method: 'get', path: BRIEFING, ...read, kept: true, handler: showBriefing },
  { method: 'get', path: COMPARISON, ...read, kept: true, handler: showComparison },
  { method: 'get', path: KEY_TASKS, ...read, kept: true, handler: showKeyTasks },
  { method: 'get', path: `${KEY_TASKS}/:keyTaskId`, ...read, kept: true, handler: showKeyTask },
];

const frameOf = (visit: BureauVisit, label: string) =>
  visit.frame({
    crumbs: [
      { label: '推进情况', href: BOARD },
      { label, href: null },
    ],
  });

/** The running campaign. Throws StepNotOpen where none was published. */
async function campaignOf(visit: BureauVisit): Promise<CampaignAtHand> {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有可以汇总的情况。');
  return campaign;
}

function tasksOf(visit: BureauVisit, campaignId: string, year: number): Promise<TaskCoverage[]> {
  const { on, end } = asOfDay(visit.query['on'], visit.today);
  const key = { bureauId: visit.person.bureauId, campaignId, year, on, end };
  return findCoverageFacts(visit.useCase.db, key).then(coverageOf);
}

async function showBriefing(visit: BureauVisit): Promise<void> {
  const campaign = await campaignOf(visit);
  const { db } = visit.useCase;
  const { bureauId, bureauName } = visit.person;
  const asOf = asOfDay(visit.query['on'], visit.today);
  const { on, end, past } = asOf;
  const [standings, tasks, agenda] = await Promise.all([
    readStandings(visit, campaign, asOf),
    tasksOf(visit, campaign.id, commitmentYear(campaign.startYear, on)),
    findAgenda(db, { bureauId, campaignId: campaign.id, on, end, withPlans: !past }),
  ]);
  const data = { bureauName, campaign, branches: stoodBranches(standings, on), tasks, agenda, on, past };
  const page = showBriefingPage({ ...data, frame: frameOf(visit, '领导小组会议材料') });
  const word = async () => ({
    ...{ title: '推进情况汇报', place: bureauName, day: on },
    content: await briefingDocument(bureauName, briefingMatter(data)),
  });
  const papers = [asWord(word), asLedger(() => briefingLedger(matterOf(visit, [page.matter.subtitle]), page.matter))];
  await showWithPapers(visit, 'dashboards/briefing', page, papers);
}

async function showComparison(visit: BureauVisit): Promise<void> {
  const campaign = await campaignOf(visit);
  const standings = await readStandings(visit, campaign, asOfDay(null, visit.today));
  const asked = COMPARED_FIELDS.map((name) => visit.query[name]);
  const all = stoodBranches(standings, visit.today);
  const chosen = all.filter(({ branch }) => asked.includes(branch.id));
  const ids = chosen.map(({ branch }, index): [string, string] => [COMPARED_FIELDS[index] ?? '', branch.id]);
  const here = `${COMPARISON}?${new URLSearchParams(ids)}`;
  const { branches } = standings;
  const frame = frameOf(visit, '并列比较');
  visit.show(
    'dashboards/comparison',
    showComparisonPage({ frame, campaign, branches, chosen, today: visit.today, here }),
  );
}

async function showKeyTasks(visit: BureauVisit): Promise<void> {
  const campaign = await campaignOf(visit);
  const { on, past } = asOfDay(visit.query['on'], visit.today);
  const year = chosenYear(campaign.startYear, on, visit.query['year']);
  const tasks = await tasksOf(visit, campaign.id, year);
  const frame = frameOf(visit, '重点工作');
  const page = showKeyTasksPage({ frame, campaign, year, tasks, past: past ? on : null });
  const papers = [asLedger(() => coverageLedger(matterOf(visit, [`${year}年`, past && page.head.lead]), tasks))];
  await showWithPapers(visit, 'dashboards/key-tasks', page, papers);
}

async function showKeyTask(visit: BureauVisit): Promise<void> {
  const campaign = await campaignOf(visit);
  const { on, past } = asOfDay(visit.query['on'], visit.today);
  const year = chosenYear(campaign.startYear, on, visit.query['year']);
  const task = (await tasksOf(visit, campaign.id, year)).find(({ id }) => id === visit.params['keyTaskId']);
  if (!task) throw new NotFound();
  const frame = visit.frame({
    crumbs: [
      { label: '推进情况', href: BOARD },
      { label: '重点工作', href: `${KEY_TASKS}?year=${year}` },
      { label: task.title, href: null },
    ],
  });
  visit.show('dashboards/key-task', showKeyTaskPage({ frame, task, year, past: past ? on : null }));
}
