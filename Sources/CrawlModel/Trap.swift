/// A rule that identifies a crawler trap; the raw value is the fixed word in the files.
///
/// `docs/traps.md` describes what each rule checks.
public enum TrapRule: String, Sendable, Hashable, CaseIterable {
  /// The path repeats one or more segments many times.
  case repeatingPath = "repeating-path"
  /// The query repeats the same parameter.
  case repeatingQuery = "repeating-query"
  /// The path has too many segments.
  case deepPath = "deep-path"
  /// The address is too long.
  case longAddress = "long-address"
  /// The host has too many labels, or repeats them.
  case deepHost = "deep-host"
  /// It differs only in a session ID from a known address.
  case session
  /// It differs only in the order of its parameters from a known address.
  case parameterOrder = "parameter-order"
  /// Many similar pages in a row contained nothing new.
  case nothingNew = "nothing-new"
  /// It is a sitemap index inside a sitemap index, repeatedly.
  case nestedSitemaps = "nested-sitemaps"
  /// It is a style sheet or description inside another one, repeatedly.
  case nestedDocuments = "nested-documents"

  /// The rule as readable text.
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
    case .nestedDocuments: "It is in style sheets or manifests that name one another without end."
    }
  }
}

/// Why an address is considered part of a trap: the rule and the evidence.
public struct Trap: Sendable, Hashable {
  /// The rule.
  public let rule: TrapRule
  /// The evidence as readable text.
  public let evidence: String

  /// Makes a finding from its parts.
  public init(_ rule: TrapRule, _ evidence: String) {
    self.rule = rule
    self.evidence = evidence
  }

  /// Rule and evidence in one readable line, the word of the rule first.
  public var note: String { "\(rule.rawValue): \(evidence)" }

  /// The refusal of a document that was already in the frontier.
  public var refusal: Refusal { Refusal(.skipped(.trap), trap: self) }
}
