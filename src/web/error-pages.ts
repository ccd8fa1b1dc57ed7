import type { Action, Frame, Page } from './frame-shape.js';

export interface ProblemPage extends Page {
  status: number;
  heading: string;
  /** What happened. */
  what: string;
  /** What the person can do now. */
  todo: string;
  action: Action;
  /** Only with a fault of the portal itself: what the person can tell the administrator. */
  requestId: string | null;
}

interface Occasion {
  /** The domain error's own sentence, where there is one. */
  message: string | null;
  requestId: unknown;
  signedIn: boolean;
  frame: Frame;
}

interface Words {
  heading: string;
  what: string;
  todo: string;
}

const SERVER_FAULT: Words = {
  heading: '系统出了问题',
  what: '刚才的操作没有完成，问题出在系统，不是您的操作。',
  todo: '请稍后再试。如果再次出现，请把下面的编号告诉系统管理员。',
};

const WORDS: Record<number, Words> = {
  403: {
    heading: '没有权限',
    what: '您没有进行这项操作的权限，或者页面停留过久、需要重新打开。',
    todo: '请返回后重新打开页面再试；如果您的职责需要这项权限，请联系本支部书记或局党委管理员。',
  },
  404: {
    heading: '没有找到',
    what: '没有找到这个页面或记录。',
    todo: '地址可能有误，或者这条记录已不在您的查看范围内。请从首页进入。',
  },
  409: {
    heading: '情况有了变化',
    what: '您打开页面之后，这件事已有新的进展，刚才的操作没有生效。',
    todo: '请返回查看最新情况，再决定是否办理。',
  },
  422: {
    heading: '提交的内容有误',
    what: '提交的内容不完整或格式不对，没有保存。',
    todo: '请返回上一页，检查后重新提交。',
  },
  429: {
    heading: '请稍候再试',
    what: '短时间内操作次数较多，系统暂停了一会儿。',
    todo: '请过几分钟再试，已经提交成功的内容不受影响。',
  },
  503: {
    heading: '系统暂时繁忙',
    what: '系统暂时无法办理，刚才的内容没有保存。',
    todo: '请过一分钟再试。已经办好的事项不受影响。',
  },
};

/** The page for an answer that went wrong: what happened, what to do, and a way onwards. Unknown statuses read as 500. */
export function showProblem(status: number, { message, requestId, signedIn, frame }: Occasion): ProblemPage {
  const words = WORDS[status] ?? SERVER_FAULT;
  const fault = words === SERVER_FAULT;
  return {
    title: words.heading,
    frame,
    status,
    heading: words.heading,
    what: fault ? words.what : (message ?? words.what),
    todo: words.todo,
    action: signedIn
      ? { label: '回到工作台', href: '/', kind: 'primary' }
      : { label: '回到公开栏首页', href: '/', kind: 'primary' },
    requestId: fault ? String(requestId) : null,
  };
}
