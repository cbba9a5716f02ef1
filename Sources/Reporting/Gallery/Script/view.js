// The pictures near the part of the page that is seen. Those far away are no elements, and the browser
// may forget them.

class View {
  #rows = new Rows([], { width: 1, height: 1, gap: 0, foot: 0 });
  #tiles = new Map();
  #lastTop = 0;
  #slower = 0;
  /** Tiles that are on no page. */
  #spares = [];
  #density = "medium";
  #width = 0;
  /** The picture that the keyboard is at. */
  #active = 0;

  /** @param open is called with the index of a picture that is to be enlarged. */
  constructor(list, open) {
    this.list = list;
    this.open = open;
    this.beyond = make("p", { className: "beyond", hidden: true });
    list.after(this.beyond);
    let isDue = false;
    const later = () => {
      if (isDue) return;
      isDue = true;
      requestAnimationFrame(() => { isDue = false; this.#render(); });
    };
    addEventListener("scroll", later, { passive: true });
    new ResizeObserver(() => {
      // A list on another tab has no width.
      if (list.clientWidth > 0 && list.clientWidth !== this.#width) this.#arrange();
    }).observe(list);
    addEventListener("resize", later);
    list.addEventListener("click", event => this.#click(event));
    list.addEventListener("keydown", event => this.#move(event));
    list.addEventListener("focusin", event => {
      const index = this.#indexOf(event.target);
      if (index !== null) this.#activate(index);
    });
  }

  /** The pictures, in their order. */
  get pictures() { return this.#rows.pictures; }

  show(pictures, density) {
    this.#density = density;
    const active = this.pictures[this.#active];
    this.#active = Math.max(0, active ? pictures.indexOf(active) : 0);
    this.#arrange(pictures);
  }

  /** Scrolls to a picture and gives it the focus. */
  focus(index) {
    if (index < 0 || index >= this.#rows.count) return;
    this.#activate(index);
    this.#reveal(index);
    this.#render();
    this.#tiles.get(index)?.frame.focus({ preventScroll: true });
  }

  // MARK: Arranging

  #arrange(pictures = this.pictures) {
    this.#width = this.list.clientWidth;
    const isNarrow = this.#width < 600;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = {
      large: isNarrow ? this.#width * 0.75 : 340, medium: isNarrow ? this.#width * 0.36 : 220,
      small: isNarrow ? this.#width * 0.2 : 110,
    }[this.#density] ?? 220;
    const isBare = this.#density === "small";
    this.list.classList.toggle("bare", isBare);
    this.#rows = new Rows(pictures, {
      width: this.#width, height, gap: isBare ? 4 : 10, foot: isBare ? 0 : rem * 2.5,
    });
    this.list.style.height = `${this.#rows.height}px`;
    const beyond = pictures.length - this.#rows.count;
    this.beyond.hidden = beyond === 0;
    this.beyond.textContent = `${counted(beyond, "image")} more: search or filter to see them.`;
    this.#keep(pictures);
    this.#render();
  }

  /** Moves the tiles of pictures that are still there to their new places: loaded anew, they would flicker. */
  #keep(pictures) {
    const old = new Map([...this.#tiles.values()].map(tile => [tile.picture, tile]));
    this.#tiles.clear();
    for (let index = 0; index < this.#rows.count && old.size > 0; index += 1) {
      const tile = old.get(pictures[index]);
      if (!tile) continue;
      old.delete(tile.picture);
      this.#tiles.set(index, tile);
      const row = this.#rows.rowOf(index);
      this.#rows.forEachIn(row, (number, left, width) => {
        if (number === index) this.#place(tile, row, index, left, width);
      });
    }
    for (const tile of old.values()) this.#release(tile);
  }

  #render() {
    if (this.#rows.count === 0) return;
    const seen = innerHeight;
    const top = scrollY - (this.list.getBoundingClientRect().top + scrollY);
    const first = this.#rows.rowAt(Math.max(0, top - seen));
    const last = this.#rows.rowAt(Math.max(0, top + 2 * seen));
    const begin = this.#rows.starts[first];
    const end = this.#rows.starts[last + 1];
    for (const [index, tile] of this.#tiles) {
      const isNear = index >= begin && index < end;
      if (isNear || tile.element.contains(document.activeElement)) continue;
      this.#spare(index, tile);
    }
    const made = document.createDocumentFragment();
    for (let row = first; row <= last; row += 1) {
      this.#rows.forEachIn(row, (index, left, width) => {
        if (this.#tiles.has(index)) return;
        made.append(this.#tile(row, index, left, width).element);
      });
    }
    this.list.append(made);
    this.#load();
    // One picture is in the order of the tab key, and it must be there.
    if (!this.#tiles.has(this.#active)) {
      this.#activate(this.#rows.starts[this.#rows.rowAt(Math.max(0, top))]);
    }
  }

  /** Loads the images of the tiles. Those that only fly past are not worth it. */
  #load() {
    const isFast = Math.abs(scrollY - this.#lastTop) > innerHeight / 2;
    this.#lastTop = scrollY;
    clearTimeout(this.#slower);
    if (isFast) this.#slower = setTimeout(() => this.#load(), 120);
    else for (const tile of this.#tiles.values()) tile.load();
  }

  #spare(index, tile) {
    this.#tiles.delete(index);
    this.#release(tile);
  }

  #release(tile) {
    tile.remove();
    this.#spares.push(tile);
  }

  #tile(row, index, left, width) {
    const tile = this.#spares.pop() ?? new Tile();
    tile.show(this.pictures[index]);
    this.#tiles.set(index, tile);
    this.#place(tile, row, index, left, width);
    return tile;
  }

  #place(tile, row, index, left, width) {
    tile.moveTo(index, this.pictures.length);
    tile.element.style.left = `${left}px`;
    tile.element.style.top = `${this.#rows.tops[row]}px`;
    tile.element.style.width = `${width}px`;
    tile.frame.style.height = `${this.#rows.heights[row]}px`;
    tile.frame.tabIndex = index === this.#active ? 0 : -1;
  }

  // MARK: The keyboard

  #activate(index) {
    const [old, next] = [this.#active, index].map(number => this.#tiles.get(number));
    if (old) old.frame.tabIndex = -1;
    if (next) next.frame.tabIndex = 0;
    this.#active = index;
  }

  #reveal(index) {
    const row = this.#rows.rowOf(index);
    const origin = this.list.getBoundingClientRect().top + scrollY;
    const bar = document.getElementById("tools")?.offsetHeight ?? 0;
    const top = origin + this.#rows.tops[row] - bar - 8;
    const bottom = origin + this.#rows.tops[row + 1];
    if (top < scrollY) scrollTo(0, top);
    else if (bottom > scrollY + innerHeight) scrollTo(0, Math.min(top, bottom - innerHeight));
  }

  #move(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const index = this.#active;
    // What is no link does not answer these keys by itself.
    if (["Enter", " "].includes(event.key) && !event.target.href) {
      event.preventDefault();
      this.open(index);
      return;
    }
    const target = {
      ArrowLeft: () => index - 1, ArrowRight: () => index + 1, Home: () => 0,
      End: () => this.#rows.count - 1, ArrowUp: () => this.#beside(index, -1),
      ArrowDown: () => this.#beside(index, 1),
    }[event.key]?.();
    if (target === undefined) return;
    event.preventDefault();
    this.focus(target);
  }

  /** The picture of the row above or below whose middle is nearest. */
  #beside(index, by) {
    const row = this.#rows.rowOf(index);
    const other = row + by;
    if (other < 0 || other >= this.#rows.heights.length) return index;
    let middle = 0;
    this.#rows.forEachIn(row, (number, left, width) => {
      if (number === index) middle = left + width / 2;
    });
    let [nearest, distance] = [index, Infinity];
    this.#rows.forEachIn(other, (number, left, width) => {
      const away = Math.abs(left + width / 2 - middle);
      if (away < distance) [nearest, distance] = [number, away];
    });
    return nearest;
  }

  // MARK: Opening

  #indexOf(element) {
    const tile = element.closest?.(".tile");
    return tile ? Number(tile.dataset.index) : null;
  }

  #click(event) {
    const frame = event.target.closest(".frame");
    if (!frame || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.open(this.#indexOf(frame));
  }
}
