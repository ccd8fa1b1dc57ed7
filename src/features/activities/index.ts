export { publishActivity, recordActivity, removeActivity } from './activities.service.js';
export { addPhoto } from './photos.service.js';
