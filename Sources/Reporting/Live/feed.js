// What the server sends: the images so far, then those that are stored, and the state of the crawl.

/** The images of a live page, in the order in which they are stored. */
class LiveIndex {
  pictures = [];
  isComplete = false;
  #known = new Set();
  #newest = 0;
  #since = 0;
  #wanted = 0;
  #isReading = false;

  get loaded() { return this.pictures; }
  get total() { return this.pictures.length; }

  /** Reads all images that there are; calls `first` as soon as the first are there, `all` at the end. */
  async load(first, all) {
    this.#isReading = true;
    let after = 0;
    do {
      const part = await this.#read(`pictures?after=${after}`);
      if (!part) break;
      if (after === 0) [this.#newest, this.#since] = [part.newest, part.since ?? 0];
      this.#add(part);
      if (after === 0) first();
      after = part.next;
    } while (after && this.pictures.length < mostPictures);
    this.#isReading = false;
    await this.grow(this.#wanted);
    this.isComplete = true;
    all();
  }

  /** Reads what was stored since; returns whether there is something new. */
  async grow(newest) {
    this.#wanted = Math.max(this.#wanted, newest);
    if (this.#isReading || newest <= this.#newest || this.pictures.length >= mostPictures) return false;
    this.#isReading = true;
    const before = this.pictures.length;
    for (;;) {
      const part = await this.#read(`pictures?stored-after=${this.#newest}`);
      if (!part?.next || part.next <= this.#newest) break;
      this.#newest = part.next;
      this.#add(part);
    }
    this.#isReading = false;
    return this.pictures.length > before;
  }

  async #read(path) {
    try {
      const answer = await fetch(path);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  #add(part) {
    const pages = part.pages.map(page => new SitePage(page));
    for (const row of part.rows) {
      const picture = new Picture(row, pages, this.pictures.length, this.#since);
      if (this.#known.has(picture.file)) continue;
      this.#known.add(picture.file);
      this.pictures.push(picture);
    }
  }
}

/** More images than this are not read: they would fill the memory of a browser. */
const mostPictures = 300_000;
