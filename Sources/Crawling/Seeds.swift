import Addressing
import CrawlModel

/// The addresses a crawl starts from, parsed from user input.
struct Seeds: Sendable {
  let addresses: [WebAddress]
  /// The names and passwords in the seeds' addresses, stored separately from them.
  let credentials: [Origin: Credentials]

  /// Parses seeds; one without a scheme is read as `https`, as in browsers.
  init(_ texts: [String]) throws(CrawlError) {
    var addresses: [WebAddress] = []
    var credentials: [Origin: Credentials] = [:]
    for text in texts {
      let parsed = try Self.read(text)
      addresses.append(parsed.address)
      if let parsed = parsed.credentials {
        credentials[addresses[addresses.count - 1].origin] = parsed
      }
    }
    self.addresses = addresses
    self.credentials = credentials
  }

  private init(_ addresses: [WebAddress], _ credentials: [Origin: Credentials]) {
    self.addresses = addresses
    self.credentials = credentials
  }

  /// Whether there are none.
  var isEmpty: Bool { addresses.isEmpty }

  /// Whether all of them are at one port of this machine, by their text.
  ///
  /// Such a list is the work of somebody who tries a server here. One that comes from a page names
  /// the hosts of that page, too.
  var isOneOriginOfThisMachine: Bool {
    guard let first = addresses.first else { return false }
    return first.isOfThisMachine && addresses.allSatisfy { $0.origin == first.origin }
  }

  /// Returns these seeds and others; if both have credentials for an origin, these count.
  func joined(with others: Seeds) -> Seeds {
    Seeds(
      addresses + others.addresses, credentials.merging(others.credentials) { own, _ in own })
  }

  private static func read(_ text: String) throws(CrawlError) -> ParsedAddress {
    do throws(AddressError) {
      return try AddressReader.read(hasScheme(text) ? text : "https://" + text, base: nil)
    } catch {
      throw CrawlError(
        .badSeed, "\(error) Give an address such as https://example.com/.")
    }
  }

  /// Whether the text begins with a scheme.
  ///
  /// `localhost:8080` and `example.com:80/a` do not, because a number follows the colon, although
  /// the URL standard would read a scheme.
  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let scheme = text[..<colon]
    guard let first = scheme.first, first.isASCII, first.isLetter,
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return false }
    let rest = text[text.index(after: colon)...]
    let port = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return port.isEmpty || !port.allSatisfy { $0.isASCII && $0.isNumber }
  }
}

extension WebAddress {
  /// Whether the host is a loopback address or `localhost` (RFC 6761 §6.3).
  fileprivate var isOfThisMachine: Bool { ipAddress?.isLoopback ?? (host == "localhost") }
}
