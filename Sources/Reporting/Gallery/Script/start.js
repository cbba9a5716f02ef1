// Starts the gallery of a page from disk.

// Until it is known that there are scripts and an index, the plain images cost nothing.
document.documentElement.classList.add("scripted");
document.addEventListener("DOMContentLoaded", () =>
  new Gallery(document.getElementById("images"), new Index()).load());
