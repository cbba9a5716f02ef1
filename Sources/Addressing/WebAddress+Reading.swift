import Bytes

extension WebAddress {
  /// Parses an absolute address.
  ///
  /// A fragment and credentials are parsed and dropped; ``AddressReader`` keeps them.
  ///
  /// - Throws: the reason if the text is not an address that can be fetched.
  public init(_ input: String) throws(AddressError) {
    self = try AddressReader.read(input, base: nil).address
  }

  /// Parses an address in a document whose base is `base`.
  ///
  /// - Throws: the reason if the text is not an address that can be fetched.
  public init(_ reference: String, relativeTo base: WebAddress) throws(AddressError) {
    let utf8 = reference.utf8
    if let plain = WebAddress(plain: utf8.span, of: reference[...], base) {
      self = plain
    } else if let plain = WebAddress(plainAbsolute: utf8.span, of: reference[...]) {
      self = plain
    } else {
      self = try AddressReader.read(reference, base: base).address
    }
  }

  /// Parses an address against a prepared base.
  ///
  /// - Parameters:
  ///   - reference: the text as written in the document.
  ///   - base: the document's base.
  ///   - queryEncoder: for a document that is not in UTF-8; `nil` means UTF-8.
  ///   - names: converts the names of the document; `nil` for a single reference.
  /// - Throws: the reason if the text is not an address that can be fetched.
  public init(
    _ reference: Substring, relativeTo base: AddressBase,
    queryEncoder: AddressReader.QueryEncoder? = nil, names: InternationalNames? = nil
  ) throws(AddressError) {
    let utf8 = reference.utf8
    if let plain = WebAddress(plain: utf8.span, of: reference, base) {
      self = plain
    } else if let plain = WebAddress(plainAbsolute: utf8.span, of: reference) {
      self = plain
    } else {
      self = try AddressReader.read(
        String(reference), base: base.address, queryEncoder: queryEncoder, names: names
      ).address
    }
  }

  /// Parses an address from bytes in UTF-8; invalid sequences become U+FFFD.
  ///
  /// - Throws: the reason if the text is not an address that can be fetched.
  public init(utf8 reference: Span<UInt8>, relativeTo base: WebAddress) throws(AddressError) {
    if let text = try? UTF8Span(validating: reference) {
      try self.init(String(copying: text), relativeTo: base)
    } else {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(reference.count)
      for index in reference.indices { bytes.append(reference[index]) }
      try self.init(String(decoding: bytes, as: UTF8.self), relativeTo: base)
    }
  }
}

/// The fast path for the most common references: a path from the root or from the same folder,
/// optionally with a query, in which nothing has to be encoded, decoded or removed.
extension WebAddress {
  /// The characters that are encoded in a path, become a slash, or may end a scheme.
  private static let notPlainInPath = ASCIISet.path.with("\\:")

  /// Parses a plain reference; returns `nil` if it needs the parser.
  init?(plain bytes: Span<UInt8>, of reference: Substring, _ base: WebAddress) {
    guard let (path, end) = Self.plainEnds(bytes) else { return nil }
    let kept: Int
    if end == 0 {
      self = base
      return
    } else if bytes[0] == UInt8(ascii: "/") {
      kept = Int(base.layout.pathStart)
    } else if path == 0 {
      kept = Int(base.layout.pathEnd)
    } else {
      kept = base.folderEnd
    }
    guard kept + end <= Self.lengthLimit else { return nil }
    var text = String()
    text.reserveCapacity(kept + end)
    text += base.slice(0, kept)
    text += reference[..<reference.utf8.index(reference.startIndex, offsetBy: end)]
    var layout = base.layout
    layout.pathEnd = UInt32(kept + path)
    self.init(text: text, layout: layout)
  }

  /// Parses a plain reference against a prepared base, whose parts need not be extracted again.
  init?(plain bytes: Span<UInt8>, of reference: Substring, _ base: AddressBase) {
    guard let (path, end) = Self.plainEnds(bytes) else { return nil }
    var text: String
    if end == 0 {
      self = base.address
      return
    } else if bytes[0] == UInt8(ascii: "/") {
      text = base.root
    } else if path == 0 {
      text = base.path
    } else {
      text = base.folder
    }
    let kept = text.utf8.count
    guard kept + end <= Self.lengthLimit else { return nil }
    // Copying a substring that covers its whole string would not share the storage.
    text +=
      end == bytes.count
      ? String(reference)
      : String(reference[..<reference.utf8.index(reference.startIndex, offsetBy: end)])
    var layout = base.address.layout
    layout.pathEnd = UInt32(kept + path)
    self.init(text: text, layout: layout)
  }

  /// Returns the ends of the path and the query of a plain reference; `nil` if it is not plain.
  private static func plainEnds(_ bytes: Span<UInt8>) -> (path: Int, end: Int)? {
    guard !bytes.isEmpty, bytes.count <= lengthLimit else { return nil }
    if bytes[0] == UInt8(ascii: "/"), bytes.count > 1, bytes[1].isSlash { return nil }
    guard let path = plainPathEnd(bytes), let end = plainQueryEnd(bytes, from: path) else {
      return nil
    }
    return (path, end)
  }

  /// Parses a plain absolute address; returns `nil` if it needs the parser: a host with anything
  /// but lower-case letters, digits, dots and dashes, one that may be a number, a port, or a
  /// missing path.
  init?(plainAbsolute bytes: Span<UInt8>, of reference: Substring) {
    guard bytes.count > 9, bytes.count <= Self.lengthLimit, bytes[0] == UInt8(ascii: "h"),
      bytes[1] == UInt8(ascii: "t"), bytes[2] == UInt8(ascii: "t"), bytes[3] == UInt8(ascii: "p")
    else { return nil }
    let colon = bytes[4] == UInt8(ascii: "s") ? 5 : 4
    guard bytes[colon] == UInt8(ascii: ":"), bytes[colon + 1] == UInt8(ascii: "/"),
      bytes[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    let hostStart = colon + 3
    var at = hostStart
    var label = at
    while at < bytes.count, bytes[at].isPlainInHost {
      if bytes[at] == UInt8(ascii: ".") { label = at + 1 }
      at += 1
    }
    guard at < bytes.count, bytes[at] == UInt8(ascii: "/"), label < at,
      !bytes[label].isASCIIDigit, let path = Self.plainPathEnd(bytes, from: at),
      let end = Self.plainQueryEnd(bytes, from: path)
    else { return nil }
    let layout = Layout(hostEnd: UInt32(at), pathStart: UInt32(at), pathEnd: UInt32(path))
    self.init(
      text: String(reference[..<reference.utf8.index(reference.startIndex, offsetBy: end)]),
      layout: layout)
  }

  /// Returns the end of the path: a question mark, a number sign or the end.
  private static func plainPathEnd(_ bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    let notPlain = notPlainInPath
    var isSegmentStart = true
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "/") {
        isSegmentStart = true
      } else if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        return index
      } else if byte >= 128 || notPlain.contains(byte) {
        return nil
      } else {
        // Every dot segment begins with one of these.
        if isSegmentStart, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "%") { return nil }
        isSegmentStart = false
      }
    }
    return bytes.count
  }

  /// Returns the end of the query: a number sign or the end.
  ///
  /// The fragment is dropped, so its content does not matter.
  private static func plainQueryEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") { return index }
      if byte >= 128 || ASCIISet.specialQuery.contains(byte) { return nil }
    }
    return bytes.count
  }

  /// The offset after the last slash of the path.
  var folderEnd: Int {
    var end = Int(layout.pathEnd)
    var index = text.utf8.index(text.startIndex, offsetBy: end)
    while end > Int(layout.pathStart) + 1 {
      index = text.utf8.index(before: index)
      if text.utf8[index] == UInt8(ascii: "/") { break }
      end -= 1
    }
    return end
  }
}
