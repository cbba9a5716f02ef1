import Addressing

extension Crawl {
  /// The name of the output folder when none is given: the seed's host, with its port when it is
  /// not the scheme's own.
  ///
  /// - Throws: `CrawlError` when the seed is no address.
  public static func folderName(forSeed seed: String) throws(CrawlError) -> String {
    guard let address = try Seeds([seed]).addresses.first else {
      throw CrawlError(.badSeed, "There is no address to start from.")
    }
    let host = address.host.filter { $0 != "[" && $0 != "]" }.replacing(":", with: "_")
    // A host of dots alone, which the URL standard allows, would lead out of the current folder.
    if host.allSatisfy({ $0 == "." }) { return "host" }
    return address.explicitPort.map { "\(host)_\($0)" } ?? host
  }
}
