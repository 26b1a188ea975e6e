"use strict";
// The report is whole without this. It adds finding, and the evidence beside a quotation.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  // "cafe" finds "Café", and "don't" finds "don’t".
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();
  const counted = (number) => `${number.toLocaleString("en")} ${number === 1 ? "quotation" : "quotations"}`;
  const STEP = 50;

  // --- finding ---
  const finder = byId("finder");
  const data = byId("rows");
  const results = byId("results");
  const [find, speaker, kind, text, unsure] = ["find", "by-speaker", "by-kind", "by-text", "unsure"].map(byId);
  let clear = () => {};

  // What can be found: the entries of this page, or the rows of its data where it does not list them all.
  const items = data ? JSON.parse(data.textContent).map(ofRow) : finder ? all("#cards li.entry").map(ofEntry) : [];

  function ofEntry(node) {
    const card = node.closest("[data-by]");
    return { node, by: card.dataset.by, kind: node.dataset.kind, text: node.dataset.text, unsure: "unsure" in node.dataset };
  }

  function ofRow([number, id, by, kindOf, doubt, paragraph, words]) {
    const home = text.options[number + 1];
    return { id, by: String(by), kind: kindOf, text: home.value, unsure: Boolean(doubt), paragraph, words, home };
  }

  const placeOf = (item) => `${item.home.dataset.page ?? ""}#${item.text}.${item.id}`;

  function wordsOf(item) {
    if (item.plain) return item.plain;
    const said = item.words ?? item.node.querySelector(".said").textContent;
    // The only text's title is no word of any one quotation.
    const title = text.options.length > 2 ? label(text, item.text) : "";
    return (item.plain = plain(`${said} ${label(speaker, item.by)} ${title}`));
  }

  // What a choice is called, by its value.
  function label(choice, value) {
    choice.names ??= new Map(all("option", choice).map((option) => [option.value, option.value && option.label]));
    return choice.names.get(value) ?? "";
  }

  function drawn(item) {
    const node = byId("row").content.firstElementChild.cloneNode(true);
    const number = Number(item.by);
    node.classList.add(`c${number ? 1 + ((number - 1) % 7) : 0}`);
    node.querySelector(".said").textContent = item.words;
    node.querySelector(".by bdi").textContent = label(speaker, item.by);
    const link = node.querySelector("a");
    link.href = placeOf(item);
    link.firstElementChild.textContent = `${item.home.label}, paragraph ${item.paragraph}`;
    node.querySelector(".unsure").hidden = !item.unsure;
    return node;
  }

  // Some of many, and a button for some more.
  function draw(list, found, from = 0) {
    list.append(...found.slice(from, from + STEP).map(drawn));
    const left = found.length - from - STEP;
    if (left <= 0) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Show ${Math.min(STEP, left)} more of ${left.toLocaleString("en")}`;
    const place = document.createElement("li");
    place.append(button);
    list.append(place);
    button.addEventListener("click", () => {
      place.remove();
      draw(list, found, from + STEP);
      underline(words());
      list.children[from + STEP]?.querySelector("a")?.focus();
    });
  }

  function hits(wanted) {
    const box = byId("hits");
    const named = (choice, link) =>
      all("option", choice)
        .filter((option) => option.value && wanted.every((word) => plain(option.label).includes(word)))
        .map((option) => [option.label, link(option)]);
    const found = !wanted.length ? [] : [
      ...named(speaker, (option) => (option.value === "0" ? "#no-speaker" : `#speaker-${option.value}`)),
      ...named(text, (option) => `${option.dataset.page ?? ""}#text:${option.value}`),
    ].slice(0, 8);
    box.replaceChildren(...found.flatMap(([label, href]) => {
      const link = document.createElement("a");
      const name = document.createElement("bdi");
      name.textContent = label;
      link.href = href;
      link.append(name);
      return [link, " "];
    }));
    box.hidden = !found.length;
  }

  const words = () => plain(find.value).split(/\s+/).filter(Boolean);

  function narrow() {
    const wanted = words();
    const asked = Boolean(wanted.length || speaker.value || kind.value || text.value || unsure.checked);
    const matches = (item) =>
      (!speaker.value || item.by === speaker.value) &&
      (!kind.value || item.kind === kind.value) &&
      (!text.value || item.text === text.value) &&
      (!unsure.checked || item.unsure) &&
      wanted.every((word) => wordsOf(item).includes(word));
    const found = asked ? items.filter(matches) : items;
    if (data) {
      results.replaceChildren();
      if (asked) draw(results, found);
      results.hidden = !asked;
      byId("cards").hidden = asked;
    } else {
      const shown = new Set(found.map((item) => item.node));
      for (const item of items) item.node.hidden = !shown.has(item.node);
      for (const card of all("#cards [data-by]")) {
        const some = Boolean(card.querySelector("li.entry:not([hidden])"));
        card.hidden = asked && !some;
        if (card.matches("details")) card.open = asked ? some : card.dataset.opened === "yes";
      }
      for (const others of all("#cards .others")) {
        others.hidden = asked && !others.querySelector("[data-by]:not([hidden])");
        others.open = asked || others.dataset.opened === "yes";
      }
    }
    underline(wanted);
    byId("found").textContent = asked ? `${counted(found.length)} of ${items.length.toLocaleString("en")}` : counted(items.length);
    byId("clear").disabled = !asked;
    hits(wanted);
  }

  // The words that were asked for, underlined where the browser can do so without touching the page.
  function underline(wanted) {
    if (!globalThis.Highlight) return;
    const ranges = [];
    const lists = wanted.length ? all(data ? "#results .said" : "#cards li.entry:not([hidden]) .said") : [];
    for (const said of lists.slice(0, 500)) {
      const node = said.firstChild;
      const folded = plain(node?.data ?? "");
      // Letters whose accents are parted from them are not where they were.
      if (folded.length !== node?.data.length) continue;
      for (const word of wanted) {
        for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  if (finder) {
    let waiting = 0;
    clear = () => {
      find.value = speaker.value = kind.value = text.value = "";
      unsure.checked = false;
      narrow();
    };
    find.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(narrow, 80);
    });
    for (const choice of [speaker, kind, text, unsure]) choice.addEventListener("change", narrow);
    byId("clear").addEventListener("click", () => {
      clear();
      find.focus();
    });
    // Going back, a browser may put back what was chosen.
    addEventListener("pageshow", narrow);
    finder.hidden = false;
    if (byId("limits")) byId("limits").hidden = false;
    // A speaker that was opened by hand stays open when the search is cleared.
    for (const card of all("#cards summary")) {
      card.addEventListener("click", () => { card.parentElement.dataset.opened = card.parentElement.open ? "no" : "yes"; });
    }
    narrow();
  }

  // Where a speaker's entry holds some quotations only: all of them, once they are asked for.
  const itemsOf = new Map();
  for (const item of data ? items : []) itemsOf.set(item.by, itemsOf.get(item.by) ?? []).get(item.by).push(item);

  function fill(card) {
    const own = itemsOf.get(card.dataset.by);
    if (!own || card.dataset.filled) return;
    card.dataset.filled = "yes";
    let list = card.querySelector("ol.entries");
    const there = new Set(all("li.entry a", card).map((link) => link.getAttribute("href")));
    const more = own.filter((item) => !there.has(placeOf(item)));
    card.querySelector(".more button")?.remove();
    if (there.size + more.length >= Number(card.dataset.total)) card.querySelector(".more")?.remove();
    if (!list) {
      list = document.createElement("ol");
      list.className = "entries";
      list.setAttribute("role", "list");
      card.append(list);
    }
    draw(list, more);
  }

  for (const card of itemsOf.size ? all("#cards [data-by]") : []) {
    card.addEventListener("toggle", () => card.open && fill(card));
    const more = card.querySelector(".more");
    if (!more || card.matches("details")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show them here";
    button.addEventListener("click", () => {
      const listed = all("li.entry", card).length;
      fill(card);
      all("li.entry", card)[listed]?.querySelector("a").focus();
    });
    more.append(" ", button);
  }

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
      who.firstElementChild.textContent = lines.shift();
      who.firstElementChild.href = `${index}#${by === "0" ? "no-speaker" : `speaker-${by}`}`;
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

  // --- arriving at a place ---
  function target() {
    const name = location.hash.slice(1);
    if (!name) return null;
    try {
      return byId(name) ?? byId(decodeURIComponent(name));
    } catch {
      return null;
    }
  }

  function arrive() {
    const place = target();
    if (!place) return;
    if (place.closest("#cards") && place.closest("[hidden]")) clear();
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (place.matches("[data-by]")) fill(place);
    if (place.matches("mark.q, .term, li.entry, .speaker")) {
      if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    }
    place.scrollIntoView();
    if (shown) put(shown);
  }

  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    // The same link a second time changes no hash.
    if (event.target.closest?.("a[href]")?.getAttribute("href") === location.hash) setTimeout(arrive);
  });
  addEventListener("beforeprint", () => all("details").forEach((fold) => { fold.open = true; }));
  arrive();
})();
