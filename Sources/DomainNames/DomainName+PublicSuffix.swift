import CLibpsl

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
