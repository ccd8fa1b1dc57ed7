import type { Action, Page, Tag } from '../../web/frame-shape.js';
import { fittingGroups } from './fitting-groups.rules.js';
import { proposalHref } from './function-groups.paths.js';
import { EDITABLE, PROPOSAL_STATUS_LABELS, sizeWarnings } from './function-groups.rules.js';
import type { Proposal } from './proposal.queries.js';
import { courseOf, groupsCard, opinionsCard, rationaleCard } from './proposal-cards.page.js';
import type { ProposalPageData } from './proposal-data.page.js';
import { type NextCard, nextCard } from './proposal-next.page.js';
import { figuresCard, fittingCard } from './roster-figures.page.js';

export interface ProposalPage extends Page {
  head: { title: string; lead: string; tag: Tag | null; actions: Action[] };
  next: NextCard;
  warnings: string[];
  /** Beside the form, for whoever proposes. */
  figures: object | null;
  fitting: object | null;
  rationale: { paragraphs: string[]; edit: { label: string; href: string } | null } | null;
  groups: { note: string; links: { label: string; href: string }[]; table: object; adopt: Action | null } | null;
  opinions: { note: string; links: { label: string; href: string }[]; table: object } | null;
  facts: object[];
}

/** The whole of a branch's proposal: what is next, its groups, the opinions about them, the meetings. */
export function showProposalPage(data: ProposalPageData): ProposalPage {
  const { proposal, branchId, may } = data;
  const status = proposal?.status ?? 'DRAFT';
  const groups = proposal?.groups ?? [];
  const editable = may.manage && EDITABLE.includes(status);
  // A draft is the branch's own affair until it asks its members.
  const open = may.readOpinions || status !== 'DRAFT';
  return {
    title: '功能党小组方案',
    frame: data.frame,
    head: {
      title: '功能党小组方案',
      lead: '提出初步意见，征求党员意见，支部会议研究确定，在支部大会上公布。',
      tag: statusTag(data, status),
      actions:
        status === 'DRAFT' ? [] : [{ label: '前后对照', href: `${proposalHref(branchId)}/comparison`, kind: 'quiet' }],
    },
    next: nextCard(data),
    warnings: open ? sizeWarnings(groups, data.members, data.figures.fullMembers).map((warning) => warning.text) : [],
    figures: editable ? figuresCard(data.figures) : null,
    fitting:
      editable && groups.length === 0
        ? fittingCard(branchId, fittingGroups(data.figures, data.catalogue), data.catalogue)
        : null,
    rationale: open ? rationaleCard(data, editable) : null,
    groups: open ? groupsCard(data, groups, editable) : null,
    opinions:
      may.readOpinions && status !== 'DRAFT'
        ? opinionsCard(branchId, proposal?.opinions ?? [], may.manage && status === 'CONSULTING')
        : null,
    facts: proposal && open ? courseOf(data, proposal) : [],
  };
}

function statusTag({ proposal }: ProposalPageData, status: Proposal['status']): Tag | null {
  if (!proposal) return { kind: 'idle', label: '未开始' };
  return { kind: status === 'ANNOUNCED' ? 'ok' : 'warn', label: PROPOSAL_STATUS_LABELS[status] };
}
