@testable import Addressing

extension Target {
  static let address = Target(
    "address", "addresses: canonical ones stay, and the fast paths agree with the parser",
    longest: 1_024
  ) { AddressReading.fault(of: $0) }
}

/// A reference, and the base in a second line, read in every way there is.
enum AddressReading {
  static func fault(of input: [UInt8]) -> String? {
    let lines = input.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let text = String(decoding: lines[0], as: UTF8.self)
    var base = try? WebAddress("https://user@base.test:81/a/b;c?d=e")
    if lines.count > 1 {
      base = (try? WebAddress(String(decoding: lines[1], as: UTF8.self))) ?? base
    }
    guard let base else { return "the base is no address" }
    _ = try? WebAddress(text)
    let parsed = try? AddressReader.read(text, base: base).address
    if let parsed, let fault = fault(of: parsed) { return fault }
    let prepared = AddressBase(base)
    let bytes = Array(text.utf8)
    let others = [
      ("with the fast path", try? WebAddress(text, relativeTo: base)),
      ("with a prepared base", try? WebAddress(text[...], relativeTo: prepared)),
      ("as bytes", try? WebAddress(utf8: bytes.span, relativeTo: base)),
      (
        "with an encoder",
        try? WebAddress(text[...], relativeTo: prepared, queryEncoder: { Array($0.utf8) })
      ),
    ]
    for (way, other) in others where other != parsed {
      return "\(text.debugDescription) at \(base) is \(parsed.words), \(way) \(other.words)"
    }
    return contextFault(text, base, parsed)
  }

  /// A canonical address is read as itself, with the same parts.
  private static func fault(of address: WebAddress) -> String? {
    guard address.text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      address.text.utf8.count <= WebAddress.lengthLimit
    else { return "\(address) is not plain" }
    for other in [try? WebAddress(address.text), try? WebAddress(kept: address.text)] {
      guard let other, other == address, other.layout == address.layout else {
        return "\(address) is read again as \(other.words)"
      }
    }
    guard (try? WebAddress(address.origin.description + "/"))?.origin == address.origin else {
      return "the origin \(address.origin) is not read again"
    }
    guard (0...65_535).contains(address.port) else { return "\(address) has no port" }
    // A name may end in the dot of the root, a registrable domain does not.
    let name = address.host.hasSuffix(".") ? String(address.host.dropLast()) : address.host
    if let domain = address.registrableDomain, !name.hasSuffix(domain) {
      return "\(domain) is no part of \(name)"
    }
    return nil
  }

  /// If the meaning depends on a part of the base only, another base with that part gives the same.
  private static func contextFault(
    _ text: String, _ base: WebAddress, _ parsed: WebAddress?
  ) -> String? {
    let bytes = Array(text.utf8)
    guard let context = ReferenceContext(of: bytes.span) else { return nil }
    let part = context.part(of: AddressBase(base))
    let other =
      switch context {
      case .nothing: try? WebAddress("http://other.test/x/y?z")
      case .origin: try? WebAddress(part + "/x/y?z")
      case .folder: try? WebAddress(part + "y?z")
      }
    guard let other, context.part(of: AddressBase(other)) == part else { return nil }
    let again = try? WebAddress(text, relativeTo: other)
    return again == parsed
      ? nil : "\(text.debugDescription) is \(parsed.words) at \(base), \(again.words) at \(other)"
  }
}

extension WebAddress? {
  fileprivate var words: String { map(\.text) ?? "no address" }
}
