// One picture on black, with its neighbours a step away.

class Lightbox {
  #pictures = [];
  #index = 0;
  #near = [];

  /** @param moved is called with the picture that is shown, @param closed when it is left. */
  constructor(moved, closed) {
    this.moved = moved;
    this.position = make("span");
    this.image = make("img", { draggable: false });
    this.words = make("div", { className: "words", hidden: true });
    this.stage = make("div", { className: "stage" }, this.image, this.words);
    this.previous = this.#button("turn previous", "Previous", "‹", () => this.step(-1));
    this.following = this.#button("turn following", "Next", "›", () => this.step(1));
    this.scale = this.#button("", "Show at 100 %", "100 %", () => this.#zoom());
    this.about = make("div", { className: "about" });
    this.dialog = make("dialog", { id: "lightbox", "aria-label": "Picture", tabIndex: -1 },
      make("div", { className: "bar" }, this.position, make("div", {}, this.scale,
        this.#button("", "Close", "✕", () => this.dialog.close()))),
      this.stage, this.previous, this.following, this.about);
    this.dialog.addEventListener("close", closed);
    this.dialog.addEventListener("keydown", event => this.#key(event));
    this.image.addEventListener("error", () => this.#failed());
    this.image.addEventListener("click", event => this.#zoom(event));
    turnBySwipe(this.dialog, by => this.step(by), () => this.dialog.close(),
      () => !this.stage.classList.contains("full"));
  }

  #button(className, name, text, action) {
    const button = make("button", { type: "button", className, "aria-label": name, title: name }, text);
    button.addEventListener("click", action);
    return button;
  }

  get isOpen() { return this.dialog.open; }
  get index() { return this.#index; }

  show(pictures, index) {
    this.#pictures = pictures;
    this.#index = index;
    const picture = pictures[index];
    this.stage.classList.remove("full");
    this.words.hidden = true;
    this.image.hidden = false;
    this.image.alt = picture.caption;
    this.image.src = picture.path;
    this.position.textContent =
      `${(index + 1).toLocaleString("en")} of ${pictures.length.toLocaleString("en")}`;
    const [isFirst, isLast] = [index === 0, index === pictures.length - 1];
    // A button that is disabled loses the focus.
    const hadFocus = document.activeElement;
    this.previous.disabled = isFirst;
    this.following.disabled = isLast;
    if (!this.dialog.open) {
      this.dialog.showModal();
      this.dialog.focus();
    }
    if (hadFocus === this.following && isLast) (isFirst ? this.dialog : this.previous).focus();
    if (hadFocus === this.previous && isFirst) (isLast ? this.dialog : this.following).focus();
    this.about.replaceChildren(...aboutPicture(picture));
    this.about.scrollTop = 0;
    this.#near = [pictures[index + 1], pictures[index - 1]].filter(Boolean)
      .map(near => make("img", { src: near.path }));
  }

  step(by) {
    const next = this.#index + by;
    if (next < 0 || next >= this.#pictures.length) return;
    this.show(this.#pictures, next);
    this.moved(this.#pictures[next]);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = {
      ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1),
      Home: () => this.step(-this.#index), End: () => this.step(this.#pictures.length - 1 - this.#index),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** Changes between the whole picture and 100 %, where the place that was clicked stays. */
  #zoom(event) {
    if (this.image.hidden) return;
    const [x, y] = event ? this.#placeIn(event) : [0.5, 0.5];
    const isFull = this.stage.classList.toggle("full");
    if (!isFull) return;
    this.stage.scrollTo(x * this.image.offsetWidth - this.stage.clientWidth / 2,
      y * this.image.offsetHeight - this.stage.clientHeight / 2);
  }

  /** Where in the picture a click was, from 0 to 1. */
  #placeIn(event) {
    const box = this.image.getBoundingClientRect();
    const { naturalWidth: width, naturalHeight: height } = this.image;
    const scale = Math.min(box.width / width, box.height / height, 1);
    const part = (at, middle, length) => Math.min(Math.max((at - middle) / (length * scale) + 0.5, 0), 1);
    return [part(event.clientX, box.left + box.width / 2, width),
      part(event.clientY, box.top + box.height / 2, height)];
  }

  #failed() {
    const picture = this.#pictures[this.#index];
    this.image.hidden = true;
    this.words.hidden = false;
    this.words.replaceChildren(make("p", {}, `${unshownWords(picture)}.`),
      picture.isDocument ? "" : make("a", { href: picture.path, target: "_blank" }, "Open the file"));
  }
}

/** What stands below a picture: its texts, its facts, the page that shows it. */
const aboutPicture = picture => {
  const [page] = picture.pages;
  const others = picture.pageCount - 1;
  const link = page && linkTo(page.address, page.name);
  return [
    make("p", { className: "caption", dir: "auto" }, picture.caption),
    picture.more ? make("p", { className: "more", dir: "auto" }, picture.more) : null,
    make("p", { className: "facts" },
      ...picture.badges.map(word => make("span", { className: "badge" }, word)),
      ...[picture.size, readableBytes(picture.bytes), picture.format.toUpperCase(),
        picture.duplicates ? counted(picture.duplicates, "duplicate") : ""]
        .filter(Boolean).map(fact => make("span", {}, fact)),
      linkTo(picture.source, "Source ↗"),
      picture.isDocument ? null : make("a", { href: picture.path, target: "_blank" }, "Open the file")),
    link ? make("p", { className: "from" }, make("span", {}, "On ", link),
      others > 0 ? make("span", {}, `and ${counted(others, "other page")}`) : null) : null,
  ].filter(Boolean);
};
