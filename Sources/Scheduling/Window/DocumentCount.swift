import CrawlModel

/// The number of documents that are put and not done, for images that wait until all are read.
struct DocumentCount: Sendable {
  private(set) var unfinished = 0

  /// Counts documents that were put.
  mutating func put(_ count: Int = 1) { unfinished += count }

  /// Counts a job that is done.
  mutating func done(_ job: Job) {
    if job.kind != .image { unfinished -= 1 }
  }
}
