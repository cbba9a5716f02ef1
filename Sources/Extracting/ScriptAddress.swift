import Bytes

/// A `javascript:` address, whose code is read like that of a handler (HTML standard §7.4.2.3.2).
enum ScriptAddress {
  private static let scheme = "javascript:"

  /// Whether a reference is such an address.
  static func isLikely(_ reference: Span<UInt8>) -> Bool {
    var start = 0
    while start < reference.count, reference[start] <= 0x20 { start += 1 }
    guard start < reference.count, reference[start] | 0x20 == "j" else { return false }
    return reference.matchesIgnoringASCIICase(scheme, at: start)
  }

  /// Returns its code with the quotation marks decoded.
  ///
  /// Other escapes stay, as they may be those of an address in a string.
  static func code(_ reference: String) -> String {
    guard reference.utf8.contains(UInt8(ascii: "%")) else { return reference }
    return reference.replacing("%27", with: "'").replacing("%22", with: "\"")
  }
}
