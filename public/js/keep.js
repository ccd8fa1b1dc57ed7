// What is typed into a form marked `data-keep` stays on this device until the portal has taken it: a lost connection, a
// reload or an expired session loses nothing. Without this file the forms work all the same.
//
// A draft lies in localStorage under the person and the form's address, field by field with what the page held when the
// typing began. It goes when the portal says that it saved the form, at sign-out, when somebody else signs in, and after a
// week. Passwords, files and hidden fields are never kept.

const PREFIX = 'kept-form:';
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const WAIT_MS = 10_000;
const WORDS = {
  kept: (at) => `已在本机保存（${at}），提交后才送到系统。`,
  restored: '已恢复保存在本机、还没有提交的内容，请核对后提交。',
  offline: '网络断开，内容已保存在本机，恢复后请再次提交。',
  online: '网络已恢复，请再次提交。',
  full: '本机存不下了，请尽快提交。',
};

const person = document.body.dataset.person ?? '';
const clock = () => new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });

/** Storage may be switched off or full: then nothing is kept, and nothing breaks. */
const store = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  },
  write(key, draft) {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing to remove.
    }
  },
  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  },
};

const keyOf = (action) => `${PREFIX}${person}:${action}`;

/** Others' drafts go as soon as somebody else is signed in here; old ones after a week. */
function tidy() {
  for (const key of store.keys()) {
    const draft = store.read(key);
    const others = person !== '' && !key.startsWith(`${PREFIX}${person}:`);
    if (others || !draft || Date.now() - draft.at > WEEK_MS) store.remove(key);
  }
}

const isKept = (field) =>
  field.name !== '' &&
  !field.disabled &&
  !['hidden', 'password', 'file', 'submit', 'button', 'reset'].includes(field.type);
const isTick = (field) => field.type === 'checkbox' || field.type === 'radio';
const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
const stateOf = (field) => (isTick(field) ? field.checked : field.value);
const fieldsOf = (form) => [...form.elements].filter(isKept);

function put(field, value) {
  if (isTick(field)) field.checked = value;
  else field.value = value;
}

const snapshot = (form) => Object.fromEntries(fieldsOf(form).map((field) => [nameOf(field), stateOf(field)]));

function keep(form) {
  const action = form.getAttribute('action');
  const key = keyOf(action);
  const base = snapshot(form);
  // What a refused form brings back was typed, but is not saved: it is kept as well.
  const refused = document.querySelector('.error-summary') !== null;
  const note = noteFor(form);
  const say = (text, kind = '') => {
    note.textContent = text;
    note.className = `keep-note ${kind}`;
    note.hidden = false;
  };
  const save = () => {
    const values = snapshot(form);
    const typed = Object.keys(values).filter((name) => refused || values[name] !== base[name]);
    if (typed.length === 0) return store.remove(key);
    const draft = { at: Date.now(), page: location.pathname + location.search, title: document.title, base, values };
    if (store.write(key, draft)) say(WORDS.kept(clock()));
    else say(WORDS.full, 'is-warn');
  };

  const draft = store.read(key);
  if (draft && !refused) {
    const elsewhere = restore(form, draft);
    const differs = fieldsOf(form).some((field) => stateOf(field) !== base[nameOf(field)]);
    if (differs) {
      say(WORDS.restored);
      offerOriginal(note, form, base, key);
    }
    for (const { field, text } of elsewhere) showBeside(field, text);
    if (!differs && elsewhere.length === 0) store.remove(key);
  }
  if (refused) save();

  let timer;
  let unsaved = false;
  const soon = () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, 250);
  };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  addEventListener('pagehide', () => {
    clearTimeout(timer);
    // A page that comes back from the browser's history was sent already: only what is typed since counts.
    if (unsaved) save();
  });
  addEventListener('online', () => {
    if (note.classList.contains('is-warn')) say(WORDS.online);
  });
  addEventListener('offline', () => {
    save();
    say(WORDS.offline, 'is-warn');
  });
  const sent = () => {
    save();
    unsaved = false;
  };
  sendWhenReachable(form, sent, () => say(WORDS.offline, 'is-warn'));
}

/** Puts back what was typed; where the portal's own text changed meanwhile that one stays, and the draft is given back. */
function restore(form, { base, values }) {
  const elsewhere = [];
  for (const field of fieldsOf(form)) {
    const name = nameOf(field);
    if (!(name in values) || values[name] === base[name] || values[name] === stateOf(field)) continue;
    if (stateOf(field) === base[name]) put(field, values[name]);
    else if (!isTick(field) && values[name] !== '') elsewhere.push({ field, text: values[name] });
  }
  return elsewhere;
}

function showBeside(field, text) {
  const words = document.createElement('p');
  words.className = 'keep-note is-warn';
  words.textContent = `这一栏刚才有人改过。您保存在本机的内容是：${text}`;
  field.after(words);
}

function offerOriginal(note, form, base, key) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn-text';
  button.textContent = '不用，恢复原样';
  button.addEventListener('click', () => {
    for (const field of fieldsOf(form)) put(field, base[nameOf(field)]);
    store.remove(key);
    note.hidden = true;
  });
  note.append(' ', button);
}

function noteFor(form) {
  const note = document.createElement('p');
  note.setAttribute('role', 'status');
  note.className = 'keep-note';
  note.hidden = true;
  const foot = form.querySelector('.actions');
  if (foot) foot.before(note);
  else form.append(note);
  return note;
}

/** Sends only when the portal can be reached; the page with everything typed stays where it is otherwise. */
function sendWhenReachable(form, sent, lost) {
  let reachable = false;
  form.addEventListener(
    'submit',
    (event) => {
      sent();
      if (reachable) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form.dataset.asking) return;
      form.dataset.asking = 'yes';
      const { submitter } = event;
      fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(WAIT_MS) })
        .then(() => {
          reachable = true;
          form.requestSubmit(submitter);
        }, lost)
        .finally(() => {
          reachable = false;
          delete form.dataset.asking;
        });
    },
    true,
  );
}

tidy();
const saved = document.querySelector('[data-saved]')?.dataset.saved;
if (saved !== undefined && person !== '') store.remove(keyOf(saved));

if (person !== '') {
  for (const form of document.querySelectorAll('form[data-keep]')) {
    if (!form.querySelector('input[type="password"]')) keep(form);
  }
}

for (const form of document.querySelectorAll('form[action="/sign-out"]')) {
  form.addEventListener('submit', () => {
    for (const key of store.keys()) store.remove(key);
  });
}
