import Addressing
import Bytes

/// The key of an address in an index of an archive (SURT): replay programs compute it in the same way.
///
/// The host is written backwards and without `www.`, the path in small letters and without a slash at
/// its end, the parts of the query in alphabetical order and without session identifiers. It is what
/// the library `surt` of the Internet Archive makes of a canonical address, except for session
/// identifiers in the path.
struct IndexKey {
  /// The bytes; all of them are printable ASCII without spaces.
  let bytes: [UInt8]

  /// Makes the key of an address.
  init(_ address: WebAddress) {
    var key = Self.host(address.host)
    if let port = address.explicitPort {
      key.append(":")
      key.append(decimal: port)
    }
    key.append(")")
    key += Self.path(Array(address.path.utf8))
    let query = Self.query(Array((address.query ?? "").utf8))
    if !query.isEmpty {
      key.append("?")
      key += query
    }
    bytes = key
  }

  private static func host(_ host: String) -> [UInt8] {
    var name = host.filter { $0 != "[" && $0 != "]" }[...]
    if name.hasPrefix("www") {
      let rest = name.dropFirst(3).drop { ("0"..."9").contains($0) }
      if rest.first == "." { name = rest.dropFirst() }
    }
    let labels = name.split(separator: ".").reversed()
    return Array(labels.joined(separator: ",").utf8)
  }

  private static func path(_ path: [UInt8]) -> [UInt8] {
    let plain = unescaped(path)
    var parts: [ArraySlice<UInt8>] = []
    for part in plain.split(separator: 0x2F, omittingEmptySubsequences: false).dropFirst() {
      if part == [0x2E] { continue }
      if part == [0x2E, 0x2E], !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    var text: [UInt8] = [0x2F]
    for part in parts.dropLast() where !part.isEmpty { text += part + [0x2F] }
    text += parts.last ?? []
    var lowered = lowered(escaped(text))
    if lowered.count > 1, lowered.last == 0x2F { lowered.removeLast() }
    return lowered
  }

  private static func query(_ query: [UInt8]) -> [UInt8] {
    let text = lowered(SessionNumbers.removed(from: escaped(unescaped(query))))
    guard text.count > 1 else { return text }
    // A part without a value stands before the same with one, whatever comes behind the name.
    let parts = text.split(separator: 0x26, omittingEmptySubsequences: false)
      .map { $0.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false) }
      .sorted { left, right in
        if left[0] != right[0] { return left[0].lexicographicallyPrecedes(right[0]) }
        guard left.count == right.count, left.count == 2 else { return left.count < right.count }
        return left[1].lexicographicallyPrecedes(right[1])
      }
    return Array(parts.map { Array($0.joined(separator: [0x3D])) }.joined(separator: [0x26]))
  }

  /// Removes percent-encoding, also of percent signs, until there is none.
  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var text = text
    while text.contains(0x25) {
      var plain: [UInt8] = []
      var index = 0
      while index < text.count {
        if text[index] == 0x25, index + 2 < text.count, let high = digit(text[index + 1]),
          let low = digit(text[index + 2])
        {
          plain.append(high << 4 | low)
          index += 3
        } else {
          plain.append(text[index])
          index += 1
        }
      }
      if plain.count == text.count { return text }
      text = plain
    }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// Percent-encodes everything but printable ASCII without spaces, `#` and `%`.
  private static func escaped(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text {
      if byte > 0x20, byte < 0x7F, byte != 0x23, byte != 0x25 {
        result.append(byte)
      } else {
        result.append(percentEncoding: byte)
      }
    }
    return result
  }

  private static func lowered(_ text: [UInt8]) -> [UInt8] {
    text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
