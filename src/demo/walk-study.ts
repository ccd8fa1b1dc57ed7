import {
  addMaterialFile,
  addMaterialLink,
  explainAbsences,
  planEvent,
  saveStudyNote,
} from '../features/mobilization/index.js';
import { SIZES, wordDocument } from '../shared/word.js';
import { line, titleLines } from '../shared/word-blocks.js';
import type { Cast } from './stage.js';

/** R4: the session as it was planned three weeks before; gives the line of the plan. */
export function planStudy({ stage, place, secretary }: Cast, topic: string, daysAgo: number): Promise<string> {
  const planned = { kind: 'STUDY', plannedOn: stage.day(daysAgo), topic, note: null } as const;
  return planEvent(stage.useCase(secretary, daysAgo + 5), place, planned);
}

/** R4: material to read, why some were absent, what one member wrote of it. */
export async function deepenStudy(cast: Cast, sessionId: string, daysAgo: number): Promise<void> {
  const { stage, place, secretary, members } = cast;
  const desk = stage.useCase(secretary, daysAgo);
  const outline = { bytes: await studyOutline(), name: '学习提纲.docx' };
  await addMaterialFile(desk, stage.deps.files, place, sessionId, outline, null);
  await addMaterialLink(desk, place, sessionId, { title: '教育部网站', href: 'https://www.moe.gov.cn/' });
  const absent = members.filter((_, position) => position % 11 === 10);
  await explainAbsences(
    desk,
    place,
    sessionId,
    absent.map(({ id }) => ({ memberId: id, reason: '公出，已补学' })),
  );
  const [, , , writer] = members;
  if (!writer) return;
  const words = '要把会议精神落到课堂上，先从上好每一节课、关心每一名学生做起。';
  await saveStudyNote(stage.useCase(writer.actor, daysAgo), place, { sessionId, memberId: writer.id }, words);
}

/** A meeting to come: the branch's next general meeting. */
export async function planMeeting({ stage, place, secretary }: Cast): Promise<void> {
  await planEvent(stage.useCase(secretary, 1), place, {
    ...{ kind: 'MEETING', plannedOn: stage.day(-12), topic: '支部党员大会：讨论承诺进展' },
    note: '下午四点，党员活动室，请各组长准备发言。',
  });
}

let outline: Promise<Buffer> | null = null;

/** The same paper for every branch, made once. */
function studyOutline(): Promise<Buffer> {
  outline ??= wordDocument({
    ...{ title: '学习提纲', creator: '党支部', size: SIZES.body },
    margins: { top: 1_440, bottom: 1_440, left: 1_440, right: 1_440 },
    children: [
      ...titleLines('学习提纲'),
      line('一、会议的主要精神。', {}),
      line('二、结合本校实际，讨论如何提高教育教学质量、服务师生。', {}),
      line('三、每名党员想一想：我能为师生做什么。', {}),
    ],
  });
  return outline;
}
