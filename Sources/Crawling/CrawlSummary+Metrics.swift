public import CrawlModel
import Fetching
import Files
import Reporting

extension CrawlSummary {
  /// Writes metrics in the text form of Prometheus to a file, which is replaced as a whole; a device,
  /// a pipe, or what a symbolic link leads to, is written in place.
  ///
  /// - Parameters:
  ///   - path: the file; node_exporter reads those that end in `.prom`.
  ///   - crawl: the value of the label `crawl` of each metric.
  /// - Throws: `CrawlError` if the file cannot be written.
  public func writeMetrics(to path: String, crawl: String) throws(CrawlError) {
    let bytes = MetricsText.bytes(of: self, crawl: crawl, endedAt: .now)
    do throws(FileError) {
      var file = try NamedFile(writing: path)
      try file.append(bytes.span)
      try file.close()
    } catch {
      throw CrawlError(error)
    }
  }

  /// Checks whether metrics could be written to a file, without creating it.
  ///
  /// - Throws: `CrawlError` if its folder cannot be opened or its name is not usable.
  public static func checkMetrics(path: String) throws(CrawlError) {
    let (parent, name) = split(path)
    var isFolder = name.isEmpty
    do throws(FileError) {
      if !isFolder { isFolder = try Folder.open(parent).kind(of: name) == .folder }
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
    if isFolder {
      throw CrawlError(.badSetting, "\(path) is a folder; --metrics needs the name of a file.")
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }
}
