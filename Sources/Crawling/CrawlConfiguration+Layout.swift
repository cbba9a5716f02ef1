public import CrawlModel
import Storing

extension CrawlConfiguration {
  /// The file that a pattern gives an image of a dry run, with placeholders for what is not known before
  /// it is fetched; `nil` if the layout is no pattern, or the image is embedded in a page.
  public func plannedFile(_ key: ImageKey, _ job: Job, _ facts: ImageFacts) -> String? {
    guard case .pattern(let pattern) = layout, case .address(let address) = key else { return nil }
    return PlannedFile.path(of: address, on: job.parent, facts, pattern)
  }
}
