/// How an element of a page shows an image; the raw values are the words in the journal.
public enum Showing: String, Sendable, Hashable {
  /// The element has this one image.
  case alone
  /// The image in `src`, beside others of which browsers choose one.
  case fallback
  /// One of several images of which browsers choose one: in `srcset`, or in a `picture`.
  case candidate
}

/// What stands for an image where it cannot be seen; the raw values are the words in the journal.
public enum Alternative: String, Sendable, Hashable {
  /// The `alt` attribute, which is empty if the image says nothing beside its surroundings (HTML
  /// §4.8.4.4).
  case text
  /// The `alt` attribute of a button, which may not be empty (HTML §4.10.5.1.19).
  case label
  /// A name in another attribute (`aria-label`, `aria-labelledby`, `title`).
  case name
  /// Nothing: the page says that it is decoration (`role=presentation`, `role=none`,
  /// `aria-hidden=true`).
  case decoration
}
