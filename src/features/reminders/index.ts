export { remindedOn } from './reminders.queries.js';
export { mayRemind } from './reminders.rules.js';
export { type ReminderInput, remind, settleReminders } from './reminders.service.js';
