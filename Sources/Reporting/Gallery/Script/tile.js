// One picture among the others.

/** The words for a format that the browser cannot show. */
const unshownWords = picture => `This browser does not show ${picture.format.toUpperCase()} images`;

const badgesOf = picture => picture.badges.length
  ? make("span", { className: "badges" },
      ...picture.badges.map(word => make("span", { className: "badge" }, word)))
  : null;

/** The size, and the page if its title says more than the caption. */
const factsOf = picture => {
  const page = picture.pages[0]?.title ?? "";
  const isRepeated = picture.caption.includes(page) || page.includes(picture.caption);
  return [picture.size, isRepeated ? "" : page].filter(Boolean).join(" · ");
};

/** An element for one picture after another: making new ones for thousands would fill the memory. */
class Tile {
  constructor() {
    this.image = make("img", { decoding: "async", draggable: false });
    this.words = make("span", { className: "unshown" });
    this.frame = make("a", { className: "frame", tabIndex: -1 }, this.image, this.words);
    this.caption = make("p", { className: "caption", dir: "auto" });
    this.facts = make("p", { className: "facts", dir: "auto" });
    this.element = make("li", { className: "tile" }, this.frame, this.caption, this.facts);
    this.image.addEventListener("error", () => this.#failed());
  }

  /** Says which of how many it is. */
  moveTo(index, count) {
    this.element.dataset.index = index;
    this.element.ariaPosInSet = index + 1;
    this.element.ariaSetSize = count;
  }

  show(picture) {
    this.picture = picture;
    // The file can be opened in a tab of its own, but not a document.
    if (picture.isDocument) {
      this.frame.removeAttribute("href");
      this.frame.setAttribute("role", "button");
    } else {
      this.frame.href = picture.path;
      this.frame.removeAttribute("role");
    }
    this.caption.textContent = this.caption.title = this.image.alt = picture.caption;
    this.facts.textContent = factsOf(picture);
    this.words.hidden = true;
    this.image.hidden = false;
    this.badges?.remove();
    this.badges = badgesOf(picture);
    if (this.badges) this.frame.after(this.badges);
  }

  load() {
    if (!this.image.hasAttribute("src")) this.image.src = this.picture.path;
  }

  /** Removes it; without a source the image is released at once, and not when memory is short. */
  remove() {
    this.element.remove();
    this.image.removeAttribute("src");
  }

  #failed() {
    this.image.hidden = true;
    this.words.hidden = false;
    this.words.textContent = unshownWords(this.picture);
  }
}
