import { LEADER_METHOD_LABELS } from '../../campaign/leader-methods.js';
import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import { countRecordPaper, ELECTION_LABELS, readTallies, SOURCE_LABELS } from '../elections/index.js';
import { type BranchSource, type Builder, keyOf, word, workbook } from './documents.js';
import { findEnrollment, listElections, listPlaces, listTerms } from './groups.queries.js';

interface FrozenList {
  group: string;
  groupFunction: string;
  members: readonly { name: string; post: string | null }[];
}

const on = (moment: Date | null): string => (moment === null ? '' : showDay(chinaDay(moment)));

/** D8–D11: who signed up for what, where each was placed, posts and duties, every version of the confirmed list. */
export const enrollmentDocuments: Builder<BranchSource> = async function* (source) {
  const { shortName } = source.branch;
  const round = await findEnrollment(source.db, keyOf(source));
  if (round && round.enrollments.length > 0) {
    yield workbook('报名表', {
      name: '报名',
      title: `${shortName}党员报名表（${showDay(round.opensOn)}至${showDay(round.closesOn)}）`,
      columns: [
        { label: '姓名', width: 10 },
        { label: '第一志愿', width: 18 },
        { label: '第二志愿', width: 18 },
        { label: '第三志愿', width: 18 },
        { label: '岗位承诺', width: 44 },
        { label: '报名时间', width: 20 },
      ],
      rows: round.enrollments.map(({ member, wishGroup, secondGroup, thirdGroup, servicePledge, submittedAt }) => [
        ...[member.name, wishGroup.name, secondGroup?.name ?? '', thirdGroup?.name ?? '', servicePledge],
        showMoment(submittedAt),
      ]),
    });
  }
  const places = await listPlaces(source.db, keyOf(source));
  if (places.length > 0) {
    yield workbook('定岗和协商情况', {
      name: '定岗',
      title: `${shortName}党员定岗和协商情况`,
      columns: [
        { label: '姓名', width: 10 },
        { label: '小组', width: 18 },
        { label: '方式', width: 10 },
        { label: '协商情况', width: 34 },
        { label: '异议的处理', width: 26 },
        { label: '起', width: 14 },
        { label: '止', width: 14 },
        { label: '变动原因', width: 20 },
      ],
      rows: places.map((place) => [
        ...[place.member.name, place.group.name, place.source === 'ENROLLED' ? '本人报名' : '协商确定'],
        ...[place.consultationNote, place.settlement, on(place.startedAt), on(place.endedAt), place.endReason],
      ]),
    });
    yield workbook('岗位职责', {
      name: '岗位职责',
      title: `${shortName}设岗定责`,
      columns: [
        { label: '姓名', width: 10 },
        { label: '小组', width: 18 },
        { label: '岗位', width: 20 },
        { label: '岗位职责', width: 60 },
      ],
      rows: places
        .filter(({ endedAt }) => endedAt === null)
        .map(({ member, group }) => [member.name, group.name, member.post, member.postDuties]),
    });
  }
  for (const list of round?.lists ?? []) {
    const groups = list.content as unknown as readonly FrozenList[];
    yield workbook(`小组党员名单（第${list.version}版）`, {
      name: '名单',
      title: `${shortName}功能党小组党员名单（第${list.version}版，${list.confirmedBy}于${on(list.confirmedAt)}确定${list.reason === '' ? '' : `，${list.reason}`}）`,
      columns: [
        { label: '小组', width: 20 },
        { label: '功能定位', width: 20 },
        { label: '姓名', width: 12 },
        { label: '工作岗位', width: 24 },
      ],
      rows: groups.flatMap(({ group, groupFunction, members }) =>
        members.map(({ name, post }) => [group, groupFunction, name, post]),
      ),
    });
  }
};

/** D12: self-nominations and records of each count. Nothing that would tell who voted for whom, or that he voted. */
export const electionDocuments: Builder<BranchSource> = async function* (source) {
  const { name: branchName, shortName } = source.branch;
  const elections = await listElections(source.db, keyOf(source));
  if (elections.length > 0) {
    yield workbook('组长人选', {
      name: '人选',
      title: `${shortName}功能党小组组长人选`,
      columns: [
        { label: '小组', width: 18 },
        { label: '推选', width: 14 },
        { label: '人选', width: 10 },
        { label: '来源', width: 12 },
        { label: '自荐或推荐理由', width: 60 },
        { label: '说明', width: 12 },
      ],
      rows: elections.flatMap(({ group, status, kind, candidates }) =>
        candidates.map(({ member, source: from, statement, withdrawnAt }) => [
          ...[group.name, kind === 'BY_ELECTION' ? `补选，${ELECTION_LABELS[status]}` : ELECTION_LABELS[status]],
          ...[member.name, SOURCE_LABELS[from], statement, withdrawnAt ? '已退出' : ''],
        ]),
      ),
    });
  }
  for (const { group, counts } of elections)
    for (const count of counts)
      yield word(
        `${group.name}-推选组长结果记录-第${count.round}轮`,
        countRecordPaper({ ...count, tallies: readTallies(count.tallies), groupName: group.name, branchName }),
      );
  const terms = await listTerms(source.db, keyOf(source));
  if (terms.length > 0) {
    yield workbook('组长任职情况', {
      name: '组长',
      title: `${shortName}功能党小组组长任职情况`,
      columns: [
        { label: '小组', width: 20 },
        { label: '组长', width: 12 },
        { label: '产生方式', width: 14 },
        { label: '理由', width: 30 },
        { label: '任职起', width: 14 },
        { label: '任职止', width: 14 },
        { label: '免去或离任原因', width: 26 },
      ],
      rows: terms.map((term) => [
        ...[term.group.name, term.member.name, LEADER_METHOD_LABELS[term.method], term.reason],
        ...[on(term.startedAt), on(term.endedAt), term.endReason],
      ]),
    });
  }
};
