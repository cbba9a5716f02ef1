public import CrawlModel
import Fetching
import Reporting

extension CrawlSummary {
  /// Writes metrics in the text form of Prometheus to a file, which is replaced as a whole; a device,
  /// a pipe, or what a symbolic link leads to, is written in place.
  ///
  /// - Parameters:
  ///   - path: the file; node_exporter reads those that end in `.prom`.
  ///   - crawl: the value of the label `crawl` of each metric.
  /// - Throws: `CrawlError` if the file cannot be written, or belongs to a crawl.
  public func writeMetrics(to path: String, crawl: String) throws(CrawlError) {
    try CrawlFolder.write(MetricsText.bytes(of: self, crawl: crawl, endedAt: .now), to: path)
  }

  /// Checks whether metrics could be written to a file, without changing anything under its name.
  ///
  /// - Throws: `CrawlError` if the file could not be created, belongs to a crawl, or has the name of a
  ///   folder.
  public static func checkMetrics(path: String) throws(CrawlError) {
    try CrawlFolder.check(writing: path)
  }
}
