import { CAMPAIGN_PHASES } from '../../campaign/phases.js';
import type { AwardType, LeadingGroupRole, PhaseName } from '../../generated/prisma/enums.js';
import { daysBetween, showDay } from '../../shared/dates.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { dayOfMoment, noticeLink } from './board.page.js';
import type { BoardSchool } from './board.queries.js';
import { SCHOOLS_OF_A_PAGE, type SchoolSearch } from './schools.rules.js';

const LEADING_GROUP_LABELS: Record<LeadingGroupRole, string> = {
  LEADER: '组长',
  DEPUTY: '副组长',
  MEMBER: '成员',
  OFFICE_DIRECTOR: '办公室主任',
  OFFICE_CONTACT: '办公室联系人',
};

const AWARD_LABELS: Record<AwardType, string> = {
  OUTSTANDING_MEMBER: '优秀共产党员',
  ADVANCED_ORGANIZATION: '先进基层党组织',
};

interface FrontData {
  id: string;
  name: string;
  campaigns: readonly {
    name: string;
    purpose: string;
    theme: string;
    standardsVersion: number;
    phases: readonly { phase: PhaseName; title: string; requirement: string; startsOn: Date; endsOn: Date }[];
    leadingGroup: readonly { seat: LeadingGroupRole; name: string; post: string }[];
    criteria: readonly { version: number; award: AwardType; title: string; description: string; isDefault: boolean }[];
    evaluationRounds: readonly {
      title: string;
      status: string;
      periods: readonly { id: string; endsOn: Date }[];
    }[];
    keyTasks: readonly { year: number; title: string; description: string }[];
    notices: readonly { id: string; title: string; publishedAt: Date }[];
  }[];
}

export function showBoardFrontPage(data: {
  frame: Frame;
  front: FrontData;
  /** One more than a page shows, when there are more. */
  schools: readonly BoardSchool[];
  search: SchoolSearch;
  today: Date;
}) {
  const { front, today } = data;
  const campaign = front.campaigns[0];
  return {
    title: '党务公开栏',
    frame: data.frame,
    campaign: campaign
      ? {
          name: campaign.name,
          paragraphs: campaign.purpose.split('\n'),
          phases: campaign.phases.map((phase) => phaseView(phase, today)),
          leadingGroup: campaign.leadingGroup.map((seat) => ({
            label: LEADING_GROUP_LABELS[seat.seat],
            value: `${seat.name} ${seat.post}`.trim(),
          })),
          standards: standardsView(campaign),
          keyTasks: campaign.keyTasks.map((task) => ({
            title: `${task.year}年：${task.title}`,
            text: task.description,
          })),
        }
      : null,
    schools: schoolsView(front.id, data.schools, data.search),
    honours: honoursView(front.id, campaign?.evaluationRounds ?? [], today),
    notices: (campaign?.notices ?? []).map((notice) => noticeLink(front.id, notice)),
  };
}

/** The schools by name; where one page does not hold them all, with a search and the way to the others. */
function schoolsView(bureauId: string, rows: readonly BoardSchool[], { text, after }: SchoolSearch) {
  const base = `/board/${bureauId}`;
  const shown = rows.slice(0, SCHOOLS_OF_A_PAGE);
  const total = rows[0]?.total ?? 0;
  const last = rows.length > SCHOOLS_OF_A_PAGE ? shown.at(-1) : undefined;
  const narrowed = text !== '' || after !== null;
  const next = new URLSearchParams({ ...(text === '' ? {} : { q: text }), after: last?.id ?? '' });
  return {
    note: text === '' ? `${total}个` : `找到${total}个`,
    filters:
      narrowed || last
        ? {
            action: base,
            fields: [{ name: 'q', label: '学校或党支部名称', value: text, maxlength: 30 }],
            ...{
              reset: null,
              count: null,
              links: narrowed ? [{ label: text === '' ? '回到开头' : '看全部学校', href: base }] : [],
            },
          }
        : null,
    rows: shown.map((school) => ({
      name: school.schoolName,
      href: `${base}/branches/${school.id}`,
      latest: school.publishedAt ? `${dayOfMoment(school.publishedAt)} ${school.title ?? ''}` : '还没有公布的内容',
    })),
    empty: { title: '没有找到这所学校', text: '请检查有没有错字，或者少输入几个字再试。', action: null },
    pager: {
      href: last ? `${base}?${next}` : null,
      shown: narrowed || last ? `本页${shown.length}个` : null,
      label: '更多学校',
    },
  };
}

function phaseView(phase: FrontData['campaigns'][number]['phases'][number], today: Date) {
  const numeral = CAMPAIGN_PHASES.find((row) => row.phase === phase.phase)?.numeral ?? '';
  const over = daysBetween(today, phase.endsOn) < 0;
  const begun = daysBetween(today, phase.startsOn) <= 0;
  const tag: Tag = over
    ? { kind: 'ok', label: '已结束' }
    : begun
      ? { kind: 'warn', label: '进行中' }
      : { kind: 'idle', label: '未开始' };
  return {
    title: `第${numeral}阶段 ${phase.title}`,
    dates: `${showDay(phase.startsOn)}至${showDay(phase.endsOn)}`,
    text: phase.requirement,
    tag,
  };
}

function standardsView(campaign: FrontData['campaigns'][number]) {
  const current = campaign.criteria.filter((criterion) => criterion.version === campaign.standardsVersion);
  return (['ADVANCED_ORGANIZATION', 'OUTSTANDING_MEMBER'] as const).map((award) => {
    const rows = current.filter((criterion) => criterion.award === award);
    return {
      title: AWARD_LABELS[award],
      note: rows.some((row) => row.isDefault) ? '默认标准（可替换）' : '',
      items: rows.map((row) => `${row.title}：${row.description}`),
    };
  });
}

/** R57, R45: what is shown for objections now, and where those honoured stand. */
function honoursView(bureauId: string, rounds: FrontData['campaigns'][number]['evaluationRounds'], today: Date) {
  const running = rounds.flatMap(({ title, periods }) =>
    periods.map(({ id, endsOn }) => ({
      title: `公示：${title}`,
      href: `/board/${bureauId}/public-notices/${id}`,
      date: daysBetween(today, endsOn) < 0 ? '公示期已满' : `公示到${showDay(endsOn)}`,
    })),
  );
  const awarded = rounds.some(({ status }) => status === 'AWARDED');
  return [...running, ...(awarded ? [{ title: '表彰名单', href: `/board/${bureauId}/honours`, date: '' }] : [])];
}
