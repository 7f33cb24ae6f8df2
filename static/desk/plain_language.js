// Says below a text of the desk how plainly it is written, while one writes. Saving goes on without it.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.querySelector("#content-main form[method=post]");
  if (!form?.querySelector("[data-plain-language]")) return;
  const url = new URL("plain-language/", location.href.split(/[?#]/)[0]);
  const PAUSE = 1000;
  const timers = new WeakMap(), shown = new WeakMap();

  async function look(field) {
    const text = field.value;
    const body = new URLSearchParams({
      text,
      language: field.dataset.plainLanguage,
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    });
    let found = "";
    try {
      const response = await fetch(url, { method: "POST", body, redirect: "manual" });
      if (response.ok) found = await response.text();
    } catch {
      // What cannot be looked at now has nothing below it; the next pause tries again.
    }
    // A screen reader says what changes here, so what is found again stays as it is.
    if (field.value !== text || shown.get(field) === found) return;
    shown.set(field, found);
    field.nextElementSibling.innerHTML = found;
  }

  form.addEventListener("input", ({ target }) => {
    if (!target.dataset.plainLanguage) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(look, PAUSE, target));
  });
});
