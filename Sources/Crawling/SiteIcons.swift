import Addressing
import CrawlModel
import Scheduling
import Scoping

/// The icon that browsers request of a host whose pages name none: `/favicon.ico` (HTML standard
/// §4.6.7.8).
///
/// The site does not refer to it, so a missing one is not a failure and does not appear in any list
/// or count.
enum SiteIcons {
  /// Returns the jobs for the hosts of the crawl of which no page names an icon.
  static func jobs(for origins: [IconSurvey], _ scope: Scope) -> [Job] {
    var known = Set(origins.lazy.filter(\.namesIcon).map { HostBudget.name(of: $0.page.origin) })
    var jobs: [Job] = []
    for origin in origins where scope.isAtHostOfPages(origin.page) {
      guard known.insert(HostBudget.name(of: origin.page.origin)).inserted,
        let address = try? WebAddress("/favicon.ico", relativeTo: origin.page)
      else { continue }
      let link = Link(kind: .image, address: address, via: .favicon)
      let page = Job(address: origin.page, kind: .page, depth: origin.depth)
      if case .follow(let job) = scope.verdict(on: link, foundBy: page) { jobs.append(job) }
    }
    return jobs
  }
}
