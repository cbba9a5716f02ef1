// How far the crawl is, in words, as a bar and in numbers.

const runWords = {
  crawl: "Crawling", resume: "Resuming", refresh: "Refreshing", retry: "Retrying what failed",
};

const endWords = {
  complete: "Complete", limit: "Stopped by a limit", interrupted: "Interrupted",
  error: "Ended by an error", killed: "Ended unexpectedly", empty: "Nothing has been crawled yet",
};

const clock = text => new Date(text).toLocaleString("en-GB",
  { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" });

const sumOf = counts => Object.values(counts).reduce((sum, number) => sum + number, 0);

/** `0.3 s`, `42 s`, `3 min 20 s`, `2 h 5 min`. */
const readableTime = seconds => {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor(whole % 3600 / 60)} min`;
};

class Numbers {
  #fields = new Map();
  #speaker = "";

  constructor() {
    this.phase = make("b", { className: "phase" });
    this.words = make("span");
    this.bar = make("span");
    this.meter = make("div", {
      className: "meter", role: "progressbar", "aria-label": "Addresses that are done",
      "aria-valuemin": "0", "aria-valuemax": "100",
    }, this.bar);
    this.list = make("dl", { className: "numbers" });
    this.note = make("p", { className: "note", role: "status", hidden: true });
    this.element = make("section", { id: "state", "aria-label": "Progress" },
      make("p", { className: "phases" }, this.phase, this.words), this.meter, this.list, this.note);
  }

  show({ status, in_flight: inFlight, awaited }) {
    const run = status.runs.at(-1);
    const isRunning = status.state === "running";
    this.element.dataset.state = status.state;
    this.phase.textContent = isRunning ? runWords[run?.kind] ?? "Running" : endWords[status.state];
    this.words.textContent = this.#times(status, run, isRunning);
    const all = status.images.discovered + status.pages.discovered;
    const done = all - status.waiting;
    const part = all > 0 ? Math.floor(100 * done / all) : 0;
    this.bar.style.width = `${part}%`;
    this.meter.setAttribute("aria-valuenow", part);
    this.meter.setAttribute("aria-valuetext",
      `${done.toLocaleString("en")} of ${all.toLocaleString("en")} addresses`);
    this.meter.hidden = !isRunning && status.waiting === 0;
    this.#set("Images", status.images.stored + status.images.unchanged);
    this.#set("Pages read", status.pages.fetched + status.pages.unchanged);
    this.#set("Size", readableBytes(status.bytes));
    this.#set("Waiting", status.waiting);
    this.#set("In flight", inFlight);
    this.#set("Addresses/s", isRunning ? status.addresses_per_second : undefined);
    this.#set("Duplicates", status.images.duplicate || undefined);
    this.#set("Failed", sumOf(status.images.failed) + sumOf(status.pages.failed));
    this.#set("Skipped", sumOf(status.images.skipped) + sumOf(status.pages.skipped));
    this.say(awaited ? `Everything waits for ${awaited.host}, which `
      + `${awaited.silent ? "gives no answer" : "is overloaded"}; `
      + `next try in ${readableTime(awaited.seconds)}.` : "", "awaited");
  }

  #times(status, run, isRunning) {
    if (!run) return "";
    const number = status.runs.length > 1 ? `run ${status.runs.length}, ` : "";
    const start = new Date(run.started_at);
    if (isRunning) {
      return `${number}for ${readableTime((new Date(status.time) - start) / 1000)}`;
    }
    if (!run.ended_at) return `${number}started ${clock(run.started_at)}`;
    return `${number}${clock(run.ended_at)}, after `
      + readableTime((new Date(run.ended_at) - start) / 1000);
  }

  /** Shows a sentence; one that is not by `who` is replaced only by a new one. */
  say(text, who) {
    if (!text && this.#speaker !== who) return;
    this.#speaker = who;
    this.note.hidden = !text;
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  #set(name, value) {
    let field = this.#fields.get(name);
    if (!field) {
      field = { value: make("dd"), element: make("div") };
      field.element.append(make("dt", {}, name), field.value);
      this.#fields.set(name, field);
      this.list.append(field.element);
    }
    field.element.hidden = value === undefined;
    if (value === undefined) return;
    const text = typeof value === "number" ? value.toLocaleString("en") : value;
    if (field.value.textContent !== text) field.value.textContent = text;
  }
}
