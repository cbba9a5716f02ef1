/// The style of the report of an audit.
enum AuditStyle {
  /// The content of its `style` element.
  static let text: StaticString = """

    :root {
      color-scheme: light dark;
      --ground: #f8f7f4; --card: #fff; --ink: #1c1e22; --soft: #5f636b; --line: #e4e1db;
      --blue: #1b5e91; --warm: #8a4b16; --good: #2d6a3e;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #131518; --card: #1b1e22; --ink: #e9e7e2; --soft: #a0a4ab; --line: #2b2f35;
        --blue: #86bfe8; --warm: #e2a978; --good: #8fcf9f;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 64rem; padding: 0 clamp(1rem, 4vw, 3rem) 4rem;
      background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
      font: 0.9375rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
    }
    h1, h2, p, ul, ol { margin: 0; padding: 0; }
    ul, ol { list-style: none; }
    a { color: var(--blue); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
    :focus-visible { outline: 2px solid var(--blue); outline-offset: 3px; border-radius: 4px; }
    header { padding: clamp(2rem, 6vw, 4rem) 0 1.5rem; }
    .eyebrow, .pages, .soft, footer { color: var(--soft); }
    h1, h2 { font-family: ui-serif, "Iowan Old Style", Charter, Georgia, serif; font-weight: 400; }
    h1 { font-size: clamp(1.75rem, 5vw, 2.75rem); line-height: 1.15; letter-spacing: -0.015em; }
    h2 { font-size: 1.375rem; line-height: 1.3; }
    .note { margin-top: 1rem; padding-left: 0.9rem; border-left: 3px solid var(--warm); }
    nav ul { display: grid; gap: 0.5rem 1.5rem; margin-top: 1.5rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
    nav li { display: flex; gap: 0.75rem; }
    nav b, .weights b { min-width: 3.5rem; text-align: right; font-variant-numeric: tabular-nums; }
    nav .none { color: var(--good); }
    section { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
    section > ul { display: grid; gap: 0.75rem; margin-top: 1rem; }
    section > ul > li { padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 10px;
      background: var(--card); }
    .detail { color: var(--warm); }
    .pages, .soft { font-size: 0.8125rem; }
    .pages ul { padding-left: 0.9rem; }
    .weights li { display: flex; gap: 0.75rem; }
    footer { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--line);
      font-size: 0.8125rem; }
    @media print { section { break-inside: avoid-page; } }

    """
}
