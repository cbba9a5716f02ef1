/// Which levels of pages may be handed out when pages wait level by level.
///
/// With several transfers in flight, a page may be found over a long path before it is found over a
/// short one. With a depth limit, the result would then depend on timing; level by level, the first
/// path found is a shortest one.
struct LaneLevels: Sendable {
  /// Whether pages wait; if not, every lane is open.
  let isStrict: Bool
  /// The lane of the deepest level that is open.
  private(set) var current = Lane.documents
  private var openPages = 0

  init(isStrict: Bool) { self.isStrict = isStrict }

  /// Whether the jobs of a lane may be handed out.
  func isOpen(_ lane: Int) -> Bool { !isStrict || lane <= current }

  /// Returns whether a page that was just put may be handed out; if so, counts it.
  mutating func admit(_ lane: Int) -> Bool {
    guard isStrict else { return true }
    if lane > current {
      guard openPages == 0 else { return false }
      current = lane
    }
    openPages += 1
    return true
  }

  /// Counts a page that is done; returns whether it was the last one of its level.
  mutating func pageDone() -> Bool {
    guard isStrict else { return false }
    openPages -= 1
    return openPages == 0
  }

  /// Opens a lane that has `pages` pages.
  mutating func open(_ lane: Int, pages: Int) {
    current = lane
    openPages = pages
  }
}
