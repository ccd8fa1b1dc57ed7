import type { Frame } from '../../web/frame-shape.js';
import type { Proposal } from './proposal.queries.js';
import type { RosterFigures } from './roster-figures.rules.js';

/** What the page about a proposal is made from. */
export interface ProposalPageData {
  frame: Frame;
  branchId: string;
  today: Date;
  proposal: Proposal | null;
  members: number;
  figures: RosterFigures;
  /** Names of the campaign's catalogue. */
  catalogue: readonly string[];
  /** Meetings that studied the proposal without passing it. */
  unsettled: readonly { id: string; title: string; heldOn: Date; verdictText: string }[];
  may: { manage: boolean; readOpinions: boolean };
}
