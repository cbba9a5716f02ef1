import Addressing

/// The settings of the latest run that are kept in its folder, so that it can be resumed with them.
extension CrawlConfiguration {
  /// The options that hold for one run only.
  private static let ofOneRun: Set<String> = ["retry-failed", "dry-run"]

  /// The values of the options that are not part of the identity, by name; those with their default
  /// are left out.
  ///
  /// Several values of one are written one per line.
  var keptOptions: [String: String] {
    var kept: [String: String] = [:]
    for (option, values) in changedOptions where !option.isSecret(self) {
      kept[option.name] = values.joined(separator: "\n")
    }
    return kept
  }

  /// The names of the options whose values are not kept because they may be secret; `seed` for names
  /// and passwords in the addresses.
  var withheldOptions: [String] {
    let names = changedOptions.filter { $0.option.isSecret(self) }.map(\.option.name)
    // Those of a list that is not trusted are sent to nobody.
    var typed = try? Seeds(seeds)
    if let listed = try? Seeds(imageList), trusts(listed) { typed = typed?.joined(with: listed) }
    let hasCredentials = typed?.credentials.isEmpty == false
    return hasCredentials ? names + ["seed"] : names
  }

  /// Adopts the options of an earlier run.
  ///
  /// - Throws: `CrawlError` if a value can no longer be used, such as a file that is gone.
  mutating func take(kept options: [String: String]) throws(CrawlError) {
    for option in CrawlOption.all where !option.isIdentity {
      guard let text = options[option.name] else { continue }
      try option.set(
        &self, text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
  }

  private var changedOptions: [(option: CrawlOption, values: [String])] {
    let standard = CrawlConfiguration(output: "")
    return CrawlOption.all.compactMap { option in
      guard !option.isIdentity, !Self.ofOneRun.contains(option.name) else { return nil }
      let values = option.values(self)
      return values == option.values(standard) ? nil : (option, values)
    }
  }
}
