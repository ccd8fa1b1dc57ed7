import type { FormState } from './form.js';

/** One field of a form as partials/field takes it: what was typed and what is wrong with it come from the form's state. */
export function fieldOf(form: FormState, name: string, label: string, options: object = {}) {
  return { name, label, value: form.values[name] ?? '', error: form.errors[name] ?? null, ...options };
}

/** The same for checkboxes of one name, whose values come back comma-joined. */
export function checkboxesOf(form: FormState, name: string, label: string, options: object = {}) {
  const chosen = (form.values[name] ?? '').split(',').filter((value) => value !== '');
  return { ...fieldOf(form, name, label, options), type: 'checkboxes', value: chosen };
}

/** The two fields of every publication: who did the secrecy review, and that it was done (党务公开条例 art. 15). */
export function secrecyFields(form: FormState) {
  return [
    fieldOf(form, 'secrecyReviewedBy', '保密审查人', {
      width: 'medium',
      maxlength: 30,
      hint: '核对内容不含秘密和个人隐私的人',
    }),
    fieldOf(form, 'secrecyReview', '已进行保密审查，内容可以公开', { type: 'checkbox' }),
  ];
}

/** The file of a form that takes a photograph or PDF. */
export function evidenceField(form: FormState, options: object = {}) {
  return fieldOf(form, 'file', '照片或PDF', {
    ...{ type: 'file', attributes: { accept: 'image/jpeg,image/png,image/webp,application/pdf' } },
    hint: '照片（JPG、PNG、WebP）或PDF，不超过5MB。请不要拍到他人的证件和隐私；照片里的拍摄地点会自动去掉。',
    ...options,
  });
}
