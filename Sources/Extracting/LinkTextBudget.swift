/// The bytes that texts of one kind may take with all links of a page together.
///
/// One text may belong to any number of links, each of which is recorded with it. Without a limit, a
/// page of some kilobytes would become gigabytes of records.
struct LinkTextBudget {
  /// The limit: enough for 10,000 images with 800 bytes each.
  static let maximumBytes = 8 << 20

  private var left = Self.maximumBytes

  /// Whether this number of bytes may be added to one more link, which then counts.
  mutating func takes(_ count: Int) -> Bool {
    guard count <= left else { return false }
    left -= count
    return true
  }
}
