// Tabs for the languages of a form of the desk. Without script both languages are simply there.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const NAMES = { nl: "Nederlands", en: "English", all: "Nederlands + English" };
  const form = document.querySelector("#content-main form[method=post]");
  if (!form) return;

  // Rows that are added later have fields too, so this asks anew each time.
  const boxes = () =>
    [...form.elements].flatMap((field) => {
      const language = /_(nl|en)$/.exec(field.name)?.[1];
      const box = field.closest(".fieldBox") ?? field.closest(".form-row");
      return language && box ? [{ language, box }] : [];
    });
  if (!boxes().length) return;

  const tabs = document.createElement("div");
  tabs.className = "desk-tabs";
  tabs.setAttribute("role", "group");
  tabs.setAttribute("aria-label", NAMES.all);
  const show = (shown) => {
    for (const { language, box } of boxes()) box.hidden = shown !== "all" && language !== shown;
    for (const tab of tabs.children) tab.setAttribute("aria-pressed", tab.value === shown);
    form.dataset.language = shown;
  };
  for (const [value, name] of Object.entries(NAMES)) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.value = value;
    tab.textContent = name;
    tab.addEventListener("click", () => show(value));
    tabs.append(tab);
  }
  form.prepend(tabs);

  // What a tab hides must never hide an error.
  const wrong = boxes().filter(({ box }) => box.matches(".errors") || box.querySelector(".errorlist"));
  for (const { language } of wrong) tabs.querySelector(`[value=${language}]`).dataset.wrong = "";
  // Nor a field that a link leads to.
  const aim = location.hash && document.getElementById(location.hash.slice(1));
  const aimed = boxes().find(({ box }) => aim && box.contains(aim));
  show(wrong.length || aimed?.language === "en" ? "all" : "nl");
  if (aimed) {
    aim.scrollIntoView({ block: "center" });
    aim.focus();
  }
  form.addEventListener("invalid", () => show("all"), true);
  document.addEventListener("formset:added", () => show(form.dataset.language));
});
