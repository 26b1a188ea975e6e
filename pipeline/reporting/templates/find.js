  // --- finding ---
  const finder = byId("finder");
  const data = byId("rows");
  const results = byId("results");
  const [find, speaker, kind, text, unsure] = ["find", "by-speaker", "by-kind", "by-text", "unsure"].map(byId);
  const parts = results?.dataset.parts?.split(" ") ?? [];
  const elsewhere = Boolean(data || parts.length);
  let clear = () => {};

  // Every text by number, and every speaker whom the page does not list, by number.
  const texts = finder ? all("option", text).slice(1).map((option) => ({ name: option.value, page: option.dataset.page ?? "", title: option.label })) : [];
  const unlisted = new Map();

  // What can be found: the entries of this page, or the rows of its data where it does not list them all.
  const items = data ? JSON.parse(data.textContent).map((row) => ofRow(row, 0)) : finder && !elsewhere ? all("#cards li.entry").map(ofEntry) : [];

  function ofEntry(node) {
    const card = node.closest("[data-by]");
    return { node, by: card.dataset.by, kind: node.dataset.kind, text: node.dataset.text, unsure: "unsure" in node.dataset };
  }

  function ofRow([number, id, by, kindOf, doubt, paragraph, words], first) {
    const home = texts[first + number];
    return { id, by: String(by), kind: kindOf, text: home.name, unsure: Boolean(doubt), paragraph, words, home };
  }

  const placeOf = (item) => `${item.home.page}#${item.text}.${item.id}`;

  // What the page is too small for lies in files beside it, each read once, when something is first asked for.
  let loading = null;

  function take(part) {
    const first = texts.length;
    for (const [name, title] of part.texts) texts.push({ name, title, page: `report/${name}.html` });
    for (const [number, place, name] of part.speakers) unlisted.set(String(number), { place, name });
    for (const row of part.rows) items.push(ofRow(row, first));
  }

  function load() {
    globalThis.quoth = take;
    loading ??= parts.reduce((before, path) => before.then(() => new Promise((done) => {
      const script = document.createElement("script");
      script.onload = script.onerror = () => { script.remove(); done(); };
      script.src = path;
      document.head.append(script);
    })), Promise.resolve()).then(() => { loaded = true; });
    return loading;
  }

  let loaded = !parts.length;
  const total = Number(results?.dataset.total ?? items.length);

  function wordsOf(item) {
    if (item.plain) return item.plain;
    const said = item.words ?? item.node.querySelector(".said").textContent;
    // The only text's title is no word of any one quotation.
    const title = texts.length > 1 ? (item.home?.title ?? label(text, item.text)) : "";
    return (item.plain = plain(`${said} ${label(speaker, item.by)} ${title}`));
  }

  // What a choice is called, by its value.
  function label(choice, value) {
    choice.names ??= new Map(all("option", choice).map((option) => [option.value, option.value && option.label]));
    return choice.names.get(value) ?? (choice === speaker ? unlisted.get(value)?.name : null) ?? "";
  }

  function drawn(item) {
    const node = byId("row").content.firstElementChild.cloneNode(true);
    const number = Number(item.by);
    node.classList.add(`c${number ? 1 + ((number - 1) % 7) : 0}`);
    node.querySelector(".said").textContent = item.words;
    node.querySelector(".by bdi").textContent = label(speaker, item.by);
    const link = node.querySelector("a");
    link.href = placeOf(item);
    link.firstElementChild.textContent = `${item.home.title}, paragraph ${item.paragraph}`;
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
    const named = (list, link) =>
      list
        .filter((one) => wanted.every((word) => (one.plain ??= plain(one.title)).includes(word)))
        .map((one) => [one.title, link(one)]);
    const found = !wanted.length ? [] : [
      ...named(speakers(), (one) => `#${one.place}`),
      ...named(texts, (one) => `${one.page}#text:${one.name}`),
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

  function speakers() {
    speaker.all ??= all("option", speaker)
      .filter((option) => option.value)
      .map(({ value, label: title, dataset }) => ({ title, place: value === "0" ? "no-speaker" : (dataset.place ?? `speaker-${value}`) }));
    return [...speaker.all, ...[...unlisted.values()].map((one) => (one.found ??= { title: one.name, place: one.place }))];
  }

  const words = () => plain(find.value).split(/\s+/).filter(Boolean);

  function narrow() {
    const wanted = words();
    const asked = Boolean(wanted.length || speaker.value || kind.value || text.value || unsure.checked);
    if (asked && !loaded) {
      byId("found").textContent = "Reading the quotations …";
      load().then(narrow);
      return;
    }
    const matches = (item) =>
      (!speaker.value || item.by === speaker.value) &&
      (!kind.value || item.kind === kind.value) &&
      (!text.value || item.text === text.value) &&
      (!unsure.checked || item.unsure) &&
      wanted.every((word) => wordsOf(item).includes(word));
    const found = asked ? items.filter(matches) : items;
    if (elsewhere) {
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
    byId("found").textContent = asked ? `${counted(found.length)} of ${total.toLocaleString("en")}` : counted(total);
    byId("clear").disabled = !asked;
    hits(wanted);
  }

  // The words that were asked for, underlined where the browser can do so without touching the page.
  function underline(wanted) {
    if (!globalThis.Highlight) return;
    const ranges = [];
    const lists = wanted.length ? all(elsewhere ? "#results .said" : "#cards li.entry:not([hidden]) .said") : [];
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

  function own(card) {
    if (!itemsOf.size) for (const item of items) itemsOf.set(item.by, itemsOf.get(item.by) ?? []).get(item.by).push(item);
    return itemsOf.get(card.dataset.by);
  }

  function fill(card) {
    if (!elsewhere || card.dataset.filled) return;
    if (!loaded) return load().then(() => fill(card));
    const those = own(card);
    if (!those) return;
    card.dataset.filled = "yes";
    let list = card.querySelector("ol.entries");
    const there = new Set(all("li.entry a", card).map((link) => link.getAttribute("href")));
    const more = those.filter((item) => !there.has(placeOf(item)));
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

  for (const card of elsewhere ? all("#cards [data-by]") : []) {
    card.addEventListener("toggle", () => card.open && fill(card));
    const more = card.querySelector(".more");
    if (!more || card.matches("details")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show them here";
    button.addEventListener("click", async () => {
      const listed = all("li.entry", card).length;
      await fill(card);
      all("li.entry", card)[listed]?.querySelector("a").focus();
    });
    more.append(" ", button);
  }

  // Whoever has no entry of their own is looked for.
  function seek(name) {
    const [number] = [...unlisted].find(([, one]) => one.place === name) ?? [];
    if (!number) return;
    if (![...speaker.options].some((option) => option.value === number)) speaker.append(new Option(unlisted.get(number).name, number));
    clear();
    speaker.value = number;
    narrow();
    finder.scrollIntoView();
  }

