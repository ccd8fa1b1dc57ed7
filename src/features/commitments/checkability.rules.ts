import type { MeasureKind } from '../../generated/prisma/enums.js';

/** Why an item cannot be checked as it is written, and one sentence how to mend it. It never forbids. */
export interface CheckHint {
  kind: 'vague' | 'measure' | 'date' | 'served';
  text: string;
}

export interface ItemToCheck {
  mainTask: string;
  workContent: string;
  measures: string | null;
  measureKind: MeasureKind;
  dueDate: Date;
}

const words = (list: string): RegExp => new RegExp(list.split(' ').join('|'));

/** The words that the hints go by. */
const WORDS = {
  /** Said of anything, and seen in nothing. */
  vague: words('加强 提高 提升 进一步 努力 认真 积极 不断 大力 切实 深入 持续 着力 强化'),
  /** Something that lies on the table or takes place: it can be looked at. */
  deliverable: words(
    '公开课 示范课 听评课 评课 教案 课件 方案 制度 清单 台账 手册 名册 报告 总结 记录 档案 专栏 展板 简报 培训 讲座 演练 排查 值守 护学 家访 谈话 ' +
      '座谈会 家长会 家长学校 班会 比赛 竞赛 运动会 演出 社团 读书会 志愿服务 结对 帮扶 慰问 捐赠 义诊 论文 课题 作品 图书角 建成 建立 完成 开通 更换 维修 安装',
  ),
  /** A number, or how often. */
  counted: words(
    '[0-9０-９] [一二两三四五六七八九十百]+(次|节|名|人|位|份|个|场|篇|项|户|天|小时|期|本|组|条|遍|件|轮|堂|堂课) ' +
      '每(天|日|周|月|季|季度|学期|年|班|人) 人人 当天 当日 逐(户|人|班|项)',
  ),
  /** A day or rhythm within the year. */
  dated: words(
    '[0-9０-９一二三四五六七八九十]+月 每(天|日|周|月|季|季度|学期) 期中 期末 开学 月底 季度末 上半年 暑假 寒假 国庆 教师节',
  ),
  /** Whom it is done for. */
  served: words(
    '学生 同学 孩子 教师 老师 教职工 青年教师 班主任 家长 家庭 家庭困难 党员 群众 师生 职工 居民 社区 退休 留守',
  ),
};

const VAGUE_LISTED = new RegExp(WORDS.vague.source, 'g');

/** The hints for one item, for the year its commitment is made for; none when it can be checked. */
export function checkHints(item: ItemToCheck, year: number): CheckHint[] {
  const text = [item.mainTask, item.workContent, item.measures ?? ''].join('。');
  return [measureHint(item, text), dateHint(item, text, year), servedHint(text)].filter((hint) => hint !== null);
}

function measureHint({ measureKind }: ItemToCheck, text: string): CheckHint | null {
  if (measureKind === 'NUMBER' || WORDS.counted.test(text) || WORDS.deliverable.test(text)) return null;
  const vague = [...new Set(text.match(VAGUE_LISTED))];
  if (vague.length > 0) {
    const said = vague.slice(0, 3).join('、');
    return { kind: 'vague', text: `只写“${said}”，看不出做到什么程度；请写出具体做什么、做多少。` };
  }
  return {
    kind: 'measure',
    text: '看不出怎样算做成；请写一个数（如几次、几人），或一件拿得出来的成果（如一份方案、一节公开课）。',
  };
}

/** A day at the very end of the year says no more than “some time this year”. */
function dateHint({ dueDate }: ItemToCheck, text: string, year: number): CheckHint | null {
  const lastDay = dueDate.getUTCMonth() === 11 && dueDate.getUTCDate() === 31;
  const atTheEnd = lastDay || dueDate.getUTCFullYear() > year;
  if (!atTheEnd || WORDS.dated.test(text)) return null;
  return { kind: 'date', text: '时限只到年底，中间看不到进展；请提前办结，或写明每月、每学期做到哪一步。' };
}

function servedHint(text: string): CheckHint | null {
  if (WORDS.served.test(text)) return null;
  return { kind: 'served', text: '没有写为谁办；请写明服务的是学生、教师、家长还是党员群众。' };
}
