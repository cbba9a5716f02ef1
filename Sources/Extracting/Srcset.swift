import Bytes

/// The candidates of a `srcset` or `imagesrcset` attribute (HTML standard §4.8.4.2.2, "parse a
/// srcset attribute").
public enum Srcset {
  /// One of the images that the attribute offers.
  public struct Candidate: Sendable, Hashable {
    /// The reference as written.
    public var url: String
    /// The `w` descriptor: the width in pixels.
    public var width: Int?
    /// The `x` descriptor: image pixels per CSS pixel.
    public var density: Double?
    /// The `h` descriptor, which the standard reserves: the height in pixels.
    public var height: Int?

    /// Creates a candidate from its parts.
    public init(url: String, width: Int? = nil, density: Double? = nil, height: Int? = nil) {
      self.url = url
      self.width = width
      self.density = density
      self.height = height
    }
  }

  /// Passes each valid candidate to `found`, in order; candidates with invalid descriptors are
  /// skipped.
  ///
  /// - Parameters:
  ///   - text: the value of the attribute, in UTF-8.
  ///   - found: receives the candidates.
  public static func parse(_ text: Span<UInt8>, _ found: (Candidate) -> Void) {
    var reader = SrcsetReader()
    reader.read(text, found)
  }

  /// Returns the candidates as a list.
  public static func candidates(_ text: String) -> [Candidate] {
    var list: [Candidate] = []
    parse(text.utf8.span) { list.append($0) }
    return list
  }
}

private struct SrcsetReader {
  private var position = 0

  mutating func read(_ text: Span<UInt8>, _ found: (Srcset.Candidate) -> Void) {
    while true {
      while position < text.count, text[position].isASCIIWhitespace || text[position] == "," {
        position += 1
      }
      guard position < text.count else { return }
      let start = position
      while position < text.count, !text[position].isASCIIWhitespace { position += 1 }
      var end = position
      var descriptors = Descriptors()
      if text[end - 1] == "," {
        while end > start, text[end - 1] == "," { end -= 1 }
      } else {
        readDescriptors(text, &descriptors)
      }
      guard descriptors.areValid else { continue }
      found(
        Srcset.Candidate(
          url: text.text(start..<end), width: descriptors.width, density: descriptors.density,
          height: descriptors.height))
    }
  }

  /// The descriptor tokenizer: descriptors are separated by white space, and those of a candidate
  /// end at a comma outside parentheses.
  private mutating func readDescriptors(_ text: Span<UInt8>, _ descriptors: inout Descriptors) {
    while position < text.count, text[position].isASCIIWhitespace { position += 1 }
    var start = position
    var isInParentheses = false
    while position < text.count {
      let byte = text[position]
      if isInParentheses {
        if byte == ")" { isInParentheses = false }
      } else if byte == "(" {
        isInParentheses = true
      } else if byte == "," {
        descriptors.add(text, start..<position)
        position += 1
        return
      } else if byte.isASCIIWhitespace {
        descriptors.add(text, start..<position)
        start = position + 1
      }
      position += 1
    }
    descriptors.add(text, start..<position)
  }
}

private struct Descriptors {
  var width: Int?
  var density: Double?
  var height: Int?
  private var hasError = false

  var areValid: Bool { !hasError && (height == nil || width != nil) }

  mutating func add(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let number = range.lowerBound..<(range.upperBound - 1)
    switch text[range.upperBound - 1] {
    case "w":
      guard width == nil, density == nil, let value = Self.integer(text, number), value > 0 else {
        hasError = true
        return
      }
      width = value
    case "x":
      guard width == nil, density == nil, height == nil,
        let value = Self.float(text, number), value >= 0
      else {
        hasError = true
        return
      }
      density = value
    case "h":
      guard height == nil, density == nil, let value = Self.integer(text, number), value > 0
      else {
        hasError = true
        return
      }
      height = value
    default:
      hasError = true
    }
  }

  /// Parses a valid non-negative integer; one that is too large becomes the maximum.
  private static func integer(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    var value = 0
    for index in range {
      guard text[index].isASCIIDigit else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(text[index] - 0x30))
      value = overflow || carry ? Int.max : sum
    }
    return value
  }

  /// Parses a valid floating-point number (HTML standard §2.3.4.3).
  private static func float(_ text: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var at = range.lowerBound
    func digits() -> Int {
      let start = at
      while at < range.upperBound, text[at].isASCIIDigit { at += 1 }
      return at - start
    }
    if at < range.upperBound, text[at] == "-" { at += 1 }
    let whole = digits()
    if at < range.upperBound, text[at] == "." {
      at += 1
      guard digits() > 0 else { return nil }
    } else if whole == 0 {
      return nil
    }
    if at < range.upperBound, text[at] == "e" || text[at] == "E" {
      at += 1
      if at < range.upperBound, text[at] == "-" || text[at] == "+" { at += 1 }
      guard digits() > 0 else { return nil }
    }
    guard at == range.upperBound else { return nil }
    return Double(text.text(range))
  }
}
