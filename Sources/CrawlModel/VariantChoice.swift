/// Which of the variants that a page offers for one image (`srcset`, `picture`) a crawl fetches.
public enum VariantChoice: String, Sendable, Hashable, CaseIterable {
  /// All variants.
  case all
  /// The largest variant, as far as the page says.
  case largest
}
