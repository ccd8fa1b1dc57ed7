export { dropBoardCache } from './board-cache.js';
export { type NoticeSection, publishNotice } from './notices.service.js';
