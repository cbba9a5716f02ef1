import Addressing

extension Crawl {
  /// Checks whether a text can be a seed or an image of a list: an http or https address, or one
  /// without a scheme that begins with a host: a word with a dot or a port, or `localhost`.
  ///
  /// - Throws: `CrawlError` that says what is wrong with it.
  public static func check(seed: String) throws(CrawlError) { _ = try Seeds([seed]) }

  /// The default name of the output folder: the seed's host, with its port if it is not the default
  /// port of the scheme.
  ///
  /// - Throws: `CrawlError` if the seed is not an address.
  public static func folderName(forSeed seed: String) throws(CrawlError) -> String {
    guard let address = try Seeds([seed]).addresses.first else {
      throw CrawlError(.badSeed, "There is no address to start from.")
    }
    let host = address.host.filter { $0 != "[" && $0 != "]" }.replacing(":", with: "_")
    return address.explicitPort.map { "\(host)_\($0)" } ?? host
  }
}
