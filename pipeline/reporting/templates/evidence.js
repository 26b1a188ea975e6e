  // --- the evidence beside a quotation ---
  const QUOTED = "mark.q, .term";
  const template = byId("evidence-card");
  const card = template?.content.firstElementChild.cloneNode(true);
  let shown = null;
  let dismissed = null;
  let timer = 0;

  for (const place of all(".reading mark.q, .reading .term")) {
    place.dataset.evidence = place.title;
    place.removeAttribute("title");
    if (place.id) place.tabIndex = 0;
  }
  // The quotation itself is now where the Tab key stops.
  for (const label of all(".reading a.who")) label.tabIndex = -1;

  function show(place) {
    clearTimeout(timer);
    if (place === shown) return;
    hide();
    const lines = place.dataset.evidence.split("\n");
    const by = place.dataset.by;
    const [who, links] = [card.querySelector(".card-who"), card.querySelector(".card-links")];
    who.hidden = !by;
    if (by) {
      const index = place.closest(".reading").dataset.index ?? "";
      const here = by === "0" ? "no-speaker" : `speaker-${by}`;
      who.firstElementChild.textContent = lines.shift();
      who.firstElementChild.href = `${index}#${(index && byId(here)?.dataset.home) || here}`;
    }
    const entry = byId(`entry:${place.id}`);
    links.hidden = !entry;
    if (entry) links.firstElementChild.href = `#entry:${place.id}`;
    card.className = ["card", ...place.classList].filter((name) => !/^(q|term|doubtful)$/.test(name)).join(" ");
    card.querySelector("ul").replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    // After the whole quotation, so that the words of one that holds another stay its own.
    let whole = place;
    while (whole.parentElement.closest(QUOTED)) whole = whole.parentElement.closest(QUOTED);
    whole.after(card);
    card.hidden = false;
    put(place);
    place.setAttribute("aria-describedby", "evidence");
    shown = place;
  }

  // In the margin beside the line where there is one, else below the quotation's first line.
  function put(place) {
    const frame = place.closest(".par").getBoundingClientRect();
    const line = place.getClientRects()[0];
    const aside = matchMedia("(min-width: 60rem)").matches;
    const top = aside ? line.top : line.bottom + 6;
    const lowest = innerHeight - card.offsetHeight - 8;
    const above = line.top - card.offsetHeight - 6;
    const at = top <= lowest ? top : aside ? Math.max(8, lowest) : above > 0 ? above : top;
    card.style.top = `${at - frame.top}px`;
  }

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }

  function rest() {
    const held = document.activeElement?.closest?.(QUOTED);
    if (held?.dataset.evidence && held !== dismissed) show(held);
    else if (!card.contains(document.activeElement)) hide();
  }

  function later(work) {
    clearTimeout(timer);
    timer = setTimeout(work, 220);
  }

  if (card) {
    for (const reading of all(".reading")) {
      reading.addEventListener("pointerover", (event) => {
        if (event.pointerType === "touch") return;
        if (event.target.closest(".card")) return clearTimeout(timer);
        const place = event.target.closest(QUOTED);
        if (place) later(() => show(place));
        else if (shown) later(rest);
      });
      reading.addEventListener("pointerleave", () => shown && later(rest));
      reading.addEventListener("focusin", (event) => {
        const place = event.target.closest(QUOTED);
        dismissed = null;
        if (place && !event.target.closest(".card")) show(place);
      });
      reading.addEventListener("focusout", (event) => {
        const next = event.relatedTarget;
        if (shown && !card.contains(next) && next !== shown) later(rest);
      });
    }
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !shown) return;
      const place = shown;
      if (card.contains(document.activeElement)) place.focus();
      hide();
      dismissed = place;
    });
    // Where a tap moves no focus.
    document.addEventListener("click", (event) => {
      if (card.contains(event.target)) return;
      const place = event.target.closest?.(".reading")?.contains(event.target) && event.target.closest(QUOTED);
      if (place) show(place);
      else if (shown) hide();
    });
  }

