import Bytes

/// Finds the addresses of images in the strings of a script.
///
/// Scripts are not parsed: a candidate is a run without white space between two quotation marks of
/// the same kind, escaped or not. So it does not matter where strings begin, whether a comment
/// contains an apostrophe, or whether the script is JSON inside a string, and the cost is linear.
///
/// A candidate counts if it is absolute or from the root and has an image's extension; if it is
/// absolute and has a key such as `thumbnailUrl`; or if it is relative and is assigned or in a
/// list. Parts of addresses that a script concatenates do not count. A run may also be a list of
/// images without spaces, and one with spaces may be a `srcset`.
struct ScriptStrings {
  /// The kind of code that contains the strings.
  enum Place { case script, handler }

  /// The maximum length of a run.
  static let maximumLength = 4096
  /// The maximum length of a `srcset`.
  static let maximumSrcsetLength = 32 << 10

  /// Passes each address to `found`, with its escapes decoded.
  static func scan(
    _ script: Span<UInt8>, in place: Place = .script, _ found: (String) -> Void
  ) {
    var strings = ScriptStrings(place: place)
    strings.scan(script, found)
  }

  private let place: Place
  /// The end of the last address, used to recognise lists.
  private var endOfLast = -1

  private init(place: Place) { self.place = place }

  private mutating func scan(_ script: Span<UInt8>, _ found: (String) -> Void) {
    // The quotation mark at the start of the current run; 0 outside.
    var mark: UInt8 = 0
    var start = 0
    var at = 0
    while at < script.count {
      let byte = script[at]
      // Most of a script is lower-case letters, which are irrelevant here.
      if byte > UInt8(ascii: "`") {
        at += 1
        continue
      }
      switch byte {
      case "\"", "'", "`":
        if byte == mark {
          if at > start, at - start <= Self.maximumLength { take(script, start..<at, found) }
        } else if mark == 0, Self.mayBeSrcset(script, start, at) {
          takeSrcset(script, start..<at, found)
        }
        mark = byte
        start = at + 1
      case "<", ">", "\n", "\r", " ", "\t": mark = 0
      default: break
      }
      at += 1
    }
  }

  // Inlined, it would make the loop over all bytes slower.
  @inline(never)
  private mutating func take(
    _ script: Span<UInt8>, _ run: Range<Int>, _ found: (String) -> Void
  ) {
    // The backslashes before an escaped quotation mark.
    var end = run.upperBound
    while end > run.lowerBound, script[end - 1] == "\\" { end -= 1 }
    let bytes = script.extracting(run.lowerBound..<end)
    guard bytes.count > 4 else { return }
    let isImage = ImagePath.isImage(bytes)
    guard isImage || Self.mayBeAbsolute(bytes) else { return }
    // Without a backslash it stays unchanged, except for ampersands.
    guard bytes.firstIndex(of: "\\") != nil || ImagePath.couldBeReference(bytes) else { return }
    let text = Self.decoded(bytes)
    guard ImagePath.couldBeReference(text), Self.isWhole(text) else { return }
    let before = Surroundings(before: run.lowerBound - 1, script)
    let after = Self.next(after: run.upperBound, script)
    guard before.byte != "+", after != "+" else { return }
    let isFound =
      isImage
      ? isPlain(text, before, after, script)
      : before.key.map(ImageKey.isImage) ?? false && ImagePath.isAbsolute(text)
        && !ImagePath.isOther(text)
    guard isFound else { return }
    endOfLast = run.upperBound
    guard text.utf8.span.hasSeparator,
      let list = ReferenceList.candidates(text[...])
    else { return found(text) }
    for candidate in list { found(candidate.url) }
  }

  /// Whether a run with white space, between two quotation marks, ends in a descriptor.
  private static func mayBeSrcset(_ script: Span<UInt8>, _ start: Int, _ mark: Int) -> Bool {
    guard mark > start + 3, start > 0 else { return false }
    let last = script[mark - 1]
    guard last == "x" || last == "w" || last == "\\", script[start - 1] == script[mark],
      mark - start <= maximumSrcsetLength
    else { return false }
    var end = mark - 1
    while end > start, script[end] == "\\" { end -= 1 }
    return end > start + 2 && (script[end] == "x" || script[end] == "w")
      && script[end - 1].isASCIIDigit
  }

  @inline(never)
  private func takeSrcset(
    _ script: Span<UInt8>, _ run: Range<Int>, _ found: (String) -> Void
  ) {
    guard Self.next(after: run.upperBound, script) != "+",
      Surroundings(before: run.lowerBound - 1, script).byte != "+"
    else { return }
    var end = run.upperBound
    while end > run.lowerBound, script[end - 1] == "\\" { end -= 1 }
    let text = Self.decoded(script.extracting(run.lowerBound..<end))
    Srcset.parse(text.utf8.span) { candidate in
      guard candidate.width != nil || candidate.density != nil,
        ImagePath.couldBeReference(candidate.url), Self.isWhole(candidate.url),
        ImagePath.hasPlainHost(candidate.url),
        ImagePath.isRooted(candidate.url) || ImagePath.isImage(candidate.url)
      else { return }
      found(candidate.url)
    }
  }

  private static func mayBeAbsolute(_ bytes: Span<UInt8>) -> Bool {
    switch bytes[0] {
    case "h": bytes.matches("http")
    case "/": bytes[1] == "/"
    case "\\": bytes.matches("\\/\\/")
    default: false
    }
  }

  /// Whether the address is complete, without an open query or a placeholder.
  private static func isWhole(_ text: String) -> Bool {
    switch text.utf8.last ?? 0 {
    case "?", "&", "=": false
    default:
      !text.utf8.contains { $0 == "$" || $0 == "[" } && text.utf8.span.firstIndex(of: "%s") == nil
    }
  }

  private func isPlain(
    _ text: String, _ before: Surroundings, _ after: UInt8, _ script: Span<UInt8>
  ) -> Bool {
    if ImagePath.isAbsolute(text) { return ImagePath.hasPlainHost(text) }
    // The keys of a module map are paths, too.
    if after == ":", before.byte != "?" { return false }
    if ImagePath.isRooted(text) { return true }
    if place == .handler { return before.byte != 0 }
    if before.key.map(ImageKey.isAddress) ?? false { return true }
    guard text.utf8.first != UInt8(ascii: ".") else { return false }
    switch before.byte {
    case "[": return true
    case "=", ":": return text.utf8.contains(UInt8(ascii: "/"))
    case ",": return endOfLast >= 0 && before.position - endOfLast <= Surroundings.reach
    default: return false
    }
  }

  private static func next(after mark: Int, _ script: Span<UInt8>) -> UInt8 {
    var at = mark + 1
    let end = min(script.count, mark + Surroundings.reach)
    while at < end, script[at].isASCIIWhitespace || script[at] == "\\" { at += 1 }
    return at < end ? script[at] : 0
  }

  /// Decodes escapes, twice for a script inside a string; a text with other escapes is not a
  /// reference.
  private static func decoded(_ bytes: Span<UInt8>) -> String {
    var text = bytes.text(0..<bytes.count)
    for _ in 0..<2 where text.utf8.contains(UInt8(ascii: "\\")) {
      let written = text.utf8.span
      let content = JSONReader.Text(range: 0..<written.count, hasEscapes: true)
      let hasHex = written.firstIndex(of: "\\x") != nil
      // `\x` and the like would lose their backslash.
      guard !hasHex else { return text }
      text = written.text(of: content)
    }
    // Markup that the script writes.
    return text.utf8.contains(UInt8(ascii: "&")) ? withPlainAmpersands(text.utf8.span) : text
  }

  private static func withPlainAmpersands(_ text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      bytes.append(text[at])
      at += text.extracting(at...).matches("&amp;") ? 5 : 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The code before a string, on the same line or near it.
private struct Surroundings {
  /// The number of bytes examined.
  static let reach = 64

  /// The last byte other than white space; 0 if there is none.
  var byte: UInt8 = 0
  var position = 0
  /// The key or variable to which the string is assigned.
  var key: String?

  init(before mark: Int, _ script: Span<UInt8>) {
    let least = max(0, mark - Self.reach)
    var at = mark - 1
    func skip() {
      while at >= least, script[at].isASCIIWhitespace || script[at] == "\\" || script[at] == "(" {
        at -= 1
      }
    }
    while at >= least, script[at].isASCIIWhitespace || script[at] == "\\" { at -= 1 }
    guard at >= least else { return }
    byte = script[at]
    position = at
    guard byte == ":" || byte == "=" || byte == "[" else { return }
    if byte == "[" {
      // The first of a list under a key.
      at -= 1
      skip()
      guard at >= least, script[at] == ":" || script[at] == "=" else { return }
    }
    at -= 1
    skip()
    if at >= least, script[at] == "\"" || script[at] == "'" { at -= 1 }
    while at >= least, script[at] == "\\" { at -= 1 }
    let end = at + 1
    while at >= least, script[at].isWordPart { at -= 1 }
    if end > at + 1 { key = script.text(at + 1..<end) }
  }
}

extension UInt8 {
  fileprivate var isWordPart: Bool {
    isASCIIDigit || (self | 0x20) &- 0x61 < 26 || self == "_" || self == "-"
  }
}
