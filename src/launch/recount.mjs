// Recounts a ballot of the portal from what is published, with nothing of the portal's own code:
//   node src/launch/recount.mjs ballot-….json [receipt]
import { readFileSync } from 'node:fs';

const [file, receipt] = process.argv.slice(2);
if (!file) {
  console.error('用法：node src/launch/recount.mjs 核对数据.json [回执]');
  process.exit(2);
}
const box = JSON.parse(readFileSync(file, 'utf8'));
const faults = [];
if (new Set(box.receipts).size !== box.cast) faults.push('回执数与投票人数不一致');
if (receipt)
  console.log(box.receipts.includes(receipt) ? '回执在公布的名单中，选票已计入。' : '公布的名单中没有这张回执。');

if (box.ballots === null) {
  console.log(`只公布结果，不能重新计票：${box.verdictText}`);
} else {
  if (box.ballots.length !== box.cast) faults.push('选票数与投票人数不一致');
  const votes = new Map(box.candidates.map(({ name }) => [name, 0]));
  for (const { choices, other } of box.ballots) {
    const chosen = box.candidates.filter(({ memberId }) => choices[memberId] === '1').map(({ name }) => name);
    if (other !== null) chosen.push(other);
    if (chosen.length > 1) faults.push('有选票赞成超过1人');
    for (const name of chosen) votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  for (const [name, count] of votes) console.log(`${name}：赞成${count}票`);
  const found = verdictOf([...votes], box);
  console.log(`应到${box.electors}人，投票${box.cast}人：${found}`);
  if (found !== box.verdict) faults.push(`公布的结果是${box.verdict}，重新计票的结果是${found}`);
}
for (const fault of faults) console.error(`不一致：${fault}`);
console.log(faults.length === 0 ? '核对无误。' : '核对有误。');
process.exit(faults.length === 0 ? 0 : 1);

/** Enough must have voted; elected is who alone has most votes and the share of all electors that is published. */
function verdictOf(votes, { electors, cast, thresholds: { quorum, elected } }) {
  if (!reaches(quorum, cast, electors)) return 'INQUORATE';
  const most = Math.max(0, ...votes.map(([, count]) => count));
  if (most === 0) return 'NONE_ELECTED';
  if (votes.filter(([, count]) => count === most).length > 1) return 'TIED';
  return reaches(elected, most, electors) ? 'ELECTED' : 'NONE_ELECTED';
}

function reaches({ numerator, denominator, inclusive }, number, electors) {
  const over = number * denominator - electors * numerator;
  return over > 0 || (inclusive && over === 0);
}
