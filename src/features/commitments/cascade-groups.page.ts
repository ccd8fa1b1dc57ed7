import type { GroupWithMembers } from './cascade.queries.js';
import { type CascadeCommitment, isReadableBy, type Reader } from './cascade.rules.js';
import { commitmentHref, writingHref } from './commitments.paths.js';
import { isEditable, STATUS_TAGS } from './commitments.rules.js';

interface GroupsMatter {
  branch: { id: string };
  commitments: readonly CascadeCommitment[];
  reader: Reader;
  groups: readonly GroupWithMembers[];
}

/** Where each group and its members stand, as a table. */
export function groupTable(matter: GroupsMatter): object {
  const ofMember = new Map(
    matter.commitments.flatMap((commitment) =>
      commitment.memberId === null || commitment.type === 'SHORT_TASK'
        ? []
        : [[commitment.memberId, commitment.status] as const],
    ),
  );
  return {
    caption: '各小组和党员的承诺进度',
    columns: [
      { label: '小组' },
      { label: '小组承诺' },
      { label: '党员承诺' },
      { label: '还没有公布的党员' },
      { label: '操作', kind: 'act' },
    ],
    rows: matter.groups
      .filter((group) => !group.isClosed || hasCommitment(matter, group))
      .map((group) => groupRow(matter, group, ofMember)),
    empty: { title: '还没有功能党小组', text: '小组公布后，在这里查看各组的承诺。' },
  };
}

/** A group that is no more stays in the list for what it promised. */
const hasCommitment = ({ commitments }: GroupsMatter, { id }: GroupWithMembers): boolean =>
  commitments.some(({ level, groupId }) => level === 'GROUP' && groupId === id);

const stateOf = (status: CascadeCommitment['status'] | undefined): string =>
  status ? STATUS_TAGS[status].label : '未填写';

function groupRow(
  { branch, commitments, reader }: GroupsMatter,
  group: GroupWithMembers,
  ofMember: ReadonlyMap<string, CascadeCommitment['status']>,
) {
  const own = commitments.find(({ level, groupId }) => level === 'GROUP' && groupId === group.id);
  const published = group.members.filter(({ id }) => ofMember.get(id) === 'PUBLISHED').length;
  const open = group.members.filter(({ id }) => ofMember.get(id) !== 'PUBLISHED');
  const writes = reader.leads.includes(group.id) && (!own || isEditable(own.status));
  return {
    id: `g-${group.id}`,
    cells: [
      {
        text: group.name,
        href: `/branches/${branch.id}/groups/${group.id}`,
        note: group.isClosed ? '小组已撤销' : group.leaderMemberId ? null : '还没有组长',
      },
      { tag: own ? STATUS_TAGS[own.status] : { kind: 'idle', label: '未填写' } },
      `${published} / ${group.members.length}份已公布`,
      open.map(({ id, name }) => `${name}（${stateOf(ofMember.get(id))}）`).join('、'),
      {
        actions: [
          ...(writes
            ? [{ label: '填写小组承诺', href: writingHref({ level: 'GROUP', branchId: branch.id, groupId: group.id }) }]
            : []),
          ...(own && isReadableBy(own, reader)
            ? [{ label: '查看小组承诺', href: commitmentHref(branch.id, own.id) }]
            : []),
        ],
      },
    ],
  };
}
