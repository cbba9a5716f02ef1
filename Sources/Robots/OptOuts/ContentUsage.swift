import Bytes

/// How the owner of content permits it to be used: the value of a `Content-Usage` header or line
/// (draft-ietf-aipref-vocab), or of a `Content-Signal` line.
///
/// Both are lists such as `train-ai=n, search=y`; `yes` and `no` are accepted, too. Other members
/// are ignored, and the last member of a category counts.
public struct ContentUsage: Sendable, Hashable {
  /// The categories with a stated preference, in lower case, and whether the use is permitted.
  public let preferences: [String: Bool]

  /// Parses a value; returns `nil` if it has no preference.
  public init?(_ value: String) {
    var preferences: [String: Bool] = [:]
    for member in value.split(separator: ",").prefix(Self.mostMembers) {
      // Parameters do not affect the preference.
      let pair = member.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      let category = pair[0].filter { !$0.isWhitespace }.lowercased()
      switch pair[1].filter({ !$0.isWhitespace }).lowercased() {
      case "y", "yes": preferences[category] = true
      case "n", "no": preferences[category] = false
      default: continue
      }
    }
    guard !preferences.isEmpty else { return nil }
    self.preferences = preferences
  }

  /// The maximum number of members read from a list.
  private static let mostMembers = 64

  /// Whether training models is not permitted.
  ///
  /// The most specific category with a preference decides: training itself, then any automated use,
  /// which includes training.
  public var forbidsTraining: Bool {
    let training = Self.training.compactMap { preferences[$0] }
    if !training.isEmpty { return training.contains(false) }
    return Self.wider.compactMap { preferences[$0] }.contains(false)
  }

  private static let training = [
    "train-ai", "ai-train", "train-genai", "genai", "foundation-model-production",
  ]
  private static let wider = ["ai", "ai-use", "tdm", "bots", "automated-processing"]
}

extension UsageRule {
  /// Parses the value of a line, which may begin with a path.
  init?(name: String, value: String, line: Int) {
    var preferences = value[...]
    var path = "/"
    if let first = value.first, first == "/" || first == "*" {
      let end = value.firstIndex(where: \.isWhitespace) ?? value.endIndex
      path = String(value[..<end])
      preferences = value[end...]
    }
    guard let usage = ContentUsage(String(preferences)) else { return nil }
    self.init(
      pattern: PathPattern(path), usage: usage, text: "\(name): \(value)", line: line)
  }
}
