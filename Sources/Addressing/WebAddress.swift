import DomainNames

/// An absolute `http` or `https` URL in canonical form.
///
/// Canonical means serialised by the WHATWG URL standard, without credentials and fragment:
///
/// ```swift
/// let base = try WebAddress("HTTP://Example.org:80/a/./b")     // http://example.org/a/b
/// let picture = try WebAddress("../c d.png", relativeTo: base)  // http://example.org/c%20d.png
/// ```
///
/// Two addresses are equal if their texts are. The text is ASCII and at most ``lengthLimit`` bytes
/// long; besides it an address only stores the positions of its parts.
public struct WebAddress: Sendable, CustomStringConvertible {
  /// The maximum length of an address in bytes, as written and in canonical form: 64 KiB.
  public static let lengthLimit = 65_536

  /// The canonical text, without credentials and fragment; exactly what is sent to libcurl.
  public let text: String
  let layout: Layout

  /// The positions of the parts of the text, in bytes.
  struct Layout: Hashable, Sendable {
    /// The end of the host; the port follows, if there is one.
    var hostEnd: UInt32
    /// The first slash of the path.
    var pathStart: UInt32
    /// The end of the path: the question mark, or the end of the text.
    var pathEnd: UInt32
  }

  init(text: String, layout: Layout) {
    self.text = text
    self.layout = layout
  }

  /// The canonical text.
  public var description: String { text }
}

extension WebAddress: Hashable {
  /// Whether two addresses have the same text.
  public static func == (left: WebAddress, right: WebAddress) -> Bool { left.text == right.text }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension WebAddress: Codable {
  /// Reads the canonical text.
  public init(from decoder: any Decoder) throws {
    self = try WebAddress(kept: decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the canonical text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension WebAddress {
  /// The scheme.
  public var scheme: Scheme { isEncrypted ? .https : .http }

  /// The host as in the text: a domain name in ASCII, an IPv4 address in four decimal numbers, or
  /// an IPv6 address in brackets.
  public var host: String { String(slice(hostStart, Int(layout.hostEnd))) }

  /// The port to connect to.
  public var port: Int { explicitPort ?? scheme.defaultPort }

  /// The port if the text has one; it never has the scheme's default port.
  public var explicitPort: Int? {
    guard layout.hostEnd < layout.pathStart else { return nil }
    let utf8 = text.utf8
    let bytes = utf8.span
    var port = 0
    for index in Int(layout.hostEnd) + 1..<Int(layout.pathStart) {
      port = 10 * port + Int(bytes[index] &- UInt8(ascii: "0"))
    }
    return port
  }

  /// The path, beginning with a slash.
  public var path: Substring { slice(Int(layout.pathStart), Int(layout.pathEnd)) }

  /// The query without its question mark; `nil` if there is no question mark.
  public var query: Substring? {
    let end = text.utf8.count
    return Int(layout.pathEnd) < end ? slice(Int(layout.pathEnd) + 1, end) : nil
  }

  /// The path with the question mark and query, if any: the target of a request.
  public var pathAndQuery: Substring { slice(Int(layout.pathStart), text.utf8.count) }

  /// The scheme, host and port.
  public var origin: Origin { Origin(scheme: scheme, host: host, port: port) }

  /// Whether another address has the same origin, determined without creating the origins.
  public func isSameOrigin(as other: WebAddress) -> Bool {
    guard layout.pathStart == other.layout.pathStart else { return false }
    // Equal origins have equal texts.
    let utf8 = text.utf8
    let otherUTF8 = other.text.utf8
    let bytes = utf8.span
    let others = otherUTF8.span
    for index in 0..<Int(layout.pathStart) where bytes[index] != others[index] { return false }
    return true
  }

  /// The fingerprint of the address; see ``Fingerprint`` for the probability of a collision.
  public var fingerprint: Fingerprint { Fingerprint(text) }

  /// The host as an IP address; `nil` for a domain name.
  public var ipAddress: IPAddress? { IPAddress(host: host) }

  /// Whether the host is an IP address.
  public var isIPAddress: Bool { ipAddress != nil }

  /// The registrable part of the host, such as `example.co.uk` for `images.example.co.uk`.
  ///
  /// `nil` for an IP address, a name that is itself a public suffix, and a single-label name.
  public var registrableDomain: String? {
    isIPAddress ? nil : DomainName.registrableDomain(of: host)
  }

  var isEncrypted: Bool {
    // The fifth byte is the `s` of https or the colon of http.
    let utf8 = text.utf8
    return utf8.span[4] == UInt8(ascii: "s")
  }

  var hostStart: Int { isEncrypted ? 8 : 7 }

  func slice(_ start: Int, _ end: Int) -> Substring {
    // The text is ASCII, so every offset is a character boundary.
    let utf8 = text.utf8
    let from = utf8.index(utf8.startIndex, offsetBy: start)
    return Substring(utf8[from..<utf8.index(from, offsetBy: end - start)])
  }
}
