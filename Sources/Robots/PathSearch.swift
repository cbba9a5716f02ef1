/// The comparison of one path with many patterns, with a limit on its total cost.
///
/// A file of 500 KiB can have tens of thousands of patterns with wildcards, and each of them is
/// searched in the whole path.
struct PathSearch {
  /// The maximum number of bytes of the path that are searched, over all patterns.
  ///
  /// That is less than a millisecond, as the frontier is locked meanwhile. A path of 400 bytes and six
  /// hundred patterns stay below it, even if each pattern must be searched to the end of the path.
  static let maximumSteps = 1 << 18

  private let path: [UInt8]
  private let traces: ByteTraces
  private var stepsLeft = Self.maximumSteps

  /// Prepares the path and query of an address.
  init(_ pathAndQuery: some StringProtocol) {
    let path = ComparablePath.ofAddress(Array(pathAndQuery.utf8).span)
    var traces = ByteTraces()
    traces.insert(path.span, 0..<path.count)
    self.path = path
    self.traces = traces
  }

  /// Whether the limit was reached; then no result is certain.
  var isExhausted: Bool { stepsLeft < 0 }

  /// Whether the path has what a pattern consists of.
  func couldMatch(_ traces: ByteTraces) -> Bool { traces.isSubset(of: self.traces) }

  /// Whether the path begins with the bytes of a pattern without a star, or consists of them.
  func begins(with pattern: Span<UInt8>, isWhole: Bool) -> Bool {
    guard pattern.count <= path.count, !isWhole || pattern.count == path.count else { return false }
    for index in pattern.indices where pattern[index] != path[index] { return false }
    return true
  }

  /// Counts other work for a pattern, in bytes.
  mutating func spend(_ steps: Int) { stepsLeft -= steps }

  /// Whether a pattern matches the path.
  mutating func matches(_ pattern: PathPattern) -> Bool {
    guard !isExhausted, couldMatch(pattern.traces) else { return false }
    var steps = stepsLeft
    defer { stepsLeft = steps }
    return pattern.matches(comparable: path.span, steps: &steps)
  }
}

/// The bytes of a text and the pairs of adjacent bytes, each hashed into 64 bits: a text can only
/// contain another one that has a subset of them.
struct ByteTraces: Sendable, Hashable {
  private(set) var bytes: UInt64 = 0
  private(set) var pairs: UInt64 = 0

  mutating func insert(_ text: Span<UInt8>, _ range: Range<Int>) {
    for index in range {
      bytes |= 1 << UInt64(text[index] & 63)
      guard index > range.lowerBound else { continue }
      let pair = UInt64(text[index - 1]) << 8 | UInt64(text[index])
      pairs |= 1 << ((pair &* 0x9E37_79B9_7F4A_7C15) >> 58)
    }
  }

  func isSubset(of other: ByteTraces) -> Bool {
    bytes & ~other.bytes == 0 && pairs & ~other.pairs == 0
  }
}
