// Elements of the page. Texts become text nodes, never markup.

/** Makes an element with properties, attributes (names with a hyphen, and `role`) and children. */
const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
};

/** A link to an address on the web, which must not learn where it was followed. */
const linkTo = (address, text) => /^https?:/.test(address)
  ? make("a", { href: address, rel: "noreferrer noopener", target: "_blank", title: address,
      dir: "auto" }, text)
  : null;

const counted = (number, noun) =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** A number of bytes as on the other pages: `998 B`, `1.4 MB`. */
const readableBytes = count => {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (count >= 999.5 && unit < units.length - 1) {
    count /= 1000;
    unit += 1;
  }
  return `${unit > 0 && count < 9.95 ? count.toFixed(1) : Math.round(count)} ${units[unit]}`;
};
