import { BLANK_DETAILS, type MemberDetails } from '../features/members/index.js';
import { addDays } from '../shared/dates.js';

/** A steady sequence of numbers from a seed (mulberry32), so that every demonstration shows the same people. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤'.split(
    '',
  );
const GIVEN_MALE = [
  '建国',
  '志强',
  '国栋',
  '永刚',
  '海涛',
  '文博',
  '俊杰',
  '宏伟',
  '立新',
  '学军',
  '振华',
  '晓东',
  '少军',
  '正平',
  '家辉',
  '启明',
  '云飞',
  '德明',
  '思远',
  '新宇',
  '伟',
  '勇',
  '斌',
  '鹏',
  '磊',
  '军',
  '涛',
  '凯',
];
const GIVEN_FEMALE = [
  '秀兰',
  '玉梅',
  '晓燕',
  '丽娟',
  '海霞',
  '红梅',
  '春燕',
  '文静',
  '雅琴',
  '雪梅',
  '佳怡',
  '思颖',
  '淑芬',
  '月华',
  '婷婷',
  '瑞雪',
  '慧敏',
  '彩霞',
  '静怡',
  '美玲',
  '芳',
  '敏',
  '丽',
  '静',
  '娜',
  '艳',
  '霞',
  '莉',
];
const EDUCATION = ['大学本科', '大学本科', '大学本科', '大学本科', '硕士研究生', '大专'];
const ETHNICITY = ['汉族', '汉族', '汉族', '回族', '回族', '满族'];

/**
 * `count` made-up members with the posts given in turn, all older than 24 at `today`. The last two are probationary,
 * and one of the older ones is retired. No identity numbers; phone numbers of a range that is not given out.
 */
export function makePeople(seed: number, count: number, posts: readonly string[], today: Date): MemberDetails[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const names = new Set<string>();
  return Array.from({ length: count }, (_, index): MemberDetails => {
    const female = random() < 0.6;
    let name = '';
    do name = pick(SURNAMES) + pick(female ? GIVEN_FEMALE : GIVEN_MALE);
    while (names.has(name));
    names.add(name);
    const probationary = index >= count - 2;
    const age = probationary ? 25 + random() * 6 : 28 + random() * 30;
    const birthDate = addDays(today, -Math.floor(age * 365.25));
    const joinedOn = probationary ? addDays(today, -200) : addDays(birthDate, Math.floor((21 + random() * 6) * 365.25));
    return {
      ...BLANK_DETAILS,
      name,
      gender: female ? 'FEMALE' : 'MALE',
      ethnicity: pick(ETHNICITY),
      birthDate,
      education: pick(EDUCATION),
      memberType: probationary ? 'PROBATIONARY' : 'FULL',
      joinedOn,
      fullMemberOn: probationary ? null : addDays(joinedOn, 365),
      post: posts[index % posts.length] ?? null,
      phone: `1990000${String(seed * 100 + index)
        .padStart(4, '0')
        .slice(-4)}`,
      isRetired: index === count - 4,
    };
  });
}
