import Addressing
public import CrawlModel
import Scheduling

extension CrawlFolder {
  /// What became of an address and why: as a document, as an image, or as both; empty when no
  /// document that was read refers to it.
  ///
  /// - Parameter text: the address; one without a scheme is taken as `https`.
  /// - Returns: the canonical address and what is known of it.
  /// - Throws: `CrawlError` for what is no address, and when the journal cannot be read.
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
