import Bytes
import Testing

/// Text written piece by piece.
struct ArrayTextTests {
  private func digits(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `numbers are written as a string would write them`() {
    var numbers: [Int] = [0, .max, .min, .max - 1, .min + 1]
    var power = 1
    for _ in 0..<18 {
      power *= 10
      numbers += [power - 1, power, power + 1, -power, power * 3 / 2]
    }
    for number in numbers {
      #expect(digits { $0.append(decimal: number) } == "\(number)")
      #expect(digits { $0.append(decimal: number.magnitude) } == "\(number.magnitude)")
    }
    #expect(digits { $0.append(decimal: UInt.max) } == "\(UInt.max)")
  }

  @Test func `string literals are written in UTF-8`() {
    #expect(digits { $0.append("a × …") } == "a × …")
    #expect(digits { $0.append("") } == "")
  }
}
