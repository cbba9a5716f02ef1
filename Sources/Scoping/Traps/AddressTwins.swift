public import Addressing
public import CrawlModel

/// The common key of all addresses of one page that differ only in a session or in the order of
/// their parameters.
public struct AddressTwins: Sendable, Hashable {
  /// The fingerprint of the address without its session and with sorted parameters; it is never
  /// fetched.
  public let key: Fingerprint
  /// The reason why the address has twins.
  public let rule: TrapRule

  /// Determines the key of an address; returns `nil` if it has no twins.
  ///
  /// Parameters with the same name keep their order, which may be significant.
  public init?(of address: WebAddress) {
    let path = address.path
    let query = address.query
    guard query != nil || path.utf8.contains(where: Self.isSpecial) else {
      return nil
    }
    let bare = path.utf8.contains(where: Self.isSpecial) ? Self.bare(path) : path
    let parameters = Self.parameters(query ?? "")
    let kept = parameters.filter { !SessionWords.isSession(name: $0.name, value: $0.value) }
    if bare != path || kept.count < parameters.count {
      rule = .session
    } else if parameters.count > 1 {
      rule = .parameterOrder
    } else {
      return nil
    }
    let ordered = kept.enumerated().sorted {
      ($0.element.name, $0.offset) < ($1.element.name, $1.offset)
    }
    let text = ordered.map { "\($0.element.text)" }.joined(separator: "&")
    key = Fingerprint("\(address.origin)\(bare)?\(text)")
  }

  /// Whether a path may have parameters, or a session in brackets.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: "(")
  }

  private struct Parameter {
    let text: Substring
    let name: Substring
    let value: Substring
  }

  private static func parameters(_ query: Substring) -> [Parameter] {
    query.utf8.split(separator: UInt8(ascii: "&")).map { part in
      let name = part.prefix { $0 != UInt8(ascii: "=") }
      return Parameter(
        text: Substring(part), name: Substring(name),
        value: Substring(part[name.endIndex...].dropFirst()))
    }
  }

  /// Returns the path without sessions, which is usually the path itself.
  private static func bare(_ path: Substring) -> Substring {
    var segments: [Substring] = []
    var isBare = true
    for segment in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let segment = Substring(segment)
      if SessionWords.isCookieless(segment) {
        isBare = false
        continue
      }
      let parts = segment.split(separator: ";", omittingEmptySubsequences: false)
      let kept = parts.filter { part in
        let name = part.prefix { $0 != "=" }
        return !SessionWords.isSession(name: name, value: part[name.endIndex...].dropFirst())
      }
      if kept.count < parts.count { isBare = false }
      segments.append(kept.count < parts.count ? Substring(kept.joined(separator: ";")) : segment)
    }
    return isBare ? path : Substring(segments.joined(separator: "/"))
  }
}
