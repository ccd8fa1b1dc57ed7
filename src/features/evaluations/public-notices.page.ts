import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { Outcome } from './decisions.queries.js';
import { honoursHref, OBJECTIONS, periodHref, publicNoticeHref, roundHref } from './evaluations.paths.js';
import type { Honours, PublicNotice } from './public-notices.queries.js';
import { aboutMember, isHolding, type NoticeContent, periodTag, shortDeeds } from './public-notices.rules.js';
import type { Round } from './rounds.queries.js';
import { AWARD_NAMES } from './rounds.rules.js';

const chosenOf = ({ applications }: Outcome) => applications.filter(({ status }) => status === 'CHOSEN');

/** What the form of a 公示 begins with: what is shown now, or what the portal knows of the candidates. */
export function noticeValues(outcome: Outcome, revision: number): Record<string, string> {
  const shown = outcome.periods.find(({ status }) => status === 'RUNNING');
  const content = (shown?.content ?? null) as unknown as NoticeContent | null;
  const rows = chosenOf(outcome).flatMap(({ id, member, branch, deeds }, index) => {
    const before = content?.candidates.find(({ applicationId }) => applicationId === id);
    const about = before?.about ?? (member ? aboutMember(member, branch.schoolName) : branch.schoolName);
    return [
      [`rows.${index}.about`, about],
      [`rows.${index}.deeds`, before?.deeds ?? shortDeeds(deeds)],
    ];
  });
  return { ...Object.fromEntries(rows), contact: shown?.contact ?? '', revision: String(revision) };
}

/** The form that begins a 公示, or corrects the one that runs (E31). */
export function showNoticeForm(data: {
  frame: Frame;
  round: Round;
  outcome: Outcome;
  form: FormState;
  correcting: boolean;
}) {
  const { frame, round, outcome, form, correcting } = data;
  const chosen = chosenOf(outcome);
  return {
    title: correcting ? '更正公示' : '开始公示',
    frame,
    lead: correcting
      ? `原来的内容撤回，更正后的内容从明天起重新公示${round.noticeDays}个工作日。`
      : `从明天起公示${round.noticeDays}个工作日，任何人可以提出异议。公示内容冻结并生成校验码，不含电话和证件号码。`,
    form: {
      ...{ action: `${roundHref(round.id)}/${correcting ? 'correction' : 'publication'}`, errors: form.summary },
      submit: correcting ? '撤回并重新公示' : '开始公示',
      hidden: [
        { name: 'revision', value: form.values['revision'] ?? '0' },
        ...chosen.map(({ id }, index) => ({ name: `rows.${index}.applicationId`, value: id })),
      ],
      cancel: { label: '返回', href: roundHref(round.id) },
      fields: [
        ...(correcting
          ? [fieldOf(form, 'correctionReason', '更正的原因', { maxlength: 300, hint: '公开显示在撤回的公示上' })]
          : []),
        ...chosen.flatMap(({ candidateName }, index) => [
          fieldOf(form, `rows.${index}.about`, `${candidateName}的基本情况`, {
            ...{ maxlength: 200, hint: '性别、出生年月、学历、职务；请核对' },
          }),
          fieldOf(form, `rows.${index}.deeds`, `${candidateName}的主要事迹`, {
            ...{ type: 'textarea', rows: 5, maxlength: 600 },
          }),
        ]),
        fieldOf(form, 'contact', '监督电话和地址', {
          ...{ maxlength: 120, hint: '局党委受理异议的电话和地址', autocomplete: 'off' },
        }),
        ...secrecyFields(form),
      ],
    },
  };
}

/** The 公示 of a round, as a card of its page at the bureau; null before. */
export function noticesCard(
  outcome: Outcome,
  { bureauId, roundId, today }: { bureauId: string; roundId: string; today: Date },
) {
  if (outcome.periods.length === 0) return null;
  const objections = outcome.periods.flatMap((period) => period.objections);
  const holding = objections.filter(isHolding).length;
  return {
    rows: outcome.periods.map((period) => ({
      // What was withdrawn is no longer shown to the public, and stays readable here.
      href: period.status === 'WITHDRAWN' ? periodHref(roundId, period.id) : publicNoticeHref(bureauId, period.id),
      title: `${showDay(period.startsOn)}至${showDay(period.endsOn)}`,
      tag: periodTag(period, today),
      note: period.withdrawReason ?? period.calendarNote,
      hash: period.contentHash,
    })),
    objections:
      objections.length === 0
        ? '没有收到异议。'
        : `收到${objections.length}件异议${holding > 0 ? `，${holding}件还没有结论，对象暂缓` : '，都已有结论'}。`,
    link: { label: '办理异议', href: OBJECTIONS, kind: 'quiet' } satisfies Action,
  };
}

/** E31: what a 公示 said, as the bureau keeps it; `intact`: it is still what was frozen. */
export function showPeriodPage(data: { frame: Frame; notice: PublicNotice; today: Date; intact: boolean }) {
  const { frame, notice, today, intact } = data;
  const { content } = notice;
  return {
    title: `公示存档：${content.title}`,
    frame,
    tag: periodTag(notice, today),
    lead: `${showDay(notice.startsOn)}至${showDay(notice.endsOn)}，${notice.publishedBy}公布。公众只看到撤回的原因和更正后的公示。`,
    warning: intact ? null : '内容与校验码不一致，可能被改动过，请核查。',
    reason: notice.withdrawReason,
    candidates: content.candidates,
    contact: notice.contact,
    hash: notice.contentHash,
    back: { label: '返回评选', href: roundHref(notice.round.id) },
  };
}

/** R57: the 公示 as the public reads it. A withdrawn one gives its reason and leads to the corrected text. */
export function showPublicNoticePage(data: { frame: Frame; notice: PublicNotice; today: Date; intact: boolean }) {
  const { frame, notice, today, intact } = data;
  const { content, status } = notice;
  const base = publicNoticeHref(notice.bureau.id, notice.id);
  const withdrawn = status === 'WITHDRAWN';
  return {
    title: `公示：${content.title}`,
    frame,
    tag: periodTag(notice, today),
    lead: withdrawn
      ? '这次公示的内容有误，已经撤回。'
      : `经局党委会议研究，拟授予下列对象“${content.award}”称号，现予公示。`,
    withdrawn: withdrawn
      ? {
          reason: notice.withdrawReason ?? '',
          href: notice.currentId === null ? null : publicNoticeHref(notice.bureau.id, notice.currentId),
        }
      : null,
    candidates: withdrawn ? [] : content.candidates,
    facts: withdrawn
      ? []
      : [
          { label: '公示时间', value: `${showDay(notice.startsOn)}至${showDay(notice.endsOn)}` },
          ...(notice.calendarNote === null ? [] : [{ label: '说明', value: notice.calendarNote }]),
          { label: '监督电话和地址', value: notice.contact },
          { label: '公布单位', value: notice.bureau.name },
        ],
    hash: withdrawn ? null : notice.contentHash,
    warning: withdrawn || intact ? null : '内容与校验码不一致，可能被改动过，请以局党委的书面公示为准。',
    after: afterWords(notice, today),
    object: withdrawn
      ? null
      : ({
          label: overNow(notice, today) ? '反映问题' : '提出异议',
          href: `${base}/objections/new`,
          kind: 'quiet',
        } satisfies Action),
  };
}

const overNow = ({ status, endsOn }: PublicNotice, today: Date): boolean => status === 'ENDED' || today > endsOn;

/** What a reader finds once the period is over, and where. */
function afterWords({ status, endsOn, bureau }: PublicNotice, today: Date) {
  if (status === 'ENDED')
    return { text: '公示已经结束，表彰决定已公布。', label: '查看表彰名单', href: honoursHref(bureau.id) };
  return status === 'RUNNING' && today > endsOn
    ? { text: '公示期已满，等局党委公布表彰决定。', label: null, href: null }
    : null;
}

/** R45: who was honoured, with short deeds. */
export function showHonoursPage(data: { frame: Frame; honours: Honours }) {
  const { frame, honours } = data;
  return {
    title: '表彰名单',
    frame,
    lead: '经公示后由局党委表彰的优秀共产党员和先进基层党组织。',
    rounds: honours.rounds.map((round) => ({
      title: round.title,
      note: `${AWARD_NAMES[round.award]}${round.awardedAt ? `，${showDay(round.awardedAt)}表彰` : ''}`,
      people: round.applications.map(({ id, candidateName, branch, awardRevokedOn, revokeReason }) => {
        const shown = round.content?.candidates.find(({ applicationId }) => applicationId === id);
        return awardRevokedOn
          ? {
              name: candidateName,
              place: branch.schoolName,
              text: `${showDay(awardRevokedOn)}经局党委会议研究，撤销表彰。原因：${revokeReason ?? ''}`,
            }
          : { name: shown?.name ?? candidateName, place: branch.schoolName, text: shown?.deeds ?? '' };
      }),
    })),
    empty: { title: '还没有表彰名单', text: '评选公示结束、公布表彰决定后，在这里查看。' },
  };
}

/** The binding act that makes the award. */
export function confirmAwardPage(data: {
  frame: Frame;
  round: Round;
  blocker: string | null;
  outcome: Outcome;
  form: FormState;
}) {
  const { frame, round, blocker, outcome, form } = data;
  const chosen = chosenOf(outcome);
  const none = chosen.length === 0 ? ['异议成立后没有表彰对象了，公布后这轮评选结束，不产生表彰名单。'] : [];
  return {
    title: '公布表彰决定',
    frame,
    warnings: blocker === null ? none : [blocker],
    back: { label: '返回评选', href: roundHref(round.id) },
    confirm: blocker === null ? awardConfirmation(round, chosen, form) : null,
  };
}

function awardConfirmation(round: Round, chosen: ReturnType<typeof chosenOf>, form: FormState) {
  return {
    question: `公布“${round.title}”的表彰决定吗？`,
    happens: '公示结束，名单和事迹进入公开的表彰名单，可以下载证书。',
    seenBy: '所有人。',
    undo: '公布后不能收回；以后收到举报经核查属实的，由局党委会议决定是否撤销某一对象的表彰。',
    facts: chosen.map(({ candidateName, branch }) => ({ label: candidateName, value: branch.name })),
    action: `${roundHref(round.id)}/award`,
    submit: '公布表彰决定',
    hidden: [{ name: 'revision', value: String(round.revision) }],
    errors: form.summary,
    fields: [],
    cancel: { label: '暂不公布', href: roundHref(round.id) },
  };
}
