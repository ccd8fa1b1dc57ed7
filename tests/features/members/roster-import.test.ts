import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { addMember, BLANK_DETAILS, updateMember } from '../../../src/features/members/index.js';
import { detailsOfRow, exportRoster } from '../../../src/features/members/members.service.js';
import {
  correctImport,
  discardImport,
  importRoster,
  openPreview,
  uploadRoster,
} from '../../../src/features/members/roster-import.service.js';
import { readWorkbook } from '../../../src/features/members/roster-workbook.js';
import { writeRoster, writeTemplate } from '../../../src/features/members/roster-writer.js';
import { RuleViolation, StaleState } from '../../../src/shared/errors.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const fixture = (name: string) => readFile(new URL(`../../fixtures/${name}`, import.meta.url));
const CLEAN = await fixture('roster-clean.xlsx');
const THREE = await fixture('roster-three-branches.xlsx');

async function aSchool(name = '示范区第三小学支部委员会') {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id, { name });
  const secretary = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const actor = { bureauId: bureau.id, accountId: secretary.id };
  const useCase = useCaseFor(db, actor, testClock('2026-05-12T10:00:00+08:00'));
  const key = (importId: string) => ({ branchId: branch.id, importId });
  const row = (id: string) =>
    db.rosterImport.findUniqueOrThrow({ where: { bureauId_id: { bureauId: bureau.id, id } } });
  return {
    bureau,
    branch,
    useCase,
    key,
    row,
    members: () => db.member.findMany({ where: { bureauId: bureau.id }, orderBy: { name: 'asc' } }),
    upload: (file: Buffer, sheetName: string | null = null) =>
      uploadRoster(useCase, branch, { file, fileName: '花名册.xlsx', sheetName }),
    preview: async (id: string) => openPreview(useCase, await row(id)),
    confirm: async (id: string) =>
      importRoster(useCase, key(id), (await openPreview(useCase, await row(id))).fingerprint),
  };
}

describe('importing a roster', () => {
  it('R55: 24 members arrive at once, and the file is erased', async () => {
    const { upload, confirm, members, row, bureau } = await aSchool();
    const id = await upload(CLEAN);
    expect(await members()).toEqual([]);
    await confirm(id);
    const stored = await members();
    expect(stored).toHaveLength(24);
    expect(stored.find((member) => member.name === '胡国')).toMatchObject({
      memberType: 'PROBATIONARY',
      fullMemberOn: null,
      joinedOn: new Date('2025-09-22'),
      education: '大专',
      post: '教务处',
    });
    expect(await row(id)).toMatchObject({
      status: 'IMPORTED',
      payload: '',
      addedCount: 24,
      changedCount: 0,
      skippedCount: 0,
    });
    const events = await db.auditEvent.findMany({ where: { bureauId: bureau.id }, orderBy: { seq: 'asc' } });
    expect(events.map((event) => event.action)).toEqual(['roster.upload', 'roster.import']);
  });

  it('S12: what was uploaded lies encrypted until it is imported', async () => {
    const { upload, row } = await aSchool();
    const { payload } = await row(await upload(CLEAN));
    expect(payload).not.toMatch(/孔志国|640104|18680183113/);
  });

  it('R55: a second upload of the same file changes nobody', async () => {
    const { upload, confirm, members, preview } = await aSchool();
    await confirm(await upload(CLEAN));
    const before = await members();
    const second = await upload(CLEAN);
    expect((await preview(second)).counts).toMatchObject({ added: 0, changed: 0, unchanged: 24, blocked: 0 });
    await confirm(second);
    expect(await members()).toEqual(before);
  });

  it('E49: all or nothing: while four rows are wrong, nobody is imported', async () => {
    const { upload, confirm, members, row } = await aSchool('示范区实验小学支部委员会');
    const id = await upload(THREE);
    await expect(confirm(id)).rejects.toThrow('还有4行需要更正');
    await expect(confirm(id)).rejects.toBeInstanceOf(RuleViolation);
    expect(await members()).toEqual([]);
    expect(await row(id)).toMatchObject({ status: 'PREVIEW' });
  });

  it('E49: after corrections and exclusions, every sound row arrives', async () => {
    const { upload, confirm, members, useCase, key, row } = await aSchool('示范区实验小学支部委员会');
    const id = await upload(THREE);
    await correctImport(useCase, key(id), 1, [
      { number: 52, cells: { idNumber: '', birthDate: '1980-01-05' } },
      { number: 53, excluded: true },
      { number: 54, excluded: true },
      { number: 55, excluded: true },
    ]);
    await confirm(id);
    const stored = await members();
    expect(stored).toHaveLength(47);
    expect(stored.find((member) => member.name === '王伟')).toMatchObject({
      birthDate: new Date('1980-01-05'),
      idNumberIndex: null,
    });
    expect(await row(id)).toMatchObject({ addedCount: 47, skippedCount: 3 });
  });

  it('R5: two corrections from one page: the second is told', async () => {
    const { upload, useCase, key, row } = await aSchool('示范区实验小学支部委员会');
    const id = await upload(THREE);
    const results = await Promise.allSettled(
      [53, 54].map((number) => correctImport(useCase, key(id), 1, [{ number, excluded: true }])),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await row(id)).toMatchObject({ revision: 2 });
  });

  it('R55: the same file pressed twice at once is imported once', async () => {
    const { upload, preview, members, useCase, key } = await aSchool();
    const id = await upload(CLEAN);
    const { fingerprint } = await preview(id);
    await Promise.all([1, 2].map(() => importRoster(useCase, key(id), fingerprint)));
    await importRoster(useCase, key(id), fingerprint);
    expect(await members()).toHaveLength(24);
  });

  it('R55: two files at once: one wins, the other is told to look again', async () => {
    const { upload, preview, members, useCase, key } = await aSchool();
    const ids = [await upload(CLEAN), await upload(CLEAN)];
    const prints = await Promise.all(ids.map(async (id) => (await preview(id)).fingerprint));
    const results = await Promise.allSettled(
      ids.map((id, index) => importRoster(useCase, key(id), prints[index] ?? '')),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: expect.any(StaleState) });
    expect(await members()).toHaveLength(24);
  });

  it('R55: a roster that changed after the preview is not overwritten', async () => {
    const { upload, preview, confirm, members, useCase, key, branch } = await aSchool();
    await confirm(await upload(CLEAN));
    const [first] = await members();
    if (!first) throw new Error('no member');
    const id = await upload(CLEAN);
    const { fingerprint } = await preview(id);
    await updateMember(useCase, branch.id, first.id, 1, { ...detailsOfRow(useCase, first), post: '校长' });
    await expect(importRoster(useCase, key(id), fingerprint)).rejects.toBeInstanceOf(StaleState);
    expect((await members())[0]).toMatchObject({ post: '校长', revision: 2 });
  });

  it('R55: a member of another branch is not taken over', async () => {
    const { bureau, upload, confirm, members, useCase } = await aSchool();
    const other = await aBranch(db, bureau.id);
    await addMember(useCase, other.id, {
      ...BLANK_DETAILS,
      name: '孔志国',
      gender: 'MALE',
      memberType: 'FULL',
      idNumber: '640104199808260579',
    });
    await expect(confirm(await upload(CLEAN))).rejects.toThrow('还有1行');
    expect(await members()).toHaveLength(1);
  });

  it('R52: another branch neither sees nor imports the file', async () => {
    const { bureau, upload, useCase, members } = await aSchool();
    const id = await upload(CLEAN);
    const other = await aBranch(db, bureau.id);
    const key = { branchId: other.id, importId: id };
    await expect(importRoster(useCase, key, '')).rejects.toMatchObject({ status: 404 });
    await expect(discardImport(useCase, key)).rejects.toMatchObject({ status: 404 });
    expect(await members()).toEqual([]);
  });

  it('R55: a file given up is erased and cannot be imported', async () => {
    const { upload, row, useCase, key } = await aSchool();
    const id = await upload(CLEAN);
    await discardImport(useCase, key(id));
    expect(await row(id)).toMatchObject({ status: 'DISCARDED', payload: '' });
    await expect(importRoster(useCase, key(id), '')).rejects.toBeInstanceOf(StaleState);
  });

  it('R55: of several sheets the branch’s own is read; else the person says which', async () => {
    const own = await aSchool('示范区机关幼儿园支部委员会');
    expect((await own.preview(await own.upload(THREE))).roster.rows).toHaveLength(13);
    const { upload } = await aSchool('示范区职业中专支部委员会');
    await expect(upload(THREE)).rejects.toMatchObject({
      field: 'sheetName',
      message: expect.stringContaining('“示范区实验小学支部委员会”'),
    });
    await expect(upload(THREE, '没有的')).rejects.toMatchObject({ field: 'sheetName' });
    await expect(upload(THREE, '示范区实验小学支部委员会')).resolves.toBeTruthy();
  });

  it('R55: a template without members is refused with a word', async () => {
    const { upload, branch } = await aSchool();
    await expect(upload(await writeTemplate(branch.name))).rejects.toThrow('没有党员');
  });
});

describe('exporting a roster', () => {
  it('R55: what was exported imports again without a change', async () => {
    const { upload, confirm, preview, members, useCase, branch } = await aSchool();
    await confirm(await upload(CLEAN));
    await addMember(useCase, branch.id, {
      ...BLANK_DETAILS,
      name: '买买提·艾力',
      gender: 'MALE',
      memberType: 'FULL',
      ethnicity: '维吾尔族',
      birthDate: new Date('1980-01-01'),
      joinedOn: new Date('2005-07-01'),
      fullMemberOn: new Date('2006-07-01'),
      post: '语文教师(班主任)',
      partyPost: '组织委员',
      isLost: true,
      lostOn: new Date('2025-01-01'),
      isMobile: true,
      mobileTo: '+8西安',
      membershipStatus: 'SUSPENDED',
    });
    const before = await members();
    const file = await writeRoster(branch.name, await exportRoster(useCase, branch.id));
    const id = await upload(file);
    expect((await preview(id)).counts).toMatchObject({ added: 0, changed: 0, unchanged: 25, blocked: 0, doubtful: 0 });
    await confirm(id);
    expect(await members()).toEqual(before);
  });

  it('S13: texts that look like formulas are text cells of text format', async () => {
    const post = '=HYPERLINK("http://x","y")';
    const details = {
      ...BLANK_DETAILS,
      name: '李敏',
      gender: 'FEMALE' as const,
      memberType: 'FULL' as const,
      post,
      mobileTo: '@SUM(1)',
      partyPost: '-1+1',
    };
    const file = await writeRoster('第二中学', [details]);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
    const cells: ExcelJS.Cell[] = [];
    workbook.worksheets[0]?.eachRow((row) => row.eachCell((cell) => cells.push(cell)));
    expect(cells.map((cell) => cell.value)).toEqual(expect.arrayContaining([post, '@SUM(1)', '-1+1']));
    for (const cell of cells) {
      expect([ExcelJS.ValueType.String, ExcelJS.ValueType.Null]).toContain(cell.type);
      expect(cell.numFmt).toBe('@');
    }
  });

  it('R55: the template has the national workbook’s 19 columns in order', async () => {
    const [sheet] = await readWorkbook(await writeTemplate('第二中学'));
    const titles = sheet?.rows
      .find(({ number }) => number === 4)
      ?.cells.map((cell) => (cell?.kind === 'text' ? cell.text : ''));
    expect(titles).toEqual(
      (
        '序号,姓名,所在党支部,公民身份证号,性别,民族,出生日期,学历,人员类别,加入党组织日期,转为正式党员日期,工作岗位,手机号,固定电话,' +
        '家庭住址,党籍状态,是否为失联党员,失去联系日期,是否为流动党员,外出流向,党内职务'
      ).split(','),
    );
  });
});
