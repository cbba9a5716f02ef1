/// Which of the candidates for one place of a page, as a `srcset` or a `picture` offers them, a
/// crawl takes.
public enum VariantChoice: String, Sendable, Hashable, CaseIterable {
  /// Each of them.
  case all
  /// The largest one, as far as the page tells.
  case largest
}
