import CLibpsl

/// Domain names: their ASCII form and their registrable part.
///
/// Nothing here uses the network; all functions may be called from any thread.
public enum DomainName {
  /// The maximum number of scalars of a non-ASCII domain name, eight times what DNS allows.
  ///
  /// Punycode takes time quadratic in a label's length, so an untrusted document must not choose
  /// it.
  public static let lengthLimit = 2048

  /// Converts a domain name to ASCII: "domain to ASCII" of the URL standard, section 3.4, with
  /// `beStrict` false.
  ///
  /// That is Unicode ToASCII (UTS #46) without transitional processing, with CheckBidi and
  /// CheckJoiners, and without CheckHyphens, UseSTD3ASCIIRules and VerifyDnsLength. So a label may
  /// be empty or longer than 63 bytes, and may have any ASCII character. A name that is already
  /// ASCII is only converted to lower case, whatever its `xn--` labels contain.
  ///
  /// - Returns: `nil` if the name violates UTS #46, the result is empty, or the name is longer than
  ///   ``lengthLimit``.
  public static func ascii(_ domain: String) -> String? {
    if domain.utf8.allSatisfy({ $0 < 128 }) {
      return domain.isEmpty ? nil : domain.lowercased()
    }
    guard let mapped = mapped(domain) else { return nil }
    var labels: [Label] = []
    for text in mapped.split(separator: ".", omittingEmptySubsequences: false) {
      guard let label = Label(text) else { return nil }
      labels.append(label)
    }
    if labels.contains(where: { BidiRule.isRightToLeft($0.scalars) }) {
      guard labels.allSatisfy({ BidiRule.isSatisfied(by: $0.scalars) }) else { return nil }
    }
    let result = labels.map(\.ascii).joined(separator: ".")
    return result.isEmpty ? nil : result
  }

  /// The first two steps of UTS #46, section 4: mapping and normalisation.
  private static func mapped(_ domain: String) -> [Unicode.Scalar]? {
    var mapped = String.UnicodeScalarView()
    var count = 0
    for scalar in domain.unicodeScalars {
      count += 1
      guard count <= lengthLimit, let image = Mapping.image(of: scalar) else { return nil }
      mapped.append(contentsOf: image)
    }
    return Normalization.composed(String(mapped))
  }
}

extension DomainName {
  /// Returns the registrable part of a name: the public suffix and one label before it, according
  /// to the list built into libpsl (publicsuffix.org, with the private section).
  ///
  /// - Parameter domain: a name in lower case and in ASCII, optionally with a trailing dot; not an
  ///   IP address.
  /// - Returns: `nil` if the name is itself a public suffix or has a single label.
  public static func registrableDomain(of domain: String) -> String? {
    let name = domain.hasSuffix(".") ? String(domain.dropLast()) : domain
    guard let list = psl_builtin() else { return nil }
    return name.withCString { start in
      psl_registrable_domain(list, start).map { String(cString: $0) }
    }
  }
}
