"use strict";
(() => {
  const grid = document.querySelector(".grid");
  const tools = document.getElementById("tools");
  if (!grid || !tools) return;
  const tiles = [...grid.children];
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const option = (text, value) => make("option", { value }, text);

  const words = make("input", { type: "search", placeholder: "Filter by words" });
  words.setAttribute("aria-label", "Filter by words");
  const formats = [...new Set(tiles.map(tile => tile.dataset.format))].filter(Boolean).sort();
  const format = make("select", {}, option("All formats", ""),
    ...formats.map(name => option(name.toUpperCase(), name)));
  format.setAttribute("aria-label", "Format");
  const order = make("select", {}, option("As found", ""),
    option("Largest image first", "pixels"), option("Largest file first", "bytes"));
  order.setAttribute("aria-label", "Order");
  const count = make("output", {});
  const texts = tiles.map(tile => tile.textContent.toLowerCase());

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/);
    let shown = 0;
    tiles.forEach((tile, index) => {
      const fits = (!format.value || tile.dataset.format === format.value)
        && wanted.every(word => texts[index].includes(word));
      tile.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown === tiles.length
      ? `${shown} on this page` : `${shown} of ${tiles.length} on this page`;
  };
  const sort = () => {
    const key = order.value;
    const sorted = key
      ? [...tiles].sort((a, b) => Number(b.dataset[key]) - Number(a.dataset[key])) : tiles;
    grid.append(...sorted);
  };
  words.addEventListener("input", filter);
  format.addEventListener("input", filter);
  order.addEventListener("input", sort);
  tools.append(words, format, order, count);
  tools.hidden = false;
  filter();

  const picture = make("img", { alt: "" });
  const caption = make("p", { dir: "auto" });
  const file = make("a", {}, "Open the file");
  const button = (text, action) => {
    const element = make("button", { type: "button" }, text);
    element.addEventListener("click", action);
    return element;
  };
  const following = button("Next", () => step(1));
  following.autofocus = true;
  const dialog = make("dialog", {}, picture, make("div", {}, caption, file,
    button("Previous", () => step(-1)), following, button("Close", () => dialog.close())));
  dialog.setAttribute("aria-label", "Picture");
  document.body.append(dialog);
  let current = null;
  const show = tile => {
    const image = tile.querySelector(".frame img");
    const frame = tile.querySelector(".frame");
    current = tile;
    picture.src = image.src;
    picture.alt = image.alt;
    caption.textContent = tile.querySelector(".caption").textContent;
    file.hidden = !frame.href;
    if (frame.href) file.href = frame.href;
    if (!dialog.open) dialog.showModal();
  };
  const step = by => {
    const visible = [...grid.children].filter(tile => !tile.hidden);
    const next = visible[visible.indexOf(current) + by];
    if (next) show(next);
  };
  dialog.addEventListener("keydown", event => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
  dialog.addEventListener("close", () => {
    const frame = current && current.querySelector(".frame");
    if (frame) frame.focus();
  });
  grid.addEventListener("click", event => {
    const frame = event.target.closest(".frame");
    if (!frame || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(frame.closest(".tile"));
  });
  for (const frame of grid.querySelectorAll("span.frame")) {
    frame.tabIndex = 0;
    frame.classList.add("opens");
    frame.setAttribute("role", "button");
    frame.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      show(frame.closest(".tile"));
    });
  }
})();
