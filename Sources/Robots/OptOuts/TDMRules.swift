import Bytes

/// The paths of a site for which the rights to text and data mining are reserved: a
/// `/.well-known/tdmrep.json` (TDM Reservation Protocol, W3C community group report of 2024).
///
/// Of several matching rules the most specific one counts, as in robots.txt, and of equally
/// specific ones one that reserves the rights.
public struct TDMRules: Sendable, Hashable {
  /// One object of the file.
  public struct Rule: Sendable, Hashable {
    /// The paths it applies to, with `*` and `$` as in robots.txt.
    public let location: PathPattern
    /// The reservation for these paths.
    public let reservation: TDMReservation
  }

  /// The maximum number of bytes read from a file.
  public static let readLimit = RobotsReader.readLimit
  /// The maximum number of rules kept from a file.
  static let mostRules = 10_000

  /// The maximum number of bytes kept of the address of a policy.
  static let longestPolicy = 2_048

  let table: RuleTable

  init(_ table: RuleTable) { self.table = table }

  /// Whether there is no rule.
  public var isEmpty: Bool { table.isEmpty }

  /// The number of rules.
  public var count: Int { table.entries.count }

  /// The approximate memory use in bytes.
  public var byteCount: Int { table.byteCount + MemoryLayout<Self>.size }

  /// Parses a file; anything that is not a rule is ignored.
  ///
  /// Of a file that is too long, the part that is not read may reserve the rights to anything, so
  /// that they count as reserved where no rule more exact than `/` says otherwise.
  public init(reading bytes: Span<UInt8>) {
    var rules: [Rule] = []
    let json = bytes.extracting(..<min(bytes.count, Self.readLimit))
    var reader = JSONReader()
    var members: [String: String] = [:]
    var key: String?
    while let token = reader.next(in: json), rules.count < Self.mostRules {
      switch token {
      case .key(let text): key = text.range.count < 64 ? json.text(of: text) : nil
      case .beginObject: members = [:]
      case .endObject:
        if let rule = Self.rule(members) { rules.append(rule) }
        members = [:]
      case .string(let text):
        if let name = key { members[name] = json.text(of: text) }
        key = nil
      case .scalar(let range):
        if let name = key { members[name] = json.text(of: .init(range: range, hasEscapes: false)) }
        key = nil
      case .beginArray, .endArray: key = nil
      }
    }
    let isCut = bytes.count > Self.readLimit || rules.count == Self.mostRules
    if isCut, !rules.isEmpty, let reserved = TDMReservation(reservation: "1", policy: nil) {
      rules.append(Rule(location: PathPattern("/"), reservation: reserved))
    }
    let ordered = rules.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.location.length != second.location.length {
        return first.location.length > second.location.length
      }
      if first.reservation.isReserved != second.reservation.isReserved {
        return first.reservation.isReserved
      }
      return left.offset < right.offset
    }
    table = RuleTable(
      ordered.map { offset, rule in
        RuleTable.Row(
          isMarked: rule.reservation.isReserved, pattern: rule.location, path: rule.location.text,
          note: rule.reservation.policy?.cut(to: Self.longestPolicy) ?? "", line: offset)
      })
  }

  /// Returns the rule for an address; `nil` if there is none.
  ///
  /// If the file has more wildcards than can be compared with so long a path, it is the rule at
  /// which the limit was reached.
  public func rule(for pathAndQuery: String) -> Rule? {
    guard !table.isEmpty else { return nil }
    var search = PathSearch(pathAndQuery)
    return table.first(in: &search).flatMap { row in
      TDMReservation(reservation: row.isMarked ? "1" : "0", policy: row.note).map {
        Rule(location: row.pattern, reservation: $0)
      }
    }
  }

  private static func rule(_ members: [String: String]) -> Rule? {
    guard let location = members["location"], location.hasPrefix("/") || location.hasPrefix("*"),
      let reservation = TDMReservation(
        reservation: members["tdm-reservation"], policy: members["tdm-policy"])
    else { return nil }
    return Rule(location: PathPattern(location), reservation: reservation)
  }
}

extension TDMReservation {
  /// The statement as it would be written.
  public var text: String { (isReserved ? "1" : "0") + (policy.map { "; policy=\($0)" } ?? "") }
}
