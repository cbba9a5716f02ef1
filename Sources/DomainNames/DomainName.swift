/// What is known of domain names: how they are written in ASCII, and which part was registered.
///
/// Nothing here asks the network; all functions may be called from any thread.
public enum DomainName {
  /// The most scalars a domain name outside ASCII may have, eight times what DNS can carry.
  ///
  /// Punycode takes time with the square of a label's length, so a hostile document must not
  /// choose it.
  public static let lengthLimit = 2048

  /// Writes a domain name in ASCII: "domain to ASCII" of the URL standard, section 3.4, with
  /// `beStrict` false.
  ///
  /// That is Unicode ToASCII (UTS #46) without transitional processing, with CheckBidi and
  /// CheckJoiners, and without CheckHyphens, UseSTD3ASCIIRules and VerifyDnsLength; so a label may
  /// be empty or longer than 63 bytes, and may hold any ASCII character. A name that is ASCII
  /// already only becomes lower case, whatever its `xn--` labels hold.
  ///
  /// - Returns: `nil` where the name breaks a rule of UTS #46, nothing is left of it, or it is
  ///   longer than ``lengthLimit``.
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
