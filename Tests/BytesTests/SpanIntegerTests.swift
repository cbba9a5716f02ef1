import Bytes
import Testing

struct SpanIntegerTests {
  private let bytes: [UInt8] = [0x01, 0x82, 0x03, 0x84, 0x05, 0x86, 0x07, 0x88, 0x09]

  @Test func `integers are read in either order`() {
    let span = bytes.span
    let values: [UInt64?] = [
      span.uint8(at: 8).map(UInt64.init), span.uint16(at: 1, .bigEndian).map(UInt64.init),
      span.uint16(at: 1, .littleEndian).map(UInt64.init),
      span.uint24(at: 0, .bigEndian).map(UInt64.init),
      span.uint24(at: 0, .littleEndian).map(UInt64.init),
      span.uint32(at: 1, .bigEndian).map(UInt64.init),
      span.uint32(at: 1, .littleEndian).map(UInt64.init), span.uint64(at: 1, .bigEndian),
      span.uint64(at: 1, .littleEndian),
    ]
    #expect(
      values == [
        0x09, 0x8203, 0x0382, 0x018203, 0x038201, 0x8203_8405, 0x0584_0382,
        0x8203_8405_8607_8809, 0x0988_0786_0584_0382,
      ])
  }

  @Test(arguments: [-1, Int.min, 9, Int.max, Int.max - 3])
  func `an offset outside the span gives nil`(offset: Int) {
    let span = bytes.span
    let isNothing =
      span.uint8(at: offset) == nil && span.uint16(at: offset, .bigEndian) == nil
      && span.uint32(at: offset, .littleEndian) == nil && span.uint64(at: offset, .bigEndian) == nil
    #expect(isNothing)
  }

  @Test func `an integer beyond the end gives nil`() {
    let span = bytes.span
    let results = [
      span.uint16(at: 7, .bigEndian) != nil, span.uint16(at: 8, .bigEndian) == nil,
      span.uint64(at: 1, .bigEndian) != nil, span.uint64(at: 2, .bigEndian) == nil,
    ]
    #expect(results == [true, true, true, true])
  }
}
