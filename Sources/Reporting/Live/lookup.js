// What happened to one address, as `magpie explain` says it.

class Lookup {
  #asked = 0;

  /** @param pictureOf returns the picture with a file; `undefined` if it is not shown. */
  constructor(pictureOf) {
    this.pictureOf = pictureOf;
    this.input = make("input", {
      type: "search", "aria-label": "Address", placeholder: "https://…", spellcheck: false,
      autocomplete: "off",
    });
    this.results = make("div", { "aria-live": "polite" });
    const form = make("form", { className: "lookup" }, this.input,
      make("button", { type: "submit" }, "Look up"));
    form.addEventListener("submit", event => { event.preventDefault(); this.ask(this.input.value); });
    this.element = make("section", { id: "lookup" }, make("h2", { className: "quiet" }, "Look up"),
      make("p", { className: "hint" }, "The address of an image or a page: where it was found, what "
        + "became of it, and why."), form, this.results);
  }

  async ask(address) {
    this.input.value = address;
    if (!address.trim()) return;
    const asked = this.#asked += 1;
    const answer = await fetch(`explain?url=${encodeURIComponent(address)}`).catch(() => null);
    if (asked !== this.#asked) return;
    if (!answer?.ok) {
      const words = answer ? await answer.text() : "The server does not answer.";
      this.results.replaceChildren(make("p", { className: "note" }, words));
      return;
    }
    const { url, records } = await answer.json();
    this.results.replaceChildren(...records.map(record => this.#record(url, record)));
    if (!records.length) {
      this.results.append(make("p", { className: "note" },
        `${url} is not known: no page that was read refers to it.`));
    }
  }

  #record(url, record) {
    const picture = record.file && this.pictureOf(record.file);
    const facts = [
      record.sentence, record.note, record.requested ? "" : "It was not requested.",
      record.http_status ? `HTTP status ${record.http_status}` : "",
      record.fetched_at ? clock(record.fetched_at) : "",
      record.file ? `${record.file}, ${record.format.toUpperCase()}, ${readableBytes(record.bytes)}` : "",
    ].filter(Boolean);
    return make("article", { className: "record" },
      picture ? make("img", { src: picture.path, alt: picture.caption }) : null,
      make("div", {},
        make("h3", {}, `${record.kind}: ${record.status}${record.reason ? ` (${record.reason})` : ""}`),
        make("p", { className: "from" }, linkTo(url, url) ?? url),
        ...facts.map(fact => make("p", {}, fact)),
        record.final_url ? make("p", { className: "from" }, make("span", {}, "Redirected to "),
          linkTo(record.final_url, record.final_url)) : null,
        this.#list("Path from the seed", record.path.map(step => [step.via ?? "seed", step.url])),
        this.#list(`Found at ${counted(record.found_count, "place")}`,
          record.found.map(place => [place.via + (place.alt ? ` “${place.alt}”` : ""), place.page])),
        this.#list("Earlier requests", record.attempts.map(attempt =>
          [[clock(attempt.time), attempt.reason, attempt.http_status, attempt.error]
            .filter(Boolean).join(" "), attempt.url]))));
  }

  #list(title, rows) {
    if (!rows.length) return null;
    return make("div", {}, make("h4", {}, title), make("ol", {}, ...rows.map(([words, address]) =>
      make("li", { className: "from" }, make("span", { dir: "auto" }, `${words} `),
        linkTo(address, address) ?? address))));
  }
}
