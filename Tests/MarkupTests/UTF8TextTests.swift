import Testing

@testable import Markup

@Suite struct `UTF-8 that libxml2 can be given` {
  @Test func `a byte that is not clean is found at every offset`() {
    for length in [1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100] {
      for place in 0..<length {
        for byte: UInt8 in [0, 1, 0x7F, 0x80, 0x81, 0xC3, 0xFF] {
          var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
          bytes[place] = byte
          bytes.withUnsafeBufferPointer { bytes in
            let isClean = UTF8Text.isClean(bytes)
            let isValid = UTF8Text.isValid(bytes)
            if isClean != (byte > 0 && byte < 0x80) || isValid != (byte < 0x80) {
              Issue.record("\(byte) at \(place) of \(length)")
            }
          }
        }
      }
    }
  }

  @Test func `well-formed text is clean at every offset`() {
    for place in 0..<70 {
      for text in ["é", "€", "😀"] {
        let bytes = Array((String(repeating: "a", count: place) + text + "0123456789").utf8)
        bytes.withUnsafeBufferPointer { #expect(UTF8Text.isClean($0)) }
      }
    }
  }
}
