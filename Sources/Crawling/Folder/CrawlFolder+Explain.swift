import Addressing
public import CrawlModel
import Scheduling

extension CrawlFolder {
  /// Explains what happened to an address, as a document, as an image, or as both; empty if no
  /// document that was read refers to it.
  ///
  /// - Parameter text: the address; one without a scheme is read as `https`.
  /// - Returns: the canonical address and what is known about it.
  /// - Throws: `CrawlError` if the text is not an address or the journal cannot be read.
  public func explain(
    _ text: String
  ) throws(CrawlError) -> (address: String, trails: [Trail]) {
    if let key = ImageKey(name: text) {
      return try attempt { (key.text, try journal.trails(of: key)) }
    }
    guard let address = try Seeds([text]).addresses.first else {
      throw CrawlError(.badSeed, "There is no address to explain.")
    }
    return try attempt { (address.text, try journal.trails(of: .address(address))) }
  }
}
