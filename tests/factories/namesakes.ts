import type { Db } from '../../src/db/client.js';
import type { EnrollingBranch } from './enrollment-step.js';

export const ELDER = '张伟（1985年3月生）';
export const YOUNGER = '张伟（1991年10月生）';

/** E42: two of 教学科研, 王伟 and 刘洋 until now, are both called 张伟, both 教师, with different birth months. */
export async function withNamesakes<B extends EnrollingBranch>(db: Db, branch: B) {
  const idOf = (name: string) => branch.members.find((row) => row.name === name)?.id ?? '';
  const [elder, younger] = [idOf('王伟'), idOf('刘洋')];
  const { bureauId } = branch.place;
  for (const [id, birthDate] of [
    [elder, new Date('1985-03-02')],
    [younger, new Date('1991-10-02')],
  ] as const)
    await db.member.update({ where: { bureauId_id: { bureauId, id } }, data: { name: '张伟', birthDate } });
  return { elder, younger };
}
