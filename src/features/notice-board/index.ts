export { dropBoardCache } from './board-cache.js';
export { type NewNotice, type NoticeSection, publishNotice } from './notices.service.js';
