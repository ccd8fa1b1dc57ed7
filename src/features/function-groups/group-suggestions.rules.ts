import type { HostUnitType } from '../../generated/prisma/enums.js';
import { LEAST_GROUP_SIZE } from './function-groups.rules.js';

/** What a suggested group starts with; the branch fits it to its own school. */
export interface GroupSuggestion {
  hostUnitType: HostUnitType;
  hostUnit: string;
  duties: string;
  activityRules: string;
}

const MONTHLY =
  '每月召开一次党小组会，学习上级精神，通报本组工作，研究下月任务；每次活动有记录，党员因故不能参加的提前请假。';

/** R11: drafts for the seven groups the plan names. The sizes are worked out from the number of members. */
const SUGGESTIONS: Readonly<Record<string, GroupSuggestion>> = {
  教学科研: {
    hostUnitType: 'SUBJECT_TEAM',
    hostUnit: '各学科教研组',
    duties: '带头开展课堂教学研究和课题研究，组织党员示范课、听课评课，帮带青年教师，推动提高教育教学质量。',
    activityRules: `${MONTHLY}每学期组织党员示范课和教学研讨各不少于两次。`,
  },
  内部管理: {
    hostUnitType: 'ADMIN_OFFICE',
    hostUnit: '学校办公室、教务处',
    duties: '围绕学校中心工作改进管理，收集教职工对管理工作的意见，推动规章制度落实，提高办事效率。',
    activityRules: `${MONTHLY}每学期集中听取一次教职工对学校管理的意见，并反馈办理情况。`,
  },
  德育工作: {
    hostUnitType: 'GRADE_TEAM',
    hostUnit: '各年级组',
    duties: '组织主题教育和社会实践，联系班级和家庭，关心留守、困难和有心理困扰的学生，促进学生健康成长。',
    activityRules: `${MONTHLY}每名党员联系一至两名需要帮助的学生，每月谈心一次。`,
  },
  师德建设: {
    hostUnitType: 'ADMIN_OFFICE',
    hostUnit: '学校办公室、工会',
    duties: '组织师德学习和警示教育，宣传师德先进事迹，开展师德承诺和评议，听取学生和家长的意见。',
    activityRules: `${MONTHLY}每学期组织一次师德专题学习和一次学生、家长评议。`,
  },
  校园建设: {
    hostUnitType: 'LOGISTICS_TEAM',
    hostUnit: '总务处',
    duties: '参与校园环境和文化建设，维护设施设备，做好节能节水和后勤保障，改善师生学习和工作条件。',
    activityRules: `${MONTHLY}每月开展一次校园环境和设施检查，发现问题及时报修。`,
  },
  文体活动: {
    hostUnitType: 'SUBJECT_TEAM',
    hostUnit: '体育、音乐、美术教研组',
    duties: '组织师生文化体育活动和社团活动，丰富校园生活，增强师生体质，凝聚人心。',
    activityRules: `${MONTHLY}每学期组织全校性文体活动不少于两次。`,
  },
  校园平安: {
    hostUnitType: 'LOGISTICS_TEAM',
    hostUnit: '安全保卫处、总务处',
    duties: '参加安全值守和隐患排查，开展安全教育和应急演练，调解矛盾纠纷，维护校园安全稳定。',
    activityRules: `${MONTHLY}每周参加安全巡查，每学期组织应急演练不少于两次。`,
  },
};

const PLAIN: GroupSuggestion = {
  hostUnitType: 'OTHER',
  hostUnit: '由支部确定',
  duties: '结合学校实际，由支部写明本组职责。',
  activityRules: MONTHLY,
};

/** The draft for a function of the catalogue; a general one for a function the plan does not name. */
export function suggestionFor(groupFunction: string): GroupSuggestion {
  return SUGGESTIONS[groupFunction] ?? PLAIN;
}

/** Limits for `groups` groups of one branch, with some room above an even spread so that wishes can be met. */
export function suggestedSize(members: number, groups: number): { minSize: number; maxSize: number } {
  const even = Math.ceil(members / Math.max(1, groups));
  return { minSize: LEAST_GROUP_SIZE, maxSize: Math.max(LEAST_GROUP_SIZE, even + 2) };
}
