import Addressing
import CrawlModel

/// The addresses a crawl starts from, parsed from user input.
struct Seeds: Sendable {
  let addresses: [WebAddress]
  /// The names and passwords in the seeds' addresses, stored separately from them.
  private(set) var credentials: [Origin: Credentials]

  /// Parses seeds; one without a scheme is read as `https`, as in browsers (see ``SchemeChoice``).
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

  /// Adds names and passwords of a file for the hosts that have none in their address.
  mutating func addCredentials(_ netrc: Netrc) {
    for origin in Set(addresses.map(\.origin)) {
      let given = credentials[origin]
      guard given == nil || given?.password.isEmpty == true else { continue }
      let login = given?.decoded.user ?? ""
      credentials[origin] = netrc.credentials(for: origin.host, login: login) ?? given
    }
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
    let hasScheme = hasScheme(text)
    let host = host(text)
    guard hasScheme || hasMark(host) else {
      let lack =
        switch host {
        case text[...]: "it has no scheme, dot or port"
        case "": "it begins with neither a scheme nor a host"
        default: "it has no scheme, and '\(host)' has no dot or port"
        }
      throw problem("'\(text)' is not an address: \(lack).")
    }
    let parsed: ParsedAddress
    do throws(AddressError) {
      parsed = try AddressReader.read(hasScheme ? text : "https://" + text, base: nil)
    } catch {
      throw problem("\(error)")
    }
    // The URL standard allows it, but it is a path of this machine, and no name that anybody has.
    guard !parsed.address.host.allSatisfy({ $0 == "." }) else {
      throw problem("'\(text)' is not an address: '\(parsed.address.host)' is no host.")
    }
    return parsed
  }

  private static func problem(_ words: String) -> CrawlError {
    CrawlError(.badSeed, "\(words) Give an address such as https://example.com/.")
  }

  /// Whether the text begins with a scheme.
  ///
  /// `localhost:8080` and `example.com:80/a` do not, because a number follows the colon, although
  /// the URL standard would read a scheme.
  static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let scheme = text[..<colon]
    guard let first = scheme.first, first.isASCII, first.isLetter,
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return false }
    let rest = text[text.index(after: colon)...]
    let port = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return port.isEmpty || !port.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// The host and the port that a text without a scheme begins with.
  private static func host(_ text: String) -> Substring {
    text.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" }
  }

  /// Whether a word is a host: one with a dot or a port, or `localhost`.
  ///
  /// Any other word is more likely a mistyped command than a host of a local network.
  private static func hasMark(_ host: Substring) -> Bool {
    // The other dots are those of UTS #46.
    host.contains { ".:\u{3002}\u{FF0E}\u{FF61}".contains($0) }
      || host.lowercased() == "localhost"
  }
}
