import CrawlModel

/// The value of an option that is read from a text, and checked there.
protocol OptionText: Sendable, Equatable {
  /// Reads a value.
  init(_ text: String) throws(CrawlError)

  /// The value as it is written on the command line.
  var text: String { get }
}

extension AddressPattern: OptionText {}

extension CrawlOption {
  /// A value that is checked when it is made, and may be absent.
  static func value<Value: OptionText & SendableMetatype>(
    _ name: String, ifSet path: Path<Value?>, isIdentity: Bool = false, mention: Mention = .never,
    isSecret: @escaping @Sendable (Value) -> Bool = { _ in false },
    problem: @escaping @Sendable (CrawlConfiguration) -> String? = { _ in nil }
  ) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: isIdentity, isRepeatable: false, mention: mention,
      values: { $0[keyPath: path].map { [$0.text] } ?? [] },
      set: { configuration, values throws(CrawlError) in
        guard let text = values.first else { return configuration[keyPath: path] = nil }
        configuration[keyPath: path] = try Value(text)
      },
      problem: problem, isSecret: { $0[keyPath: path].map(isSecret) ?? false })
  }

  /// Any number of values that are checked when they are made.
  static func values<Value: OptionText & SendableMetatype>(
    _ name: String, _ path: Path<[Value]>, isIdentity: Bool = false, mention: Mention = .always,
    isSecret: Bool = false
  ) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: isIdentity, isRepeatable: true, mention: mention,
      values: { $0[keyPath: path].map(\.text) },
      set: { configuration, texts throws(CrawlError) in
        var values: [Value] = []
        for text in texts { values.append(try Value(text)) }
        configuration[keyPath: path] = values
      },
      problem: { _ in nil }, isSecret: { _ in isSecret })
  }
}
