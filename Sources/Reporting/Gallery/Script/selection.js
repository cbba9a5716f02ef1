// Which images are shown, and in which order.

/** The state of the view; what differs from this is in the address of the page. */
const initialState = {
  q: "", format: "", host: "", page: "", width: "", found: "", changed: "", only: "", small: "",
  order: "pixels", density: "medium", image: "",
};

const orders = {
  pixels: { name: "Largest first", compare: (a, b) => b.pixels - a.pixels },
  bytes: { name: "Largest file first", compare: (a, b) => b.bytes - a.bytes },
  found: { name: "As found", compare: () => 0 },
  latest: { name: "Latest found first",
    compare: (a, b) => Math.max(b.found, b.changed) - Math.max(a.found, a.changed) },
  name: { name: "By file name", compare: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) },
};

const kinds = {
  noalt: { name: "Without alternative text", holds: picture => picture.has(flags.lacksAlternative) },
  new: { name: "New", holds: picture => picture.isNew },
  changed: { name: "Changed", holds: picture => picture.isChanged },
  gone: { name: "No longer on the site",
    holds: picture => picture.has(flags.gone | flags.older | flags.moved) },
};

class Selection {
  #sorted = new Map();
  #pictures = [];

  set pictures(pictures) {
    this.#pictures = pictures;
    this.#sorted.clear();
    this.small = pictures.filter(picture => picture.isSmall).length;
  }

  get pictures() { return this.#pictures; }

  /** The images for a state, in its order. */
  of(state) {
    const tests = this.#tests(state);
    return this.#inOrder(state.order).filter(picture => tests.every(test => test(picture)));
  }

  /** Whether small images are shown, because they are wanted or there are no others. */
  showsSmall(state) { return state.small === "1" || this.small === this.#pictures.length; }

  #inOrder(name) {
    const { compare } = orders[name] ?? orders.pixels;
    if (!this.#sorted.has(name)) this.#sorted.set(name, [...this.#pictures].sort(compare));
    return this.#sorted.get(name);
  }

  #tests(state) {
    const tests = [];
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    if (!this.showsSmall(state)) tests.push(picture => !picture.isSmall);
    if (state.format) tests.push(picture => picture.format === state.format);
    if (state.width) tests.push(picture => picture.width >= Number(state.width));
    if (state.found) tests.push(picture => picture.found >= Number(state.found));
    if (state.changed) {
      tests.push(picture => Math.max(picture.found, picture.changed) >= Number(state.changed));
    }
    if (kinds[state.only]) tests.push(kinds[state.only].holds);
    if (state.host) tests.push(picture => picture.host === state.host);
    const shown = state.page.toLowerCase().trim();
    if (shown) tests.push(picture => picture.pages.some(page => page.text.includes(shown)));
    for (const word of words) {
      tests.push(picture => picture.text.includes(word)
        || picture.pages.some(page => page.text.includes(word)));
    }
    return tests;
  }
}
