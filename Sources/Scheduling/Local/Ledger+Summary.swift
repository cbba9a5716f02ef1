import Addressing
import CrawlModel

/// What the summary of a crawl asks of its records.
extension Ledger {
  /// The first of what failed, documents before images.
  func failures(atMost limit: Int) -> [CrawlSummary.Failure] {
    let pages = self.pages.lazy.compactMap { page in
      page.reason?.failure.map {
        CrawlSummary.Failure(
          address: page.address, reason: $0, httpStatus: page.httpStatus, page: page.parent)
      }
    }
    let images = self.images.lazy.compactMap { image in
      image.key.address.flatMap { address in
        image.reason?.failure.map {
          CrawlSummary.Failure(
            address: address, reason: $0, httpStatus: image.httpStatus,
            page: image.found.first?.page)
        }
      }
    }
    let first = Array(pages.prefix(limit))
    return first + images.prefix(limit - first.count)
  }

  /// What became of the seeds.
  ///
  /// A redirect is no step away from the seed, so what it leads to has no depth either.
  var seedSurvey: SeedSurvey {
    var survey = SeedSurvey()
    for page in pages where page.depth == 0 {
      switch page.status {
      case .fetched, .unchanged, .gone: survey.reached += 1
      case .skipped where page.reason != .skipped(.robots): survey.reached += 1
      case .skipped, .failed, .pending: break
      }
      if page.kind == .page, page.parent != nil, page.reason == .skipped(.scope) {
        survey.strayed.append(page.address)
      }
    }
    return survey
  }
}

extension Reason {
  /// What went wrong; `nil` where a rule left it out.
  fileprivate var failure: FailureReason? {
    if case .failed(let reason) = self { reason } else { nil }
  }
}
