import type { CampaignAtHand } from '../../campaign/place.js';
import { addDays, chinaMidnight, parseDay } from '../../shared/dates.js';
import type { PastProgress } from './past-board.queries.js';

/** The day a page of figures speaks of. */
export interface AsOf {
  on: Date;
  /** The moment at which that day ended in China. */
  end: Date;
  /** Not today: what was not kept with its day is not shown. */
  past: boolean;
}

/** The day asked for by `on=…`; today where none is, and for days that are still to come. */
export function asOfDay(asked: string | null | undefined, today: Date): AsOf {
  const day = asked ? parseDay(asked) : null;
  const on = day !== null && day < today ? day : today;
  return { on, end: chinaMidnight(addDays(on, 1)), past: on < today };
}

/** The campaign with its phases as they were planned then (E50). */
export function campaignThen(campaign: CampaignAtHand, phases: PastProgress['phases']): CampaignAtHand {
  return {
    ...campaign,
    phases: campaign.phases.map((phase) => {
      const then = phases?.find((row) => row.phase === phase.phase);
      const [startsOn, endsOn] = [then && parseDay(then.startsOn), then && parseDay(then.endsOn)];
      return startsOn && endsOn ? { ...phase, startsOn, endsOn } : phase;
    }),
  };
}
