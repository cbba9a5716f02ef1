import CrawlModel
import Crawling

/// The versions that a bug report needs.
enum Versions {
  static var text: String {
    """
    magpie \(MagpieVersion.current)
    libcurl \(LibraryVersions.libcurl)
    libxml2 \(LibraryVersions.libxml2)
    """
  }
}
