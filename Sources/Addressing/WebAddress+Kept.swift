extension WebAddress {
  /// Creates an address from a stored canonical text without parsing it again.
  ///
  /// For a crawl's own files, which contain only canonical addresses: only the positions of the
  /// parts are determined. A text that does not look canonical is parsed in full.
  ///
  /// - Throws: the reason if the text is not an address that can be fetched.
  public init(kept text: String) throws(AddressError) {
    let utf8 = text.utf8
    if let layout = Self.keptLayout(utf8.span) {
      self.init(text: text, layout: layout)
    } else {
      try self.init(text)
    }
  }

  /// Returns the positions of the parts of a canonical address; `nil` if the text is not clearly
  /// canonical.
  private static func keptLayout(_ bytes: Span<UInt8>) -> Layout? {
    guard bytes.count <= lengthLimit, bytes.count > 8, bytes[0] == UInt8(ascii: "h"),
      bytes[1] == UInt8(ascii: "t"), bytes[2] == UInt8(ascii: "t"), bytes[3] == UInt8(ascii: "p")
    else { return nil }
    let isEncrypted = bytes[4] == UInt8(ascii: "s")
    let colon = isEncrypted ? 5 : 4
    guard bytes[colon] == UInt8(ascii: ":"), bytes[colon + 1] == UInt8(ascii: "/"),
      bytes[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    let hostStart = colon + 3
    var at = hostStart
    while at < bytes.count, bytes[at].isPlainInHost { at += 1 }
    let hostEnd = at
    if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
      at += 1
      var port = 0
      while at < bytes.count, bytes[at] &- 0x30 < 10, port <= 65_535 {
        port = port * 10 + Int(bytes[at] &- 0x30)
        at += 1
      }
      guard (1...65_535).contains(port) else { return nil }
    }
    // An IPv6 address is parsed in full.
    guard hostEnd > hostStart, at < bytes.count, bytes[at] == UInt8(ascii: "/") else { return nil }
    let pathStart = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "?") {
      guard bytes[at].isKeptAsItIs else { return nil }
      at += 1
    }
    let pathEnd = at
    while at < bytes.count {
      guard bytes[at].isKeptAsItIs else { return nil }
      at += 1
    }
    return Layout(
      hostEnd: UInt32(hostEnd), pathStart: UInt32(pathStart), pathEnd: UInt32(pathEnd))
  }
}

extension UInt8 {
  var isPlainInHost: Bool {
    self &- 0x61 < 26 || self &- 0x30 < 10 || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }

  /// Printable ASCII except the number sign, which would begin a fragment.
  fileprivate var isKeptAsItIs: Bool {
    self > 0x20 && self < 0x7F && self != UInt8(ascii: "#")
  }
}
