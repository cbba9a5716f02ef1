import Addressing
import CrawlModel

/// Where a site may list its pages without any page saying so: in robots.txt and at `/sitemap.xml`.
///
/// Both are looked at for each origin of a seed. That is an attempt and no promise of the site's, so
/// when nothing is there nothing has failed, and no list and no count knows of it.
enum SiteLists {
  /// The jobs for the origins of the seeds; where robots.txt is obeyed, the frontier asks for it.
  ///
  /// What a sitemap lists is a link away from the seed, as if the seed linked to it.
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

  /// The probe that an event is about; `nil` where it is about anything else.
  static func probe(_ event: CrawlEvent) -> (Job, Request)? {
    switch event {
    case .started(let job, let request), .finished(let job, let request, _),
      .redirected(let job, let request, _), .retrying(let job, let request, _, _, _),
      .refetching(let job, let request):
      job.isProbe ? (job, request) : nil
    case .wouldStore, .rulesRead, .rulesRefused, .limitReached, .broken: nil
    }
  }
}
