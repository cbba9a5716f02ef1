import Addressing
import CrawlModel

/// An option of a crawl: the one place that defines its name, default, range and records.
///
/// ``all`` is the table of the options. The checks of a configuration, the identity of a crawl and
/// the options in `summary.json` are derived from it; the program adds only the text of its help.
public struct CrawlOption: Sendable {
  /// When an option is written into `summary.json`.
  enum Mention: Sendable {
    /// Whenever it has a value.
    case always
    /// If its value is not the default.
    case ifChanged
    /// Never: it may be secret, or it says nothing about the result.
    case never
  }

  /// The name on the command line, without the dashes.
  public let name: String
  /// Whether the option is part of the identity of a crawl, so that a later run in the same folder
  /// must have the same value.
  public let isIdentity: Bool
  /// Whether the option can be given several times, so that `summary.json` has a list of values.
  public let isRepeatable: Bool
  /// When it is written into `summary.json`.
  let mention: Mention
  /// The values in a configuration, as text; empty if there is none.
  let values: @Sendable (CrawlConfiguration) -> [String]
  /// The values that take effect and are written into `summary.json`, if those are not `values`.
  var shown: (@Sendable (CrawlConfiguration) -> [String])?
  /// Sets values in a configuration; the opposite of `values`.
  let set: @Sendable (inout CrawlConfiguration, [String]) throws(CrawlError) -> Void
  /// Why the value in a configuration cannot be used; `nil` if it can.
  let problem: @Sendable (CrawlConfiguration) -> String?
  /// Whether its values are not stored in the folder, because they may contain a secret.
  var isSecret: @Sendable (CrawlConfiguration) -> Bool = { _ in false }

  /// The value that holds if the option is not given, as it is written into `summary.json`; `nil`
  /// if there is none.
  public var defaultText: String? {
    let values = (shown ?? values)(.standard)
    return values.isEmpty ? nil : values.joined(separator: ",")
  }

  /// The values in the identity of a crawl; `nil` if the option is not part of it or has its
  /// default.
  func identity(in configuration: CrawlConfiguration) -> String? {
    let values = values(configuration)
    guard isIdentity, values != self.values(.standard) else { return nil }
    return values.sorted().joined(separator: "\n")
  }

  /// The entries in `summary.json`.
  func entries(for configuration: CrawlConfiguration) -> [CrawlSummary.Option] {
    let values = (shown ?? values)(configuration)
    switch mention {
    case .never: return []
    case .ifChanged where values == self.values(.standard): return []
    case .ifChanged, .always: break
    }
    if isRepeatable { return values.map { .init(name, $0, isRepeatable: true) } }
    return values.isEmpty ? [] : [.init(name, values.joined(separator: ","))]
  }
}

extension CrawlConfiguration {
  /// A configuration in which every option has its default.
  fileprivate static let standard = CrawlConfiguration(output: "")

  /// The options that are in force, in the order of `summary.json`.
  var options: [CrawlSummary.Option] {
    let seeds = (try? Seeds(seeds).addresses) ?? []
    return seeds.map { .init("seed", $0.text, isRepeatable: true) }
      + CrawlOption.all.flatMap { $0.entries(for: self) }
  }

  /// Throws if a value cannot be used.
  func check() throws(CrawlError) {
    if seeds.isEmpty, imageList.isEmpty {
      throw CrawlError(.badSeed, "There is no address to start from.")
    }
    for option in CrawlOption.all {
      if let problem = option.problem(self) { throw CrawlError(.badSetting, problem) }
    }
  }
}
