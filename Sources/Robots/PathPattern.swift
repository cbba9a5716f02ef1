/// The path of a rule, in which `*` matches any bytes and a final `$` the end (RFC 9309 §2.2.3).
///
/// Matching takes time linear in the pattern and the path: the pieces between stars are searched
/// from left to right, each only once (Knuth, Morris and Pratt), which is sufficient because a star
/// matches anything.
public struct PathPattern: Sendable, Hashable {
  /// The pattern as written.
  public let text: String
  /// The pattern in comparable form; `*` is always a wildcard here.
  let bytes: [UInt8]
  /// Whether a match must extend to the end of the path.
  let isAnchored: Bool
  /// For each byte after the first star, the length of the longest prefix of its piece that ends
  /// there.
  private let borders: [UInt32]
  /// What the pieces between stars consist of.
  let traces: ByteTraces

  /// Parses a pattern.
  public init(_ text: String) {
    self.text = text
    var written = Array(text.utf8)
    isAnchored = written.last == UInt8(ascii: "$")
    if isAnchored { written.removeLast() }
    bytes = ComparablePath.ofPattern(written.span)
    borders = Self.borders(of: bytes)
    traces = Self.traces(of: bytes)
  }

  /// How specific the pattern is: its length in bytes, percent-encoded.
  public var length: Int { bytes.count + (isAnchored ? 1 : 0) }

  /// Whether it has a wildcard.
  var hasStar: Bool { !borders.isEmpty }

  /// Whether the pattern matches the path and query of an address.
  public func matches(_ pathAndQuery: String) -> Bool {
    var steps = Int.max
    let path = ComparablePath.ofAddress(Array(pathAndQuery.utf8).span)
    return matches(comparable: path.span, steps: &steps)
  }

  /// Whether the pattern matches a path in comparable form.
  ///
  /// `steps` is how many bytes may still be searched; if that is too few, it becomes negative and
  /// the result is `false`.
  func matches(comparable path: Span<UInt8>, steps: inout Int) -> Bool {
    let pattern = bytes.span
    var at = 0
    while at < pattern.count, pattern[at] != Self.star {
      guard at < path.count, path[at] == pattern[at] else { return false }
      at += 1
    }
    if at == pattern.count { return !isAnchored || at == path.count }
    var position = at
    while at < pattern.count {
      // At a star.
      let start = at + 1
      at = start
      while at < pattern.count, pattern[at] != Self.star { at += 1 }
      let piece = start..<at
      if at == pattern.count, isAnchored { return ends(path, with: piece, from: position) }
      guard let end = find(piece, in: path, from: position, steps: &steps) else { return false }
      position = end
    }
    return true
  }

  private static let star = UInt8(ascii: "*")

  private func ends(_ path: Span<UInt8>, with piece: Range<Int>, from position: Int) -> Bool {
    let offset = path.count - piece.count
    guard offset >= position else { return false }
    for index in piece where bytes[index] != path[offset + index - piece.lowerBound] {
      return false
    }
    return true
  }

  /// Returns the end of the first occurrence of the piece at or after a position; `nil` if there is
  /// none within the steps.
  private func find(
    _ piece: Range<Int>, in path: Span<UInt8>, from start: Int, steps: inout Int
  ) -> Int? {
    let pattern = bytes.span
    let borders = borders.span
    let first = piece.lowerBound
    var length = 0
    var position = start
    let limit = steps < path.count - start ? start + steps : path.count
    defer { steps -= position - start }
    while length < piece.count {
      guard position < limit else {
        if limit < path.count { steps = -1 }
        return nil
      }
      while length > 0, pattern[first + length] != path[position] {
        length = Int(borders[first + length - 1])
      }
      if pattern[first + length] == path[position] { length += 1 }
      position += 1
    }
    return position
  }

  private static func traces(of bytes: [UInt8]) -> ByteTraces {
    var traces = ByteTraces()
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: star) ?? bytes.count
      traces.insert(bytes.span, start..<end)
      start = end + 1
    }
    return traces
  }

  private static func borders(of bytes: [UInt8]) -> [UInt32] {
    guard let firstStar = bytes.firstIndex(of: star) else { return [] }
    var borders = [UInt32](repeating: 0, count: bytes.count)
    var start = firstStar + 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: star) ?? bytes.count
      var length = 0
      for index in start..<end where index > start {
        while length > 0, bytes[start + length] != bytes[index] {
          length = Int(borders[start + length - 1])
        }
        if bytes[start + length] == bytes[index] { length += 1 }
        borders[index] = UInt32(length)
      }
      start = end + 1
    }
    return borders
  }
}
