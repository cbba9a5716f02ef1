extension Span where Element == UInt8 {
  /// Where an ASCII word in lower case first stands, in any case; `nil` where it does not.
  ///
  /// `length` is how much is searched.
  func firstIndex(
    of word: StaticString, from start: Int = 0, within length: Int = .max
  ) -> Int? {
    // Short words are held in the string itself, without an allocation.
    let wanted = word.description.utf8
    guard let first = wanted.first else { return start }
    var at = start
    let last = Swift.min(count, length) - wanted.count
    while at <= last {
      if self[at].asciiLowercased == first {
        var next = at
        var isSame = true
        for byte in wanted {
          if self[next].asciiLowercased != byte {
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
