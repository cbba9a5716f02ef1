import Addressing
import CrawlModel

/// The well-known places where a site may list its pages: robots.txt and `/sitemap.xml`.
///
/// Both are requested for each origin of a seed. The site did not link to them, so a missing file
/// is not a failure and does not appear in any list or count.
enum SiteLists {
  /// Returns the jobs for the origins of the seeds; if robots.txt is obeyed, the frontier requests
  /// it.
  ///
  /// Pages in a sitemap count as one link away from the seed, as if the seed linked to them.
  static func jobs(for seeds: [WebAddress], asksRobots: Bool) -> [Job] {
    var origins: Set<Origin> = []
    var jobs: [Job] = []
    for seed in seeds where origins.insert(seed.origin).inserted {
      for (path, kind) in [("/robots.txt", Job.Kind.robots), ("/sitemap.xml", .sitemap)]
      where kind != .robots || asksRobots {
        guard let address = try? WebAddress(path, relativeTo: seed) else { continue }
        jobs.append(Job(address: address, kind: kind, depth: 1, via: .siteLists))
      }
    }
    return jobs
  }

  /// Returns the probe that an event is about; `nil` if it is about anything else.
  static func probe(_ event: CrawlEvent) -> (Job, Request)? {
    switch event {
    case .started(let job, let request), .finished(let job, let request, _),
      .redirected(let job, let request, _), .retrying(let job, let request, _, _),
      .refetching(let job, let request, _):
      job.isProbe ? (job, request) : nil
    case .began, .settled, .revised, .wouldStore, .rulesRead, .rulesRefused, .warning,
      .limitReached, .stopping, .broken:
      nil
    }
  }
}
