import Addressing

/// The identity of a crawl: a later run can resume it only if these settings are the same.
///
/// Threads, transfers, limits, pace and requests may differ from run to run.
extension CrawlConfiguration {
  /// The identity by name, as on the command line without the dashes.
  ///
  /// Settings with their default value are omitted; several values of one are written one per line.
  var identity: [String: String] {
    var identity: [String: String] = [:]
    for option in CrawlOption.all { identity[option.name] = option.identity(in: self) }
    // A list of images may grow from run to run; the seeds of a crawl may not change.
    guard imageList.isEmpty else {
      identity["list"] = "true"
      return identity
    }
    let seeds = (try? Seeds(seeds).addresses) ?? []
    if !seeds.isEmpty { identity["seed"] = seeds.map(\.text).sorted().joined(separator: "\n") }
    return identity
  }

  /// Adopts the identity of an earlier run; settings that it omits keep their value.
  ///
  /// - Throws: `CrawlError` if a value cannot be read.
  mutating func take(_ identity: [String: String]) throws(CrawlError) {
    func values(_ name: String) -> [String]? {
      identity[name]?.split(separator: "\n").map(String.init)
    }
    seeds = values("seed") ?? []
    for option in CrawlOption.all where option.isIdentity {
      if let values = values(option.name) { try option.set(&self, values) }
    }
  }
}
