import CrawlModel
import Crawling

/// The versions needed in a bug report.
enum Versions {
  static var text: String {
    """
    magpie \(MagpieVersion.current)
    libcurl \(LibraryVersions.libcurl)
    libxml2 \(LibraryVersions.libxml2)
    """
  }
}
