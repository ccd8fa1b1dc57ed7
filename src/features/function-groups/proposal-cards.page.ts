import { showDay, showDistance, showMoment } from '../../shared/dates.js';
import { meetingHref, opinionHref, proposalHref, proposedGroupHref, readingsHref } from './function-groups.paths.js';
import { HANDLING_LABELS, STANCE_LABELS } from './function-groups.rules.js';
import { hostOf, sizeOf } from './groups-notice.js';
import type { Opinion, Proposal, ProposedGroup } from './proposal.queries.js';
import type { ProposalPageData } from './proposal-data.page.js';

export function rationaleCard({ proposal, branchId }: ProposalPageData, editable: boolean) {
  const paragraphs = (proposal?.rationale ?? '').split('\n').filter((line) => line.trim() !== '');
  if (paragraphs.length === 0 && !editable) return null;
  const label = paragraphs.length === 0 ? '填写说明' : '修改说明';
  return { paragraphs, edit: editable ? { label, href: `${proposalHref(branchId)}/rationale/edit` } : null };
}

export function groupsCard(
  { branchId, catalogue, members }: ProposalPageData,
  groups: readonly ProposedGroup[],
  editable: boolean,
) {
  const href = proposalHref(branchId);
  const names = new Set(groups.map((group) => group.name));
  const missing = catalogue.filter((name) => !names.has(name));
  const places = groups.reduce((sum, group) => sum + group.maxSize, 0);
  const add = { label: '增加小组', href: `${href}/groups/new` };
  return {
    note: groups.length === 0 ? '' : `${groups.length}个，共${places}个名额，党员${members}人`,
    links: editable && groups.length > 0 ? [add] : [],
    adopt:
      editable && groups.length > 0 && missing.length > 0
        ? ({
            label: `加入活动方案建议的其余${missing.length}个小组`,
            href: `${href}/suggested-groups`,
            method: 'post',
            kind: 'quiet',
          } as const)
        : null,
    table: {
      caption: '拟设的功能党小组',
      columns: [
        { label: '小组' },
        { label: '依托' },
        { label: '职责' },
        { label: '人数', kind: 'number' },
        ...(editable ? [{ label: '操作', kind: 'act' }] : []),
      ],
      rows: groups.map((group) => ({
        id: `g-${group.id}`,
        cells: [
          { text: group.name, note: group.groupFunction === group.name ? '' : group.groupFunction },
          hostOf(group),
          { text: group.duties, note: skillsNote(group) },
          sizeOf(group),
          ...(editable
            ? [{ actions: [{ label: `修改${group.name}`, href: `${proposedGroupHref(branchId, group.id)}/edit` }] }]
            : []),
        ],
      })),
      empty: {
        title: '还没有小组',
        text: '可以采用活动方案建议的小组再修改，也可以自行增加。',
        action: editable ? add : null,
      },
    },
  };
}

function skillsNote({ wantedSkills }: ProposedGroup): string {
  return wantedSkills.length === 0 ? '' : `需要特长：${wantedSkills.join('、')}`;
}

export function opinionsCard(branchId: string, opinions: readonly Opinion[], mayAnswer: boolean) {
  const unanswered = opinions.filter((opinion) => opinion.handling === null).length;
  return {
    note:
      opinions.length === 0 ? '' : `${opinions.length}条，${unanswered === 0 ? '已全部答复' : `${unanswered}条待答复`}`,
    links: mayAnswer
      ? [
          { label: '阅读情况', href: readingsHref(branchId) },
          { label: '延长时间', href: `${proposalHref(branchId)}/consultation/extension/new` },
        ]
      : [],
    table: {
      caption: '党员意见',
      columns: [
        { label: '党员' },
        { label: '意见' },
        { label: '答复' },
        ...(mayAnswer ? [{ label: '操作', kind: 'act' }] : []),
      ],
      rows: opinions.map((opinion) => ({
        id: `o-${opinion.id}`,
        cells: [
          { text: opinion.member.name, note: opinion.member.post ?? '' },
          {
            text:
              opinion.content === ''
                ? STANCE_LABELS[opinion.stance]
                : `${STANCE_LABELS[opinion.stance]}：${opinion.content}`,
            note: showMoment(opinion.createdAt),
          },
          opinion.handling === null
            ? { tag: { kind: 'warn', label: '待答复' } }
            : { text: `${HANDLING_LABELS[opinion.handling]}：${opinion.answer ?? ''}` },
          ...(mayAnswer && opinion.content !== ''
            ? [
                {
                  actions: [
                    {
                      label:
                        opinion.handling === null ? `答复${opinion.member.name}` : `修改对${opinion.member.name}的答复`,
                      href: opinionHref(branchId, opinion.id),
                    },
                  ],
                },
              ]
            : mayAnswer
              ? ['']
              : []),
        ],
      })),
      empty: { title: '还没有收到意见', text: '党员登录后在“征求意见”页面提出意见。', action: null },
    },
  };
}

/** 办理过程: each stage with its day and, where there is one, its meeting. */
export function courseOf({ branchId, today, unsettled, may }: ProposalPageData, proposal: Proposal): object[] {
  const { consultationOpenedAt, consultationClosesOn, decisionMeeting, announcementMeeting } = proposal;
  const linked = (id: string) => (may.readOpinions ? { href: meetingHref(branchId, id) } : {});
  const facts: object[] = [];
  if (consultationOpenedAt && consultationClosesOn) {
    const distance =
      proposal.status === 'CONSULTING' && today <= consultationClosesOn
        ? `，${showDistance(today, consultationClosesOn)}`
        : '';
    facts.push({
      label: '征求意见',
      value: `${showDay(consultationOpenedAt)}开始，${showDay(consultationClosesOn)}截止${distance}`,
      note: proposal.consultationNote,
    });
  }
  for (const meeting of unsettled) {
    facts.push({
      label: '研究未定',
      value: `${showDay(meeting.heldOn)} ${meeting.title}`,
      note: meeting.verdictText,
      ...linked(meeting.id),
    });
  }
  if (decisionMeeting) {
    facts.push({
      label: '研究确定',
      value: `${showDay(decisionMeeting.heldOn)} ${decisionMeeting.title}`,
      note: decisionMeeting.verdictText,
      ...linked(decisionMeeting.id),
    });
  }
  if (announcementMeeting) {
    facts.push({
      label: '大会公布',
      value: `${showDay(announcementMeeting.heldOn)} ${announcementMeeting.title}`,
      ...linked(announcementMeeting.id),
    });
  }
  return facts;
}
