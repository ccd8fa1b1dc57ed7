import { showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { OBJECTIONS, objectionHref, publicNoticeHref, revocationHref, roundHref } from './evaluations.paths.js';
import type { ListedObjection, OwnObjection } from './objections.queries.js';
import type { PublicNotice } from './public-notices.queries.js';
import { OBJECTION_TAGS } from './public-notices.rules.js';

/** The public's form; after the period it is taken as a complaint (E30). */
export function showObjectionForm(data: { frame: Frame; notice: PublicNotice; form: FormState; late: boolean }) {
  const { frame, notice, form, late } = data;
  const base = publicNoticeHref(notice.bureau.id, notice.id);
  return {
    title: late ? '反映问题' : '提出异议',
    frame,
    lead: `${late ? '公示期已满，您反映的情况按信访举报办理。' : ''}内容加密保存，只有局党委负责核查的人能看到，公示对象和所在党支部看不到。`,
    form: {
      ...{ action: `${base}/objections`, submit: '提交', errors: form.summary },
      cancel: { label: '返回公示', href: base },
      fields: [
        fieldOf(form, 'applicationId', '公示对象', {
          type: 'radios',
          options: notice.content.candidates.map(({ applicationId, name, branchName }) => ({
            ...{ value: applicationId, label: name, hint: name === branchName ? null : branchName },
          })),
        }),
        fieldOf(form, 'content', '反映的情况', {
          ...{ type: 'textarea', rows: 6, maxlength: 2000, hint: '请写明时间、地点、事情经过和线索' },
        }),
        fieldOf(form, 'name', '姓名和联系方式', {
          ...{ optional: true, maxlength: 100, autocomplete: 'off', hint: '提倡实名；不署名的，线索不清楚时无法核查' },
        }),
      ],
    },
  };
}

/** What the sender finds under his link. */
export function showObjectionState(data: { frame: Frame; objection: OwnObjection; link: string }) {
  const { frame, objection, link } = data;
  return {
    title: '您反映的情况',
    frame,
    tag: OBJECTION_TAGS[objection.status],
    state: `${objection.period.round.title}，${objection.application.candidateName}。`,
    date: `${showMoment(objection.createdAt)}提交`,
    content: objection.late ? '公示期满后收到，按信访举报办理。内容已加密保存。' : '内容已加密保存。',
    replyBy: '局党委答复',
    reply: objection.finding,
    link,
    boardHref: publicNoticeHref(objection.period.round.campaign.bureau.id, objection.period.id),
  };
}

/** Objections at the bureau. `sealed`: of which this person must not learn more than that they exist (E43). */
export function showObjectionsPage(data: {
  frame: Frame;
  objections: readonly ListedObjection[];
  sealed: (objection: ListedObjection) => boolean;
}) {
  const { frame, objections, sealed } = data;
  return {
    title: '公示异议',
    frame,
    lead: '逐件核查、写明结论和依据。公示期内收到的没有结论以前，不能公布表彰决定。',
    actions: [],
    table: {
      caption: '公示异议',
      columns: [{ label: '公示对象' }, { label: '评选' }, { label: '收到时间' }, { label: '署名' }, { label: '状态' }],
      rows: objections.map((row) => ({
        cells: [
          { text: row.application.candidateName, href: objectionHref(row.id) },
          row.period.round.title,
          { text: showMoment(row.createdAt), note: row.late ? '公示期满后收到' : null },
          signatureOf(row, sealed(row)),
          { tag: OBJECTION_TAGS[row.status] },
        ],
      })),
      empty: { title: '没有收到异议', text: '公示期间收到的异议在这里办理。' },
    },
  };
}

function signatureOf({ nameCipher }: ListedObjection, sealed: boolean): string {
  if (sealed) return '回避';
  return nameCipher === null ? '未署名' : '已署名';
}

/** One objection. `said`: null for whoever must not read it (E43). */
export function showObjectionPage(data: {
  frame: Frame;
  objection: ListedObjection;
  said: { content: string; name: string | null } | null;
  investigation: FormState;
  finding: FormState;
  /** May register the committee's decisions. */
  mayRevoke: boolean;
}) {
  const { frame, objection, said, investigation, finding, mayRevoke } = data;
  const { status, application, period } = objection;
  const href = objectionHref(objection.id);
  return {
    title: `异议：${application.candidateName}`,
    frame,
    tag: OBJECTION_TAGS[status],
    lead: `${period.round.title}，${application.branch.shortName}。公示到${showDay(period.endsOn)}${objection.late ? '，期满后收到，按信访举报办理' : ''}。`,
    note: said === null ? '这件异议涉及您所在的党支部或您已回避的对象，按规定回避，看不到内容。' : nextWords(objection),
    content: said?.content ?? null,
    facts: [
      { label: '收到时间', value: showMoment(objection.createdAt) },
      ...(said === null ? [] : [{ label: '署名', value: said.name ?? '未署名' }, ...findingFacts(objection)]),
    ],
    investigate:
      said !== null && status === 'RECEIVED'
        ? {
            ...{ action: `${href}/investigation`, submit: '开始核查', errors: investigation.summary },
            fields: [
              fieldOf(investigation, 'investigators', '核查人', {
                maxlength: 100,
                hint: '两人以上，用顿号隔开，不含公示对象所在党支部的人',
              }),
            ],
          }
        : null,
    conclude:
      said !== null && status === 'INVESTIGATING'
        ? {
            ...{ action: `${href}/finding`, submit: '登记结论', errors: finding.summary },
            fields: [
              fieldOf(finding, 'outcome', '核查结论', {
                type: 'radios',
                options: [
                  { value: 'REJECTED', label: '异议不成立', hint: '继续公示和表彰' },
                  {
                    ...{ value: 'UPHELD', label: '异议成立' },
                    hint: period.round.status === 'AWARDED' ? '是否撤销表彰，由局党委会议决定' : '这一对象不予表彰',
                  },
                ],
              }),
              fieldOf(finding, 'finding', '结论和依据', {
                ...{ type: 'textarea', rows: 4, maxlength: 1000, hint: '会答复给提出异议的人，请不要写他人的隐私' },
              }),
            ],
          }
        : null,
    links: [
      { label: '返回异议列表', href: OBJECTIONS },
      { label: '查看评选', href: roundHref(period.round.id) },
      ...(mayRevoke && said !== null && mayNeedRevoking(objection)
        ? [{ label: '登记撤销表彰的会议', href: `${revocationHref(period.round.id, objection.applicationId)}/new` }]
        : []),
    ],
  };
}

function findingFacts({ investigators, finding, decidedAt, decidedBy }: ListedObjection) {
  return [
    ...(investigators === null ? [] : [{ label: '核查人', value: investigators }]),
    ...(finding === null ? [] : [{ label: '结论和依据', value: finding }]),
    ...(decidedAt === null ? [] : [{ label: '结论时间', value: `${showMoment(decidedAt)}，${decidedBy ?? ''}` }]),
  ];
}

/** E30: upheld after the award, and the award still stands. */
const mayNeedRevoking = ({ status, period, application }: ListedObjection): boolean =>
  status === 'UPHELD' &&
  period.round.status === 'AWARDED' &&
  application.status === 'CHOSEN' &&
  application.awardRevokedOn === null;

/** What is next for an objection; null where the page's own form says it. */
function nextWords(objection: ListedObjection): string | null {
  if (mayNeedRevoking(objection)) return '举报属实。请提请局党委会议研究是否撤销表彰，由局党委书记登记会议的决定。';
  const { status, late } = objection;
  if (status === 'UPHELD' || status === 'REJECTED') return null;
  return late
    ? '公示期满后收到，按信访举报办理，不影响公布表彰决定。'
    : '没有结论以前，公示对象暂缓，不能公布表彰决定。';
}
