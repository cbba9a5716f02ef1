import CLibpsl

extension DomainName {
  /// The part of a name that was registered: the public suffix and one label before it, by the
  /// list that is built into libpsl (publicsuffix.org, with the private section).
  ///
  /// - Parameter domain: a name in lower case and in ASCII; a dot at its end does not matter.
  /// - Returns: `nil` where the name is a public suffix itself or has a single label. An IP
  ///   address must not be asked about.
  public static func registrableDomain(of domain: String) -> String? {
    let name = domain.hasSuffix(".") ? String(domain.dropLast()) : domain
    guard let list = psl_builtin() else { return nil }
    return name.withCString { start in
      psl_registrable_domain(list, start).map { String(cString: $0) }
    }
  }
}
