// One image of the crawl.

/** What a row of the index says besides; see GalleryIndex.Flag. */
const flags = { gone: 1, older: 2, moved: 4, lacksAlternative: 8, animated: 16, earlier: 32 };

/** Images whose longer side is shorter than this are hidden at first. */
const smallSide = 64;

class Picture {
  constructor(row, pages, number, since) {
    [this.file, this.source, this.width, this.height, this.bytes, this.format, this.caption,
      this.more, this.pages, this.pageCount, this.found, this.changed, this.duplicates,
      this.flags, this.digest] = row;
    this.pages = this.pages.map(page => pages[page]);
    this.number = number;
    this.isNew = since > 0 && this.found >= since;
    this.isChanged = since > 0 && this.changed >= since;
    this.pixels = this.width * this.height;
    /** Width by height, kept so that neither a banner nor a column fills the screen. */
    this.shape = this.pixels ? Math.min(Math.max(this.width / this.height, 0.5), 3.2) : 4 / 3;
    this.isSmall = this.pixels > 0 && Math.max(this.width, this.height) < smallSide;
    this.text = `${this.caption}\n${this.more}\n${this.name}\n${this.source}`.toLowerCase();
  }

  has(flag) { return (this.flags & flag) !== 0; }

  get name() { return this.file.slice(this.file.lastIndexOf("/") + 1); }

  /** The address of the file: beside a page from disk, in a bucket, or by its content at a live page. */
  get path() {
    if (this.digest) return `image/${this.digest}`;
    return /^https?:/.test(this.file) ? this.file
      : this.file.split("/").map(encodeURIComponent).join("/");
  }

  get host() { return this.source.split("/", 3)[2] ?? ""; }

  /** Opened as a document of its own, an SVG could run scripts. */
  get isDocument() { return this.format === "svg"; }

  get size() {
    return this.pixels
      ? `${this.width.toLocaleString("en")} × ${this.height.toLocaleString("en")}` : "";
  }

  get badges() {
    return [this.isNew && !this.isChanged && "new", this.isChanged && "changed",
      this.has(flags.older) && "older version", this.has(flags.moved) && "moved",
      this.has(flags.gone) && "gone", this.has(flags.earlier) && "from an earlier run",
    ].filter(Boolean);
  }
}

/** A page of the site. */
class SitePage {
  constructor([address, title]) {
    this.address = address;
    this.title = title;
    this.text = `${title}\n${address}`.toLowerCase();
  }

  /** Its title, or without one its address without the scheme. */
  get name() { return this.title || this.address.slice(this.address.indexOf(":") + 3); }
}
