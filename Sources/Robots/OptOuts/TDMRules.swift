import Bytes

/// For which paths of a site the rights to text and data mining are reserved: a
/// `/.well-known/tdmrep.json` (TDM Reservation Protocol, W3C community group report of 2024).
///
/// Of several rules that match, the most specific counts, as in robots.txt, and of equally specific
/// ones one that reserves.
public struct TDMRules: Sendable, Hashable {
  /// One object of the file.
  public struct Rule: Sendable, Hashable {
    /// What it is about, with `*` and `$` as in robots.txt.
    public let location: PathPattern
    /// What it says.
    public let reservation: TDMReservation
  }

  /// How many bytes of a file are read.
  public static let readLimit = RobotsReader.readLimit
  /// How many rules of a file are kept.
  static let mostRules = 10_000

  /// The rules, the most specific first.
  public let rules: [Rule]

  /// Reads a file; what is no rule is passed over.
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
    self.rules = rules.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.location.length != second.location.length {
        return first.location.length > second.location.length
      }
      if first.reservation.isReserved != second.reservation.isReserved {
        return first.reservation.isReserved
      }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// The rule for what lies at an address; `nil` where there is none.
  public func rule(for pathAndQuery: String) -> Rule? {
    rules.first { $0.location.matches(pathAndQuery) }
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
  /// The statement as one would write it.
  public var text: String { (isReserved ? "1" : "0") + (policy.map { "; policy=\($0)" } ?? "") }
}
