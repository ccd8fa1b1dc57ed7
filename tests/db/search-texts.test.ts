import { describe, expect, it } from 'vitest';
import { fillSearchTexts } from '../../src/db/search-texts.js';
import { newId } from '../../src/shared/ids.js';
import { nameReadings } from '../../src/shared/readings.js';
import { aBranch } from '../factories/branch.js';
import { aBureau } from '../factories/bureau.js';
import { aMember } from '../factories/member.js';
import { demoDatabase } from '../support/demo-database.js';
import { testDatabase } from '../support/test-database.js';

const { db } = await testDatabase();
const demo = await demoDatabase();

const SEARCHED = ['member', 'branch', 'function_group', 'commitment_item', 'branch_meeting', 'notice'];

async function aRoster(size: number) {
  const branch = await aBranch(db, (await aBureau(db)).id);
  for (let index = 0; index < size; index += 1) await aMember(db, branch, { name: `单${'一二三四五'[index % 5]}` });
  return branch;
}

/** As an older version of the portal, or a bulk load, left the rows. */
const forget = (bureauId: string) =>
  db.$pool.query(`UPDATE member SET "searchText" = NULL WHERE "bureauId" = $1`, [bureauId]);
const unread = async (bureauId: string) => db.member.count({ where: { bureauId, searchText: null } });

describe('how rows are read for the search', () => {
  it('is written with every way to write a row', async () => {
    const { bureauId, ...branch } = await aRoster(1);
    const { id } = await db.member.findFirstOrThrow({ where: { bureauId } });
    const textOf = async (of: string) =>
      (await db.member.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: of } } })).searchText;
    expect(await textOf(id)).toBe(nameReadings('单一'));
    await db.member.update({ where: { bureauId_id: { bureauId, id } }, data: { name: '曾二' } });
    expect(await textOf(id)).toBe(nameReadings('曾二'));
    await db.$transaction((tx) => tx.member.updateMany({ where: { bureauId, id }, data: { name: '解三' } }));
    expect(await textOf(id)).toBe(nameReadings('解三'));
    await db.member.update({ where: { bureauId_id: { bureauId, id } }, data: { post: '教师' } });
    expect(await textOf(id)).toBe(nameReadings('解三'));
    const { revision: _, searchText: __, skills, ...row } = await db.member.findFirstOrThrow({ where: { bureauId } });
    const copies = ['仇四', '区五'].map((name) => ({ ...row, skills, id: newId(), name, branchId: branch.id }));
    await db.member.createMany({ data: copies });
    for (const copy of copies) expect(await textOf(copy.id)).toBe(nameReadings(copy.name));
    const last = { ...row, skills, id: newId(), name: '任六', branchId: branch.id };
    const where = { bureauId_id: { bureauId, id: last.id } };
    for (const name of ['任六', '盖七']) {
      await db.member.upsert({ where, create: last, update: { name } });
      expect(await textOf(last.id)).toBe(nameReadings(name));
    }
  });

  it('R6: of skills too, and none of those who told none', async () => {
    const { bureauId } = await aRoster(1);
    const { id } = await db.member.findFirstOrThrow({ where: { bureauId } });
    const key = { bureauId_id: { bureauId, id } };
    const textOf = async () => (await db.member.findUniqueOrThrow({ where: key })).skillText;
    expect(await textOf()).toBe('');
    await db.member.update({ where: key, data: { skills: ['心理辅导', '合唱 指挥'] } });
    expect(await textOf()).toBe(' xinlifudao hechang zhihui');
    await db.member.update({ where: key, data: { confirmedSkills: ['心理辅导'] } });
    expect(await textOf()).toBe(' xinlifudao hechang zhihui');
    await db.$pool.query(`UPDATE member SET "skillText" = NULL WHERE "bureauId" = $1`, [bureauId]);
    expect(await fillSearchTexts(db.$pool)).toBe(1);
    expect(await textOf()).toBe(' xinlifudao hechang zhihui');
  });

  it('refuses a text that is written without the others of its row', async () => {
    const bureauId = newId();
    const change = db.commitmentItem.updateMany({ where: { bureauId }, data: { mainTask: '只写一半' } });
    await expect(Promise.resolve().then(() => change)).rejects.toThrow('write mainTask, workContent together');
  });

  it('stands in every row that the portal’s own services wrote', async () => {
    for (const table of SEARCHED) {
      const { rows } = await demo.db.$pool.query<{ total: number; unread: number }>(
        `SELECT count(*)::int AS total, count(*) FILTER (WHERE "searchText" IS NULL)::int AS unread FROM "${table}"`,
      );
      expect([table, rows[0]?.unread, (rows[0]?.total ?? 0) > 5]).toEqual([table, 0, true]);
    }
    const { rows } = await demo.db.$pool.query<{ read: boolean; total: number }>(
      `SELECT "skillText" <> '' AS read, count(*)::int AS total FROM member WHERE cardinality(skills) > 0 GROUP BY 1`,
    );
    expect(rows).toEqual([{ read: true, total: expect.any(Number) }]);
  });
});

describe('rows that came without', () => {
  it('are read at the next start, once', async () => {
    const { bureauId } = await aRoster(7);
    await forget(bureauId);
    expect(await fillSearchTexts(db.$pool)).toBeGreaterThanOrEqual(7);
    expect(await unread(bureauId)).toBe(0);
    expect(await fillSearchTexts(db.$pool)).toBe(0);
  });

  it('are left when the portal stops, and taken up again', async () => {
    const { bureauId } = await aRoster(3);
    await forget(bureauId);
    await fillSearchTexts(db.$pool, () => false);
    expect(await unread(bureauId)).toBe(3);
    await fillSearchTexts(db.$pool);
    expect(await unread(bureauId)).toBe(0);
  });

  it('are read by one of two processes, and none twice', async () => {
    const { bureauId } = await aRoster(5);
    await forget(bureauId);
    const counts = await Promise.all([fillSearchTexts(db.$pool), fillSearchTexts(db.$pool)]);
    expect(counts[0] + counts[1]).toBe(5);
    expect(await unread(bureauId)).toBe(0);
  });
});
