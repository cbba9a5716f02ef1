// The index: scripts beside the page that call `magpieIndex` with rows of data.

/** More images than this stay on the plain pages: they would fill the memory of a browser. */
const mostPictures = 300_000;

class Index {
  /** All images, in the order in which they were found; with holes while they load. */
  pictures = [];
  total = 0;
  isComplete = false;
  #parts = 0;
  #next = 0;
  #since = 0;

  /** Loads everything; calls `first` as soon as the largest images are there, `all` at the end. */
  load(first, all, missing) {
    globalThis.magpieIndex = call => this.#add(call);
    const loadPart = part => {
      const isFirst = part === 0;
      const script = make("script", { src: isFirst ? "index.js" : `index-${part}.js` });
      script.addEventListener("load", () => {
        script.remove();
        if (isFirst) first();
        if (part < this.#parts && this.#next < mostPictures) return loadPart(part + 1);
        this.isComplete = true;
        all();
      });
      script.addEventListener("error", missing);
      document.head.append(script);
    };
    loadPart(0);
  }

  /** The images that are there. */
  get loaded() { return this.pictures.filter(Boolean); }

  #add(call) {
    const pages = call.pages.map(page => new SitePage(page));
    if (call.images !== undefined) {
      this.total = call.images;
      this.#parts = call.parts;
      this.#since = call.since ?? 0;
    }
    call.rows.forEach((row, place) => {
      const number = call.numbers ? call.numbers[place] : this.#next++;
      this.pictures[number] ??= new Picture(row, pages, number, this.#since);
    });
  }
}
