// Joins the parts of the live page: the state comes as events, and the gallery grows by it.

orders.stored = { name: "Latest first", compare: (a, b) => b.number - a.number };
initialState.order = "stored";

class LivePage {
  #index = new LiveIndex();
  #state = null;
  #run = "";
  #source = null;
  #hasEnded = false;

  constructor(images) {
    this.numbers = new Numbers();
    this.gallery = new Gallery(images, this.#index);
    this.hosts = new Hosts();
    this.faults = new Faults(address => this.#explain(address));
    this.lookup = new Lookup(file => this.#index.pictures.find(picture => picture.file === file));
    this.empty = make("p", { className: "empty", hidden: true }, "No image has been stored yet.");
    this.more = make("button", { type: "button", className: "more-images", hidden: true });
    this.more.addEventListener("click", () => { scrollTo(0, 0); this.#grow(); });
    images.append(this.empty, this.more);
    this.tabs = new Tabs();
    this.tabs.add("Images", images);
    const look = () => { if (this.#state) this.#show(this.#state); };
    this.tabs.add("Hosts", this.hosts.element, look);
    this.tabs.add("Failed", this.faults.element, look);
    this.tabs.add("Look up", this.lookup.element);
    images.before(this.numbers.element, this.tabs.element);
    images.after(this.hosts.element, this.faults.element, this.lookup.element);
    this.tabs.show(images);
    this.images = images;
    addEventListener("scroll", () => { if (!this.more.hidden && this.gallery.mayGrow) this.#grow(); },
      { passive: true });
  }

  start() {
    this.gallery.load();
    // A browser has few connections for one server, so a tab that nobody sees gives its own back.
    const listen = () => {
      if (document.hidden || this.#hasEnded) this.#source?.close();
      else if (this.#source?.readyState !== EventSource.OPEN) this.#listen();
    };
    document.addEventListener("visibilitychange", listen);
    listen();
  }

  #listen() {
    this.#source?.close();
    const source = new EventSource("events");
    this.#source = source;
    source.addEventListener("state", event => this.#take(JSON.parse(event.data)));
    source.addEventListener("end", () => {
      source.close();
      this.#hasEnded = true;
      this.numbers.say("The server has ended, so this page no longer changes. The gallery is "
        + "index.html in the folder of the crawl; magpie serve shows this page again.", "server");
    });
    source.addEventListener("open", () => this.numbers.say("", "connection"));
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) {
        this.numbers.say("The server does not answer; trying again…", "connection");
      }
    });
  }

  #take(state) {
    this.#state = state;
    this.#show(state);
    // After another run began or ended, images may be changed or gone.
    const run = JSON.stringify(state.status.runs.map(run => [run.started_at, run.ended_at]));
    if (this.#run && run !== this.#run && state.status.runs.length > 1) location.reload();
    this.#run = run;
    this.#read(state.newest);
  }

  #show(state) {
    this.numbers.show(state);
    document.title = `${this.numbers.phase.textContent}: ${document.querySelector("h1").textContent}`;
    this.tabs.label(this.hosts.element, Hosts.label(state));
    this.tabs.label(this.faults.element, Faults.label(state));
    if (!this.hosts.element.hidden) this.hosts.show(state);
    this.faults.show(state, !this.faults.element.hidden);
    this.empty.hidden = this.#index.pictures.length > 0 || !this.#index.isComplete;
  }

  async #read(newest) {
    if (!await this.#index.grow(newest)) return;
    this.empty.hidden = true;
    if (this.gallery.mayGrow) return this.#grow();
    const waiting = this.#index.pictures.length - this.gallery.shown;
    this.more.textContent = `Show ${counted(waiting, "new image")}`;
    this.more.hidden = false;
  }

  #grow() {
    this.more.hidden = true;
    this.gallery.grow();
  }

  #explain(address) {
    this.tabs.show(this.lookup.element);
    this.lookup.ask(address);
    this.lookup.input.focus();
  }
}

document.addEventListener("DOMContentLoaded", () =>
  new LivePage(document.getElementById("images")).start());
