/// The style of a gallery page.
enum GalleryStyle {
  /// The content of its `style` element.
  static let text: StaticString = """

    :root {
      color-scheme: light dark;
      --ground: #f8f7f4; --card: #fff; --ink: #1c1e22; --soft: #5f636b; --line: #e4e1db;
      --blue: #1b5e91; --plate: #eae7e1; --warm: #8a4b16;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #131518; --card: #1b1e22; --ink: #e9e7e2; --soft: #a0a4ab; --line: #2b2f35;
        --blue: #86bfe8; --plate: #282c32; --warm: #e2a978;
      }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 112rem; padding: 0 clamp(1rem, 4vw, 3.5rem) 4rem;
      background: var(--ground); color: var(--ink);
      font: 0.9375rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
    }
    h1, h2, p, dl, dd, ul, figure { margin: 0; padding: 0; }
    ul { list-style: none; }
    a { color: var(--blue); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
    :focus-visible { outline: 2px solid var(--blue); outline-offset: 3px; border-radius: 4px; }
    .skip { position: absolute; left: -999rem; padding: 0.75rem 1rem; background: var(--card); }
    .skip:focus { left: 1rem; top: 1rem; z-index: 2; }
    .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

    header { padding: clamp(2.5rem, 7vw, 5rem) 0 2rem; }
    .eyebrow { color: var(--soft); letter-spacing: 0.02em; }
    h1 {
      font: 400 clamp(2rem, 5vw, 3.25rem)/1.15 ui-serif, "Iowan Old Style", Charter, Georgia, serif;
      letter-spacing: -0.015em; overflow-wrap: anywhere; text-wrap: balance;
    }
    .seed { margin-top: 0.5rem; overflow-wrap: anywhere; }
    .figures { display: flex; flex-wrap: wrap; gap: 1.25rem clamp(1.75rem, 4vw, 3.5rem);
      margin-top: 2rem; }
    .figures dt { color: var(--soft); font-size: 0.8125rem; }
    .figures dd { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
    .note { margin-top: 1.5rem; padding-left: 0.9rem; border-left: 3px solid var(--warm); }
    .books { margin-top: 1.5rem; }
    .books > div { display: grid; gap: 1.25rem 3rem; margin: 1rem 0;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
    .books h2 { font-size: 0.8125rem; font-weight: 600; color: var(--soft); }
    .books b { display: inline-block; min-width: 2.5rem; font-variant-numeric: tabular-nums; }
    summary { cursor: pointer; color: var(--soft); }
    summary:hover { color: var(--ink); }

    #tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem;
      margin-bottom: 1.25rem; }
    #tools output { color: var(--soft); margin-left: auto; }
    input, select, button {
      font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
      border-radius: 8px; padding: 0.4rem 0.7rem; min-height: 2.5rem;
    }
    input { width: min(100%, 18rem); }
    .pages { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0 0 1.25rem; }
    .grid + .pages { margin: 2rem 0 0; }
    .pages a, .pages span { padding: 0.3rem 0.75rem; border-radius: 8px; text-decoration: none; }
    .pages a { border: 1px solid var(--line); background: var(--card); }
    .pages [aria-current] { border-color: var(--blue); font-weight: 600; }

    main, #failed { border-top: 1px solid var(--line); padding-top: 1.75rem; }
    .grid { display: grid; gap: 2rem 1.5rem;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); }
    @media (max-width: 36rem) {
      .grid { gap: 1.5rem 0.9rem; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
    }
    /* The padding leaves space for the focus ring, which would be clipped at the edge. */
    .tile { min-width: 0; padding: 5px; margin: -5px;
      content-visibility: auto; contain-intrinsic-size: auto 18rem; }
    .frame {
      position: relative; display: block; aspect-ratio: 4/3; overflow: hidden;
      border-radius: 10px; background: var(--plate); text-decoration: none;
    }
    .frame img { position: relative; display: block; width: 100%; height: 100%;
      object-fit: scale-down; color: var(--soft); font-size: 0.8125rem; }
    .frame[data-unshown]::before { content: attr(data-unshown); position: absolute; inset: 0;
      display: grid; place-items: center; font-size: 1.5rem; color: var(--soft); }
    a.frame, .opens { cursor: zoom-in; }
    a.frame:hover, .opens:hover { box-shadow: 0 0 0 2px var(--blue); }
    figcaption { padding: 0.65rem 0.1rem 0; }
    .caption { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
      overflow: hidden; overflow-wrap: anywhere; }
    .more { color: var(--soft); display: -webkit-box; -webkit-box-orient: vertical;
      -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
    .facts { display: flex; flex-wrap: wrap; gap: 0 0.75rem; color: var(--soft);
      font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
    .format { font-weight: 600; }
    .mark { color: var(--warm); }
    .from, .tile details { font-size: 0.8125rem; }
    .from, .tile details li { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .from span { color: var(--soft); }
    .tile a:not(.frame), .failures a { text-decoration-color: transparent; }
    .tile a:not(.frame):hover, .failures a:hover { text-decoration-color: currentColor; }
    .empty { padding: 4rem 0; color: var(--soft); font-size: 1.125rem; text-align: center; }

    #failed { margin-top: 3.5rem; }
    #failed h2 { font: 400 1.5rem/1.3 ui-serif, "Iowan Old Style", Charter, Georgia, serif; }
    .failures { display: grid; gap: 1.1rem 3rem; margin: 1.25rem 0;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); }
    .failures li { min-width: 0; }
    footer { margin-top: 3.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line);
      color: var(--soft); font-size: 0.8125rem; }

    dialog { border: 0; padding: 0; width: 100vw; height: 100vh; height: 100dvh; max-width: none;
      max-height: none; background: var(--ground); color: var(--ink); }
    dialog[open] { display: grid; grid-template-rows: 1fr auto; }
    dialog img { width: 100%; height: 100%; min-height: 0; object-fit: scale-down;
      padding: 1.5rem; }
    dialog div { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem;
      padding: 0 1.5rem 1.25rem; }
    dialog p { flex: 1 1 12rem; max-height: 4.5em; overflow: auto; overflow-wrap: anywhere; }
    @media print { #tools, .pages, .skip { display: none; } }

    """
}
