extension Span where Element == UInt8 {
  /// SipHash with one round for each eight bytes and three at the end (Aumasson and Bernstein).
  func sipHash13(_ key: Fingerprint.Key) -> UInt64 {
    var state = SipState(key)
    var index = 0
    while index + 8 <= count {
      state.absorb(word(at: index))
      index += 8
    }
    var last = UInt64(truncatingIfNeeded: count) << 56
    if count >= 8 {
      // The last word, shifted so that only the bytes not read before remain.
      last |= word(at: count - 8) >> UInt64(64 - 8 * (count & 7))
    } else {
      for index in 0..<count { last |= UInt64(self[index]) << UInt64(8 * index) }
    }
    state.absorb(last)
    return state.finish()
  }

  /// Returns the eight bytes from an index on, the first least significant.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    // A part with a known length of eight bytes needs one bounds check and one load.
    let part = extracting(index..<index + 8)
    var word: UInt64 = 0
    for step in 0..<8 { word |= UInt64(part[step]) << UInt64(8 * step) }
    return word
  }
}

private struct SipState {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  init(_ key: Fingerprint.Key) {
    v0 = key.first ^ 0x736F_6D65_7073_6575
    v1 = key.second ^ 0x646F_7261_6E64_6F6D
    v2 = key.first ^ 0x6C79_6765_6E65_7261
    v3 = key.second ^ 0x7465_6462_7974_6573
  }

  @inline(__always)
  mutating func absorb(_ word: UInt64) {
    v3 ^= word
    round()
    v0 ^= word
  }

  @inline(__always)
  mutating func finish() -> UInt64 {
    v2 ^= 0xFF
    for _ in 0..<3 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  @inline(__always)
  private mutating func round() {
    v0 &+= v1
    v1 = (v1 << 13 | v1 >> 51) ^ v0
    v0 = v0 << 32 | v0 >> 32
    v2 &+= v3
    v3 = (v3 << 16 | v3 >> 48) ^ v2
    v0 &+= v3
    v3 = (v3 << 21 | v3 >> 43) ^ v0
    v2 &+= v1
    v1 = (v1 << 17 | v1 >> 47) ^ v2
    v2 = v2 << 32 | v2 >> 32
  }
}
