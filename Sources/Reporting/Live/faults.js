// What failed or was left out, and why; the examples are read when somebody looks.

class Faults {
  #seen = "";
  #isShown = false;

  /** @param explain is called with an address. */
  constructor(explain) {
    this.explain = explain;
    this.failed = make("ul", { className: "failures" });
    this.skipped = make("ul");
    this.element = make("section", { id: "faults" },
      make("h2", {}, "Failed"), this.failed,
      make("h2", {}, "Skipped"),
      make("div", { className: "reasons" }, this.skipped));
  }

  static label({ reasons }) {
    const failed = reasons.filter(reason => reason.state === "failed")
      .reduce((sum, reason) => sum + reason.number, 0);
    return failed.toLocaleString("en");
  }

  show({ reasons }, isShown) {
    const skipped = reasons.filter(reason => reason.state === "skipped");
    this.skipped.replaceChildren(...skipped.map(reason => make("li", {},
      make("b", {}, reason.number.toLocaleString("en")),
      ` ${reason.sentence} (${reason.kind === "image" ? "images" : "pages"})`)));
    if (!skipped.length) this.skipped.append(make("li", {}, "Nothing."));
    const failed = JSON.stringify(reasons.filter(reason => reason.state === "failed"));
    if (failed === this.#seen && isShown === this.#isShown) return;
    this.#isShown = isShown;
    if (!isShown) return;
    this.#seen = failed;
    this.#read();
  }

  async #read() {
    const answer = await fetch("failures").catch(() => null);
    if (!answer?.ok) { this.#seen = ""; return; }
    const { groups } = await answer.json();
    this.failed.replaceChildren(...groups.map(group => this.#group(group)));
    if (!groups.length) this.failed.append(make("li", {}, "Nothing."));
  }

  #group(group) {
    const what = counted(group.number, group.kind);
    return make("li", {}, make("p", {}, make("b", {}, what), ` ${group.sentence}`,
      group.http_status ? make("span", { className: "mark" }, ` ${group.http_status}`) : null),
    ...group.examples.flatMap(example => {
      const why = make("button", { type: "button", "aria-label": `Why ${example.url}` }, "Why?");
      why.addEventListener("click", () => this.explain(example.url));
      return [
        make("p", { className: "from example" }, linkTo(example.url, example.url), " ", why),
        example.error ? make("p", { className: "from" }, make("span", {}, example.error)) : null,
        example.page ? make("p", { className: "from" }, make("span", {}, "Found on "),
          linkTo(example.page, example.page)) : null,
      ];
    }),
    group.number > group.examples.length ? make("p", { className: "from" }, make("span", {},
      `${(group.number - group.examples.length).toLocaleString("en")} more, mostly at `
      + group.hosts.map(host => host.origin).join(", "))) : null);
  }
}
