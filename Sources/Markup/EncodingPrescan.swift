import Bytes

/// The HTML standard's search for a `meta` that declares the encoding, before the document is
/// parsed (§13.2.3.2, "prescan a byte stream to determine its encoding").
struct EncodingPrescan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Returns the declared encoding, or `nil` if the bytes end before a declaration.
  mutating func run() -> CharacterEncoding? {
    while position < bytes.count {
      guard bytes[position] == "<" else {
        position += 1
        continue
      }
      if has("<!--") {
        // In "<!-->" the same dashes begin and end the comment.
        position += 2
        guard skip(past: "-->") else { return nil }
      } else if has("<meta"), let after = byte(at: position + 5),
        after.isASCIIWhitespace || after == "/"
      {
        position += 5
        if let encoding = readMeta() { return encoding }
      } else if has("<"), let next = byte(at: position + 1),
        next.isASCIILetter
          || (next == "/" && byte(at: position + 2).map(\.isASCIILetter) ?? false)
      {
        while let byte = byte(at: position), !byte.isASCIIWhitespace, byte != ">" { position += 1 }
        while readAttribute(isKept: false) != nil {}
      } else if has("<!") || has("</") || has("<?") {
        guard skip(past: ">") else { return nil }
      } else {
        position += 1
      }
    }
    return nil
  }

  private mutating func readMeta() -> CharacterEncoding? {
    var seen: Set<String> = []
    var gotPragma = false
    var needsPragma: Bool?
    var label: String?
    while let (name, value) = readAttribute() {
      guard seen.insert(name).inserted else { continue }
      switch name {
      case "http-equiv":
        if value == "content-type" { gotPragma = true }
      case "content":
        if label == nil, let found = Self.charset(inContentType: value) {
          label = found
          needsPragma = true
        }
      case "charset":
        label = value
        needsPragma = false
      default: break
      }
    }
    // An incomplete tag at the end declares nothing.
    guard position < bytes.count, let needsPragma, let label, !needsPragma || gotPragma else {
      return nil
    }
    guard let encoding = CharacterEncoding(label: label) else { return nil }
    if encoding.isWide { return .utf8 }
    return encoding.name == "x-user-defined" ? .windows1252 : encoding
  }

  /// "Get an attribute": returns both parts in lower case, `nil` at the end of the tag.
  private mutating func readAttribute(
    isKept: Bool = true
  ) -> (name: String, value: String)? {
    while let byte = byte(at: position), byte.isASCIIWhitespace || byte == "/" { position += 1 }
    guard let first = byte(at: position), first != ">" else { return nil }
    var name: [UInt8] = []
    var hasValue = false
    var isEmpty = true
    while let byte = byte(at: position) {
      if byte == "=", !isEmpty {
        hasValue = true
        position += 1
        break
      }
      if byte.isASCIIWhitespace || byte == "/" || byte == ">" { break }
      isEmpty = false
      if isKept { name.append(byte.lowercasedASCII) }
      position += 1
    }
    if !hasValue {
      while let byte = byte(at: position), byte.isASCIIWhitespace { position += 1 }
      guard byte(at: position).map({ $0 == "=" }) ?? false else { return (Self.text(name), "") }
      position += 1
    }
    return (Self.text(name), Self.text(readValue(isKept: isKept)))
  }

  private mutating func readValue(isKept: Bool) -> [UInt8] {
    while let byte = byte(at: position), byte.isASCIIWhitespace { position += 1 }
    var value: [UInt8] = []
    guard let first = byte(at: position), first != ">" else { return value }
    if first == "\"" || first == "'" {
      position += 1
      while let byte = byte(at: position) {
        position += 1
        if byte == first { break }
        if isKept { value.append(byte.lowercasedASCII) }
      }
      return value
    }
    while let byte = byte(at: position), !byte.isASCIIWhitespace, byte != ">" {
      if isKept { value.append(byte.lowercasedASCII) }
      position += 1
    }
    return value
  }

  /// Returns the encoding in a lower-case `Content-Type` value (HTML standard §2.4.4, "extracting a
  /// character encoding from a meta element").
  static func charset(inContentType value: String) -> String? {
    let text = Array(value.utf8)
    let word = Array("charset".utf8)
    var at = 0
    while at + word.count <= text.count {
      guard text[at..<at + word.count].elementsEqual(word) else {
        at += 1
        continue
      }
      at += word.count
      while at < text.count, text[at].isASCIIWhitespace { at += 1 }
      guard at < text.count, text[at] == "=" else { continue }
      at += 1
      while at < text.count, text[at].isASCIIWhitespace { at += 1 }
      guard at < text.count else { return nil }
      if text[at] == "\"" || text[at] == "'" {
        guard let end = text[(at + 1)...].firstIndex(of: text[at]) else { return nil }
        return Self.text(text[(at + 1)..<end])
      }
      return Self.text(text[at...].prefix { !$0.isASCIIWhitespace && $0 != ";" })
    }
    return nil
  }

  // MARK: Bytes

  private func byte(at index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  /// Whether the text is at the position, ignoring case.
  private func has(_ text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where bytes[position + offset].lowercasedASCII != text.utf8Start[offset] { return false }
    return true
  }

  private mutating func skip(past end: StaticString) -> Bool {
    while position < bytes.count {
      if has(end) {
        position += end.utf8CodeUnitCount
        return true
      }
      position += 1
    }
    return false
  }

  private static func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }
}
