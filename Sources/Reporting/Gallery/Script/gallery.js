// Joins the parts: a change of the state changes the address, and both change what is shown.

class Gallery {
  #state = readAddress() ?? { ...initialState };
  #index;
  #selection = new Selection();

  /** @param index knows the images; see Index. */
  constructor(main, index) {
    this.#index = index;
    const list = make("ul", { id: "pictures", role: "list" });
    this.tools = new Tools((change, isStep) => this.#change(change, isStep));
    main.prepend(this.tools.bar, list);
    this.view = new View(list, index => this.#open(index));
    this.lightbox = new Lightbox(
      picture => { this.#state.image = picture.file; writeAddress(this.#state); },
      () => this.#closed());
    document.body.append(this.lightbox.dialog);
    addEventListener("popstate", () => this.#follow());
  }

  load() {
    this.#index.load(() => this.#take(), () => this.#take(), () => {
      // The plain page is there, and shows its images without the index.
      document.documentElement.classList.remove("scripted");
      this.tools.bar.remove();
      this.view.list.remove();
    });
  }

  /** Shows the images that have come since, and the others where they are. */
  grow() {
    // Whoever is choosing a filter keeps it.
    this.#take(this.tools.filters.hidden);
  }

  /** The number of images from which those that are shown are chosen. */
  get shown() { return this.#taken; }
  #taken = 0;

  /** Whether more images may be shown without moving what somebody looks at. */
  get mayGrow() { return scrollY < innerHeight / 2 && !this.lightbox.isOpen; }

  #take(offersFilters = true) {
    this.#selection.pictures = this.#index.loaded;
    this.#taken = this.#selection.pictures.length;
    if (offersFilters) this.tools.offer(this.#selection.pictures);
    this.#apply();
  }

  #change(change, isStep) {
    // The first letter of a search is a step, too.
    const isFirst = Object.entries(change).some(([key, value]) => value && !this.#state[key]);
    Object.assign(this.#state, change);
    writeAddress(this.#state, isStep || isFirst ? {} : null);
    this.#apply();
  }

  /** Shows what the address names after Back or a link. */
  #follow() {
    const state = readAddress();
    if (!state) return;
    const { image } = state;
    const isSame = JSON.stringify({ ...state, image }) === JSON.stringify({ ...this.#state, image });
    this.#state = state;
    if (isSame) this.#showImage();
    else this.#apply();
  }

  #apply() {
    const state = this.#state;
    const pictures = this.#selection.of(state);
    this.view.show(pictures, state.density);
    this.tools.update(state, this.#selection, pictures.length, this.#index);
    this.#showImage();
  }

  #showImage() {
    const { image } = this.#state;
    const index = image ? this.view.pictures.findIndex(picture => picture.file === image) : -1;
    if (index >= 0) this.lightbox.show(this.view.pictures, index);
    else if (!image && this.lightbox.isOpen) this.lightbox.dialog.close();
  }

  #open(index) {
    // Back from the picture must not scroll the others.
    history.scrollRestoration = "manual";
    this.#state.image = this.view.pictures[index].file;
    writeAddress(this.#state, { opened: true });
    this.#showImage();
  }

  #closed() {
    if (this.#state.image) {
      this.#state.image = "";
      if (history.state?.opened) history.back();
      else writeAddress(this.#state);
    }
    this.view.focus(this.lightbox.index);
    setTimeout(() => { history.scrollRestoration = "auto"; });
  }
}
