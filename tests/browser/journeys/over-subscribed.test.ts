import { expect, it } from 'vitest';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { anOpenRound, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { PHONE } from '../../support/chromium.js';
import { choose, fill, press, reads, select } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin(ENROLLMENT_DAY);

it('E16, R21: too many wish for one group; all wishes are kept, one member objects and is answered, the list stands', async () => {
  const branch = await anOpenRound(story.db, { members: 6, maxSize: 3 });
  const { bureauId, branchId } = branch.place;
  await story.enter('书记', { username: branch.secretary.username, password: TEST_PASSWORD });
  for (const { id, name } of branch.members) {
    const { username } = await anAccount(story.db, bureauId, { displayName: name, memberId: id });
    await story.enter(name, { username, password: TEST_PASSWORD }, { phone: true });
    if (name === '赵敏') continue;
    const member = await story.crowd.signIn(username);
    const wish = { groupId: branch.teaching, secondGroupId: branch.safety, servicePledge: '每周答疑', seen: '' };
    expect((await member.post('/me/enrollment', wish)).status).toBe(303);
  }

  const phone = await story.at('赵敏', '/me/enrollment');
  await choose(phone, '教学科研');
  await fill(phone, { 服务承诺: '每月为学生开一次讲座。' });
  await press(phone, '提交报名');
  expect(await reads(phone)).toContain('所填志愿暂时都已满，截止后由支部统一调配，会先征求您的意见');

  story.clock.set('2026-06-20T17:00:00+08:00');
  const board = `/branches/${branchId}/enrollment`;
  const desk = await story.at('书记', board);
  await press(desk, '结束报名');
  await press(desk, '结束报名');
  await press(desk, '生成建议方案');
  await press(desk, '生成建议方案');
  expect(await reads(desk)).toContain('6人中3人如愿第1志愿，3人第2志愿');
  await press(desk, '采用这份方案');

  await desk.goto(`${board}/places`);
  expect(await reads(desk)).toContain('与3名党员协商');
  const talk = { 协商日期: '2026-06-20', 与谁协商: '本人', 协商结果: '说明教学科研名额已满，本人表示可以参加。' };
  const given: string[] = [];
  for (let left = 3; left > 0; left -= 1) {
    const label = await desk.getByRole('link', { name: /^先与.+协商$/ }).textContent();
    given.push(/^先与(.+)协商$/.exec(label ?? '')?.[1] ?? '');
    await press(desk, label ?? '');
    await fill(desk, talk);
    await press(desk, '保存安排');
    await desk.goto(`${board}/places`);
  }

  const [objecting = '', ...agreeing] = given;
  for (const name of agreeing) {
    const member = await story.crowd.signIn(story.username(name));
    expect((await member.post('/me/enrollment/acknowledgement')).status).toBe(303);
  }
  const own = await story.at(objecting, '/me/enrollment');
  await fill(own, { 我的意见: '我任教高三，更适合教学科研。' });
  await press(own, '提出不同意见');
  expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);

  await desk.goto(`${board}/confirmation/new`);
  await press(desk, '确定名单');
  expect(await reads(desk.locator('.error-summary'))).toContain(`${objecting}。请先答复或调整`);
  await desk.goto(`${board}/places`);
  await press(desk, `去答复${objecting}`);
  await fill(desk, { 答复和理由: '教学科研已满，一年后优先调整。' });
  await press(desk, '保持安排并答复本人');
  await own.goto('/me/enrollment');
  expect(await reads(own)).toContain('一年后优先调整');
  await press(own, '我已知晓并同意');

  await desk.goto(`${board}/places`);
  await press(desk, '确定名单');
  await press(desk, '确定名单');
  expect(await reads(desk)).toContain('名单第1版');
});

it('E16: the secretary moves members by the select and by dropping a row, and sees the sizes change', async () => {
  const branch = await anOpenRound(story.db, { members: 7, maxSize: 5 });
  const { bureauId, branchId } = branch.place;
  for (const { id } of branch.members.slice(0, 6)) {
    const { username } = await anAccount(story.db, bureauId, { memberId: id });
    const member = await story.crowd.signIn(username);
    const wish = { groupId: branch.teaching, servicePledge: '每周答疑', seen: '' };
    expect((await member.post('/me/enrollment', wish)).status).toBe(303);
  }
  story.clock.set('2026-06-21T09:00:00+08:00');
  await story.enter('支书', { username: branch.secretary.username, password: TEST_PASSWORD });
  const desk = await story.at('支书', `/branches/${branchId}/enrollment`);
  await press(desk, '结束报名');
  await press(desk, '结束报名');
  await desk.goto(`/branches/${branchId}/enrollment/places`);
  const safety = desk.locator('.place-group', { hasText: '校园平安' }).last();
  expect(await reads(safety)).toContain('还差3人');
  const late = desk.locator('li', { hasText: '钱进' });
  await select(late, '钱进的小组', '校园平安（0／5）');
  await press(desk, '改到此组', late);
  expect(await reads(safety)).toContain('还差2人');

  await desk.locator('li', { hasText: '丁晓' }).dragTo(safety.locator('h2'));
  await desk.waitForFunction(() => document.body.textContent?.includes('还差1人'));
  expect(await reads(safety)).toContain('丁晓');
});
