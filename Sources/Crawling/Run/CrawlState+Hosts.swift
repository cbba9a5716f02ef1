import Addressing
import CrawlModel
import Fetching
import Scheduling

/// The networks of the hosts that the user named when they were first resolved, in all runs of a crawl.
extension CrawlState {
  private static let prefix = "host."

  /// Returns the hosts of addresses, with what earlier runs know of them.
  ///
  /// - Throws: `CrawlError` if the journal cannot be read.
  func namedHosts(of named: Seeds) throws(CrawlError) -> NamedHosts {
    let known: [String: NetworkKind]
    do throws(FrontierError) {
      // A word that is not known lets the next connection decide.
      known = try journal.settings(Self.prefix).compactMapValues(NetworkKind.init)
    } catch {
      throw CrawlError(error)
    }
    return NamedHosts(named.addresses, known: known) { [journal] host, network in
      // If the journal cannot be written, the frontier ends the crawl.
      try? journal.set([Self.prefix + host: network.rawValue])
    }
  }
}
