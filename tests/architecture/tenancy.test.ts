import { describe, expect, it } from 'vitest';
import { BureauNotNamed, GLOBAL_MODELS, requireBureau, requireBureauInSql } from '../../src/db/tenancy.js';
import { newId } from '../../src/shared/ids.js';
import { aBranch } from '../factories/branch.js';
import { aBureau } from '../factories/bureau.js';
import { testDatabase } from '../support/test-database.js';

const { db } = await testDatabase();
const bureauId = newId();
const id = newId();
const refused = (operation: string, args: unknown) => () => requireBureau('Member', operation, args);

describe('R12: the tenancy guard refuses a query that names no bureau', () => {
  it.each([
    ['findMany', undefined],
    ['findMany', {}],
    ['findMany', { where: { id } }],
    ['findFirst', { where: { bureauId: undefined } }],
    ['findFirst', { where: { bureauId: null } }],
    ['findMany', { where: { bureauId: { not: bureauId } } }],
    ['findMany', { where: { bureauId: { in: [bureauId] } } }],
    ['findMany', { where: { bureauId: { equals: bureauId, mode: 'insensitive' } } }],
    ['findMany', { where: { OR: [{ bureauId }, { id }] } }],
    ['findMany', { where: { NOT: { bureauId } } }],
    ['findMany', { where: { branch: { bureauId } } }],
    ['findMany', { where: { AND: [{ id }] } }],
    ['findUnique', { where: { bureauId_id: { id } } }],
    ['update', { where: { id }, data: {} }],
    ['updateMany', { data: {} }],
    ['deleteMany', {}],
    ['deleteMany', { where: { id } }],
    ['count', { where: { id } }],
    ['aggregate', { _count: true }],
    ['groupBy', { by: ['branchId'] }],
    ['create', { data: { id } }],
    ['create', { data: { id, bureau: { connect: { id: bureauId } } } }],
    ['createMany', { data: [{ bureauId, id }, { id }] }],
    ['createManyAndReturn', { data: { id } }],
    ['upsert', { where: { id }, create: { bureauId }, update: {} }],
    ['upsert', { where: { bureauId_id: { bureauId, id } }, create: { id }, update: {} }],
  ])('%s %j', (operation, args) => {
    expect(refused(operation, args)).toThrow(BureauNotNamed);
  });

  it.each([
    ['update', { where: { bureauId_id: { bureauId, id } }, data: { bureauId } }],
    ['updateMany', { where: { bureauId }, data: { bureauId } }],
    ['upsert', { where: { bureauId_id: { bureauId, id } }, create: { bureauId }, update: { bureauId } }],
  ])('%s that would move a row to another bureau', (operation, args) => {
    expect(refused(operation, args)).toThrow('cannot move to another bureau');
  });
});

describe('R12: the tenancy guard lets through what names its bureau', () => {
  it.each([
    ['findMany', { where: { bureauId } }],
    ['findMany', { where: { bureauId: { equals: bureauId } } }],
    ['findMany', { where: { AND: { bureauId } } }],
    ['findFirst', { where: { AND: [{ id }, { bureauId }] } }],
    ['findUnique', { where: { bureauId_id: { bureauId, id } } }],
    ['update', { where: { bureauId_id: { bureauId, id } }, data: { name: '王伟' } }],
    ['createMany', { data: [{ bureauId, id }] }],
    ['upsert', { where: { bureauId_id: { bureauId, id } }, create: { bureauId, id }, update: {} }],
  ])('%s %j', (operation, args) => {
    expect(refused(operation, args)).not.toThrow();
  });

  it.each([...GLOBAL_MODELS])('any query on the global table %s', (model) => {
    expect(() => requireBureau(model, 'findMany', {})).not.toThrow();
  });
});

describe('R12: the guard of raw SQL', () => {
  it.each([
    'SELECT * FROM member',
    'select id from "member" m where id = $1',
    'SELECT 1 FROM bureau JOIN branch b ON true',
    'UPDATE function_group SET "memberCount" = 0',
    'DELETE FROM notice WHERE id = $1',
    'INSERT INTO member VALUES ($1)',
  ])('refuses %s', (sql) => {
    expect(() => requireBureauInSql(sql)).toThrow(BureauNotNamed);
  });

  it.each(['SELECT 1', 'SELECT * FROM bureau', 'SELECT id FROM member WHERE "bureauId" = $1', 'SELECT * FROM session'])(
    'lets %s through',
    (sql) => {
      expect(() => requireBureauInSql(sql)).not.toThrow();
    },
  );
});

describe('R12: the client of the portal carries the guard', () => {
  it('on the client, inside a transaction and on every form of raw SQL', async () => {
    const where = { id };
    await expect(db.branch.findMany({ where })).rejects.toThrow(BureauNotNamed);
    await expect(db.$transaction((tx) => tx.branch.deleteMany({ where }))).rejects.toThrow(BureauNotNamed);
    await expect(db.$queryRaw`SELECT * FROM branch`).rejects.toThrow(BureauNotNamed);
    await expect(db.$queryRawUnsafe('SELECT * FROM branch')).rejects.toThrow(BureauNotNamed);
    await expect(db.$executeRaw`DELETE FROM branch WHERE id = ${id}::uuid`).rejects.toThrow(BureauNotNamed);
    await expect(db.$executeRawUnsafe('DELETE FROM branch')).rejects.toThrow(BureauNotNamed);
  });

  it('and a row cannot refer to another bureau’s row', async () => {
    const [own, other] = [await aBureau(db), await aBureau(db)];
    const foreign = await aBranch(db, other.id);
    const account = { bureauId: own.id, id: newId() };
    await expect(
      db.roleAssignment.create({
        data: {
          ...account,
          accountId: newId(),
          role: 'BRANCH_SECRETARY',
          branchId: foreign.id,
          grantedAt: new Date(0),
        },
      }),
    ).rejects.toThrow(expect.objectContaining({ code: 'P2003' }));
  });
});

describe('T1: an undefined condition never means every row', () => {
  it('throws instead of deleting or finding', async () => {
    const branch = await aBranch(db, (await aBureau(db)).id);
    // @ts-expect-error exactOptionalPropertyTypes refuses it as well; this is about JavaScript that slips by.
    const where: { bureauId: string; id: string } = { bureauId: branch.bureauId, id: undefined };
    await expect(db.branch.deleteMany({ where })).rejects.toThrow('undefined');
    await expect(db.branch.findFirst({ where })).rejects.toThrow('undefined');
    await expect(db.branch.count({ where: { bureauId: branch.bureauId } })).resolves.toBe(1);
  });

  it('on a global table too', async () => {
    const key = undefined as unknown as string;
    await expect(db.rateLimit.deleteMany({ where: { key } })).rejects.toThrow('undefined');
  });
});
