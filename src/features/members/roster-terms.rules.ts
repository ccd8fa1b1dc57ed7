/** Words of the roster and their codes: what a cell may say, and what the portal keeps. */

export const GENDERS = new Map([
  ['男', 'MALE'],
  ['女', 'FEMALE'],
  ['男性', 'MALE'],
  ['女性', 'FEMALE'],
] as const);

export const MEMBER_TYPES = new Map([
  ['正式党员', 'FULL'],
  ['预备党员', 'PROBATIONARY'],
  ['正式', 'FULL'],
  ['预备', 'PROBATIONARY'],
  ['中共正式党员', 'FULL'],
  ['中共预备党员', 'PROBATIONARY'],
] as const);

/** People on the way to the Party, who are not on the roster of members yet. */
export const NOT_YET_MEMBERS = ['入党积极分子', '积极分子', '发展对象', '入党申请人', '群众', '共青团员', '团员'];

export const MEMBERSHIP_STATUSES = new Map([
  ['正常', 'NORMAL'],
  ['停止党籍', 'SUSPENDED'],
  ['正常党籍', 'NORMAL'],
  ['已停止党籍', 'SUSPENDED'],
] as const);

export const YES_OR_NO = new Map([
  ['是', true],
  ['否', false],
  ['有', true],
  ['无', false],
  ['√', true],
  ['×', false],
  ['Y', true],
  ['N', false],
] as const);

export const EDUCATIONS = [
  '博士研究生',
  '硕士研究生',
  '研究生',
  '大学本科',
  '大专',
  '中专',
  '高中',
  '技校',
  '初中',
  '小学',
];

export const EDUCATION_ALIASES = new Map([
  ['博士', '博士研究生'],
  ['硕士', '硕士研究生'],
  ['本科', '大学本科'],
  ['大学', '大学本科'],
  ['专科', '大专'],
  ['大学专科', '大专'],
  ['中等专科', '中专'],
  ['中师', '中专'],
  ['职高', '高中'],
]);

export const ETHNICITIES = (
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 ' +
  '达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'
)
  .split(' ')
  .map((name) => `${name}族`);
