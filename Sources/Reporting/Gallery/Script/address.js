// The state of the view in the address of the page, so that it can be sent and Back works.

/** The state that the address names; `null` if it names a place on the page. */
const readAddress = () => {
  const given = location.hash.slice(1);
  if (given && !given.includes("=")) return null;
  const state = { ...initialState };
  for (const [name, value] of new URLSearchParams(given)) {
    if (Object.hasOwn(initialState, name)) state[name] = value;
  }
  if (!Object.hasOwn(orders, state.order)) state.order = initialState.order;
  return state;
};

/** Writes a state into the address; with `mark`, as a new entry of the history. */
const writeAddress = (state, mark) => {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== initialState[name]) given.set(name, value);
  }
  const address = `#${given}`;
  if (address === (location.hash || "#")) return;
  if (mark) history.pushState(mark, "", address);
  else history.replaceState(history.state, "", address);
};
