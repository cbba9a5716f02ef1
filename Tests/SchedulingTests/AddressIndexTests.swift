import CrawlModel
import TestSupport
import Testing

@testable import Scheduling

/// The set of all known addresses.
struct AddressIndexTests {
  @Test func `it says the same as a dictionary`() {
    var generator = Generator(seed: 7)
    var index = AddressIndex()
    var dictionary: [UInt64: AddressIndex.Entry] = [:]
    let keys = (0..<100_000).map { _ in generator.next() }
    for (number, key) in keys.enumerated() {
      let reason =
        number.isMultiple(of: 3) ? SkipReason.allCases.randomElement(using: &generator) : nil
      let entry = AddressIndex.Entry(number: RecordNumber(rawValue: number + 1), leftOut: reason)
      index.set(key, entry)
      dictionary[key] = entry
      // An address that was left out is now put.
      if number.isMultiple(of: 5), let old = dictionary[keys[number / 2]] {
        let new = AddressIndex.Entry(number: old.number, leftOut: nil)
        index.set(keys[number / 2], new)
        dictionary[keys[number / 2]] = new
      }
    }
    #expect(index.count == dictionary.count)
    #expect(dictionary.allSatisfy { index.entry($0.key) == $0.value })
    #expect(
      (0..<10_000).allSatisfy { _ in
        let stranger = generator.next()
        return index.entry(stranger) == dictionary[stranger]
      })
  }

  @Test(arguments: [100_000, 1_000_000])
  func `an address costs no more than sixteen bytes, however many there are`(count: Int) {
    var generator = Generator(seed: 8)
    var index = AddressIndex()
    for number in 1...count {
      index.set(generator.next(), .init(number: RecordNumber(rawValue: number), leftOut: nil))
    }
    #expect(index.count == count)
    #expect(index.byteCount <= 16 * count)
  }

  @Test func `keys at either end and close together are told apart`() {
    var index = AddressIndex()
    var keys: [UInt64] = [0, 1, 2, .max, .max - 1, .max - 2, 1 << 56, 1 << 56 - 1]
    keys += (0..<500).map { .max - 3 - $0 } + (0..<500).map { 3 + $0 }
    for (number, key) in keys.enumerated() {
      index.set(key, .init(number: RecordNumber(rawValue: number + 1), leftOut: nil))
    }
    for (number, key) in keys.enumerated() {
      #expect(index.entry(key)?.number.rawValue == number + 1)
    }
    #expect(index.count == keys.count)
    #expect(index.entry(5_000) == nil)
  }

  @Test func `every reason is kept, beside the largest number`() {
    var index = AddressIndex()
    let reasons: [SkipReason?] = [nil] + SkipReason.allCases
    for (key, reason) in reasons.enumerated() {
      index.set(
        UInt64(key) << 50,
        .init(number: RecordNumber(rawValue: AddressIndex.numberLimit), leftOut: reason))
    }
    for (key, reason) in reasons.enumerated() {
      #expect(
        index.entry(UInt64(key) << 50)
          == AddressIndex.Entry(
            number: RecordNumber(rawValue: AddressIndex.numberLimit), leftOut: reason))
    }
  }
}
