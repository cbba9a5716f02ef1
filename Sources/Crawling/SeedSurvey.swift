import Addressing
import CrawlModel
import Scheduling

/// What became of the seeds of a crawl, and of what was looked for beside them.
struct SeedSurvey {
  /// Where seeds redirect to that lies out of the scope.
  private(set) var strayed: [WebAddress] = []
  /// How many of the attempts of `SiteLists` were not made yet.
  private(set) var openAttempts = 0
  private var reached = 0

  /// Looks through the records of a crawl; those that cannot be read say nothing.
  init(_ frontier: any Frontier) {
    guard let pages = try? frontier.pageEntries() else { return }
    while let page = try? pages() { add(page) }
  }

  /// Whether there was anything behind the seeds but redirects that lead out of the scope.
  var wereReached: Bool {
    // Of such a seed there are two entries, its own and that of where it leads.
    reached > 2 * strayed.count
  }

  private mutating func add(_ page: PageEntry) {
    guard page.depth == 0 else {
      // Only an attempt is away from the seeds and found nowhere.
      if page.parent == nil, page.status == .pending { openAttempts += 1 }
      return
    }
    switch page.status {
    case .fetched, .unchanged, .skipped: reached += 1
    case .failed, .pending: break
    }
    // A redirect is no step away from the seed, so what it leads to has no depth either.
    if page.kind == .page, page.parent != nil, page.reason == .skipped(.scope) {
      strayed.append(page.address)
    }
  }
}
