import Bytes

/// The host parser of the URL standard, section 3.5.
enum HostParser {
  /// Returns the serialised host; `nil` if the text is not a host.
  static func parse(_ text: ArraySlice<UInt8>, _ names: InternationalNames?) -> [UInt8]? {
    if text.first == UInt8(ascii: "[") {
      guard text.last == UInt8(ascii: "]"), text.count >= 2,
        let address = IPAddress(ipv6: text.dropFirst().dropLast())
      else { return nil }
      return Array("[\(address)]".utf8)
    }
    guard let domain = domain(text, names), !domain.isEmpty,
      !domain.contains(where: { ASCIISet.forbiddenInDomain.contains($0) })
    else { return nil }
    guard endsInNumber(domain) else { return domain }
    return IPAddress(ipv4: domain[...]).map { Array($0.description.utf8) }
  }

  /// "Percent-decode", "UTF-8 decode without BOM" and "domain to ASCII".
  private static func domain(
    _ text: ArraySlice<UInt8>, _ names: InternationalNames?
  ) -> [UInt8]? {
    var bytes = Array(text)
    if bytes.contains(UInt8(ascii: "%")) { bytes = PercentEncoding.decode(bytes) }
    // For ASCII the standard's "domain to ASCII" only converts to lower case.
    if bytes.allSatisfy({ $0 < 128 }) { return bytes.map(\.lowercasedASCII) }
    guard let names else { return InternationalNames.ascii(bytes) }
    return names.ascii(bytes)
  }

  /// The "ends in a number" checker: whether the last label can only belong to an IPv4 address.
  private static func endsInNumber(_ domain: [UInt8]) -> Bool {
    var end = domain.count
    if domain.last == UInt8(ascii: ".") { end -= 1 }
    let start = (domain[..<end].lastIndex(of: UInt8(ascii: ".")) ?? -1) + 1
    let label = domain[start..<end]
    guard let first = label.first, first.isASCIIDigit else { return false }
    return label.allSatisfy(\.isASCIIDigit) || IPAddress.ipv4Number(label) != nil
  }
}
