// The hosts: what was requested there, what waits, and which of them are paused and why.

class Hosts {
  constructor() {
    this.hint = make("p", { className: "hint" });
    this.rows = make("tbody");
    this.element = make("section", { id: "hosts" }, make("h2", { className: "quiet" }, "Hosts"),
      this.hint, make("div", { className: "wide", tabIndex: 0, role: "region", "aria-label": "Hosts" },
        make("table", {}, make("thead", {}, make("tr", {},
          ...["Host", "Requests", "Retries", "Waiting", "In flight", "Delay", "Now"]
            .map(name => make("th", { scope: "col" }, name)))), this.rows)));
  }

  /** What the tab says of them. */
  static label({ status }) {
    const paused = status.hosts.filter(host => host.paused_until).length;
    return paused ? `${status.hosts.length}, ${paused} paused` : `${status.hosts.length}`;
  }

  show({ status, same_process: isSame, hosts_listed: most }) {
    const isRunning = status.state === "running";
    this.hint.textContent = [
      status.hosts.length >= most ? `The ${most} hosts with the most to do.` : "",
      isRunning && !isSame ? "Of a crawl in another process only what it has recorded is known: neither "
        + "delays nor transfers in flight, and pauses only once they are written down." : "",
    ].filter(Boolean).join(" ");
    this.hint.hidden = !this.hint.textContent;
    const now = new Date(status.time);
    this.rows.replaceChildren(...status.hosts.map(host => make("tr", {},
      make("th", { scope: "row", dir: "auto" }, host.host),
      ...[host.requests, host.retries, host.waiting].map(number =>
        make("td", {}, number.toLocaleString("en"))),
      make("td", {}, host.in_flight === undefined ? "–" : `${host.in_flight}`),
      make("td", {}, host.delay === undefined ? "–" : host.delay > 0 ? `${host.delay} s` : "none"),
      make("td", { className: "words" }, Hosts.#present(host, now, isRunning)))));
  }

  static #present(host, now, isRunning) {
    if (host.paused_until) {
      const left = readableTime((new Date(host.paused_until) - now) / 1000);
      return make("span", { className: "mark" }, host.silent ? `gives no answer, next try in ${left}`
        : `paused for ${left}, at the host's request`);
    }
    if (host.in_flight > 0) return "transfers";
    return host.waiting > 0 ? (isRunning ? "waits for its turn" : "waits for the crawl to resume") : "";
  }
}
