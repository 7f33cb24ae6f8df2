/* Leave quickly; without it every link works. Before the page is drawn, so that Back shows nothing. */
(() => {
  const root = document.documentElement;
  const FIVE_MINUTES = 300000;
  const FIVE_SECONDS = 5000;
  let presses = [];
  let forgetting = 0;

  const note = (method, value) => {
    try {
      return sessionStorage[method]("left", value);
    } catch {
      return "";
    }
  };

  const leave = (address) => {
    note("setItem", `${Date.now()} ${address}`);
    location.replace(address);
  };

  const leaveFrom = (exit) => {
    const status = document.querySelector("[data-exit-status]");
    for (const part of document.body.children) part.hidden = part !== status;
    document.title = exit.dataset.title;
    status.textContent = exit.dataset.leaving;
    leave(exit.href);
  };

  const show = (cameBack) => {
    const [moment, address] = (note("getItem") || "").split(" ");
    root.hidden = cameBack && Date.now() - moment < FIVE_MINUTES;
    if (root.hidden) leave(address);
    else note("removeItem");
  };

  show(performance.getEntriesByType("navigation")[0]?.type === "back_forward");
  addEventListener("pagehide", (event) => { root.hidden = event.persisted; });
  addEventListener("pageshow", (event) => { if (event.persisted) show(true); });

  addEventListener("click", (event) => {
    const exit = event.target.closest?.("[data-exit]");
    if (!exit) return;
    event.preventDefault();
    leaveFrom(exit);
  });

  // Shift counts alone.
  const startAgain = () => {
    const status = presses.length > 1 && document.querySelector("[data-exit-status]");
    if (status) status.textContent = "";
    presses = [];
  };
  for (const name of ["pointerdown", "wheel"]) addEventListener(name, startAgain, { passive: true });

  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const isHeld = event.ctrlKey || event.altKey || event.metaKey;
    if (event.key !== "Shift" || isHeld) return startAgain();
    clearTimeout(forgetting);
    forgetting = setTimeout(startAgain, FIVE_SECONDS);
    const now = Date.now();
    presses = [...presses.filter((moment) => now - moment < FIVE_SECONDS), now];
    const exit = document.querySelector("[data-exit]");
    if (presses.length > 2) leaveFrom(exit);
    else if (presses.length > 1) {
      document.querySelector("[data-exit-status]").textContent = exit.dataset.once;
    }
  });
})();

/* One entry of the signpost in the history. */
(() => {
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-replace]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || elsewhere) return;
    event.preventDefault();
    location.replace(link.href);
  });

  addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("[data-replace]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, submitter));
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.onload = () => {
      const main = request.response?.querySelector("main");
      if (request.responseURL !== form.action || !main) return location.replace(request.responseURL);
      document.querySelector("main").replaceWith(main);
      main.focus();
    };
    request.onerror = () => {
      for (const [name, value] of submitter?.name ? body : []) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      form.submit();
    };
    request.send(body);
  });
})();

/* Offer the names of places; what is typed stays here until it is sent. Make paper complete. */
(() => {
  const MOST_SUGGESTIONS = 8;

  // See directory/geography/typed_names.py.
  const folded = (text) => text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/^gemeente /, "").replace(/\bst\b\.?/g, "sint").replace(/\bhet\b/g, "t")
    .replace(/\b(aan de[nr]?|a ?[./]? ?d)\b/g, "ad").replace(/ij/g, "y")
    .replace(/[^\p{L}\p{N}]/gu, "");

  const suggestPlaces = async (field) => {
    const list = document.createElement("datalist");
    list.id = "places";
    field.after(list);
    field.setAttribute("list", list.id);
    const names = (await (await fetch(field.dataset.places)).json()).map((name) => [folded(name), name]);
    const suggest = () => {
      const typed = folded(field.value);
      const fitting = names.filter(([key]) => typed && key.startsWith(typed)).slice(0, MOST_SUGGESTIONS);
      // A browser offers what holds the letters typed.
      const holds = (name) => name.toLowerCase().includes(field.value.toLowerCase());
      const option = ([, name]) => new Option(holds(name) ? name : field.value, name);
      list.replaceChildren(...fitting.map(option));
    };
    field.addEventListener("input", suggest);
    suggest();
  };

  addEventListener("focusin", ({ target }) => {
    if (target.dataset.places && !target.list) suggestPlaces(target).catch(() => {});
  });

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not(.ww-brief)")) details.open = true;
  });
})();
