// Writes the week that one fills in as OSM into the field above it. What is typed there comes first.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.querySelector("#content-main form[method=post]");
  if (!form) return;
  const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

  const hoursOf = (row) => {
    const kind = row.querySelector("select").value;
    if (kind === "always") return "00:00-24:00";
    if (kind !== "hours") return kind && "off";
    const times = [...row.querySelectorAll("input")].map(({ value }) => value);
    const pairs = [times.slice(0, 2), times.slice(2)].filter(([opens, closes]) => opens || closes);
    // What is not whole yet must not be read as hours: the server refuses it.
    return (pairs.length ? pairs : [["", ""]]).map(([opens, closes]) => {
      const until = closes === "00:00" ? "24:00" : closes;
      return `${opens || "?"}-${until > opens ? until : "?"}`;
    }).join(",");
  };

  // Days that follow each other are written as a span.
  const spansOf = (numbers) => {
    const spans = [];
    for (const number of numbers) {
      const last = spans.at(-1);
      if (last && last[1] === number - 1) last[1] = number;
      else spans.push([number, number]);
    }
    return spans.map(([first, last]) => (first === last ? DAYS[first] : `${DAYS[first]}-${DAYS[last]}`)).join(",");
  };

  const write = (week) => {
    const hours = Object.fromEntries(
      [...week.querySelectorAll("[data-day]")].map((row) => [row.dataset.day, hoursOf(row)]),
    );
    const open = new Map();
    DAYS.forEach((day, number) => {
      if (hours[day] !== "off") open.set(hours[day], [...(open.get(hours[day]) ?? []), number]);
    });
    if (!open.size) return "";
    const rules = [...open].map(([times, numbers]) => `${spansOf(numbers)} ${times}`);
    if (rules[0] === "Mo-Su 00:00-24:00") rules[0] = "24/7";
    return [...rules, ...(hours.PH ? [`PH ${hours.PH}`] : [])].join("; ");
  };

  const show = (root) => {
    for (const week of root.querySelectorAll(".desk-week")) week.hidden = false;
  };
  const settle = (row, changed) => {
    const select = row.querySelector("select"), times = [...row.querySelectorAll("input")];
    if (changed !== select) select.value = times.some(({ value }) => value) ? "hours" : "closed";
    else if (select.value !== "hours") for (const time of times) time.value = "";
  };

  form.addEventListener("input", ({ target }) => {
    const hours = target.closest(".desk-hours");
    const week = hours?.querySelector(".desk-week");
    if (!week) return;
    if (week.contains(target)) {
      settle(target.closest("[data-day]"), target);
      hours.firstElementChild.value = write(week);
    } else {
      week.hidden = true;
      hours.querySelector(".desk-week-typed").hidden = false;
    }
  });
  form.addEventListener("click", ({ target }) => {
    const week = target.matches(".desk-week button") && target.closest(".desk-week");
    if (!week) return;
    const fields = (day) => week.querySelectorAll(`[data-day=${day}] :is(select, input)`);
    for (const day of DAYS.slice(1, 5)) fields(day).forEach((field, place) => { field.value = fields("Mo")[place].value; });
    week.previousElementSibling.value = write(week);
    week.previousElementSibling.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("formset:added", ({ target }) => show(target));
  show(document);
});
