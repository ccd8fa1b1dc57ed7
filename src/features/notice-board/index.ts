export { type NewNotice, type NoticeSection, publishNotice } from './notices.service.js';
