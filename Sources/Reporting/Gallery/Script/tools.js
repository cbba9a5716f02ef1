// Search, order, density, and the filters behind a button.

class Tools {
  /** @param change is called with what the user changed, and whether Back should undo it. */
  constructor(change) {
    this.change = change;
    this.search = make("input", {
      type: "search", placeholder: "Search", "aria-label": "Search in captions, names and pages",
    });
    this.search.addEventListener("input", () => change({ q: this.search.value }, false));
    this.order = this.#select("order", "Order",
      Object.entries(orders).map(([value, order]) => [value, order.name]));
    this.order.className = "order second";
    this.density = this.#densities();
    this.small = make("button", { type: "button", className: "second" });
    this.small.addEventListener("click", () =>
      change({ small: this.small.getAttribute("aria-pressed") === "true" ? "" : "1" }, true));
    this.count = make("output");
    this.filters = make("div", { id: "filters", hidden: true });
    this.toggle = make("button", {
      type: "button", "aria-expanded": "false", "aria-controls": "filters",
    }, "Filter");
    this.toggle.addEventListener("click", () => this.#show(this.filters.hidden));
    this.bar = make("div", { id: "tools", role: "search" }, this.search, this.toggle, this.order,
      this.density, this.small, this.count, this.filters);
    this.bar.addEventListener("keydown", event => {
      if (event.key === "Escape" && !this.filters.hidden) {
        this.#show(false);
        this.toggle.focus();
      }
    });
  }

  #show(isShown) {
    this.filters.hidden = !isShown;
    this.toggle.setAttribute("aria-expanded", isShown);
    this.bar.classList.toggle("open", isShown);
  }

  #select(key, name, options) {
    const select = make("select", { "aria-label": name, "data-key": key },
      ...options.map(([value, text]) => make("option", { value }, text)));
    select.addEventListener("input", () => this.change({ [key]: select.value }, true));
    return select;
  }

  #densities() {
    const group = make("div", { className: "density second", role: "group", "aria-label": "Size" });
    for (const [value, name] of [["small", "S"], ["medium", "M"], ["large", "L"]]) {
      const button = make("button", {
        type: "button", value, "aria-label": `${value} pictures`, title: `${value} pictures`,
      }, name);
      button.addEventListener("click", () => this.change({ density: value }, true));
      group.append(button);
    }
    return group;
  }

  /** Makes the filters for what there is; a filter with one value is none. */
  offer(pictures) {
    const values = key => {
      const counts = new Map();
      for (const picture of pictures) {
        const value = picture[key];
        if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return [...counts].sort((a, b) => b[1] - a[1]);
    };
    const named = list => list.map(([value, count]) =>
      [value, `${value} (${count.toLocaleString("en")})`]);
    const moments = key => values(key).map(([value]) => value).sort((a, b) => b - a)
      .map(value => [value, new Date(value).toISOString().slice(0, 16).replace("T", " ")]);
    const filter = (key, name, any, options, least = 2) => options.length < least ? null
      : make("label", {}, name, this.#select(key, name, [["", any], ...options]));
    const page = make("input", { type: "search", "data-key": "page", "aria-label": "Page" });
    page.addEventListener("input", () => this.change({ page: page.value }, false));
    const found = moments("found");
    this.filters.replaceChildren(...[
      filter("format", "Format", "All formats",
        named(values("format")).map(([value, text]) => [value, text.toUpperCase()])),
      filter("width", "Width", "Any width",
        [320, 640, 1280, 1920, 3840].map(width => [width, `${width} pixels and more`])),
      filter("host", "Image host", "All hosts", named(values("host").slice(0, 200))),
      make("label", {}, "Page, by title or address", page),
      filter("found", "Found", "At any time", found.map(([value, text]) => [value, `since ${text}`])),
      filter("changed", "Found or changed", "At any time", found.length < 2 && !values("changed").length
        ? [] : found.map(([value, text]) => [value, `since ${text}`]), 1),
      filter("only", "Only", "Everything", Object.entries(kinds)
        .filter(([, kind]) => pictures.some(kind.holds)).map(([key, kind]) => [key, kind.name]), 1),
    ].filter(Boolean));
  }

  /** Shows a state, and how many images it selects. */
  update(state, selection, shown, index) {
    if (this.search.value !== state.q) this.search.value = state.q;
    this.order.value = state.order;
    for (const control of this.filters.querySelectorAll("[data-key]")) {
      if (control.value !== state[control.dataset.key]) control.value = state[control.dataset.key];
    }
    for (const button of this.density.children) {
      button.setAttribute("aria-pressed", button.value === state.density);
    }
    this.small.hidden = selection.small === 0 || selection.small === selection.pictures.length;
    this.small.textContent = `${selection.small.toLocaleString("en")} small`;
    this.small.title = `Images under ${smallSide} pixels`;
    this.small.setAttribute("aria-pressed", state.small === "1");
    const active = ["format", "width", "host", "page", "found", "changed", "only"]
      .filter(key => state[key]).length;
    this.toggle.textContent = active ? `Filter (${active})` : "Filter";
    const hasAll = index.isComplete && selection.pictures.length === index.total;
    this.count.textContent = !index.isComplete ? "Reading the index…"
      : shown === index.total ? ""
        : `${shown.toLocaleString("en")} of ${selection.pictures.length.toLocaleString("en")}`
          + (hasAll ? "" : `, the first of ${index.total.toLocaleString("en")}`);
  }
}
