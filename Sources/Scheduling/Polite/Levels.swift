import CrawlModel

/// Keeps pages of a deeper level back until all pages of the levels above are done.
///
/// With several transfers in flight, a page may be found over a long way before it is found over a
/// short one. Where `--depth` cuts, that would make the result a matter of luck; level by level,
/// the first way found is a shortest one. Without a limit nothing is kept back.
struct Levels: Sendable {
  private let isStrict: Bool
  private var level = 0
  private var openPages = 0
  private var kept: [Int: [Job]] = [:]

  init(isStrict: Bool) { self.isStrict = isStrict }

  /// Whether the job may be queued now; if not, it is kept.
  mutating func admit(_ job: Job) -> Bool {
    guard isStrict, job.kind == .page else { return true }
    guard job.depth > level else {
      openPages += 1
      return true
    }
    if openPages == 0 {
      level = job.depth
      openPages = 1
      return true
    }
    kept[job.depth, default: []].append(job)
    return false
  }

  /// Hears that a page is done; answers what may be queued now.
  mutating func taskDone(_ job: Job) -> [Job] {
    guard isStrict, job.kind == .page else { return [] }
    openPages -= 1
    guard openPages == 0, let next = kept.keys.min() else { return [] }
    level = next
    let released = kept.removeValue(forKey: next) ?? []
    openPages = released.count
    return released
  }
}
