import { describe, expect, it } from 'vitest';
import { readSearch } from '../../../src/features/search/search.rules.js';
import { nameReadings, readingOf, titleReadings } from '../../../src/shared/readings.js';

const finds = (name: string, typed: string) => `${nameReadings(name)} `.includes(` ${readingOf(typed)}`);

describe('how a name may be typed', () => {
  it.each([
    ['张三', ['zhangsan', 'zhang', 'zs', '张三', 'san', '三']],
    ['王小明', ['wangxiaoming', 'wxm', 'xiaoming', 'xm', '小明', '王小', 'ming']],
    ['单伟', ['shanwei', 'sw', 'danwei', 'dw', '单伟']],
    ['曾国强', ['zengguoqiang', 'zgq', 'cengguoqiang', '国强']],
    ['解晓东', ['xiexiaodong', 'xxd', 'jiexiaodong']],
    ['仇英', ['qiuying', 'qy', 'chouying']],
    ['尉迟恭', ['yuchigong', 'ycg', 'weichigong']],
    ['欧阳重乐', ['ouyangzhongle', 'oyzl', 'chongle', '重乐']],
    ['吕布', ['lvbu', 'lüBu', 'lb']],
    ['阿依古丽·买买提', ['ayiguli', 'maimaiti', '古丽', '买买提']],
    ['Tom Li', ['tomli']],
  ])('E42: %s', (name, all) => {
    for (const typed of all) expect([typed, finds(name, typed)]).toEqual([typed, true]);
  });

  it('not by what is another name, nor by the middle of a syllable', () => {
    expect(finds('王小明', 'lixiaoming')).toBe(false);
    expect(finds('王小明', 'ang')).toBe(false);
  });

  it('a letter without a known reading stands for itself; signs have none', () => {
    expect(readingOf('㐀')).toMatch(/^(㐀|[a-z]+)$/);
    expect(readingOf(`%_\\'"☃`)).toBe('');
  });

  it('a part of a title reads as it does in the whole, a short title also as its words are read', () => {
    expect(titleReadings('尊师重教')).toContain(readingOf('重教'));
    expect(titleReadings('重新制定计划')).toContain('chongxin');
    expect(titleReadings('重新制定计划')).toContain(readingOf('重新'));
  });
});

describe('what was typed', () => {
  it.each([
    ['', 'empty'],
    ['  　 ', 'empty'],
    ['张', 'too-short'],
    ['z', 'too-short'],
    ['% _', 'too-short'],
    ['张三', 'ready'],
    ['zs', 'ready'],
    ['ＺＳ', 'ready'],
  ])('“%s” is %s', (typed, state) => {
    expect(readSearch(typed).state).toBe(state);
  });

  it('is one name with or without blanks, and several words of a title', () => {
    const read = readSearch('教学  计划');
    if (read.state !== 'ready') throw new Error(read.state);
    expect(read.query.whole).toEqual({ text: '教学计划', reading: 'jiaoxuejihua' });
    expect(read.query.words.map(({ text }) => text)).toEqual(['教学', '计划']);
  });

  it('is cut where no title goes on', () => {
    const read = readSearch('长'.repeat(10_000));
    if (read.state !== 'ready') throw new Error(read.state);
    expect(read.query.typed).toHaveLength(50);
  });
});
