// Django's pickers have a label that is not tied to them: screen readers hear only "combobox".
"use strict";

function nameOne(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const picker = select.nextElementSibling;
  if (!label || !picker || !picker.classList.contains("select2")) return;
  label.id ||= `${select.id}_label`;
  const shown = picker.querySelector(".select2-selection__rendered");
  const names = [label.id, select.multiple ? "" : shown && shown.id].filter(Boolean).join(" ");
  for (const part of picker.querySelectorAll("[role=combobox], [role=searchbox]")) {
    part.setAttribute("aria-labelledby", names);
  }
  if (shown) shown.setAttribute("aria-labelledby", label.id);
}

function nameAll(root) {
  root.querySelectorAll("select.admin-autocomplete").forEach(nameOne);
  root.querySelectorAll(".help-tooltip[aria-label]").forEach((help) => help.setAttribute("role", "img"));
}

// Pickers are made when jQuery is ready, which may be after everything is loaded.
window.addEventListener("load", () => {
  const start = () => nameAll(document);
  if (window.django?.jQuery) window.django.jQuery(start);
  else start();
});
document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));
