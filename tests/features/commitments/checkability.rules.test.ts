import { describe, expect, it } from 'vitest';
import { GROUP_MATTERS } from '../../../src/demo/texts.js';
import { checkHints, type ItemToCheck } from '../../../src/features/commitments/checkability.rules.js';

const item = (over: Partial<ItemToCheck>): ItemToCheck => ({
  mainTask: '上好示范课',
  workContent: '每月为学生上4节示范课',
  measures: null,
  measureKind: 'DELIVERABLE',
  dueDate: new Date('2026-12-20'),
  ...over,
});
const kinds = (over: Partial<ItemToCheck>): string[] => checkHints(item(over), 2026).map(({ kind }) => kind);

describe('whether an item can be checked', () => {
  it.each<[string, Partial<ItemToCheck>, string[]]>([
    ['a number, a day, people served', {}, []],
    ['a concrete thing without a number', { workContent: '为青年教师编写教案' }, []],
    ['no more than good will', { mainTask: '提高质量', workContent: '进一步加强学生工作' }, ['vague']],
    ['good will with a number', { mainTask: '提高质量', workContent: '进一步加强学生谈心，两周内谈30人' }, []],
    ['neither vague nor countable', { mainTask: '关心学生', workContent: '多和他们说说话' }, ['measure']],
    ['a number to be reached', { mainTask: '关心学生', workContent: '常走动', measureKind: 'NUMBER' }, []],
    ['nobody served', { mainTask: '写好材料', workContent: '每月写2篇' }, ['served']],
    ['served named in the measures', { mainTask: '写好材料', workContent: '每月2篇', measures: '请家长看' }, []],
    ['the last day of the year', { workContent: '为学生办3场讲座', dueDate: new Date('2026-12-31') }, ['date']],
    ['the last day with a rhythm', { dueDate: new Date('2026-12-31') }, []],
    ['a day in the next year', { workContent: '为学生办3场讲座', dueDate: new Date('2027-03-01') }, ['date']],
    [
      'everything',
      { mainTask: '加强管理', workContent: '不断改进', dueDate: new Date('2026-12-31') },
      ['vague', 'date', 'served'],
    ],
  ])('R35: %s', (_what, over, expected) => {
    expect(kinds(over)).toEqual(expected);
  });

  it('R35: names the words that say nothing, at most three', () => {
    const [hint] = checkHints(item({ mainTask: '加强、提升、深化', workContent: '努力、积极、认真，为了学生' }), 2026);
    expect(hint?.text).toContain('只写“加强、提升、努力”');
  });

  it('R35: the examples of the demonstration can be checked', () => {
    const written = Object.values(GROUP_MATTERS).flatMap(({ branch, group, member }) => [branch, group, ...member]);
    const unclear = written.filter(([mainTask, workContent]) =>
      checkHints(item({ mainTask, workContent }), 2026).some(({ kind }) => kind !== 'served'),
    );
    expect(unclear).toEqual([]);
  });
});
