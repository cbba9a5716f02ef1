/// Which levels of pages may be handed out, where pages wait level by level.
///
/// With several transfers in flight, a page may be found over a long way before it is found over a
/// short one. Where a limit on the depth cuts, that would make the result a matter of luck; level by
/// level, the first way found is a shortest one.
struct LaneLevels: Sendable {
  /// Whether pages wait; if not, every lane is open.
  let isStrict: Bool
  private var lane = Lane.documents
  private var openPages = 0

  init(isStrict: Bool) { self.isStrict = isStrict }

  /// Whether the jobs of a lane may be handed out.
  func isOpen(_ lane: Int) -> Bool { !isStrict || lane <= self.lane }

  /// Whether a page that was put just now may be handed out; if so it is counted.
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

  /// Opens a lane that has so many pages.
  mutating func open(_ lane: Int, pages: Int) {
    self.lane = lane
    openPages = pages
  }
}
