import type { FormState } from '../../web/form.js';
import { evidenceField } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';

/** The form that puts one file to a record. */
export function showEvidenceForm(data: { frame: Frame; form: FormState; action: string; back: string }) {
  const { frame, form, action, back } = data;
  return {
    title: '添加照片或PDF',
    frame,
    lead: '为这条践诺记录附上看得见的依据，一次一个，每条最多6个。认可以后，会在公开栏和记录一起公开。',
    form: {
      ...{ action, submit: '上传', upload: true, errors: form.summary, cancel: { label: '返回', href: back } },
      fields: [evidenceField(form)],
    },
  };
}
