// A picture drawn at the size of its tile. A browser keeps a large image decoded in full long after it has
// left the page: after some thousand tiles, half a gigabyte.

/** Decoding a larger image would hold up the page; such an image is left to the browser. */
const mostPixelsDrawn = 4_000_000;

class Thumbnail {
  /** The drawing that is due; one after the other, a frame apart, so that scrolling stays smooth. */
  static #turn = Promise.resolve();

  #wanted = null;
  #width = 0;

  constructor() {
    this.element = make("canvas", { role: "img", hidden: true });
  }

  /** Whether a picture is worth it: much larger than its tile, no drawing of lines, and without motion.
   *  A JPEG is not: browsers decode it at the size of its tile. */
  static suits(picture, width, height) {
    const scale = devicePixelRatio || 1;
    return !["jpeg", "svg"].includes(picture.format) && !picture.has(flags.animated)
      && picture.pixels > 1.5 * width * height * scale * scale && picture.pixels <= mostPixelsDrawn;
  }

  /** Draws a picture; `failed` is called if that cannot be done. */
  draw(picture, width, height, failed) {
    // In a larger tile it is drawn again; a smaller one shows what there is.
    if (this.#wanted === picture && width < 1.1 * this.#width) return;
    this.#wanted = picture;
    this.#width = width;
    const source = new Image();
    const isWanted = () => this.#wanted === picture && this.#width === width;
    source.addEventListener("load", () => {
      Thumbnail.#turn = Thumbnail.#turn.then(async () => {
        if (isWanted()) {
          await this.#paint(source, width, height, isWanted).catch(() => isWanted() && failed());
          await new Promise(requestAnimationFrame);
        }
        source.removeAttribute("src");
      });
    });
    source.addEventListener("error", () => { if (isWanted()) failed(); });
    source.src = picture.path;
  }

  async #paint(source, width, height, isWanted) {
    const { naturalWidth, naturalHeight } = source;
    const scale = Math.min(1, (devicePixelRatio || 1)
      * Math.min(width / naturalWidth, height / naturalHeight));
    const bitmap = await createImageBitmap(source, {
      resizeWidth: Math.max(1, Math.round(naturalWidth * scale)),
      resizeHeight: Math.max(1, Math.round(naturalHeight * scale)), resizeQuality: "medium",
    });
    if (isWanted()) {
      this.element.width = bitmap.width;
      this.element.height = bitmap.height;
      this.element.getContext("bitmaprenderer").transferFromImageBitmap(bitmap);
      this.element.hidden = false;
    }
    bitmap.close();
  }

  /** Forgets what was drawn, with its memory. */
  clear() {
    this.#wanted = null;
    this.element.hidden = true;
    this.element.width = this.element.height = 0;
  }
}
