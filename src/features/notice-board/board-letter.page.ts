import { daysBetween, showDay } from '../../shared/dates.js';
import { nestedNode, progressOf, progressOfAll } from '../../shared/progress.js';
import type { Frame } from '../../web/frame-shape.js';
import { dayOfMoment } from './board.page.js';
import { itemTag, pledgerOf } from './board-commitments.page.js';
import type { BoardLetter } from './board-letters.queries.js';

type Item = BoardLetter['items'][number];

/** R40: a letter on the board, item by item: how far it is, what shows it, what was asked. */
export function showBoardLetterPage(data: {
  frame: Frame;
  bureauId: string;
  branch: { id: string; name: string };
  letter: BoardLetter;
  today: Date;
}) {
  const { frame, letter, branch, bureauId } = data;
  const base = `/board/${bureauId}/branches/${branch.id}`;
  const href = `${base}/commitments/${letter.id}`;
  const share = progressOfAll(letter.items.map(nestedNode));
  const name = pledgerOf(letter, branch.name);
  return {
    title: `${name}${letter.year}年承诺`,
    frame,
    lead: `向${letter.organizationSide}和${letter.peopleSide}承诺，${letter.publishedAt ? dayOfMoment(letter.publishedAt) : ''}公布。`,
    preamble: letter.preamble,
    progress: share === null ? null : { value: share, text: `完成${share}%` },
    items: letter.items.map((item) => itemOf(data, item, base)),
    versions: letter.versions.map(({ version, replacedAt, reason }) => ({
      label: `第${version}版`,
      href: `${href}/versions/${version}`,
      note: `${dayOfMoment(replacedAt)}由第${version + 1}版替代，理由：${reason}`,
    })),
    qr: { src: `${href}/qr.svg`, alt: `${name}承诺的二维码` },
  };
}

function itemOf({ today, bureauId }: { today: Date; bureauId: string }, item: Item, base: string) {
  const share = progressOf(nestedNode(item));
  return {
    id: `item-${item.id}`,
    title: item.mainTask,
    tag: itemTag(item, share, today),
    progress: { value: share, text: `${share}%` },
    text: item.workContent,
    due: `办结时限 ${showDay(item.dueDate)}${item.responsiblePerson ? `；责任人 ${item.responsiblePerson}` : ''}`,
    closed: item.closeReason,
    explanations: item.extensions.map(
      ({ reason, decidedAt }) => `情况说明（${decidedAt ? dayOfMoment(decidedAt) : ''}）：${reason}`,
    ),
    records: item.fulfillments.map((record) => ({
      title: `${showDay(record.doneOn)}${record.value === null ? '' : `，达到${record.value}${item.unit ?? ''}`}`,
      text: record.content,
      files: record.evidence.map((file) => ({
        href: `/board/${bureauId}/evidence/${file.id}`,
        name: file.fileName,
        isPicture: file.mediaType === 'image/jpeg',
      })),
    })),
    ...questionsOf(item, today),
    askHref: item.closedOn ? null : `${base}/suggestions/new?item=${item.id}`,
  };
}

/** E47: a question is shown once it is answered; before, only that one waits, and until when. */
function questionsOf({ feedback }: Item, today: Date) {
  const waiting = feedback.filter(({ status }) => status === 'RECEIVED');
  const late = waiting.filter(({ dueOn }) => dueOn !== null && daysBetween(dueOn, today) > 0).length;
  const words = [
    ...(waiting.length > late ? [`${waiting.length - late}条提问等待答复`] : []),
    ...(late > 0 ? [`${late}条提问逾期未答复`] : []),
  ];
  return {
    questions: feedback
      .filter(({ status }) => status === 'ANSWERED')
      .map(({ content, reply, repliedAt }) => ({
        content,
        reply: reply ?? '',
        date: repliedAt ? dayOfMoment(repliedAt) : '',
      })),
    waiting: words.length === 0 ? null : { text: words.join('，'), late: late > 0 },
  };
}
