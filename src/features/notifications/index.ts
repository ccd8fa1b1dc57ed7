/** What other slices may call: the word to an account that something waits for it. */

export { messageText, thingOf, urgedOn } from './notifications.rules.js';
export { type Notice, notify } from './notify.service.js';
export { queueResetCode } from './reset-mail.service.js';
