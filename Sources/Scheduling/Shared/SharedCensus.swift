/// What the journals of nodes know of all nodes of their crawl.
public struct SharedCensus {
  /// The nodes that are known and whose journals are not among them, as they call themselves.
  public let missing: [String]
  /// The greatest number of addresses that the crawl was known to have.
  public let addresses: Int

  /// Asks journals.
  ///
  /// - Parameter journals: those of nodes of one crawl.
  /// - Throws: `FrontierError` if one cannot be read.
  public init(of journals: [Journal]) throws(FrontierError) {
    var names: [String: String] = [:]
    var addresses = 0
    for journal in journals {
      names.merge(try journal.settings(SharedBacklog.memberPrefix)) { _, latest in latest }
      addresses = max(addresses, Int(try journal.setting(SharedBacklog.addressesName) ?? "") ?? 0)
    }
    for journal in journals {
      if let node = try journal.setting(SharedBacklog.nodeName) { names[node] = nil }
    }
    missing = names.values.sorted()
    self.addresses = addresses
  }
}
