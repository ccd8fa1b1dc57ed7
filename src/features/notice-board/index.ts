export { boardEdition, dropBoardCache } from './board-cache.js';
export { noticeLedger } from './notices.ledger.js';
export { type NoticeSection, publishNotice } from './notices.service.js';
