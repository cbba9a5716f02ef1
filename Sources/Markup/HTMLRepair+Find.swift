import Bytes
internal import Glibc

extension HTMLRepair {
  /// Returns the next offset of an ASCII character; the end of the text if there is none.
  func find(_ character: Unicode.Scalar, from start: Int) -> Int {
    guard start < text.count, let base = text.baseAddress else { return text.count }
    guard let found = memchr(base + start, Int32(character.value), text.count - start) else {
      return text.count
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Returns the next offset of an ASCII character before `end`; `end` if there is none.
  func find(_ character: Unicode.Scalar, from start: Int, to end: Int) -> Int {
    guard start < end, let base = text.baseAddress,
      let found = memchr(base + start, Int32(character.value), end - start)
    else { return end }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Returns the next offset of an ASCII character that is probably near; the end of the text if
  /// there is none.
  @inline(__always)
  func findNear(_ character: Unicode.Scalar, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let pattern = UInt64(character.value) &* ones
    guard let base = text.baseAddress else { return text.count }
    var at = start
    // A call costs more than checking the first words here.
    while at < start &+ 24, at &+ 8 <= text.count {
      let signs =
        UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)) ^ pattern
      // The lowest high bit belongs to the first zero byte.
      let found = (signs &- ones) & ~signs & (ones << 7)
      if found != 0 { return at &+ found.trailingZeroBitCount >> 3 }
      at &+= 8
    }
    return find(character, from: at)
  }

  /// Whether these ASCII characters are at `index`.
  func has(_ ascii: StaticString, at index: Int) -> Bool {
    let count = ascii.utf8CodeUnitCount
    guard index + count <= text.count else { return false }
    for offset in 0..<count where text[index + offset] != ascii.utf8Start[offset] { return false }
    return true
  }
}

extension MarkupName {
  /// Creates a name as the tokenizer does: ASCII letters in lower case.
  init(lowering bytes: UnsafeBufferPointer<UInt8>) {
    let kept = min(bytes.count, MarkupName.capacity + 1)
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: kept) { lower in
      for index in 0..<kept { lower[index] = bytes[index].lowercasedASCII }
      return MarkupName(UnsafeBufferPointer(lower))
    }
  }
}
