import CrawlModel
import Fetching
import Scheduling

/// What the hosts that the user named were when they were first resolved, in all runs of a crawl.
extension CrawlState {
  private static let prefix = "host."
  private static let words = (isPrivate: "private", isPublic: "public")

  /// Returns the hosts of addresses, with what earlier runs know of them.
  ///
  /// - Throws: `CrawlError` if the journal cannot be read.
  func namedHosts(of named: Seeds) throws(CrawlError) -> NamedHosts {
    let known: [String: Bool]
    do throws(FrontierError) {
      known = try journal.settings(Self.prefix).mapValues { $0 == Self.words.isPrivate }
    } catch {
      throw CrawlError(error)
    }
    return NamedHosts(named.addresses, known: known) { [journal] host, isPrivate in
      // If the journal cannot be written, the frontier ends the crawl.
      try? journal.set([
        Self.prefix + host: isPrivate ? Self.words.isPrivate : Self.words.isPublic
      ])
    }
  }
}
