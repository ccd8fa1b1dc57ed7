// Small comforts only: every page works without this file.

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A second press while the answer is under way is a slip of the hand. The server would refuse it as well.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    // The answer may be a file, after which the page is still here.
    setTimeout(() => delete form.dataset.sent, 10_000);
  });
}

// A page that comes back from the browser's history may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// Where there is a mouse, a member's row may be dropped on another group. The select beside it does the same.
const rows = matchMedia('(pointer: fine)').matches ? document.querySelectorAll('[data-drag-row]') : [];
let dragged = null;
for (const row of rows) {
  row.draggable = true;
  row.addEventListener('dragstart', (event) => {
    dragged = row;
    event.dataTransfer.setData('text/plain', row.id);
  });
  row.addEventListener('dragend', () => {
    dragged = null;
  });
}
for (const group of rows.length > 0 ? document.querySelectorAll('[data-drop-group]') : []) {
  const choiceOf = () =>
    dragged && !group.contains(dragged) && dragged.querySelector(`option[value="${group.dataset.dropGroup}"]:enabled`);
  group.addEventListener('dragover', (event) => {
    if (!choiceOf()) return;
    event.preventDefault();
    group.classList.add('is-target');
  });
  group.addEventListener('dragleave', () => group.classList.remove('is-target'));
  group.addEventListener('drop', (event) => {
    const choice = choiceOf();
    if (!choice) return;
    event.preventDefault();
    choice.selected = true;
    choice.closest('form').requestSubmit();
  });
}

// While the portal works in the background, the part of the page that tells about it is looked at again now and then.
const LOOK_AGAIN_MS = 4_000;
async function lookAgain() {
  const shown = document.querySelector('[data-watch]');
  if (!shown) return;
  if (!document.hidden) {
    const answer = await fetch(location.href).catch(() => null);
    const page = answer?.ok && !answer.redirected ? await answer.text() : null;
    const fresh = page && new DOMParser().parseFromString(page, 'text/html');
    const now = fresh?.querySelector('[data-watch]');
    if (now) shown.replaceChildren(...now.children);
    else if (fresh) return location.reload();
  }
  setTimeout(lookAgain, LOOK_AGAIN_MS);
}
if (document.querySelector('[data-watch]')) setTimeout(lookAgain, LOOK_AGAIN_MS);
