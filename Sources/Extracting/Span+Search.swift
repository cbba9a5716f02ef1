import Bytes

extension Span where Element == UInt8 {
  /// Returns the first offset of a lower-case ASCII word, ignoring case; `nil` if it does not
  /// occur.
  ///
  /// `length` is the number of bytes searched.
  func firstIndex(
    of word: StaticString, from start: Int = 0, within length: Int = .max
  ) -> Int? {
    // Short words are stored inline in the string, without an allocation.
    let wanted = word.description.utf8
    guard let first = wanted.first else { return start }
    var at = start
    let last = Swift.min(count, length) - wanted.count
    while at <= last {
      if self[at].lowercasedASCII == first {
        var next = at
        var isSame = true
        for byte in wanted {
          if self[next].lowercasedASCII != byte {
            isSame = false
            break
          }
          next += 1
        }
        if isSame { return at }
      }
      at += 1
    }
    return nil
  }
}
