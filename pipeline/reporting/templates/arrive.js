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
    const name = location.hash.slice(1);
    if (!place && parts.length && name.startsWith("speaker:")) load().then(() => seek(name));
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
