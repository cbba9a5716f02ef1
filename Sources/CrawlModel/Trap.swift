/// A rule by which an address is known to belong to a crawler trap; the raw value is the fixed word of
/// the files.
///
/// `docs/traps.md` says what each looks at.
public enum TrapRule: String, Sendable, Hashable, CaseIterable {
  /// The path repeats a segment, or a few of them, over and over.
  case repeatingPath = "repeating-path"
  /// The query repeats one and the same parameter.
  case repeatingQuery = "repeating-query"
  /// The path has too many segments.
  case deepPath = "deep-path"
  /// The address is too long.
  case longAddress = "long-address"
  /// The host has too many labels, or repeats them.
  case deepHost = "deep-host"
  /// It differs only in a session from an address that is known.
  case session
  /// It differs only in the order of its parameters from an address that is known.
  case parameterOrder = "parameter-order"
  /// Many pages like it, one after the other, brought nothing new.
  case nothingNew = "nothing-new"
  /// It is a list of sitemaps in a list of sitemaps, and so on.
  case nestedSitemaps = "nested-sitemaps"

  /// The rule in words for a person.
  public var sentence: String {
    switch self {
    case .repeatingPath: "Its path repeats a segment, or a few of them, over and over."
    case .repeatingQuery: "Its query repeats one and the same parameter."
    case .deepPath: "Its path has too many segments."
    case .longAddress: "It is too long."
    case .deepHost: "Its host has too many labels, or repeats them."
    case .session: "It differs only in a session from an address that is known."
    case .parameterOrder: "It differs only in the order of its parameters from one that is known."
    case .nothingNew: "Many pages like it, one after the other, brought nothing new."
    case .nestedSitemaps: "It is a sitemap in lists of sitemaps that have no end."
    }
  }
}

/// Why an address is taken for part of a trap: the rule, and what it saw.
public struct Trap: Sendable, Hashable {
  /// The rule.
  public let rule: TrapRule
  /// What it saw, in words for a person.
  public let evidence: String

  /// Makes a finding from its parts.
  public init(_ rule: TrapRule, _ evidence: String) {
    self.rule = rule
    self.evidence = evidence
  }

  /// Rule and evidence in one line for people, the word of the rule first.
  public var note: String { "\(rule.rawValue): \(evidence)" }

  /// The refusal of a page that was already in the frontier.
  public var refusal: Refusal { Refusal(.skipped(.trap), trap: self) }
}
