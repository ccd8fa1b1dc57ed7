import { dayInput } from '../../shared/dates.js';
import { type NamedPerson, nameWithPost, personLabels } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { standingCandidates } from './election-acts.page.js';
import type { GroupElection } from './election-pages.queries.js';
import { bySurnameStrokes, hasElectorRight } from './elections.rules.js';

export interface CountPageInput {
  frame: Frame;
  branchId: string;
  group: GroupElection;
  /** Everybody on the roster of the branch: who could supervise, count or write for another. */
  people: readonly (NamedPerson & { post: string | null })[];
  form: FormState;
  today: Date;
}

/** Rows for 另选他人 on the form; more than two hardly get a vote in a group of fifteen. */
const WRITE_INS = [0, 1];

/** The count of a paper vote, as it stands on the count sheet. */
export function showCountPage(data: CountPageInput) {
  const { form, group } = data;
  const base = `/branches/${data.branchId}/groups/${group.id}/election`;
  const electors = group.people.filter(hasElectorRight).length;
  const candidates = standingCandidates(group);
  return {
    title: `录入第${group.election?.round ?? 1}轮计票结果`,
    frame: data.frame,
    lead: `“${group.name}”应到${electors}人（有选举权的党员）。请按计票表录入，提交后不能修改；是否当选由系统按规则判定并写明理由。`,
    form: {
      action: `${base}/counts`,
      submit: '提交计票结果',
      errors: form.summary,
      cancel: { label: '返回', href: base },
      hidden: [
        { name: 'round', value: form.values['round'] ?? String(group.election?.round ?? 1) },
        ...candidates.map((candidate, index) => ({ name: `tallies.${index}.memberId`, value: candidate.memberId })),
      ],
      fields: [
        fieldOf(form, 'heldOn', '投票日期', { type: 'date', width: 'short', max: dayInput(data.today) }),
        fieldOf(form, 'place', '投票地点', { width: 'medium', maxlength: 60 }),
        ...paperFields(form, electors),
        ...candidates.flatMap(({ label }, index) => [
          number(form, `tallies.${index}.for`, `${label}：赞成`, '票'),
          number(form, `tallies.${index}.against`, `${label}：不赞成`, '票'),
          number(form, `tallies.${index}.abstain`, `${label}：弃权`, '票'),
        ]),
        ...writeInFields(data, new Set(candidates.map((candidate) => candidate.memberId))),
        ...officerFields(data),
      ],
    },
  };
}

const number = (form: FormState, name: string, label: string, unit: string, options: object = {}) =>
  fieldOf(form, name, label, { width: 'short', inputmode: 'numeric', maxlength: 4, unit, ...options });

function paperFields(form: FormState, electors: number) {
  return [
    number(form, 'presentCount', '实到人数', '人', { hint: `应到${electors}人；未到会的不能委托他人投票` }),
    number(form, 'issuedCount', '发出选票', '张'),
    number(form, 'returnedCount', '收回选票', '张'),
    number(form, 'invalidCount', '无效票', '张', { hint: '所选人数多于1人的选票无效；没有无效票填0' }),
  ];
}

function writeInFields({ form, group }: CountPageInput, onBallot: ReadonlySet<string>) {
  const others = group.people.filter((person) => hasElectorRight(person) && !onBallot.has(person.id));
  const options = [
    { value: '', label: '没有' },
    ...others.sort(bySurnameStrokes).map((person) => ({ value: person.id, label: nameWithPost(person) })),
  ];
  return WRITE_INS.filter((row) => row < others.length).flatMap((row) => [
    fieldOf(form, `writeIns.${row}.memberId`, `另选他人${row + 1}`, {
      ...{ type: 'select', width: 'medium', optional: true, options },
      ...(row === 0 ? { hint: '选票上写了候选人以外的本小组党员时才选' } : {}),
    }),
    number(form, `writeIns.${row}.for`, `另选他人${row + 1}得票`, '票', { optional: true }),
  ]);
}

/** E25, E18: candidates are not offered, others of their name are (E42). What is sent is the name as it goes into the record. */
function officerFields({ form, group, people }: CountPageInput) {
  const standing = new Set(group.election?.candidates.map(({ memberId }) => memberId));
  const labels = personLabels(people);
  const options = people
    .filter(({ id }) => !standing.has(id))
    .sort(bySurnameStrokes)
    .map(({ id, name, post }) => {
      const label = labels.get(id) ?? name;
      return { value: label, label: nameWithPost({ name, label, post }) };
    });
  const select = (name: string, label: string, first: string, more: object) =>
    fieldOf(form, name, label, {
      ...{
        type: 'select',
        width: 'medium',
        options: [{ value: '', label: first }, ...kept(form.values[name], options)],
      },
      ...more,
    });
  return [
    select('supervisor', '监票人', '请选择', { hint: '候选人不能担任监票人、计票人' }),
    select('teller', '计票人', '请选择', {}),
    select('scribe', '代写人', '没有代写', {
      ...{ optional: true, hint: '有党员不能填写选票，请非候选人当场按本人意愿代写的，才选' },
    }),
  ];
}

/** What was sent stays chosen when the form comes back, also somebody who is not on the list. */
function kept(sent: string | undefined, options: { value: string; label: string }[]) {
  if (!sent || options.some((option) => option.value === sent)) return options;
  return [...options, { value: sent, label: sent }];
}
