// The views of the page, one of them at a time (ARIA Authoring Practices, tabs).

class Tabs {
  #tabs = [];

  constructor() {
    this.element = make("div", { className: "tabs", role: "tablist", "aria-label": "Views" });
    this.element.addEventListener("keydown", event => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const at = this.#tabs.findIndex(tab => tab.button === document.activeElement);
      const next = this.#tabs[(at + by + this.#tabs.length) % this.#tabs.length];
      this.show(next.panel);
      next.button.focus();
    });
  }

  add(name, panel, shown = () => {}) {
    const count = make("span", { className: "count" });
    const button = make("button", {
      type: "button", role: "tab", id: `tab-${panel.id}`, "aria-controls": panel.id,
    }, name, count);
    button.addEventListener("click", () => this.show(panel));
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    this.#tabs.push({ button, panel, shown, count });
    this.element.append(button);
  }

  /** Sets what stands behind the name of a tab. */
  label(panel, text) {
    const { count } = this.#tabs.find(tab => tab.panel === panel);
    if (count.textContent !== text) count.textContent = text;
  }

  show(panel) {
    for (const tab of this.#tabs) {
      const isShown = tab.panel === panel;
      tab.panel.hidden = !isShown;
      tab.button.setAttribute("aria-selected", isShown);
      tab.button.tabIndex = isShown ? 0 : -1;
      if (isShown) tab.shown();
    }
  }
}
