/// Punycode (RFC 3492), without the `xn--`.
enum Punycode {
  private static let base = 36
  private static let lowestThreshold = 1
  private static let highestThreshold = 26
  private static let skew = 38
  private static let damping = 700
  private static let firstBias = 72
  private static let firstScalar = 128

  /// Encodes a label in ASCII; returns `nil` if a number exceeds 31 bits.
  static func encode(_ label: [Unicode.Scalar]) -> String? {
    var output = label.filter(\.isASCII).map { UInt8($0.value) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }

    var (scalar, delta, bias) = (firstScalar, 0, firstBias)
    var done = basicCount
    // Each pass handles every occurrence of one scalar, the lowest of those left.
    for next in Set(label.lazy.filter { !$0.isASCII }.map { Int($0.value) }).sorted() {
      delta += (next - scalar) * (done + 1)
      guard delta <= Int32.max else { return nil }
      scalar = next
      for other in label {
        if Int(other.value) < scalar { delta += 1 }
        guard other.value == UInt32(scalar) else { continue }
        append(delta, bias, to: &output)
        bias = adapted(delta, count: done + 1, isFirst: done == basicCount)
        delta = 0
        done += 1
      }
      delta += 1
      scalar += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Decodes a label; returns `nil` if it is not valid Punycode.
  static func decode(_ text: some BidirectionalCollection<Unicode.Scalar>) -> [Unicode.Scalar]? {
    var output: [Unicode.Scalar] = []
    var rest = text[...]
    // A hyphen at the beginning delimits nothing, and numbers have no hyphens.
    if let hyphen = text.lastIndex(of: "-"), hyphen > text.startIndex {
      output.append(contentsOf: text[..<hyphen])
      rest = text[text.index(after: hyphen)...]
    }
    guard output.allSatisfy(\.isASCII) else { return nil }

    var (scalar, place, bias) = (firstScalar, 0, firstBias)
    while !rest.isEmpty {
      let before = place
      var (weight, position) = (1, base)
      while true {
        guard let digit = rest.popFirst().flatMap(value) else { return nil }
        place += digit * weight
        guard place <= Int32.max else { return nil }
        let threshold = threshold(position, bias)
        if digit < threshold { break }
        weight *= base - threshold
        guard weight <= Int32.max else { return nil }
        position += base
      }
      let count = output.count + 1
      bias = adapted(place - before, count: count, isFirst: before == 0)
      scalar += place / count
      place %= count
      guard scalar <= 0x10FFFF, let new = Unicode.Scalar(UInt32(scalar)) else { return nil }
      output.insert(new, at: place)
      place += 1
    }
    return output
  }

  private static func append(_ delta: Int, _ bias: Int, to output: inout [UInt8]) {
    var (rest, position) = (delta, base)
    while true {
      let threshold = threshold(position, bias)
      guard rest >= threshold else { break }
      let span = base - threshold
      output.append(digit(threshold + (rest - threshold) % span))
      rest = (rest - threshold) / span
      position += base
    }
    output.append(digit(rest))
  }

  private static func threshold(_ position: Int, _ bias: Int) -> Int {
    min(max(position - bias, lowestThreshold), highestThreshold)
  }

  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damping : delta / 2
    delta += delta / count
    var steps = 0
    while delta > (base - lowestThreshold) * highestThreshold / 2 {
      delta /= base - lowestThreshold
      steps += base
    }
    return steps + (base - lowestThreshold + 1) * delta / (delta + skew)
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(value < 26 ? value + 0x61 : value - 26 + 0x30)
  }

  private static func value(_ digit: Unicode.Scalar) -> Int? {
    switch digit {
    case "a"..."z": Int(digit.value) - 0x61
    case "A"..."Z": Int(digit.value) - 0x41
    case "0"..."9": Int(digit.value) - 0x30 + 26
    default: nil
    }
  }
}
