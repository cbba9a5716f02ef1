import Addressing

/// The answers to the requests for policy files, in the order of the requests.
///
/// A crawl of many hosts has one for each of them, so they are kept as bytes, less than a hundred for
/// most; each answer is made when it is read.
public struct PolicyAnswers: Sendable, Hashable {
  // Each answer: its numbers, then the lengths and the bytes of its texts.
  private var bytes: [UInt8] = []
  /// The number of answers.
  public private(set) var count = 0

  /// Makes an empty list.
  public init() {}

  /// Adds an answer behind the others.
  public mutating func append(_ answer: PolicyAnswer) {
    count += 1
    append(answer.endedAt.seconds)
    append(answer.endedAt.nanoseconds)
    append(answer.httpStatus.map(Int32.init(clamping:)) ?? -1)
    append(answer.bytes.map(Int64.init(clamping:)) ?? -1)
    let reason = answer.reason.flatMap { FailureReason.allCases.firstIndex(of: $0) }
    append(reason.map(Int8.init(clamping:)) ?? -1)
    append(answer.address.text)
    append(answer.finalAddress?.text)
    append(answer.sha256)
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Appends a text; `nil` has the length -1.
  private mutating func append(_ text: String?) {
    append(text.map { Int32(clamping: $0.utf8.count) } ?? -1)
    if let text { bytes += text.utf8 }
  }
}

extension PolicyAnswers: Sequence {
  /// Makes the answers one after the other.
  public struct Iterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0

    fileprivate init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Returns the next answer; `nil` after the last one.
    public mutating func next() -> PolicyAnswer? {
      guard position < bytes.count else { return nil }
      let endedAt = Timestamp(seconds: number(), nanoseconds: number())
      let status: Int32 = number()
      let size: Int64 = number()
      let reason: Int8 = number()
      // Only addresses are added.
      guard let text = text(), let address = try? WebAddress(kept: text) else { return nil }
      return PolicyAnswer(
        address: address, endedAt: endedAt, httpStatus: status < 0 ? nil : Int(status),
        finalAddress: self.text().flatMap { try? WebAddress(kept: $0) },
        bytes: size < 0 ? nil : Int(size), sha256: self.text(),
        reason: reason < 0 ? nil : FailureReason.allCases[Int(reason)])
    }

    private mutating func number<Number: FixedWidthInteger>() -> Number {
      var number: Number = 0
      for shift in stride(from: 0, to: number.bitWidth, by: 8) {
        number |= Number(truncatingIfNeeded: bytes[position]) << shift
        position += 1
      }
      return number
    }

    private mutating func text() -> String? {
      let count: Int32 = number()
      guard count >= 0 else { return nil }
      defer { position += Int(count) }
      return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
    }
  }

  /// Makes an iterator over the answers.
  public func makeIterator() -> Iterator { Iterator(bytes) }
}

extension PolicyAnswers: ExpressibleByArrayLiteral {
  /// Makes a list of answers.
  public init(arrayLiteral answers: PolicyAnswer...) {
    for answer in answers { append(answer) }
  }
}
