/// Which levels of pages may be handed out when pages wait level by level.
///
/// With several transfers in flight, a page may be found over a long path before it is found over a
/// short one. With a depth limit, the result would then depend on timing; level by level, the first
/// path found is a shortest one.
struct LaneLevels: Sendable {
  /// Whether pages wait; if not, every lane is open.
  let isStrict: Bool
  private var lane = Lane.documents
  private var openPages = 0

  init(isStrict: Bool) { self.isStrict = isStrict }

  /// Whether the jobs of a lane may be handed out.
  func isOpen(_ lane: Int) -> Bool { !isStrict || lane <= self.lane }

  /// Returns whether a page that was just put may be handed out; if so, counts it.
  mutating func admit(_ lane: Int) -> Bool {
    guard isStrict else { return true }
    if lane > self.lane {
      guard openPages == 0 else { return false }
      self.lane = lane
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
    self.lane = lane
    openPages = pages
  }
}
