import { NotFound } from '../../shared/errors.js';
import type { Frame } from '../../web/frame-shape.js';
import type { BureauVisit } from '../../web/visit.js';
import { campaignHref } from './campaigns.page.js';
import { type CampaignRecord, findCampaign } from './campaigns.queries.js';

/** The campaign the path names; another bureau's is not found. */
export async function campaignOf(visit: BureauVisit): Promise<CampaignRecord> {
  const campaign = await findCampaign(visit.useCase.db, visit.person.bureauId, visit.params['campaignId'] ?? '');
  if (!campaign) throw new NotFound();
  return campaign;
}

/** The frame of a page below one campaign. */
export function frameBelow(visit: BureauVisit, campaign: CampaignRecord, label: string): Frame {
  return visit.frame({
    crumbs: [
      { label: '活动方案', href: '/bureau/campaigns' },
      { label: campaign.name, href: campaignHref(campaign.id) },
      { label, href: null },
    ],
  });
}
