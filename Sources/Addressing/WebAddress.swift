import DomainNames

/// The address of a resource on the web: an absolute `http` or `https` URL in canonical form.
///
/// Canonical is what the WHATWG URL standard writes, without credentials and fragment:
///
/// ```swift
/// let base = try WebAddress("HTTP://Example.org:80/a/./b")     // http://example.org/a/b
/// let picture = try WebAddress("../c d.png", relativeTo: base)  // http://example.org/c%20d.png
/// ```
///
/// Two addresses are equal when their texts are. The text is ASCII and at most ``lengthLimit``
/// bytes long; beside it an address holds only where its parts begin.
public struct WebAddress: Sendable, CustomStringConvertible {
  /// The most bytes an address may have, as it is written and in canonical form: 64 KiB.
  public static let lengthLimit = 65_536

  /// The canonical text, without credentials and fragment; exactly what is sent to libcurl.
  public let text: String
  let layout: Layout

  /// Where the parts of the text begin and end, in bytes.
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

  /// Feeds the text to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension WebAddress {
  /// The scheme.
  public var scheme: Scheme { isEncrypted ? .https : .http }

  /// The host as it stands in the text: a domain name in ASCII, an IPv4 address in four decimal
  /// numbers, or an IPv6 address in brackets.
  public var host: String { String(slice(hostStart, Int(layout.hostEnd))) }

  /// The port that is connected to.
  public var port: Int { explicitPort ?? scheme.defaultPort }

  /// The port where the text names one, which it never does for the scheme's default.
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

  /// The query without its question mark; `nil` where there is no question mark.
  public var query: Substring? {
    let end = text.utf8.count
    return Int(layout.pathEnd) < end ? slice(Int(layout.pathEnd) + 1, end) : nil
  }

  /// The path and, where there is one, the question mark and query: the target of a request.
  public var pathAndQuery: Substring { slice(Int(layout.pathStart), text.utf8.count) }

  /// The scheme, host and port.
  public var origin: Origin { Origin(scheme: scheme, host: host, port: port) }

  /// Whether another address has the same origin, found out without making either.
  public func isSameOrigin(as other: WebAddress) -> Bool {
    guard layout.pathStart == other.layout.pathStart else { return false }
    // Equal origins are written alike.
    let utf8 = text.utf8
    let otherUTF8 = other.text.utf8
    let bytes = utf8.span
    let others = otherUTF8.span
    for index in 0..<Int(layout.pathStart) where bytes[index] != others[index] { return false }
    return true
  }

  /// The number that stands for the address; see there for the odds of a collision.
  public var fingerprint: Fingerprint { Fingerprint(text) }

  /// The IP address that is the host; `nil` for a domain name.
  public var ipAddress: IPAddress? { IPAddress(host: host) }

  /// Whether the host is an IP address.
  public var isIPAddress: Bool { ipAddress != nil }

  /// The part of the host that was registered, such as `example.co.uk` for
  /// `images.example.co.uk`.
  ///
  /// `nil` for an IP address, a name that is itself a public suffix, and a name of one label.
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
    // The text is ASCII, so that any place in it parts characters.
    let utf8 = text.utf8
    let from = utf8.index(utf8.startIndex, offsetBy: start)
    return Substring(utf8[from..<utf8.index(from, offsetBy: end - start)])
  }
}
