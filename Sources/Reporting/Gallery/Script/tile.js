// One picture among the others.

/** The words for a format that the browser cannot show. */
const unshownWords = picture => `This browser does not show ${picture.format.toUpperCase()} images`;

const badgesOf = picture => picture.badges.length
  ? make("span", { className: "badges" },
      ...picture.badges.map(word => make("span", { className: "badge" }, word)))
  : null;

/** The size, and the page if its title says more than the caption. */
const factsOf = picture => {
  const page = picture.pages[0]?.title ?? "";
  const isRepeated = picture.caption.includes(page) || page.includes(picture.caption);
  return [picture.size, isRepeated ? "" : page].filter(Boolean).join(" · ");
};

const makeTile = (picture, index, count) => {
  const image = make("img", { alt: picture.caption, decoding: "async", draggable: false });
  image.addEventListener("error", () => image.replaceWith(
    make("span", { className: "unshown" }, unshownWords(picture))));
  image.src = picture.path;
  // The file can be opened in a tab of its own, but not a document.
  const frame = picture.isDocument
    ? make("button", { type: "button", className: "frame" }, image)
    : make("a", { href: picture.path, className: "frame" }, image);
  frame.tabIndex = -1;
  return make("li", {
    className: "tile", "aria-posinset": index + 1, "aria-setsize": count,
  }, frame, badgesOf(picture),
  make("p", { className: "caption", dir: "auto", title: picture.caption }, picture.caption),
  make("p", { className: "facts", dir: "auto" }, factsOf(picture)));
};
