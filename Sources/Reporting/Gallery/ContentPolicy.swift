import Bytes

/// The content security policies of the pages that Magpie writes (CSP Level 3).
enum ContentPolicy {
  /// The policy of a page of the gallery, as written in a `meta` element: only the page's own script
  /// and style, images from the same folder, and nothing else.
  ///
  /// `file:` is listed because some browsers give a page opened from disk no origin, so that
  /// `'self'` matches nothing.
  static let text = """
    default-src 'none'; img-src 'self' file: data:; \
    style-src '\(source(GalleryStyle.text))'; script-src '\(source(GalleryScript.text))'; \
    base-uri 'none'; form-action 'none'
    """

  /// The policy of a report of an audit: only the page's own style.
  static let ofAudit = """
    default-src 'none'; img-src data:; style-src '\(source(AuditStyle.text))'; base-uri 'none'; \
    form-action 'none'
    """

  /// Returns the expression that allows an inline element with this content.
  private static func source(_ content: StaticString) -> String {
    "sha256-" + base64(SHA256Digest(of: Array(content.description.utf8).span).bytes)
  }

  /// Base 64 with padding (RFC 4648, section 4).
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      var digits: [UInt8] = []
      for place in (0..<4).reversed() {
        digits.append(place > group.count ? UInt8(ascii: "=") : alphabet[bits & 63])
        bits >>= 6
      }
      text += digits.reversed()
    }
    return String(decoding: text, as: UTF8.self)
  }
}
