// A finger that moves to the side turns to the next picture; one that moves down closes.

const turnBySwipe = (element, turn, close, isAllowed) => {
  let start = null;
  element.addEventListener("touchstart", event => {
    const [touch] = event.touches;
    start = event.touches.length === 1 && isAllowed() ? [touch.clientX, touch.clientY] : null;
  }, { passive: true });
  element.addEventListener("touchend", event => {
    if (!start || event.touches.length > 0) return;
    const [touch] = event.changedTouches;
    const [x, y] = [touch.clientX - start[0], touch.clientY - start[1]];
    start = null;
    if (Math.abs(x) > 40 && Math.abs(x) > 1.5 * Math.abs(y)) {
      event.preventDefault();
      turn(x < 0 ? 1 : -1);
    } else if (y > 90 && y > 2 * Math.abs(x)) {
      event.preventDefault();
      close();
    } else if (Math.hypot(x, y) < 10 && event.target.closest("button")) {
      // Browsers may take a tap soon after a swipe for a part of it, and make no click of it.
      event.preventDefault();
      event.target.closest("button").click();
    }
  });
};
