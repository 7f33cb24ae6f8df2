// Keeps a form of the desk on the server while one writes, and warns before anything is lost.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const state = document.getElementById("desk-draft");
  const form = state?.closest("form");
  if (!form) return;
  const { url, kept, refused, ending, over } = state.dataset;
  const SOON = 180;
  let timer, sending, isDirty = false, isSent = false;
  let endsAt = Date.now() + state.dataset.seconds * 1000;

  const tell = (text, isUrgent = false) => {
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("desk-notice--warning", isUrgent);
  };
  const body = () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    // What a person chose from two lists is not selected until the form is sent.
    for (const list of form.querySelectorAll("select.filtered[id$=_to]")) {
      data.delete(list.name);
      for (const option of list.options) data.append(list.name, option.value);
    }
    return data;
  };
  const ask = (options) => fetch(url, { redirect: "manual", ...options });
  const renew = (answer) => {
    form.elements.csrfmiddlewaretoken.value = answer.token;
    endsAt = Date.now() + answer.seconds * 1000;
  };

  async function keep(again = true) {
    if (sending) return;
    sending = true;
    try {
      let response = await ask({ method: "POST", body: body() });
      if (response.status === 403 && again) {
        const fresh = await ask({});
        if (fresh.ok) {
          renew(await fresh.json());
          response = await ask({ method: "POST", body: body() });
        }
      }
      if (!response.ok) return tell(over, true);
      const answer = await response.json();
      renew(answer);
      isDirty = !answer.kept;
      tell(answer.kept ? `${kept} ${answer.kept}` : refused, !answer.kept);
    } catch {
      tell(over, true);
    } finally {
      sending = false;
    }
  }

  const note = () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 2000);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  document.addEventListener("formset:added", note);
  window.django?.jQuery(form).on("change", note);
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => { if (isDirty && !isSent) event.preventDefault(); });
  // A tab that comes back may have signed in elsewhere: then the token is another one.
  document.addEventListener("visibilitychange", () => { if (!document.hidden && isDirty) keep(); });
  setInterval(() => {
    const left = (endsAt - Date.now()) / 1000;
    if (left < 0) tell(over, true);
    else if (left < SOON) tell(ending, true);
  }, 15000);
});
